"""Finds times of day: "half past two", "9.30am", "half two", "14:30".

Hours are told as in the UK: "half two" is half past two. Of a time on the twelve-hour clock only whoever
knows the working day can say whether it is before or after noon.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from s11chat.language import calendar
from s11chat.language.lexicon import PhraseSet, table
from s11chat.language.normalise import Token, phrase
from s11chat.language.numeral import TENS, UNITS

NOON = 12 * 60
DAY = 2 * NOON
"""Minutes of a day."""
_WRITTEN = re.compile(r"(\d{1,2})[:.](\d\d)")
_RUN = re.compile(r"(\d{1,2})(\d\d)")
_SIDES = {"am": 0, "pm": 1}
MINUTE = frozenset(["minute", "minutes", "min", "mins"])
_FIVES = (5, 10, 20, 25)
"""Minutes people say before "past" and "to" without saying that they are minutes."""
_EITHER = (5, 10)
"""Those of them that are hours as well: "ten to four"."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day between two tokens, in minutes since midnight."""

    start: int
    end: int
    minutes: int
    sure: bool
    """Whether it is known to be before or after noon."""
    written: bool = False
    """Whether it was written as the clock of twenty-four hours has it, "10:30"; words beside it may still turn it."""

    @property
    def times(self) -> tuple[int, ...]:
        """The minutes since midnight that may be meant, the earlier first."""
        return (self.minutes,) if self.sure else (self.minutes % NOON, self.minutes % NOON + NOON)


def clock_at(tokens: Sequence[Token], place: int, *, hours_to: bool = False) -> Clock | None:
    """A time of day that begins at `place` and can be nothing else: "2pm", "14:30", "quarter to ten".

    With `hours_to`, "ten to four" is no time of day, but the hours from ten until four.
    """
    return (
        _named(tokens, place)
        or _counted(tokens, place, hours_to)
        or _half(tokens, place)
        or _figures(tokens, place)
        or _marked(tokens, place)
    )


def bare_at(tokens: Sequence[Token], place: int) -> Clock | None:
    """A number at `place` that may be a time of day: "10", "two fifteen", "930"."""
    if run := _run(tokens, place):
        return run
    found = _hour(tokens, place)
    if found is None:
        return None
    hour, end = found
    minutes = _minutes(tokens, end)
    if minutes is None:
        return _sided(tokens, place, end, hour, 0)
    return _sided(tokens, place, minutes[1], hour, minutes[0])


@cache
def _names() -> tuple[PhraseSet, Mapping[tuple[str, ...], int]]:
    named = table("time")["entry"]["clock"]
    return PhraseSet(named), {phrase(text): minutes_of(time) for text, time in named.items()}


def minutes_of(time: str) -> int:
    """Minutes since midnight of a time as word lists write it: "12:00"."""
    hour, _, minute = time.partition(":")
    return int(hour) * 60 + int(minute)


def word_at(tokens: Sequence[Token], place: int) -> str:
    """The word at a place, empty beyond the ends."""
    return tokens[place].word if 0 <= place < len(tokens) else ""


def _joined(tokens: Sequence[Token], place: int) -> bool:
    """Whether the token belongs to the one before."""
    return place < len(tokens) and tokens[place].gap in ("", "-")


def _named(tokens: Sequence[Token], place: int) -> Clock | None:
    names, times = _names()
    taken = names.at(tokens, place)
    if not taken:
        return None
    stems = tuple(token.stem for token in tokens[place : place + taken])
    return Clock(place, place + taken, times[stems], sure=True)


def _counted(tokens: Sequence[Token], place: int, hours_to: bool) -> Clock | None:
    """Half past two, a quarter to ten, twenty-five past, ten minutes to four."""
    at = place + (word_at(tokens, place) == "a" and word_at(tokens, place + 1) == "quarter")
    word = word_at(tokens, at)
    if word in ("half", "quarter"):
        count, at = {"half": 30, "quarter": 15}[word], at + 1
    elif (found := count_at(tokens, at)) and found[0] < 30:
        count, at = found
        if word_at(tokens, at) in MINUTE:
            at += 1
        elif count not in _FIVES or (hours_to and count in _EITHER and word_at(tokens, at) == "to"):
            return None
    else:
        return None
    turn = word_at(tokens, at)
    if turn not in ("past", "to") or (count == 30 and turn == "to"):
        return None
    hour = _hour(tokens, at + 1)
    if hour is None or hour[0] > 12:
        return None
    return _sided(tokens, place, hour[1], hour[0], count if turn == "past" else -count)


