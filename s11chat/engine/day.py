"""The day meant by "Friday" or "tomorrow afternoon", put beside the words: whoever reads them next week knows it too."""

from __future__ import annotations

import re
from datetime import date

from s11chat.language.date import dates
from s11chat.language.day import Look
from s11chat.language.normalise import utterance

_DATED = re.compile(
    r"\d(?:st|nd|rd|th)\b|\d\s*[./-]\s*\d|\b\d{4}\b(?!\s*(?:h|hrs|hours)\b)"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)
"""The words name a day of a month, a month or a year by themselves."""


def with_day(words: str, today: date) -> str:
    """`words`, with the day they mean when said today; as they are where that is plain already or not certain."""
    if _DATED.search(words):
        return words
    found = dates(Look(today, "future", utterance(words).tokens))
    period = found[0].period if len(found) == 1 else None
    if period is None:
        return words
    last = _written(period.last)
    meant = last if period.first == period.last else f"{_written(period.first)} to {last}"
    return f"{words}, {meant}"


def over(words: str, today: date) -> str:
    """The day that `words` name, written out, where it is over; empty where it is to come or not certain."""
    found = dates(Look(today, "future", utterance(words).tokens))
    period = found[0].period if len(found) == 1 else None
    return _written(period.last) if period is not None and period.last < today else ""


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
