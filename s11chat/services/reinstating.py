"""Takes back that a case is not eligible: its return is what it was, and it has its place among the calls again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from s11chat.fieldwork import queue
from s11chat.fieldwork.case import COMPLETED, State
from s11chat.fieldwork.outcome import UNTRIED, Outcomes
from s11chat.fieldwork.queue import ORDINARY, Position, Standing
from s11chat.services.fielding import needs_no_signature
from s11chat.services.judging import ineligible
from s11chat.services.kept import Kept
from s11chat.store.entry import Entry, NewFact, NewTransition, Placed, Reinstated
from s11chat.store.field_record import CODED_AGAIN
from s11chat.store.record import CaseRecord


def restored(kept: Kept, case: CaseRecord, outcomes: Outcomes, reason: str) -> Iterator[Entry]:
    """The return as it was, its endings coded no longer, and its place in the queue."""
    state = case.state
    if state is State.SUPERSEDED:
        state = kept.responses.transitions(case.return_id)[-1].was
        yield Reinstated(reason)
        if kept.casebook.wave(case.wave).state == "closed":
            before = replace(case, state=state)
            if not needs_no_signature(kept, before):
                state = State.CLOSED_UNSIGNED
                yield NewTransition(state, "the wave was closed")
    calls = list(kept.fieldbook.calls(case.return_id))
    ended = len(calls)
    while calls and ineligible(calls[-1], outcomes):
        yield NewFact(CODED_AGAIN, {"call": calls.pop().seq})
    if state is case.state and len(calls) == ended:
        return
    stands = kept.queue.of(case.wave, case.ref).position
    last = calls[-1].outcome if calls else UNTRIED
    placed = replace(
        stands,
        standing=Standing.READY,
        until=None,
        rank=ORDINARY,
        attempts=sum(call.attempt for call in calls),
        outcome=last,
        why=reason,
    )
    yield Placed(_as_the_return_stands(kept, outcomes, placed, state))


def _as_the_return_stands(kept: Kept, outcomes: Outcomes, placed: Position, state: State) -> Position:
    last = outcomes.get(placed.outcome)
    if state in (*COMPLETED, State.SIGNED_OFF, State.SIGNED_IN_PART, State.CLOSED_UNSIGNED):
        return queue.after_return(placed, state, kept.clock())
    if last is not None and last.final:
        return replace(placed, standing=Standing.CLOSED, why=last.say)
    return placed
