"""Where a case stands in the queue of calls, and what an outcome makes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from s11chat.fieldwork.case import COMPLETED, State
from s11chat.fieldwork.outcome import UNTRIED, USED_UP, Outcome, Outcomes, Rate, Then

APPOINTMENT, ORDINARY = 0, 1
"""The ranks: an appointment that is due comes before everything else."""
BEGUN, NOT_BEGUN = 0, 1
"""The stages: a return that was begun comes before one that was not."""
COMPLETION_GRACE = timedelta(days=3)
"""How long a return that was begun or taken up again online is left alone."""
ANSWERS_ONLINE = "to be answered online"
"""Why a case waits to whom the link was sent."""
_NEVER_DECIDED = "closed before the office decided"
_AT_WORK = (State.OPENED, State.IN_PROGRESS)


class Standing(StrEnum):
    """Whether a case may be called now."""

    READY = "ready"
    WAITING = "waiting"
    """Until its moment comes."""
    HELD = "held"
    """By one interviewer, until the hold runs out."""
    OFFICE = "office"
    """Until the office has mended its number or decided."""
    CLOSED = "closed"


@dataclass(frozen=True)
class Position:
    """Where one case stands; moments are aware UTC."""

    standing: Standing = Standing.READY
    until: datetime | None = None
    rank: int = ORDINARY
    stage: int = NOT_BEGUN
    attempts: int = 0
    next_slot: str = ""
    """The slot of the day it should be tried in next; empty for any."""
    priority: int = 0
    """Lower comes first."""
    owner: str = ""
    """The one interviewer it is for; empty for all."""
    avoid: str = ""
    """The interviewer it is not for."""
    outcome: str = UNTRIED
    why: str = ""
    """Why it stands as it does, in a word or two."""


@dataclass(frozen=True)
class Coded:
    """What a call came to."""

    outcome: Outcome
    at: datetime
    by: str
    """The interviewer."""
    next_slot: str = ""
    """The slot to try next."""
    appointment: datetime | None = None
    """When the appointment begins that was made."""
    mine_only: bool = False
    """Only the interviewer who made the appointment shall keep it."""
    confirmed: bool = False
    """A supervisor coded it, or says that it is so."""
    in_doubt: bool = False
    """Somebody has answered: whether the case is eligible is for the office to decide."""
    wait: timedelta | None = None
    """How long the case waits, where that is not as the outcome says."""


def after(position: Position, coded: Coded, *, cap: int, outcomes: Outcomes) -> Position:
    """Where the case stands after a call.

    `cap` is how many attempts there may be; the attempt that reaches it closes the case, but never over a final
    outcome, an appointment that was promised, or a refusal, which stays what is known of the case. Whoever is named
    by the attempt that reaches it is asked once.
    """
    outcome = coded.outcome
    attempts = position.attempts + outcome.attempt
    moved = replace(
        position,
        attempts=attempts,
        next_slot=coded.next_slot or position.next_slot,
        outcome=outcome.code,
        owner="",
        avoid=coded.by if outcome.then is Then.OTHER else "",
        rank=ORDINARY,
        until=None,
        why=outcome.say,
    )
    if coded.in_doubt and outcome.final and outcome.rate is Rate.NOT_ELIGIBLE:
        return replace(moved, standing=Standing.OFFICE, why=f"to be decided: {outcome.say}")
    if outcome.then is Then.SUPERVISOR and not (outcome.final and coded.confirmed):
        return replace(moved, standing=Standing.OFFICE, why=f"for the supervisor: {outcome.say}")
    if outcome.final or outcome.then in (Then.CLOSE, Then.POINT):
        return replace(moved, standing=Standing.CLOSED)
    if coded.appointment is not None:
        owner = coded.by if coded.mine_only else ""
        return replace(
            moved,
            standing=Standing.WAITING,
            until=coded.appointment,
            rank=APPOINTMENT,
            owner=owner,
            why="appointment",
        )
    if outcome.then is Then.REPAIR:
        return replace(moved, standing=Standing.OFFICE)
    named = outcome.then is Then.PERSON and position.attempts < cap
    if cap and attempts >= cap and outcome.then is not Then.ONLINE and not named:
        return _used_up(moved, outcome, outcomes)
    wait = outcome.wait if coded.wait is None else coded.wait
    why = ANSWERS_ONLINE if outcome.then is Then.ONLINE else moved.why
    return replace(moved, standing=Standing.WAITING, until=coded.at + wait, why=why)


def undecided(position: Position) -> bool:
    """Whether the office has still to look at the last call, or had when the wave was closed."""
    return position.standing is Standing.OFFICE or position.why == _NEVER_DECIDED


def _used_up(position: Position, outcome: Outcome, outcomes: Outcomes) -> Position:
    code = outcome.code if outcome.then is Then.OTHER else USED_UP
    return replace(position, standing=Standing.CLOSED, outcome=code, why=outcomes[USED_UP].say)


def after_return(position: Position, became: State, at: datetime) -> Position:
    """Where the case stands after its return went to another state, on whichever way it was answered.

    The rank stays: of a closed case it says that an appointment is still to be called off.
    """
    if became in COMPLETED or became is State.SIGNED_OFF:
        return replace(position, standing=Standing.CLOSED, until=None, why="complete")
    if became is State.CLOSED_UNSIGNED and undecided(position):
        return replace(position, standing=Standing.CLOSED, until=None, why=_NEVER_DECIDED)
    if became in (State.CLOSED_UNSIGNED, State.SUPERSEDED):
        return replace(position, standing=Standing.CLOSED, until=None, why=became.value)
    taken_up = became in (State.IN_PROGRESS, State.SENT_BACK) and position.why in (
        "complete",
        "closed unsigned",
        _NEVER_DECIDED,
    )
    if taken_up and position.standing is Standing.CLOSED:
        until = at + COMPLETION_GRACE
        return replace(
            position, standing=Standing.WAITING, until=until, stage=BEGUN, why=f"return {became.value}"
        )
    if position.standing is Standing.WAITING and position.why == ANSWERS_ONLINE and became in _AT_WORK:
        until = max(position.until or at, at + COMPLETION_GRACE)
        return replace(position, until=until, stage=BEGUN)
    return replace(position, stage=BEGUN) if became is State.IN_PROGRESS else position
