"""Finds what an entry names: days, parts of the day, times of day and lengths of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from s11chat.language import calendar
from s11chat.language.agreed import joined
from s11chat.language.calendar import Period
from s11chat.language.date import dates
from s11chat.language.day import Look, yearless
from s11chat.language.hour import Clock, bare_at, clock_at
from s11chat.language.length import length_at
from s11chat.language.lexicon import PhraseSet, table
from s11chat.language.normalise import Token, phrase, stem
from s11chat.language.ordinal import ordinal_at

TAKEN = "\0"
"""Stands for a word that belongs to something found."""
_COUNTS = frozenset(["times", "calls", "rings"])
"""After a number these make it no hour."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day or a period that was said: what it may be, or why it is none."""

    start: int
    end: int
    periods: tuple[Period, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day with a name, as the word list gives its ends."""

    start: int
    end: int
    starts: str
    ends: str
    this: bool
    """Whether today's was said."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in minutes."""

    start: int
    end: int
    minutes: int


def prepared(tokens: Sequence[Token], today: date) -> tuple[Token, ...]:
    """The tokens with short forms written out, and "12/10" as the day it is next in UK order."""
    short: Mapping[str, str] = table("time")["entry"]["short"]
    kept = []
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.word == "t" and token.tight and following is not None and following.tight:
            continue
        word = short.get(token.word) or _with_year(token.word, following, today) or token.word
        kept.append(token if word == token.word else replace(token, word=word, stem=stem(word)))
    return tuple(kept)


def _with_year(word: str, following: Token | None, today: date) -> str | None:
    first, slash, second = word.partition("/")
    parts = [first, second]
    if not slash or not all(part.isascii() and part.isdecimal() and len(part) < 3 for part in parts):
        return None
    if following is not None and following.stem in ("hour", "hr", "h", "day", "week"):
        return None
    look = Look(today, "future", ())
    found = yearless(look, 0, 1, lambda year: calendar.day(year, int(second), int(first))).period
    return f"{found.first:%d/%m/%Y}" if found else None


def lengths(tokens: Sequence[Token]) -> Iterator[Length]:
    """The lengths of time, from left to right."""
    place = 0
    while place < len(tokens):
        found = length_at(tokens, place)
        if found:
            yield Length(place, found[1], found[0])
        place = found[1] if found else place + 1


@cache
def _named_parts(kind: str) -> tuple[PhraseSet, Mapping[tuple[str, ...], tuple[str, str]]]:
    named = table("time")["entry"][kind]
    return PhraseSet(named), {phrase(text): (starts, ends) for text, (starts, ends) in named.items()}


def parts(tokens: Sequence[Token], kind: str = "part") -> Iterator[Part]:
    """The parts of the day, "this" taken in; of kind "side" am and pm where they belong to no hour."""
    named, ends = _named_parts(kind)
    for start, end in named.found(tokens):
        stems = tuple(token.stem for token in tokens[start:end])
        this = start > 0 and tokens[start - 1].word == "this"
        yield Part(start - this, end, *ends[stems], this=this or stems == ("tonight",))


def clocks(tokens: Sequence[Token], hours_to: bool) -> Iterator[Clock]:
    """The times of day that can be nothing else; see `hour.clock_at`."""
    place = 0
    while place < len(tokens):
        found = clock_at(tokens, place, hours_to=hours_to) or _after_day_month(tokens, place)
        if found:
            yield found
        place = found.end if found else place + 1


def _after_day_month(tokens: Sequence[Token], place: int) -> Clock | None:
    """The hour in "3 Oct 10", which would be a year long gone."""
    months = table("date")["months"]
    if place < 2 or tokens[place - 1].word not in months or not tokens[place].word.isdecimal():
        return None
    dated = tokens[place - 2].word.isdecimal() or tokens[place - 2].word in ("st", "nd", "rd", "th")
    return bare_at(tokens, place) if dated and len(tokens[place].word) < 3 else None


def bare_clocks(tokens: Sequence[Token]) -> Iterator[Clock]:
    """Numbers that may be times of day, where nothing else has taken them; not "in 20" and "3 times"."""
    place = 0
    while place < len(tokens):
        found = bare_at(tokens, place)
        if found and (place and tokens[place - 1].word == "in"):
            found = None
        if found and found.end < len(tokens) and tokens[found.end].word in _COUNTS:
            found = None
        if found:
            yield found
        place = found.end if found else place + 1


def days(tokens: Sequence[Token], today: date) -> Iterator[Day]:
    """The days and periods as dates are read, counted from today."""
    look = Look(today, "future", tuple(tokens))
    end = 0
    for found in joined(look, dates(look)):
        if found.start < end or any(look.word(at) == TAKEN for at in range(found.start, found.end)):
            continue
        end = found.end
        if found.period:
            yield Day(found.start, found.end, (found.period,))
        elif found.end - found.start == 1 and weekday_of(look.word(found.start)) == today.weekday():
            ahead = calendar.shifted(today, days=7) or today
            both = (Period(today, today), Period(ahead, ahead))
            yield Day(found.start, found.end, both, found.why)
        else:
            yield Day(found.start, found.end, (), found.why)
    yield from _days_of_month(look, today)


def _days_of_month(look: Look, today: date) -> Iterator[Day]:
    """The 14th: the next there is."""
    for place in range(len(look.tokens)):
        found = ordinal_at(look.tokens, place)
        if found is None or look.word(found[1]) in ("of", "week"):
            continue
        if not look.word(place).isdecimal() and look.word(place - 1) != "the":
            continue
        for ahead in range(13):
            month = calendar.shifted(today.replace(day=1), months=ahead)
            period = calendar.day(month.year, month.month, found[0]) if month else None
            if period and period.first >= today:
                yield Day(place, found[1], (period,))
                break


def weekday_of(word: str) -> int | None:
    """The day of the week a word names, from Monday as 0."""
    number = table("date")["weekdays"].get(word)
    return None if number is None else int(number)
