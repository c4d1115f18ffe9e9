"""Finds dates told by the calendar: "3/9/08", "1 March", "March 2012", "the end of March".

A date without a year lies on the side of the day asked that the question is about; where the question is
about neither side, such a date is too little to record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from s11chat.language import calendar
from s11chat.language.calendar import Period
from s11chat.language.lexicon import table
from s11chat.language.normalise import Token
from s11chat.language.ordinal import ordinal_at


@dataclass(frozen=True, slots=True)
class Found:
    """A date or a period between two tokens; without one where the words name no certain date."""

    start: int
    end: int
    period: Period | None
    why: str = ""
    weekday: int | None = None
    """The day of the week where it is all that was said."""
    number: int = 0
    """The day of the month where it is all that was said."""


@dataclass(frozen=True, slots=True)
class Look:
    """What dates are counted from, and the side of it the question is about."""

    asked: date
    direction: str | None
    tokens: Sequence[Token]

    def word(self, place: int) -> str:
        return self.tokens[place].word if 0 <= place < len(self.tokens) else ""

    def words(self, place: int, count: int) -> tuple[str, ...]:
        return tuple(token.word for token in self.tokens[place : place + count])


@cache
def month_names() -> Mapping[str, int]:
    return dict(table("date")["months"])


def numeric(look: Look, place: int) -> Found | None:
    """3/9/08, 3.9.2008, 2008-09-03."""
    word = look.word(place)
    for mark in "/.-":
        parts = word.split(mark)
        if len(parts) == 3 and all(part.isdecimal() and len(part) < 5 for part in parts):
            first, second, third = parts
            if len(first) == 4:
                period = calendar.day(int(first), int(second), int(third))
            else:
                year = calendar.full_year(third)
                period = calendar.day(year, int(second), int(first)) if year else None
            return Found(place, place + 1, period, "" if period else "no such date")
    return short_numeric(look, place, word)


def short_numeric(look: Look, place: int, word: str) -> Found | None:
    """31/12, 3/2009, 2008/09; nothing is guessed from 12/08."""
    first, slash, second = word.partition("/")
    if not slash:
        return None
    if len(first) == 4 and len(second) in (2, 4) and calendar.full_year(first):
        following = int(first) + 1
        period = calendar.financial_year(int(first)) if int(second) in (following, following % 100) else None
        return Found(place, place + 1, period, "" if period else "no such year")
    if not first.isdecimal() or not second.isdecimal() or len(first) > 2:
        return None
    if len(second) == 4 and 1 <= int(first) <= 12:
        year = calendar.full_year(second)
        return Found(place, place + 1, calendar.month(year, int(first)) if year else None, "no such month")
    if int(first) > 12 and 1 <= int(second) <= 12:
        return yearless(look, place, place + 1, lambda year: calendar.day(year, int(second), int(first)))
    return Found(place, place + 1, None, "may be a day and a month or a month and a year")


def day_month(look: Look, place: int) -> Found | None:
    """1 March 2009, the thirteenth of February, March 1st, the 20th of next month."""
    at = place + (look.word(place) == "the")
    if month := month_names().get(look.word(at)):
        return _month_day(look, place, at, month)
    number = _day_number(look, at)
    if number is None:
        return None
    value, at = number
    at += look.word(at) == "of"
    if look.words(at, 2) in (("next", "month"), ("this", "month"), ("last", "month")):
        start = calendar.shifted(look.asked, months={"next": 1, "this": 0, "last": -1}[look.word(at)])
        period = calendar.day(start.year, start.month, value) if start else None
        return Found(place, at + 2, period, "" if period else "no such date")
    month = month_names().get(look.word(at), 0)
    if not month:
        return None
    return _dated(look, place, at + 1, month, value)


def _day_number(look: Look, at: int) -> tuple[int, int] | None:
    if at >= len(look.tokens):
        return None
    if ordinal := ordinal_at(look.tokens, at):
        return ordinal
    word = look.word(at)
    return (int(word), at + 1) if word.isdecimal() and len(word) < 3 and int(word) else None


def _month_day(look: Look, place: int, at: int, month: int) -> Found | None:
    following = at + 1 + (look.word(at + 1) == "the")
    if following >= len(look.tokens) or look.tokens[following].gap not in ("", ","):
        return None
    ordinal = ordinal_at(look.tokens, following)
    if ordinal is None and look.word(following).isdecimal() and calendar.full_year(look.word(following + 1)):
        ordinal = _day_number(look, following)
    return _dated(look, place, ordinal[1], month, ordinal[0]) if ordinal else None


def _dated(look: Look, start: int, end: int, month: int, number: int) -> Found:
    if (year := year_at(look, end)) is not None:
        period = calendar.day(year, month, number)
        return Found(start, end + 1, period, "" if period else "no such date")
    if look.words(end, 2) in (("next", "year"), ("this", "year"), ("last", "year")):
        year = look.asked.year + {"next": 1, "this": 0, "last": -1}[look.word(end)]
        period = calendar.day(year, month, number)
        return Found(start, end + 2, period, "" if period else "no such date")
    return yearless(look, start, end, lambda year: calendar.day(year, month, number))


def year_at(look: Look, place: int) -> int | None:
    if place >= len(look.tokens) or look.tokens[place].gap not in ("", ",", "-"):
        return None
    if len(look.word(place)) == 2 and look.word(place + 1) in month_names():
        return None
    return calendar.full_year(look.word(place))


def ended(period: Period | None, ending: bool) -> Period | None:
    return Period(period.last, period.last) if period and ending else period


def yearless(look: Look, start: int, end: int, of: Callable[[int], Period | None]) -> Found:
    """A date of which no year is said: the nearest on the side the question is about."""
    if look.direction is None:
        return Found(start, end, None, "the year is not said")
    step = 1 if look.direction == "future" else -1
    for ahead in range(9):
        period = of(look.asked.year + step * (ahead - 1))
        if period is None:
            continue
        if (step > 0 and period.last >= look.asked) or (step < 0 and period.first <= look.asked):
            return Found(start, end, period)
    return Found(start, end, None, "no such date")


def bare_day(look: Look, place: int) -> Found | None:
    """The 22nd, of a month that is told elsewhere; not "the second meeting"."""
    at = place + (look.word(place) == "the")
    number = ordinal_at(look.tokens, at) if at < len(look.tokens) else None
    if number is None or (at == place and not look.word(at).isdecimal()) or number[0] > 31:
        return None
    after = look.tokens[number[1]] if number[1] < len(look.tokens) else None
    if after is not None and not after.gap and after.word not in _AFTER_DAY:
        return None
    return Found(place, number[1], None, "the month is not said", number=number[0])


_AFTER_DAY = frozenset(
    [
        "i",
        "if",
        "it",
        "was",
        "is",
        "then",
        "a",
        "and",
        "to",
        "when",
        "please",
        "that",
        "as",
        "put",
        "so",
        "or",
        "by",
    ]
)


def single(start: int, end: int, found: date | None) -> Found:
    return Found(start, end, Period(found, found) if found else None, "" if found else "no such date")
