"""One sitting at a part of a return: what is asked in it, and what it means for the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from s11chat.assurance.part import briefly, every_id, in_words, items_of
from s11chat.assurance.right import Role
from s11chat.engine.conversation import ASKER, Conversation
from s11chat.engine.turn import Say, Turn
from s11chat.errors import RightsError
from s11chat.fieldwork.case import COMPLETED, State
from s11chat.services.kept import Kept
from s11chat.services.resuming import HANDED_BACK, SUCCESSOR
from s11chat.services.talk import ONLINE, delegated, has_open
from s11chat.services.view import ReturnLine
from s11chat.store.delegation import DONE, GIVEN, RECALLED
from s11chat.store.entry import (
    DelegationStep,
    Entry,
    NewFact,
    NewHolder,
    NewResponse,
    NewTransition,
    ParkEnded,
    QueryAnswered,
)
from s11chat.store.record import CaseRecord, DelegationRecord, ParkRecord


def standing(kept: Kept, case: CaseRecord, person: str) -> tuple[DelegationRecord, ...]:
    """What a person was asked for and that was not taken back.

    Raises RightsError where all of it was; somebody who was never asked for a part has the whole, and no records.
    """
    mine = [one for one in kept.delegations.of(case.return_id) if one.person == person]
    found = tuple(one for one in mine if one.step != RECALLED)
    if mine and not found:
        lead = case.lead.name if case.lead else "the office"
        raise RightsError(
            f"What you were asked for of {case.name} was taken back: ask {lead} if that is wrong."
        )
    return found


def part_of(kept: Kept, case: CaseRecord, person: str) -> frozenset[str]:
    """The items a person was asked for; none where it is the whole. Raises RightsError as `standing` does."""
    given = standing(kept, case, person)
    if not given or any(not one.part for one in given):
        return frozenset()
    dialog = kept.dialog(kept.casebook.wave(case.wave))
    return items_of(dialog, (name for one in given for name in one.part))


def limited(
    kept: Kept, case: CaseRecord, person: str, talk: Conversation, parks: Mapping[str, ParkRecord]
) -> Conversation:
    """The conversation about what a person was asked for alone; about all where that is the whole.

    What was parked before they were asked waits for nobody but them, and is asked.
    """
    part = part_of(kept, case, person)
    if not part:
        return talk
    given = standing(kept, case, person)
    since = {item: one.seq for one in given for item in items_of(talk.dialog, one.part)}
    parked = {
        id_: waits
        for id_, waits in talk.parked.items()
        if parks[id_].seq > since.get(talk.questions[id_].item, 0)
    }
    lead = case.lead.name if case.lead else "the lead"
    asker = given[-1].by_name if given[-1].role == Role.DELEGATE.value else lead
    names = MappingProxyType({**talk.names, ASKER: asker})
    mine = replace(talk, part=part, parked=MappingProxyType(parked), names=names)
    done = all(one.step == DONE for one in given)
    return replace(mine, complete=not has_open(mine) and (done or not mine.remaining))


def asked_for(kept: Kept, case: CaseRecord, person: str, talk: Conversation) -> Iterator[Turn]:
    """What somebody who was asked for a part is told first: which, by whom, by when, and why."""
    for one in standing(kept, case, person):
        if one.part:
            by_day = f" by {in_full(one.due)}" if one.due else ""
            note = f" {one.by_name}: {one.note}" if one.note else ""
            yield Say(f"{one.by_name} asks you for {in_words(talk.dialog, one.part)}{by_day}.{note}")


def in_full(iso: str) -> str:
    """A day for people to read."""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def parted(
    kept: Kept, case: CaseRecord, person: str, entries: Sequence[Entry], after: Conversation
) -> list[Entry]:
    """What a turn in a part brings to the whole: the part may be done by it, and the return complete.

    The return stays with whoever answers the whole.
    """
    handed = any(isinstance(entry, NewFact) and entry.kind == HANDED_BACK for entry in entries)
    left = any(isinstance(entry, NewTransition) and entry.state in COMPLETED for entry in entries)
    said = [entry for entry in entries if not _of_the_whole(entry)]
    said += _no_longer_parked(kept, case, said)
    answered = {after.questions[entry.item].item for entry in said if isinstance(entry, NewResponse)}
    standing(kept, case, person)  # whoever was recalled meanwhile keeps nothing
    done = [
        DelegationStep(one.given, DONE)
        for one in kept.delegations.of(case.return_id)
        if one.step == GIVEN
        and one.part
        and ((one.person == person and (handed or after.complete)) or _finished_by(answered, after, one))
    ]
    if left and not handed and not answered and not done:  # what was sent back to them is left as it is
        lead = case.lead.id if case.lead else ""
        said.append(NewFact(HANDED_BACK, {"person": lead}))
    whole = _as_asked(case, after)
    if (
        (answered or _answered_back(kept, case, said))
        and case.state not in COMPLETED
        and not has_open(whole)
        and not whole.remaining
    ):
        return [*said, *done, NewTransition(State.COMPLETE)]
    return [*said, *done]


def _answered_back(kept: Kept, case: CaseRecord, said: Sequence[Entry]) -> bool:
    """Whether a return that was sent back is dealt with: nothing that was asked back waits any more."""
    dealt = {entry.query for entry in said if isinstance(entry, QueryAnswered)}
    handed = any(isinstance(entry, NewFact) and entry.kind == HANDED_BACK for entry in said)
    if case.state is not State.SENT_BACK or not (dealt or handed):
        return False
    queries = kept.responses.queries(case.return_id)
    return all(query.state != "open" or query.seq in dealt for query in queries)


def _no_longer_parked(kept: Kept, case: CaseRecord, said: Sequence[Entry]) -> list[Entry]:
    """That what others had parked, and is answered now, waits no longer."""
    parks = kept.responses.parks(case.return_id)
    ended = {entry.item for entry in said if isinstance(entry, ParkEnded)}
    answered = {entry.item for entry in said if isinstance(entry, NewResponse)}
    return [ParkEnded(item) for item in sorted(answered - ended) if item in parks]


def _of_the_whole(entry: Entry) -> bool:
    """Whether an entry speaks of the whole return."""
    named = isinstance(entry, NewFact) and entry.kind == SUCCESSOR
    completed = isinstance(entry, NewTransition) and entry.state in COMPLETED
    return named or completed or isinstance(entry, NewHolder)


def _finished_by(answered: set[str], after: Conversation, one: DelegationRecord) -> bool:
    """Whether nothing is left of a part once these items are answered, whoever was asked for them."""
    items = items_of(after.dialog, one.part)
    mine = replace(after.whole, part=items)
    return not items.isdisjoint(answered) and not has_open(mine) and not mine.remaining


def part_line(kept: Kept, case: CaseRecord, person: str, talk: Conversation) -> str:
    """The part a person was asked for, and by when, in a few words; empty where it is the whole."""
    if not talk.part:
        return ""
    given = [one for one in standing(kept, case, person) if one.part]
    names = {name for one in given for name in one.part}
    part = tuple(name for name in every_id(talk.dialog) if name in names)
    due = min((one.due for one in given if one.due and one.step == GIVEN), default="")
    return f"{briefly(talk.dialog, part)}{f', by {in_full(due)}' if due else ''}"


def _as_asked(case: CaseRecord, after: Conversation) -> Conversation:
    """The whole return as it is asked of whoever answers it, which may not be a delegate."""
    kind = after.dialog.organisation(case.type)
    if kind is None:
        return after.whole
    role = "delegate" if delegated(case) else "lead"
    return replace(after.whole, facts=kind.facts(case.mode or ONLINE, role))


def within(whole: ReturnLine, talk: Conversation) -> ReturnLine:
    """A return as somebody sees it who was asked for a part: the answers of the part alone."""
    if not talk.part:
        return whole
    mine = (line for line in whole.answers if talk.questions[line.question].item in talk.part)
    return replace(whole, answers=tuple(mine), remarks=())
