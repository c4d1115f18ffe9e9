"""Whether outcomes of a wave's own do what a queue can bear: no case may be trapped by them, or come back for ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from s11chat.fieldwork.outcome import Group, Outcome, Then, read_outcomes, standard

LONGEST_WAIT = timedelta(days=90)
LONGEST_NAME = 80
"""Characters in what an outcome is called."""
PROGRAM = ("C1", "C2", "C3", "C4", "P1", "B1", "E3", "W2", "S1", "X0", "X1", "X2")
"""The outcomes that the program enters or looks for itself."""
_ENDS = (Then.CLOSE, Then.POINT)


def unsound(text: str) -> Iterator[str]:
    """What is wrong with a wave's own rows, as they were read before, in a sentence each."""
    own = read_outcomes(text, "outcomes") if text.strip() else {}
    for one in own.values():
        yield from _faults(one)
    merged = {**standard(), **own}
    for group, who in ((Group.SILENT, "nobody answered"), (Group.SPOKEN, "somebody answered")):
        if not any(one.group is group for one in merged.values()):
            yield f"no outcome is left for a call that {who}: keep one of the group {group}"


def _faults(one: Outcome) -> Iterator[str]:
    if len(one.say) > LONGEST_NAME or not one.say.isprintable():
        yield f"{one.code}: name it on one line of at most {LONGEST_NAME} characters"
    if one.code in PROGRAM and _working(one) != _working(standard()[one.code]):
        yield f"{one.code} is used by the program: only its name, wait and note may be others"
        return
    if one.final and one.then not in (*_ENDS, Then.SUPERVISOR):
        yield f"{one.code} is final, so no call follows: let then be {Then.CLOSE}, or final be no"
    if not one.final and one.then in _ENDS:
        yield f"{one.code} closes the case: let final be yes, or then be {Then.RETRY}"
    comes_back = not one.final and one.then in (Then.RETRY, Then.OTHER, Then.CHASE)
    if comes_back and not one.attempt and not one.wait:
        yield f"{one.code} would bring the case back at once for ever: give it a wait, or let it count as an attempt"
    if one.wait > LONGEST_WAIT:
        yield f"{one.code} waits longer than {LONGEST_WAIT.days} days: give it a shorter wait"


def _working(one: Outcome) -> tuple[object, ...]:
    return one.group, one.final, one.rate, one.attempt, one.then
