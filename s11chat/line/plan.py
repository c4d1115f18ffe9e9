"""An action plan in lines: what is agreed, how it goes, who asked after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from s11chat.assurance.action import Action, Chased
from s11chat.line.listing import wrapped
from s11chat.report.planword import chased_told, moved_told, standing_told, told_told

NOTHING = "Nothing is planned here."


def action_lines(action: Action, today: date) -> Iterator[str]:
    """One action: what, who and by when, then how it goes."""
    yield from wrapped(action.name, action.what)
    urgent = f"; priority {action.priority}" if action.priority else ""
    yield from wrapped("", f"{action.owner or 'nobody named'}, by {action.due or 'no day'}{urgent}")
    agreed = "signed" if action.signed else "not signed"
    yield from wrapped("", f"{standing_told(action, today)}; {agreed}")
    if action.told and action.told[-1].note:
        yield from wrapped("", f'last told: "{action.told[-1].note}"')
    for word in action.chased[-1:]:
        yield from wrapped("", chased_told(word))


def history_lines(action: Action, today: date) -> Iterator[str]:
    """The same with all that was told, asked and moved."""
    yield from wrapped("", action.standard)
    if action.rating:
        yield from wrapped("", f"rated: {action.rating}")
    yield from action_lines(action, today)
    for one in action.told:
        yield from wrapped("", told_told(one))
    for move in action.moved:
        yield from wrapped("", moved_told(move))
    for word in action.chased[:-1]:
        yield from wrapped("", chased_told(word))


def plan_lines(actions: Iterable[Action], chased: Iterable[Chased], today: date) -> Iterator[str]:
    """A whole plan; one sentence where there is nothing in it."""
    empty = True
    for action in actions:
        empty = False
        yield from action_lines(action, today)
    for word in chased:
        empty = False
        yield from wrapped("plan", chased_told(word))
    if empty:
        yield NOTHING