def may_be_hours_to(tokens: Sequence[Token], place: int) -> bool:
    """Whether "ten to four" stands at `place`, which may be the hours from ten until four."""
    found = count_at(tokens, place)
    return (
        found is not None
        and found[0] in _EITHER
        and word_at(tokens, found[1]) == "to"
        and _counted(tokens, place, False) is not None
    )


def _half(tokens: Sequence[Token], place: int) -> Clock | None:
    """Half two: half past it."""
    hour = _hour(tokens, place + 1) if word_at(tokens, place) == "half" else None
    if hour is None or not 1 <= hour[0] <= 12:
        return None
    return _sided(tokens, place, hour[1], hour[0], 30)


def _figures(tokens: Sequence[Token], place: int) -> Clock | None:
    """9:30, 14.00; 1430 and 0930, which are no years."""
    word = word_at(tokens, place)
    if match := _WRITTEN.fullmatch(word):
        return _of_figures(tokens, place, match)
    no_year = len(word) == 4 and word.isdecimal() and calendar.full_year(word) is None
    if no_year or word_at(tokens, place + 1) in ("am", "pm", "hrs"):
        return _run(tokens, place)
    return None


def _run(tokens: Sequence[Token], place: int) -> Clock | None:
    match = _RUN.fullmatch(word_at(tokens, place))
    return _of_figures(tokens, place, match) if match else None


def _of_figures(tokens: Sequence[Token], place: int, match: re.Match[str]) -> Clock | None:
    hour, minute = int(match[1]), int(match[2])
    if hour > 23 or minute > 59:
        return None
    clock = _sided(tokens, place, place + 1, hour, minute)
    if clock and match[1][0] == "0" and clock.end == place + 1:
        return Clock(place, clock.end, clock.minutes % NOON, sure=True)
    return replace(clock, written=len(match[1]) == 2) if clock and not clock.sure else clock


def _marked(tokens: Sequence[Token], place: int) -> Clock | None:
    """An hour that is said to be one: 9am, ten o'clock, two fifteen pm."""
    clock = bare_at(tokens, place)
    if clock is None or clock.end > len(tokens):
        return None
    said = {word_at(tokens, at) for at in range(place, clock.end)}
    return clock if said & {"am", "pm", "oclock"} else None


def _sided(tokens: Sequence[Token], start: int, end: int, hour: int, minute: int) -> Clock | None:
    """The time with "o'clock" and the half of the day that follow it."""
    end += word_at(tokens, end) == "oclock"
    minutes = (hour * 60 + minute) % DAY
    side = _SIDES.get(word_at(tokens, end)) if end < len(tokens) and not tokens[end].gap else None
    if side is None:
        return Clock(start, end, minutes, sure=hour > 12 or hour == 0)
    if hour > 12:
        return Clock(start, end + 1, minutes, sure=True) if side else None
    return Clock(start, end + 1, minutes % NOON + side * NOON, sure=True) if hour else None


def _hour(tokens: Sequence[Token], place: int) -> tuple[int, int] | None:
    word = word_at(tokens, place)
    if word.isascii() and word.isdecimal() and len(word) < 3 and int(word) < 24:
        return int(word), place + 1
    number = UNITS.get(word, 0)
    return (number, place + 1) if 1 <= number <= 12 else None


def _minutes(tokens: Sequence[Token], place: int) -> tuple[int, int] | None:
    """The minutes said after an hour: "thirty", "forty-five", "05"."""
    if not _joined(tokens, place) or tokens[place].gap:
        return None
    word = word_at(tokens, place)
    if word.isdecimal():
        return (int(word), place + 1) if len(word) == 2 and int(word) < 60 else None
    found = count_at(tokens, place)
    return found if found and 10 <= found[0] < 60 else None


def count_at(tokens: Sequence[Token], place: int) -> tuple[int, int] | None:
    """A whole number below sixty, in figures or words."""
    word = word_at(tokens, place)
    if word.isascii() and word.isdecimal() and len(word) < 3:
        return int(word), place + 1
    if word in TENS and UNITS.get(word_at(tokens, place + 1), 10) < 10 and _joined(tokens, place + 1):
        return TENS[word] + UNITS[word_at(tokens, place + 1)], place + 2
    if word in TENS or word in UNITS:
        return TENS.get(word) or UNITS[word], place + 1
    return None
