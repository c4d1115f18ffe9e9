"""Finds days and weeks close by: "yesterday", "the week after next", "this time next year"."""

from __future__ import annotations

from datetime import date

from s11chat.language import calendar
from s11chat.language.calendar import Period
from s11chat.language.day import Found, Look, single


def near(look: Look, place: int) -> Found | None:
    """Today, tomorrow, the day before yesterday."""
    for words, days in (
        (("day", "before", "yesterday"), -2),
        (("day", "after", "tomorrow"), 2),
        (("yesterday",), -1),
        (("today",), 0),
        (("tonight",), 0),
        (("this", "morning"), 0),
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
