"""What a written turn moves beside its answers: the state of the return, and the signatures it no longer leaves standing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TypeGuard

from s11chat.engine.answer import Answer
from s11chat.engine.conversation import Conversation
from s11chat.fieldwork.case import COMPLETED, State, completed
from s11chat.services.kept import Kept
from s11chat.services.talk import TELEPHONE, has_open
from s11chat.store.entry import Entry, NewFact, NewRemark, NewResponse, NewTransition, NewVoid, place
from s11chat.store.record import CaseRecord

_SIGNED = frozenset({State.SIGNED_IN_PART, State.SIGNED_OFF})
_STARTED = frozenset({State.ASSIGNED, State.OPENED, State.SENT_BACK})


def with_moves(
    kept: Kept, case: CaseRecord, mode: str, entries: list[Entry], before: Conversation, after: Conversation
) -> list[Entry]:
    """The entries with the moves and voided signatures that they bring along; `case` as it stands just now."""
    moves: list[Entry] = []
    signed = _signed(kept, case) if case.state in _SIGNED else set()
    entries = _as_it_stands(kept, case, _news(kept, case, entries, before, signed), before, after)
    if any(isinstance(entry, NewResponse) for entry in entries):
        if case.mode != mode:
            moves.append(NewFact("mode", {"mode": mode}))
        if case.state in _STARTED:
            moves.append(NewTransition(State.IN_PROGRESS))
    if signed:
        before, after = _as_stored(kept, case, entries, before, after)
    touched = _touched(entries, before, after)
    touched |= {entry.section for entry in entries if isinstance(entry, NewVoid)}
    moves.extend(NewVoid(section, "an answer was changed") for section in sorted(touched))
    if touched & signed:
        state = State.IN_PROGRESS if has_open(after) else completed(mode == TELEPHONE)
        moves.append(NewTransition(state, "an answer was changed"))
    everything = [*moves, *entries]
    if signed and not touched & signed:  # what no signature covers leaves the return as signed as it was
        return [entry for entry in everything if not _hides(entry)]
    return [_still_signed(entry) for entry in everything] if signed - touched else everything


def no_longer_signed(
    kept: Kept, case: CaseRecord, talk: Conversation, sections: Collection[str], why: str
) -> list[Entry]:
    """What becomes of the signatures on `sections` where something beside the answers that they cover has changed.

    `talk` is about the whole return; `why` completes "it no longer stands because".
    """
    signed = _signed(kept, case)
    touched = signed & set(sections)
    entries: list[Entry] = [NewVoid(section, why) for section in sorted(touched)]
    if not touched or case.state not in _SIGNED:
        return entries
    left = State.IN_PROGRESS if has_open(talk) else completed(case.mode == TELEPHONE)
    state = State.SIGNED_IN_PART if signed - touched else left
    return [*entries, NewTransition(state, why)]


def _news(
    kept: Kept, case: CaseRecord, entries: list[Entry], talk: Conversation, signed: Collection[str]
) -> list[Entry]:
    """The entries without answers that stand as they are given, word for word, and are signed: they change nothing."""
    if not signed or not any(isinstance(entry, NewResponse) for entry in entries):
        return entries
    asked, stored = talk.questions, kept.responses.current(case.return_id)
    return [
        entry
        for entry in entries
        if not (
            isinstance(entry, NewResponse)
            and not entry.withdrawn
            and asked[entry.item].section in signed
            and (given := stored.get(place(entry.item, entry.occasion))) is not None
            and given.answer == entry.answer
        )
    ]


def _as_it_stands(
    kept: Kept, case: CaseRecord, entries: list[Entry], before: Conversation, after: Conversation
) -> list[Entry]:
    """The entries, with what somebody else did to the return since this sitting looked taken into account.

    What they completed is taken up again by a question that this opens; what they took back is not completed.
    """
    given = {entry.item: entry.withdrawn for entry in entries if isinstance(entry, NewResponse)}
    if any(isinstance(entry, NewTransition) and entry.state in COMPLETED for entry in entries):
        stored = kept.responses.current(case.return_id)
        gone = {item for item in after.answers if item not in stored and item not in given}
        if any(question.id in gone for question in after.route):
            return [entry for entry in entries if not _hides(entry)]
    elif case.state in COMPLETED and not any(isinstance(entry, NewTransition) for entry in entries):
        opened = {q.id for q in after.route if q.id not in before.places or given.get(q.id)}
        if any(question.id in opened and after.open(question) for question in after.route):
            return [*entries, NewTransition(State.IN_PROGRESS, "taken up again")]
    return entries


def _as_stored(
    kept: Kept, case: CaseRecord, entries: list[Entry], before: Conversation, after: Conversation
) -> tuple[Conversation, Conversation]:
    """The return before and after the entries, with all that others answered since this sitting looked.

    What leaves the route by an answer here and one there together is seen by neither sitting.
    """
    there = {
        item: Answer.from_json(one.answer) for item, one in kept.responses.current(case.return_id).items()
    }
    given = {place(one.item, one.occasion): one for one in entries if isinstance(one, NewResponse)}
    kept_so = {item: answer for item, answer in there.items() if item not in given}
    new = {item: Answer.from_json(one.answer) for item, one in given.items() if not one.withdrawn}
    return replace(before, answers=there), replace(after, answers={**kept_so, **new})


def _signed(kept: Kept, case: CaseRecord) -> set[str]:
    """The sections on which a signature stands just now: a lead may sign while others still type."""
    signatures = kept.responses.signatures(case.return_id)
    return {signature.section for signature in signatures if signature.voided_at is None}


def _touched(entries: list[Entry], before: Conversation, after: Conversation) -> set[str]:
    """The sections whose answers, remarks on answers, or route are no longer what a signature covers."""
    asked = before.questions
    items = [entry.item for entry in entries if isinstance(entry, NewResponse)]
    items += [one.item for one in entries if isinstance(one, NewRemark) and one.item in after.answers]
    moved = set(before.places) ^ set(after.places)
    return {asked[item].section for item in (*items, *moved) if item in asked}


def _still_signed(entry: Entry) -> Entry:
    """The entry; a move that would hide that some sections are signed is told as signed in part."""
    return replace(entry, state=State.SIGNED_IN_PART) if _hides(entry) else entry


def _hides(entry: Entry) -> TypeGuard[NewTransition]:
    """Whether the entry would hide that something is signed."""
    return isinstance(entry, NewTransition) and entry.state in {State.IN_PROGRESS, *COMPLETED}
