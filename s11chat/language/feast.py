"""Days with a name: fixed ones, those reckoned from Easter, and those that are a weekday of a month."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from s11chat.language import calendar
from s11chat.language.calendar import Period
from s11chat.language.day import Found, Look, year_at, yearless
from s11chat.language.lexicon import PhraseSet, table
from s11chat.language.normalise import phrase

_TURNS = {"next": 1, "this": 0, "last": -1}


@cache
def _named() -> tuple[PhraseSet, Mapping[tuple[str, ...], tuple[str, tuple[int, ...]]]]:
    """How each feast is reckoned: by its day, its days after Easter, or as a weekday of a month."""
    date = table("date")
    kinds = ("named", "easter", "of_month")
    ways = {phrase(text): (kind, _numbers(way)) for kind in kinds for text, way in date[kind].items()}
    return PhraseSet([text for kind in kinds for text in date[kind]]), ways


def _numbers(way: int | list[int]) -> tuple[int, ...]:
    return (way,) if isinstance(way, int) else tuple(way)


def feast(look: Look, place: int) -> Found | None:
    """Days with a name, with the year said after them or the nearest on the side the question is about."""
    phrases, ways = _named()
    start = place
    place += look.word(place) in _TURNS and place + 1 < len(look.tokens)
    taken = phrases.at(look.tokens, place)
    if not taken:
        return None
    kind, numbers = ways[tuple(token.stem for token in look.tokens[place : place + taken])]
    turn = look.word(place - 1) if place and look.word(place - 1) in ("next", "last") else ""
    direction = {"next": "future", "last": "past"}.get(turn, look.direction)

    def of(year: int) -> Period | None:
        return _feast_of(kind, numbers, year)

    end = place + taken
    if look.words(end, 2) in (("next", "year"), ("this", "year"), ("last", "year")):
        period = of(look.asked.year + _TURNS[look.word(end)])
        return Found(start, end + 2, period, "" if period else "no such date")
    if (year := year_at(look, end)) is not None:
        period = of(year)
        return Found(start, end + 1, period, "" if period else "no such date")
    return yearless(Look(look.asked, direction, look.tokens), start, end, of)


def _feast_of(kind: str, numbers: tuple[int, ...], year: int) -> Period | None:
    if kind == "named":
        return calendar.day(year, *numbers)
    if kind == "easter":
        if not 1900 <= year <= 2100:
            return None
        day = calendar.shifted(calendar.easter(year), days=numbers[0])
        return Period(day, day) if day else None
    month, weekday, nth = numbers
    return calendar.weekday_of(calendar.month(year, month), weekday, nth)
