"""Numbers with their units, brought to the unit of the question where that is safe.

Safe means exact: a year is twelve months and a fortnight two weeks, but nobody can say how many weeks a
month has, so weeks are never turned into months.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from s11chat.dialog.question import Question
from s11chat.language.lexicon import phrases, single_words, table
from s11chat.language.normalise import Token, utterance
from s11chat.language.numeral import PARTS
from s11chat.language.quantity import Quantity, quantities

_ARTICLES = ("a", "an", "one", "another")
_WHOLE = (
    "whole",
    "full",
    "single",
    "calendar",
    "clear",
    "good",
    "working",
    "long",
    "weary",
    "solid",
    "straight",
    "protected",
)


class Unit(StrEnum):
    """The units numbers are asked and told in."""

    COUNT = "count"
    PERCENT = "percent"
    POUNDS = "pounds"
    DAYS_WEEK = "days per week"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    SESSION = "session"


_TIME = {
    "hour": Unit.HOUR,
    "hr": Unit.HOUR,
    "day": Unit.DAY,
    "week": Unit.WEEK,
    "wk": Unit.WEEK,
    "fortnight": Unit.WEEK,
    "month": Unit.MONTH,
    "mth": Unit.MONTH,
    "year": Unit.YEAR,
    "yr": Unit.YEAR,
    "session": Unit.SESSION,
    "minute": Unit.HOUR,
}
_EXACT = {
    (Unit.YEAR, Unit.MONTH): 12.0,
    (Unit.WEEK, Unit.DAY): 7.0,
    (Unit.DAY, Unit.HOUR): 24.0,
}
_PERIODS = {"week": 1.0, "fortnight": 0.5}


@dataclass(frozen=True, slots=True)
class Measure:
    """A number between two tokens, with the unit said, if any, already brought to the question's."""

    start: int
    end: int
    value: float
    kind: Unit | None
    part: bool = False
    ratio: bool = False
    why: str = ""
    """Why it cannot be an answer; empty if it can."""


def unit_of(question: Question) -> Unit:
    """The unit the question asks for."""
    words = [token.stem for token in utterance(question.unit or "").tokens]
    if "percent" in words or words[:2] == ["per", "cent"] or "percentage" in words:
        return Unit.PERCENT
    if "pound" in words or "gbp" in words or "pounds" in words:
        return Unit.POUNDS
    if words[:1] == ["day"] and words[-1:] == ["week"] and len(words) > 1:
        return Unit.DAYS_WEEK
    return _TIME[words[0]] if len(words) == 1 and words[0] in _TIME else Unit.COUNT


def measures(tokens: Sequence[Token], unit: Unit) -> tuple[Measure, ...]:
    """The numbers in `tokens` that may be meant, from left to right, without dates and item numbers."""
    found = {quantity.start: quantity for quantity in quantities(tokens)}
    listed: list[Measure] = []
    place = 0
    while place < len(tokens):
        quantity = found.get(place)
        measure = _timed(tokens, place, quantity, unit) or (
            _plain(tokens, quantity, unit) if quantity else None
        )
        if measure is None:
            place = quantity.end if quantity else place + 1
            continue
        if not _context(tokens, measure, unit):
            listed.append(measure)
        place = measure.end
    return tuple(_summed(tokens, listed))


def _plain(tokens: Sequence[Token], quantity: Quantity, unit: Unit) -> Measure:
    start, end, kind, why = quantity.start, quantity.end, None, ""
    end += end < len(tokens) and tokens[end].word == "odd"
    words = [token.word for token in tokens[end : end + 2]]
    if words in (["per", "year"], ["per", "annum"]) and unit is Unit.POUNDS:
        end += 2
    elif words[:1] in (["percent"], ["pc"]) or words == ["per", "cent"]:
        kind, end = Unit.PERCENT, end + (2 if words == ["per", "cent"] else 1)
    elif words in (["for", "percent"], ["to", "percent"], ["ate", "percent"]):
        why = "a word may be misheard"
    elif words[:1] in (["pounds"], ["quid"], ["gbp"], ["pound"]):
        kind, end = Unit.POUNDS, end + 1
    if start and tokens[start - 1].word in ("euros", "dollars"):
        why = "said in another currency"
    if start and tokens[start - 1].word == "pounds":
        kind, start = Unit.POUNDS, start - 1
    part = quantity.part and kind is None
    if quantity.ratio and unit is Unit.COUNT and any(t.word in ("out", "the") for t in tokens[start:end]):
        return Measure(start, end, quantity.top, None)
    if not quantity.start and tokens[0].gap == "-":
        why = "a negative number"
    if kind is Unit.PERCENT and quantity.part:
        why = "a part of a percentage"
    return Measure(start, end, quantity.value, kind, part, quantity.ratio, why)


