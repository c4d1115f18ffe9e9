"""Days as people write them outside a conversation: 12 March, Friday, 2026-03-12."""

from __future__ import annotations

from datetime import date
from typing import Literal

from s11chat.errors import UsageError
from s11chat.language.date import dates
from s11chat.language.day import Look
from s11chat.language.harmless import in_short, one_line
from s11chat.language.normalise import utterance


def day_to_come(words: str, today: date) -> date | None:
    """The day that `words` name, today or later; None where there are none. Raises UsageError for any other."""
    day = _read(words, today, "future")
    if day is not None and day < today:
        raise UsageError(f"{_full(day)} is over: give a day to come.")
    return day


def day_gone(words: str, today: date) -> date | None:
    """The same for today or earlier."""
    day = _read(words, today, "past")
    if day is not None and day > today:
        raise UsageError(f"{_full(day)} is still to come: give a day that has been.")
    return day


def _read(words: str, today: date, looking: Literal["past", "future"]) -> date | None:
    words = one_line(words)
    if not words:
        return None
    found = dates(Look(today, looking, utterance(words).tokens))
    period = found[0].period if len(found) == 1 else None
    if period is None:
        raise UsageError(f"'{in_short(words, 40)}' is no day: write it as 12 March, Friday or 2026-03-12.")
    return period.last


def _full(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
