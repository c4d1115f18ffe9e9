"""What became of the actions of a plan within some months: counted by how far they are, as told by the last day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from s11chat.assurance.action import Action, Moved, Standing


@dataclass(frozen=True)
class PlanCount:
    """Actions of one plan, or of many."""

    promised: int
    """All that are agreed; those whose question is no longer asked are not among them."""
    done: int
    done_lately: int
    """Done, and told so within the months of the report."""
    under_way: int
    open: int
    late: int
    """Running with the agreed day over; they are among those under way or open."""
    dropped: int
    moved: int
    """Whose day was moved within the months of the report."""
    untold: int
    """Running, and nothing was told of them within those months."""


def as_told_by(action: Action, last: date) -> Action:
    """The action as it stood at the end of a day."""
    return replace(
        action,
        told=tuple(one for one in action.told if one.at.astimezone().date() <= last),
        agreed_anew=tuple(move for move in action.agreed_anew if move.on <= last),
        chased=tuple(word for word in action.chased if word.at.astimezone().date() <= last),
    )


def done_on(action: Action) -> date | None:
    """The day it was done, as it was told; None where it is not."""
    if action.standing is not Standing.DONE:
        return None
    return next(one.day for one in reversed(action.told) if one.standing is Standing.DONE)


def moved_lately(action: Action, first: date) -> tuple[Moved, ...]:
    """The moves of its day since `first`."""
    return tuple(move for move in action.moved if move.on >= first)


def plan_count(actions: Iterable[Action], first: date, last: date) -> PlanCount:
    """Counts actions as they stood on the last day of a report."""
    agreed = [action for action in actions if not action.lapsed]
    done = [day for action in agreed if (day := done_on(action)) is not None]
    running = [action for action in agreed if action.running]
    return PlanCount(
        promised=len(agreed),
        done=len(done),
        done_lately=sum(day >= first for day in done),
        under_way=sum(action.standing is Standing.UNDER_WAY for action in running),
        open=sum(action.standing is Standing.OPEN for action in running),
        late=sum(action.overdue(last) for action in running),
        dropped=sum(action.standing is Standing.DROPPED for action in agreed),
        moved=sum(bool(moved_lately(action, first)) for action in agreed),
        untold=sum(all(one.day < first for one in action.told) for action in running),
    )
