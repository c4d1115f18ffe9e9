"""How a return is parted among people: who was asked by whom for what, how far each is, and who has which section."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from s11chat.assurance.part import Part, in_words, items_of
from s11chat.dialog.model import Dialog
from s11chat.engine.conversation import Conversation
from s11chat.engine.progress import progress
from s11chat.services.kept import Kept
from s11chat.services.reviewing import gather
from s11chat.store.delegation import DONE, GIVEN, RECALLED
from s11chat.store.record import CaseRecord, DelegationRecord, PersonRecord

NOBODY = "somebody no longer on file"


@dataclass(frozen=True)
class DelegationLine:
    """One part of a return and who was asked for it."""

    number: int
    name: str
    title: str
    part: str
    """In words."""
    by: str
    """Who asked."""
    due: date | None
    overdue: bool
    settled: int
    asked: int
    """Questions of the part on the route, and how many of them are settled."""
    state: str
    """given, begun, done or recalled."""
    note: str
    person: str = ""
    """The id of who was asked."""
    ids: Part = ()
    """The sections and items of the part; none for the whole."""
    depth: int = 0
    """How many people stand between the lead, or the office, and this one."""
    since: datetime | None = None
    """When they were asked."""
    why: str = ""
    """Why it was taken back, where it was and somebody said so."""

    @property
    def open(self) -> bool:
        """Whether something of it still waits for whoever was asked."""
        return self.state in (GIVEN, "begun") and self.settled < self.asked


def part_lines(
    kept: Kept, case: CaseRecord, seen: Sequence[DelegationRecord], talk: Conversation
) -> tuple[DelegationLine, ...]:
    """A line for each part that is `seen`, whoever asked before those they asked; `talk` is about the whole."""
    people = {one.id: one for one in kept.casebook.persons(case.wave, case.ref)}
    found = []
    for depth, one in _tree(seen):
        line = _line(one, people.get(one.person), talk, kept.today)
        found.append(replace(line, depth=depth))
    return tuple(found)


def open_parts(kept: Kept, case: CaseRecord, given: Sequence[DelegationRecord]) -> tuple[DelegationLine, ...]:
    """The parts of a return, short of the whole, that something is left of; the store is asked only where there may be."""
    if all(one.step != GIVEN or not one.part for one in given):
        return ()
    lines = part_lines(kept, case, given, gather(kept, case).talk)
    return tuple(line for line in lines if line.open and line.ids)


def _line(
    one: DelegationRecord, person: PersonRecord | None, talk: Conversation, today: date
) -> DelegationLine:
    stands = progress(replace(talk.whole, part=items_of(talk.dialog, one.part)))
    due = date.fromisoformat(one.due) if one.due else None
    return DelegationLine(
        number=one.number,
        name=person.name if person else NOBODY,
        title=person.title if person else "",
        part=in_words(talk.dialog, one.part),
        by=one.by_name,
        due=due,
        overdue=one.step == GIVEN and stands.settled < stands.asked and due is not None and due < today,
        settled=stands.settled,
        asked=stands.asked,
        state="begun" if one.step == GIVEN and stands.settled else one.step,
        note=one.note,
        person=one.person,
        ids=one.part,
        since=one.at,
        why=one.step_note if one.step == RECALLED else "",
    )


def _tree(seen: Sequence[DelegationRecord]) -> Iterator[tuple[int, DelegationRecord]]:
    """Every record and how deep it stands; those somebody gave stand below what that person was asked for last."""
    below: dict[int, list[DelegationRecord]] = defaultdict(list)
    for place, one in enumerate(seen):
        above = [other.given for other in seen[:place] if one.by and other.person == one.by]
        below[above[-1] if above else 0].append(one)

    def laid(under: int, depth: int) -> Iterator[tuple[int, DelegationRecord]]:
        for one in below[under]:
            yield depth, one
            yield from laid(one.given, depth + 1)

    return laid(0, 0)


def holders(
    dialog: Dialog, people: Iterable[PersonRecord], given: Iterable[DelegationRecord]
) -> Mapping[str, tuple[str, ...]]:
    """Who was asked for each section, or for questions of it, in words; by section, those that nobody has left out."""
    names = {one.id: one.name for one in people}
    found: dict[str, list[str]] = defaultdict(list)
    for one in given:
        if one.step == RECALLED or not one.part:
            continue
        who = names.get(one.person, NOBODY)
        end = ", done" if one.step == DONE else ""
        for section in dialog.sections:
            items = [item.item for item in section.items if item.item in one.part]
            if section.section in one.part:
                found[section.section].append(f"{who}{end}")
            elif items:
                found[section.section].append(f"{who} ({', '.join(items)}){end}")
    return {section: tuple(said) for section, said in found.items()}