def _timed(tokens: Sequence[Token], place: int, quantity: Quantity | None, unit: Unit) -> Measure | None:
    """A length of time: "18 months", "a whole year", "half a day", "a year and a half"."""
    value, at = 0.0, place
    if quantity is not None and not quantity.ratio:
        value, at = quantity.value, quantity.end
        if quantity.part and at < len(tokens) and tokens[at].word in ("a", "an", "of"):
            at += 1 + (
                at + 1 < len(tokens) and tokens[at].word == "of" and tokens[at + 1].word in ("a", "an")
            )
    elif tokens[place].word in _ARTICLES:
        value, at = 1.0, place + 1
    else:
        return None
    halves = at < len(tokens) and tokens[at].word == "half" and value >= 1
    at += halves
    while at < len(tokens) and tokens[at].word in _WHOLE:
        at += 1
    if at >= len(tokens) or tokens[at].gap not in ("", "-") or tokens[at].stem not in _TIME:
        return None
    noun = tokens[at].stem
    value = value / 2 if halves else value
    at += 1
    tail = [token.word for token in tokens[at : at + 3]]
    if tail[:2] == ["and", "a"] and len(tail) > 2 and tail[2] in ("half", "quarter"):
        value, at = value + PARTS[tail[2]], at + 3
    return _converted(tokens, place, at, value * (2 if noun == "fortnight" else 1), noun, unit)


def _converted(tokens: Sequence[Token], start: int, end: int, value: float, noun: str, unit: Unit) -> Measure:
    kind = _TIME[noun]
    period, end = _period(tokens, end)
    if noun == "minute":
        return Measure(start, end, value, Unit.HOUR, why="said in another unit")
    if unit is Unit.DAYS_WEEK:
        if kind is Unit.DAY and (period is None or period in _PERIODS):
            return Measure(start, end, value * _PERIODS[period or "week"], unit)
        return Measure(start, end, value, kind, why="said in another unit")
    if period is not None:
        return Measure(start, end, value, kind, why="a rate, not a number")
    if (kind, unit) in _EXACT:
        return Measure(start, end, value * _EXACT[kind, unit], unit)
    if (unit, kind) in _EXACT and not value % _EXACT[unit, kind]:
        return Measure(start, end, value / _EXACT[unit, kind], unit)
    return Measure(start, end, value, kind)


def _period(tokens: Sequence[Token], place: int) -> tuple[str | None, int]:
    """What a rate is told for, as in "three days a week", and where it ends."""
    place += place < len(tokens) and tokens[place].word == "in" and not tokens[place].gap
    words = [token.word for token in tokens[place : place + 3]]
    if len(words) > 1 and words[0] in ("a", "per", "each", "every") and not tokens[place].gap:
        other = words[1] == "other" and len(words) > 2
        noun = tokens[place + 1 + other].stem
        if noun in _TIME:
            return (
                "fortnight" if other and noun == "week" else f"other {noun}" if other else noun
            ), place + 2 + other
    if words[:1] in (["weekly"], ["fortnightly"]) and not tokens[place].gap:
        return words[0][:-2].replace("fortnightl", "fortnight"), place + 1
    return None, place


def _context(tokens: Sequence[Token], measure: Measure, unit: Unit) -> bool:
    """Whether the number is about something else: "level 1", "since 2006", "in the last 12 months"."""
    before = [token.word for token in tokens[max(0, measure.start - 2) : measure.start]]
    if (
        before
        and tokens[measure.start].word == "one"
        and before not in (["just", "the"], ["only", "the"])
        and phrases("number", "thing").at(tokens, measure.start - 1)
    ):
        return measure.kind is None
    if (
        before
        and before[-1] in single_words("number", "numbered")
        and measure.kind is None
        and not tokens[measure.start].gap
    ):
        return True
    if before and before[-1] in ("last", "past", "previous", "preceding") and measure.kind:
        return True
    if before and before[-1] in table("date")["months"] and tokens[measure.start].word.isdecimal():
        return measure.kind is None and not tokens[measure.start].gap
    year = measure.kind is None and measure.value == int(measure.value) and 1900 <= measure.value <= 2100
    if year and unit is not Unit.POUNDS and tokens[measure.start].word.isdecimal():
        return True
    if measure.kind in (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR) and measure.end < len(tokens):
        return tokens[measure.end].word in ("ago", "old")
    return False


def _summed(tokens: Sequence[Token], listed: list[Measure]) -> Iterator[Measure]:
    """Lengths of time said in two units, "a year and two months", made one."""
    held: Measure | None = None
    for measure in listed:
        if held is None:
            held = measure
            continue
        joined = [token.word for token in tokens[held.end : measure.start]] == ["and"]
        timed = (
            held.kind is not None
            and held.kind is measure.kind
            and held.kind in (Unit.MONTH, Unit.DAY, Unit.HOUR)
        )
        if joined and timed and not held.why and not measure.why and held.value > measure.value:
            held = Measure(held.start, measure.end, held.value + measure.value, held.kind)
            continue
        yield held
        held = measure
    if held is not None:
        yield held
