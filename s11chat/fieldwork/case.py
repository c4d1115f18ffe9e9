"""The states of a return and the ways between them."""

from __future__ import annotations

from enum import StrEnum

from s11chat.errors import StateError


class State(StrEnum):
    """Where a return stands."""

    ASSIGNED = "assigned"
    OPENED = "opened"
    IN_PROGRESS = "in progress"
    COMPLETE = "complete"
    COMPLETE_TELEPHONE = "complete (telephone)"
    SENT_BACK = "sent back"
    SIGNED_IN_PART = "signed in part"
    SIGNED_OFF = "signed off"
    CLOSED_UNSIGNED = "closed unsigned"
    SUPERSEDED = "superseded"


_WAYS: dict[State, frozenset[State]] = {
    State.ASSIGNED: frozenset({State.OPENED, State.IN_PROGRESS}),
    State.OPENED: frozenset({State.IN_PROGRESS}),
    State.IN_PROGRESS: frozenset(
        {State.COMPLETE, State.COMPLETE_TELEPHONE, State.SENT_BACK, State.SIGNED_IN_PART, State.SIGNED_OFF}
    ),
    State.COMPLETE: frozenset({State.IN_PROGRESS, State.SENT_BACK, State.SIGNED_IN_PART, State.SIGNED_OFF}),
    State.COMPLETE_TELEPHONE: frozenset(
        {State.IN_PROGRESS, State.SENT_BACK, State.SIGNED_IN_PART, State.SIGNED_OFF}
    ),
    State.SENT_BACK: frozenset(
        {State.IN_PROGRESS, State.COMPLETE, State.COMPLETE_TELEPHONE, State.SIGNED_IN_PART, State.SIGNED_OFF}
    ),
    State.SIGNED_IN_PART: frozenset(
        {State.IN_PROGRESS, State.COMPLETE, State.COMPLETE_TELEPHONE, State.SENT_BACK, State.SIGNED_OFF}
    ),
    State.SIGNED_OFF: frozenset(
        {State.IN_PROGRESS, State.COMPLETE, State.COMPLETE_TELEPHONE, State.SENT_BACK, State.SIGNED_IN_PART}
    ),
    State.CLOSED_UNSIGNED: frozenset({State.IN_PROGRESS}),
    State.SUPERSEDED: frozenset(),
}
_ENDS = frozenset({State.CLOSED_UNSIGNED, State.SUPERSEDED})


def move(now: State, to: State) -> State:
    """The state after moving; staying is allowed. Raises StateError where there is no such way."""
    if to is now or to in _WAYS[now] or (to in _ENDS and now is not State.SUPERSEDED):
        return to
    raise StateError(f"A return that is {now} cannot become {to}: look at where it stands and try again.")


def reinstated(now: State, was: State) -> State:
    """The state of a return that was left out, or closed with its wave, and is taken back.

    Raises StateError where it was neither.
    """
    if now in _ENDS:
        return was
    raise StateError(f"A return that is {now} was not left out: there is nothing to take back.")


COMPLETED = frozenset({State.COMPLETE, State.COMPLETE_TELEPHONE})
WRITABLE = frozenset(State) - _ENDS


def completed(telephone: bool) -> State:
    """The state of a return with nothing left to ask and no signature."""
    return State.COMPLETE_TELEPHONE if telephone else State.COMPLETE
