"""Finds days and weeks close by or counted: "yesterday", "the week after next", "the last Friday in May"."""

from __future__ import annotations

from datetime import date

from s11chat.language import calendar
from s11chat.language.calendar import Period
from s11chat.language.day import Found, Look, month_names, single, year_at, yearless
from s11chat.language.lexicon import table


def near(look: Look, place: int) -> Found | None:
    """Today, tomorrow, the day before yesterday."""
    for words, days in (
        (("day", "before", "yesterday"), -2),
        (("day", "after", "tomorrow"), 2),
        (("yesterday",), -1),
        (("today",), 0),
        (("tonight",), 0),
        (("this", "morning"), 0),
        (("tomorrow", "week"), 8),
        (("tomorrow",), 1),
    ):
        if look.words(place, len(words)) == words:
            return single(place, place + len(words), calendar.shifted(look.asked, days=days))
    for noun, words, ahead in (
        ("week", ("before", "last"), -2),
        ("week", ("after", "next"), 2),
        ("month", ("before", "last"), -2),
        ("month", ("after", "next"), 2),
    ):
        at = place + (look.word(place) == "the")
        if look.words(at, 3) == (noun, *words):
            return Found(place, at + 3, _spell(look.asked, noun, ahead))
    for noun, days, months in (("week", 7, 0), ("month", 0, 1), ("year", 0, 12)):
        if look.words(place, 4) == ("this", "time", "next", noun):
            return single(place, place + 4, calendar.shifted(look.asked, days=days, months=months))
    return None


def _spell(asked: date, noun: str, ahead: int) -> Period | None:
    """The week or the month so many ahead."""
    if noun == "week":
        return calendar.week(asked, ahead)
    moved = calendar.shifted(asked.replace(day=1), months=ahead)
    return calendar.month(moved.year, moved.month) if moved else None


_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


def nth_weekday(look: Look, place: int) -> Found | None:
    """The last Friday in November, the second Tuesday of March."""
    at = place + (look.word(place) == "the")
    nth, weekday = _NTH.get(look.word(at)), table("date")["weekdays"].get(look.word(at + 1))
    month = month_names().get(look.word(at + 3))
    if nth is None or weekday is None or month is None or look.word(at + 2) not in ("in", "of"):
        return None

    def of(year: int) -> Period | None:
        period = calendar.month(year, month)
        if period is None:
            return None
        days = [day for day in calendar.days(period) if day.weekday() == weekday]
        found = days[nth - 1 if nth > 0 else -1]
        return Period(found, found)

    if (year := year_at(look, at + 4)) is not None:
        return Found(place, at + 5, of(year))
    return yearless(look, place, at + 4, of)
