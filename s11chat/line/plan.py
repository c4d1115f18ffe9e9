"""An action plan in lines: what is agreed, how it goes, who asked after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from s11chat.assurance.action import Action, Chased, Moved, Standing, Told
from s11chat.line.listing import wrapped

NOTHING = "Nothing is planned here."


def day_told(day: date | None) -> str:
    """A day for people to read."""
    return f"{day.day} {day:%B %Y}" if day else "no day"


def standing_told(action: Action, today: date) -> str:
    """How far an action is, in a few words: under way, 40 %, over its day."""
    if action.lapsed:
        return "no longer asked for: another rating was given"
    percent = action.percent
    said = [action.standing.value]
    if percent is not None and action.standing is not Standing.DONE:
        said.append(f"{percent} %")
    if action.overdue(today):
        said.append(f"OVERDUE since {day_told(action.day)}")
    elif action.due_soon(today):
        said.append("due soon")
    if action.expected and action.running:
        said.append(f"expected {day_told(action.expected)}")
    return ", ".join(said)


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


def told_told(one: Told) -> str:
    """What was told, when and by whom."""
    said = [one.standing.value] if one.standing else []
    said += [f"{one.percent} %"] if one.percent is not None else []
    said += [f"expected {day_told(one.expected)}"] if one.expected else []
    said += [one.note] if one.note else []
    return f"{day_told(one.day)}, {one.by} ({one.role}): {', '.join(said)}"


def moved_told(move: Moved) -> str:
    """That a day was moved."""
    how = "agreed anew" if move.agreed else "expected"
    return f"day moved on {day_told(move.on)}: from {day_told(move.was)} to {day_told(move.became)} ({how})"


def chased_told(word: Chased) -> str:
    """That somebody asked."""
    whom = f"{word.by} for {word.organisation}" if word.organisation else f"{word.by}, the office"
    return f"asked by {whom}, {day_told(word.at.astimezone().date())}: {word.note}"


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
