"""Returns are given to moderators, and taken back: a moderator sees those assigned to them and no other.

Seeing only what is assigned is the safer of the two ways: peers moderate organisations they work beside, and a
return that was given to nobody is nobody's to read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from s11chat.assurance.moderation import MOST, Step, Work, latest, of_standing, standing
from s11chat.assurance.right import Act, Role, name_key, same_name
from s11chat.dialog.question import questions
from s11chat.dialog.suggest import nearest
from s11chat.errors import RefusedError, RightsError, StateError, UsageError
from s11chat.fieldwork.case import State
from s11chat.language.harmless import harmless, one_line
from s11chat.services.admitting import LONGEST_NAME
from s11chat.services.kept import Kept, case_name
from s11chat.services.purged import must_not_be_purged
from s11chat.services.released import rated, release_of, works_of
from s11chat.store.entry import Author, Entry
from s11chat.store.moderation_entry import ModeratorStep, NewModerator
from s11chat.store.record import CaseRecord, PersonRecord

LONGEST_NOTE = 500
"""Characters of what goes with an assignment."""


@dataclass(frozen=True)
class ModeratedLine:
    """One return in a list of those that are moderated."""

    case: str
    organisation: str
    type_name: str
    state: str
    works: tuple[Work, ...]
    rated: Mapping[str, int]
    """Standards rated, by moderator."""
    agreed: int
    released: bool


def assign(kept: Kept, case_name_: str, name: str, note: str = "", *, unlisted: bool = False) -> str:
    """Gives a return to a moderator; returns their name as it is on file.

    With `unlisted` somebody may be named whom nobody knows yet, where the office of the wave has nobody on file.
    Raises UsageError for a name that may not moderate in the wave, RefusedError for somebody of the organisation,
    StateError where it has its two moderators, nothing can be moderated or the wave was purged.
    """
    case = kept.case(case_name_)
    role = kept.require(Act.ASSIGN_MODERATOR, case.wave)
    must_not_be_purged(kept, case.wave)
    moderator = _named(kept, case.wave, name, unlisted=unlisted)
    _must_be_rated(kept, case)
    if any(same_name(one.name, moderator) for one in kept.casebook.persons(case.wave, case.ref)):
        raise RefusedError(f"{moderator} belongs to {case.name}: nobody moderates their own return.")
    note = harmless(note).strip()[:LONGEST_NOTE]

    def entries() -> list[Entry]:
        now = standing(works_of(kept.moderations.moderators(case.return_id)))
        if any(same_name(work.name, moderator) for work in now):
            raise StateError(f"{moderator} moderates {case_name(case)} already.")
        if len(now) >= MOST:
            names = " and ".join(work.name for work in now)
            raise StateError(f"{names} moderate {case_name(case)}: take it back from one of them first.")
        return [NewModerator(moderator, note)]

    enter(kept, case, role, entries)
    return moderator


def take_back(kept: Kept, case_name_: str, name: str = "", note: str = "") -> str:
    """Takes a return back from a moderator, from its only one where none is named; returns their name.

    What they rated stays on record and no longer counts. Raises UsageError where nobody of that name moderates it.
    """
    case = kept.case(case_name_)
    role = kept.require(Act.ASSIGN_MODERATOR, case.wave)
    works = standing(works_of(kept.moderations.moderators(case.return_id)))
    found = [work for work in works if not name or same_name(work.name, name)]
    if len(found) != 1:
        who = " and ".join(work.name for work in works) or "nobody"
        raise UsageError(f"Say from whom {case_name(case)} is taken back: {who} moderates it.")
    step = ModeratorStep(found[0].number, Step.WITHDRAWN.value, harmless(note).strip()[:LONGEST_NOTE])
    enter(kept, case, role, [step])
    return found[0].name


def moderated(kept: Kept, wave: str = "", *, all_: bool = False) -> tuple[ModeratedLine, ...]:
    """The returns that are moderated, by ref: a moderator's own, everybody's for the office; of one wave or all.

    Of another's ratings a moderator sees not even the number. With `all_`, whoever assigns returns sees those too
    that nobody moderates yet.
    """
    kept.require(Act.SHOW_MODERATION, wave)
    waves = [wave] if wave else [one.id for one in kept.casebook.waves()]
    lines = []
    for each in waves:
        if kept.may(Act.SHOW_MODERATION, each):
            lines += _of_wave(kept, each, all_ and kept.may(Act.ASSIGN_MODERATOR, each))
    return tuple(lines)


def _of_wave(kept: Kept, wave: str, all_: bool) -> list[ModeratedLine]:
    kept.casebook.wave(wave)
    everything = role_of(kept, wave) is not Role.MODERATOR
    given = kept.moderations.moderators_of(wave)
    ratings = kept.moderations.ratings_of(wave)
    dialog = kept.dialog(kept.casebook.wave(wave))
    types = {kind.type: kind.say for kind in dialog.organisations}
    lines = []
    for case in kept.casebook.cases(wave):
        works = standing(works_of(given.get(case.return_id, ())))
        mine = any(same_name(work.name, kept.actor) for work in works)
        if case.state is State.SUPERSEDED or not (all_ or (works and (everything or mine))):
            continue
        made = [rated(one) for one in ratings.get(case.return_id, ())]
        items = {one.item for one in made}
        by = {
            work.name: sum(
                any(same_name(name, work.name) for name in latest(one for one in made if one.item == item))
                for item in items
            )
            for work in works
            if everything or same_name(work.name, kept.actor)
        }
        last = {one.item: one for one in of_standing(made, works) if one.agreed}
        lines.append(
            ModeratedLine(
                case=case_name(case),
                organisation=case.name,
                type_name=types.get(case.type, case.type),
                state=case.state.value,
                works=works,
                rated=by,
                agreed=sum(bool(one.rating) for one in last.values()),
                released=release_of(kept.responses.facts(case.return_id)) is not None,
            )
        )
    return lines


def moderators(kept: Kept, wave: str) -> tuple[str, ...]:
    """Who may be asked to moderate in a wave: the moderators on file.

    Where the office of the wave has nobody on file, whoever acts, and by name whoever moderates in it already.
    """
    kept.require(Act.ASSIGN_MODERATOR, wave)
    people = _office(kept, wave)
    if people:
        return tuple(one.name for one in people if one.role == Role.MODERATOR.value)
    works = kept.moderations.moderators_of(wave).values()
    known = {name_key(work.name): work.name for records in works for work in standing(works_of(records))}
    known.pop(name_key(kept.actor), None)
    return (kept.actor, *(known[key] for key in sorted(known)))


def role_of(kept: Kept, wave: str) -> Role:
    """As what the actor looks at moderation; as moderator only where they are nothing above it."""
    return kept.require(Act.SHOW_MODERATION, wave)


def must_moderate(kept: Kept, case: CaseRecord) -> Work:
    """The work of the actor on a return. Raises RightsError where it is not assigned to them."""
    works = standing(works_of(kept.moderations.moderators(case.return_id)))
    mine = next((work for work in works if same_name(work.name, kept.actor)), None)
    if mine is None:
        raise RightsError(
            f"{case_name(case)} is not assigned to {kept.actor} to moderate: ask the manager to assign it."
        )
    return mine


def must_see(kept: Kept, case: CaseRecord, role: Role) -> None:
    """Raises RightsError where a moderator looks at a return that is not assigned to them."""
    if role is Role.MODERATOR:
        must_moderate(kept, case)


def enter(
    kept: Kept,
    case: CaseRecord,
    role: Role,
    entries: Sequence[Entry] | Callable[[], Sequence[Entry]],
    *,
    name: str = "",
    seen: Mapping[str, int] | None = None,
) -> None:
    """Writes entries of moderation into the return; they are no answers, so its signatures stand.

    `name` is whose they are, if not the actor's; `seen` as in `Responses.record`.
    """
    author = Author("", name or kept.actor, role.value)
    kept.responses.record(case.return_id, author, kept.clock(), entries, seen or {})


def _office(kept: Kept, wave: str) -> list[PersonRecord]:
    return [one for one in kept.office.people() if one.wave == wave and one.role]


def _named(kept: Kept, wave: str, name: str, *, unlisted: bool) -> str:
    """The moderator of that name, as they are known; a new one only where nobody is on file, and it is asked for."""
    name = one_line(name)
    if not name or len(name) > LONGEST_NAME:
        raise UsageError(f"Name the moderator: a name has at most {LONGEST_NAME} characters.")
    known = moderators(kept, wave)
    found = next((one for one in known if same_name(one, name)), None)
    if found is not None:
        return found
    listed = bool(_office(kept, wave)) or any(same_name(one.name, name) for one in kept.office.people())
    if unlisted and not listed:
        return name
    near = nearest(name, known)
    file = f"s11chat office add {wave} NAME --role moderator puts somebody on file"
    if listed:
        raise UsageError(f"Nobody called '{name[:60]}' moderates in wave {wave}{near}: {file}.")
    raise UsageError(f"Nobody knows '{name[:60]}' in wave {wave} yet{near}: {file}, --unlisted does without.")


def _must_be_rated(kept: Kept, case: CaseRecord) -> None:
    dialog = kept.dialog(kept.casebook.wave(case.wave))
    if not any(question.rates for question in questions(dialog).values()):
        raise StateError(f"The dialog {dialog.dialog} rates no standards, so there is nothing to moderate.")
    if case.state is State.SUPERSEDED:
        raise StateError(f"{case_name(case)} is superseded: moderate the return that counts.")


def work_told(work: Work, rated: Mapping[str, int]) -> str:
    """Who moderates, in words, with how many standards they have rated where that may be seen."""
    count = f" {rated[work.name]} rated" if work.name in rated else ""
    return f"{work.name}{count}{' (done)' if work.step is Step.DONE else ''}"
