"""Days as people write them outside a conversation: 12 March, Friday, 2026-03-12."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from s11chat.errors import UsageError
from s11chat.language.date import dates
from s11chat.language.day import Look
from s11chat.language.harmless import in_short, one_line
from s11chat.language.normalise import utterance

_SHORT = re.compile(r"\d{1,2}[/.]\d{1,2}\.?")
"""A day and a month in numbers, the day first."""


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
    if _SHORT.fullmatch(words):
        return _of_a_near_year(words, today, looking)
    found = dates(Look(today, looking, utterance(words).tokens))
    period = found[0].period if len(found) == 1 else None
    if period is None:
        raise _no_day(words)
    return period.last


def _of_a_near_year(words: str, today: date, looking: Literal["past", "future"]) -> date:
    """The next or the last day of that number and month: in an answer 10/12 may be a share, here it is a day alone."""
    day, month = map(int, re.findall(r"\d+", words))
    years = (
        range(today.year, today.year + 9) if looking == "future" else range(today.year, today.year - 9, -1)
    )
    for year in years:  # nine, for 29 February
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today if looking == "future" else found <= today:
            return found
    raise _no_day(words)


def _no_day(words: str) -> UsageError:
    return UsageError(f"'{in_short(words, 40)}' is no day: write it as 12 March, Friday or 2026-03-12.")


def _full(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
