"""Days a week told by their names or as parts of days: "every Friday", "Mondays and Thursdays", "three mornings"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from s11chat.language.arithmetic import Result, numbers_said
from s11chat.language.lexicon import phrases, single_words, table
from s11chat.language.normalise import Token, Utterance
from s11chat.language.numeral import UNITS
from s11chat.language.quantity import digits

_PARTS = frozenset(["morning", "mornings", "afternoon", "afternoons", "am", "pm"])
_TO = frozenset(["to", "through", "till", "until"])
_WORKING = 5
"""Days of a working week."""
_LONGEST = 30
_ALTERNATE = frozenset(["other", "alternate", "alternating", "second"])
_OFF = frozenset(["bar", "except", "but", "not", "save", "excluding", "apart"])
_ALL = frozenset(["week", "day", "weekday"])
_HALVES = (("half", "a", "day"), ("half", "a", "day", "on"), ("half", "a"), ("half", "of"))
"""A part of the day named after it."""


def named_days(said: Utterance) -> Result | None:
    """How many days a week the days named make; nothing where it is not plain."""
    tokens = said.tokens
    words = said.words
    if (
        said.asks
        or not tokens
        or len(tokens) > _LONGEST
        or not single_words("figure", "unsettled_days").isdisjoint(words)
    ):
        return None
    days = table("date")["weekdays"]
    named = [place for place, token in enumerate(tokens) if _weekday(token, days) is not None]
    total = _by_name(tokens, named) if named else _by_part(said)
    if total is None:
        return None
    attached = {
        place - back for place in named for back in (2, 3, 4) if words[place - back : place] in _HALVES
    }
    numbers = {q.value for q in numbers_said(said) if q.start not in attached} if named else set()
    if not numbers <= {total}:
        return None
    return Result(total, said.said[:60])


def _weekday(token: Token, days: dict[str, int]) -> int | None:
    return days.get(token.word, days.get(token.stem))


def _by_name(tokens: Sequence[Token], named: Sequence[int]) -> float | None:
    days = table("date")["weekdays"]
    words = [token.word for token in tokens]
    numbers = [_weekday(tokens[place], days) or 0 for place in named]
    denied = phrases("scope", "negator")
    before = [word for word in words[: named[0]] if word in _OFF]
    if before and len(set(numbers)) == 1:
        whole = {"all", "every", "whole", "full"} & set(words) and _ALL & set(words[: named[0]])
        return float(_WORKING - 1) if whole and numbers[0] < _WORKING else None
    if denied.within(tokens, 0, named[-1]) or _ALTERNATE & set(words):
        return None
    between = words[named[0] + 1 : named[1]] if len(named) > 1 else []
    tied = len(named) == 2 and tokens[named[1]].gap == "-" and not between
    if len(named) == 2 and (tied or (len(between) == 1 and between[0] in _TO)):
        return float(numbers[1] - numbers[0] + 1) if numbers[0] < numbers[1] else None
    worth: dict[int, float] = {}
    for place, number in zip(named, numbers, strict=True):
        half = words[place + 1 : place + 2] and words[place + 1] in _PARTS
        part = tuple(words[max(0, place - 4) : place])
        half = half or any(part[-len(each) :] == each for each in _HALVES)
        half = (
            half
            or "half" in words[max(0, place - 1) : place]
            or part[-2:] in (("morning", "of"), ("afternoon", "of"))
        )
        worth[number] = max(worth.get(number, 0.0), 0.5 if half else 1.0)
    return sum(worth.values())


def _by_part(said: Utterance) -> float | None:
    """Mornings and afternoons, also beside whole days: "a day and a morning"."""
    words = said.words
    found = [place for place, word in enumerate(words) if word in _PARTS - {"am", "pm"}]
    if not found:
        return 5.0 if _all_week(words) else None
    if phrases("scope", "negator").within(said.tokens, 0, found[-1]):
        return None
    total, counted = 0.0, 0
    numbers = {quantity.end: quantity.value for quantity in numbers_said(said) if not quantity.part}
    for place in found:
        if place in numbers:
            total, counted = total + numbers[place] / 2, counted + 1
        elif words[place - 1 : place] in (("a",), ("an",), ("each",), ("every",)):
            per_day = words[place - 1] in ("each", "every")
            total += 2.5 if per_day else 0.5
        else:
            return None
    if match := _WHOLE_TOO.search(" ".join(words)):
        count = UNITS.get(match["many"], digits(match["many"]) or 1.0)
        total, counted = total + count, counted + (match["many"] not in ("a", "full"))
    rest = [value for end, value in numbers.items() if end not in found]
    return total if counted == len(numbers) or set(rest) <= {total} else None


_WHOLE_TOO = re.compile(
    r"(?:^|(?<= ))(?P<many>\w+) (?:full |whole )?days? (?:plus|and) (?:a|an|one|two|three) (?:morning|afternoon)"
)


def _all_week(words: Sequence[str]) -> bool:
    """Whether every working day is told, and nothing is taken off."""
    text = " ".join(words)
    told = any(
        each in text
        for each in (
            "whole working week",
            "every working day",
            "all week",
            "every weekday",
            "every day of the week",
            "the full week",
            "the whole week",
        )
    )
    return told and _OFF.isdisjoint(words)
