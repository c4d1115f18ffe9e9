"""The calendar: days and periods counted from the day a question is asked, as people in the UK count them."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta

FIRST, LAST = 1900, 2100
"""Years outside which nobody means a year."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included; a single day where they are the same."""

    first: date
    last: date

    def __str__(self) -> str:
        if self.first == self.last:
            return self.first.isoformat()
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def day(year: int, month: int, number: int) -> Period | None:
    """One day, or nothing where there is no such day."""
    if not (FIRST <= year <= LAST and 1 <= month <= 12 and 1 <= number <= _length(year, month)):
        return None
    found = date(year, month, number)
    return Period(found, found)


def days(period: Period) -> tuple[date, ...]:
    """The days of a period, in their order."""
    return tuple(period.first + timedelta(n) for n in range((period.last - period.first).days + 1))


def month(year: int, number: int) -> Period | None:
    """A whole month."""
    if not FIRST <= year <= LAST:
        return None
    return Period(date(year, number, 1), date(year, number, _length(year, number)))


def year(number: int) -> Period | None:
    """A whole calendar year."""
    if not FIRST <= number <= LAST:
        return None
    return Period(date(number, 1, 1), date(number, 12, 31))


def financial_year(start: int) -> Period | None:
    """The financial year that begins in April of `start`."""
    if not FIRST <= start < LAST:
        return None
    return Period(date(start, 4, 1), date(start + 1, 3, 31))


def quarter(start_year: int, number: int, *, financial: bool) -> Period | None:
    """A quarter of a calendar or a financial year."""
    if not (1 <= number <= 4 and FIRST <= start_year < LAST):
        return None
    first = (number - 1) * 3 + (4 if financial else 1)
    at = start_year + (first > 12)
    first = (first - 1) % 12 + 1
    return Period(date(at, first, 1), date(at, first + 2, _length(at, first + 2)))


def week(around: date, ahead: int) -> Period | None:
    """Monday to Sunday of the week so many weeks ahead of the one `around` lies in."""
    monday = shifted(around, days=ahead * 7 - around.weekday())
    return Period(monday, monday + timedelta(days=6)) if monday else None


def shifted(start: date, *, days: int = 0, months: int = 0) -> date | None:
    """The day so far from `start`; the last of the month where the month is shorter."""
    total = start.year * 12 + start.month - 1 + months
    at, number = divmod(total, 12)
    if not FIRST <= at <= LAST or abs(days) > 80_000:
        return None
    moved = date(at, number + 1, min(start.day, _length(at, number + 1))) + timedelta(days=days)
    return moved if FIRST <= moved.year <= LAST else None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    number, rest = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, number, rest + 1)


def full_year(text: str) -> int | None:
    """A year from two or four digits; two digits mean this century up to 69."""
    if not text.isascii() or not text.isdecimal() or len(text) not in (2, 4):
        return None
    number = int(text)
    if len(text) == 2:
        return number + (2000 if number < 70 else 1900)
    return number if FIRST <= number <= LAST else None


def _length(year: int, month: int) -> int:
    return months.monthrange(year, month)[1]


def weekday_of(period: Period | None, weekday: int, nth: int) -> Period | None:
    """The first, second or, with -1, last day of the week so named in a period."""
    found = [day for day in days(period) if day.weekday() == weekday] if period else []
    if not found or nth > len(found):
        return None
    at = found[nth - 1 if nth > 0 else nth]
    return Period(at, at)


def working_days(period: Period) -> tuple[date, ...]:
    """The days of a period that are neither Saturday nor Sunday nor a bank holiday of England."""
    return tuple(day for day in days(period) if day.weekday() < 5 and not _is_holiday(day))


def _is_holiday(day: date) -> bool:
    if (day.month, day.day) in ((1, 1), (12, 25), (12, 26)):
        return True
    return (day - easter(day.year)).days in (-2, 1)
