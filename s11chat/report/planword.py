"""How actions of a plan are told, on paper and on every face: their day, how far they are, what was told and asked."""

from __future__ import annotations

from datetime import date

from s11chat.assurance.action import Action, Chased, Moved, Standing, Told


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
