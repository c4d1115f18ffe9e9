"""Finds days and weeks close by or counted: "yesterday", "the week after next", "the last Friday in May"."""

from __future__ import annotations

from datetime import date

from s11chat.language import calendar
from s11chat.language.calendar import Period
from s11chat.language.day import Found, Look, month_names, single, year_at, yearless
from s11chat.language.lexicon import table
from s11chat.language.quantity import quantity_at

_DAYS: tuple[tuple[tuple[str, ...], int], ...] = (
    (("this", "day", "next", "week"), 7),
    (("this", "day", "last", "week"), -7),
    (("this", "time", "last", "week"), -7),
    (("day", "before", "yesterday"), -2),
    (("day", "after", "tomorrow"), 2),
    (("a", "week", "today"), 7),
    (("this", "day", "week"), 7),
    (("this", "morning"), 0),
    (("this", "evening"), 0),
    (("this", "afternoon"), 0),
    (("today", "week"), 7),
    (("week", "today"), 7),
    (("today", "fortnight"), 14),
    (("fortnight", "today"), 14),
    (("tomorrow", "fortnight"), 15),
    (("tomorrow", "week"), 8),
    (("yesterday",), -1),
    (("today",), 0),
    (("tonight",), 0),
    (("tomorrow",), 1),
)
"""Days counted from the one asked, the longest way of saying it first."""


def near(look: Look, place: int) -> Found | None:
    """Today, tomorrow, the day before yesterday."""
    for words, days in _DAYS:
        if look.words(place, len(words)) == words:
            return single(place, place + len(words), calendar.shifted(look.asked, days=days))
    if look.direction == "past" and _sometime(look, place):
        end = place + 3 + (look.word(place) == "some")
        return Found(place, end, calendar.year(look.asked.year - 1))
    for noun, words, ahead in (
        ("week", ("before", "last"), -2),
        ("week", ("after", "next"), 2),
        ("month", ("before", "last"), -2),
        ("month", ("after", "next"), 2),
    ):
        at = place + (look.word(place) == "the")
        if look.words(at, 3) == (noun, *words):
            return Found(place, at + 3, _spell(look.asked, noun, ahead))
    if other := _the_other(look, place):
        return other
    for noun, days, months in (("week", 7, 0), ("month", 0, 1), ("year", 0, 12)):
        if look.words(place, 4) == ("this", "time", "next", noun):
            return single(place, place + 4, calendar.shifted(look.asked, days=days, months=months))
    return None


def _sometime(look: Look, place: int) -> bool:
    words = look.words(place, 4)
    return words == ("some", "time", "last", "year") or words[:3] == ("sometime", "last", "year")


def _spell(asked: date, noun: str, ahead: int) -> Period | None:
    """The week or the month so many ahead."""
    if noun == "week":
        return calendar.week(asked, ahead)
    moved = calendar.shifted(asked.replace(day=1), months=ahead)
    return calendar.month(moved.year, moved.month) if moved else None


def _the_other(look: Look, place: int) -> Found | None:
    """Not this Thursday but the one after; not this January, the one before."""
    if look.word(place) != "not" or look.word(place + 1) not in ("this", "next", "last", "the"):
        return None
    number, weekday = (
        month_names().get(look.word(place + 2)),
        table("date")["weekdays"].get(look.word(place + 2)),
    )
    at = place + 3 + (look.words(place + 3, 2) in (("just", "gone"), ("just", "past"))) * 2
    at += look.word(at) == "but"
    step = {"after": 1, "before": -1}.get(look.word(at + 2), 0)
    if look.words(at, 2) != ("the", "one") or not step or (number is None and weekday is None):
        return None
    end = at + 3 + (look.word(at + 3) == "that")
    if number is None and weekday is not None:
        ahead, gone = (weekday - look.asked.weekday()) % 7, (look.asked.weekday() - weekday - 1) % 7 + 1
        return single(place, end, calendar.shifted(look.asked, days=ahead + 7 if step > 0 else -gone - 7))
    side = yearless(look, place, end, lambda year: calendar.month(year, number or 1))
    if side.period is None:
        return side
    first = side.period.first
    return Found(place, end, calendar.month(first.year + step, first.month))


def weekdays_ago(look: Look, place: int) -> Found | None:
    """Two Thursdays ago."""
    quantity = quantity_at(look.tokens, place)
    if quantity is None or not 1 <= quantity.value <= 20 or quantity.value != int(quantity.value):
        return None
    at = quantity.end
    stem = look.tokens[at].stem if at < len(look.tokens) else ""
    weekday = table("date")["weekdays"].get(stem)
    if weekday is None or look.word(at + 1) not in ("ago", "back"):
        return None
    back = (look.asked.weekday() - weekday - 1) % 7 + 1
    return single(place, at + 2, calendar.shifted(look.asked, days=-back - 7 * (int(quantity.value) - 1)))


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
        return calendar.weekday_of(period, weekday, nth)

    if (year := year_at(look, at + 4)) is not None:
        return Found(place, at + 5, of(year))
    if look.words(at + 4, 2) in (("next", "year"), ("this", "year"), ("last", "year")):
        turned = look.asked.year + {"next": 1, "this": 0, "last": -1}[look.word(at + 4)]
        return Found(place, at + 6, of(turned))
    return yearless(look, place, at + 4, of)
