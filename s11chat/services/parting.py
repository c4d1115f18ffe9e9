"""One sitting at a part of a return: what is asked in it, and what it means for the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from s11chat.assurance.part import in_words, items_of
from s11chat.engine.conversation import Conversation
from s11chat.engine.turn import Say, Turn
from s11chat.errors import RightsError
from s11chat.fieldwork.case import COMPLETED, State
from s11chat.services.kept import Kept
from s11chat.services.resuming import HANDED_BACK
from s11chat.services.talk import ONLINE, delegated, has_open
from s11chat.services.view import ReturnLine
from s11chat.store.delegation import DONE, GIVEN, RECALLED
from s11chat.store.entry import DelegationStep, Entry, NewFact, NewHolder, NewResponse, NewTransition
from s11chat.store.record import CaseRecord, DelegationRecord


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


def limited(talk: Conversation, part: frozenset[str]) -> Conversation:
    """The conversation about these items alone; about all where there are none."""
    if not part:
        return talk
    mine = replace(talk, part=part)
    return replace(mine, complete=not has_open(mine))


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
    said = [entry for entry in entries if not _of_the_whole(entry)]
    done = [
        DelegationStep(one.given, DONE)
        for one in standing(kept, case, person)
        if one.step == GIVEN and one.part and (handed or _finished(after, one))
    ]
    answered = any(isinstance(entry, NewResponse) for entry in said)
    whole = _as_asked(case, after)
    if answered and case.state not in COMPLETED and not has_open(whole) and not whole.remaining:
        return [*said, *done, NewTransition(State.COMPLETE)]
    return [*said, *done]


def _of_the_whole(entry: Entry) -> bool:
    """Whether an entry speaks of the whole return."""
    return isinstance(entry, NewHolder) or (isinstance(entry, NewTransition) and entry.state in COMPLETED)


def _finished(after: Conversation, one: DelegationRecord) -> bool:
    mine = replace(after.whole, part=items_of(after.dialog, one.part))
    return not has_open(mine)


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
