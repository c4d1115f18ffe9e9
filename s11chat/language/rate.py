"""How often: "twice a year", "every six weeks", "two-weekly", held against a scale of how often.

People reckon in whatever period comes to mind; a scale has a handful of steps. A rate that lies on no step is
off the list, unless the scale ends in "less often" and the rate lies below its other steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from s11chat.language.lexicon import table
from s11chat.language.mention import Mention, Strength
from s11chat.language.normalise import Token
from s11chat.language.quantity import quantity_at

STEPS = {
    "weekly": 52.0,
    "fortnightly": 26.0,
    "monthly": 12.0,
    "two_monthly": 6.0,
    "quarterly": 4.0,
    "annually": 1.0,
}
"""Times a year of the steps of common scales."""
_YEARLY = {"day": 365.0, "week": 52.0, "fortnight": 26.0, "month": 12.0, "quarter": 4.0, "year": 1.0}
_ADVERBS = {"weekly": 52.0, "monthly": 12.0, "yearly": 1.0, "annual": 1.0, "annually": 1.0}
_DAILY = frozenset(["daily", "nightly", "hourly"])
_SELDOM = {"quarterly": 4.0, "termly": 3.0, "annually": 1.0, "yearly": 1.0}
"""Rates of one word, which labels have themselves unless their steps are finer."""
_TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_EACH = frozenset(["a", "an", "per", "each", "every"])
_NEAR = 0.13
"""Thirteen four-week spells are near enough to twelve months."""


def rates(
    tokens: Sequence[Token], meaning: Mapping[str, str], off: str, least: str | None
) -> Iterator[Mention]:
    """The rates in `tokens` as mentions of a step, of `least` below them all, or else of `off`."""
    steps = {STEPS[name]: code for code, name in meaning.items() if name in STEPS}
    if len(steps) < 3:
        return
    place = 0
    while place < len(tokens):
        found = rate_at(tokens, place)
        if found is None:
            place += 1
            continue
        rate, end = found
        if tokens[place].word in _SELDOM and not (least and rate < min(steps)):
            place += 1
            continue
        yield Mention(place, end, _step(rate, steps, off, least), Strength.PHRASE, free=True)
        place = end


def _step(rate: float, steps: Mapping[float, str], off: str, least: str | None) -> str:
    for step, code in steps.items():
        if abs(rate - step) <= _NEAR * step:
            return code
    return least if least and rate < min(steps) else off


def rate_at(tokens: Sequence[Token], place: int) -> tuple[float, int] | None:
    """How many times a year is said from token `place` on, and where that ends."""
    word = tokens[place].word
    if word in _SELDOM:
        return _SELDOM[word], place + 1
    if word in _DAILY:
        return 365.0, place + 1
    if word == "every":
        return _every(tokens, place + 1)
    if word == "half" and place + 1 < len(tokens) and tokens[place + 1].word in ("yearly", "annual"):
        return 2.0, place + 2
    if word in _TIMES and place + 1 < len(tokens) and tokens[place + 1].word in _ADVERBS:
        return _TIMES[word] * _ADVERBS[tokens[place + 1].word], place + 2
    if word in _TIMES:
        return _per(tokens, place + 1, _TIMES[word])
    quantity = quantity_at(tokens, place)
    if quantity is None or quantity.part or not quantity.value:
        return None
    end = quantity.end
    if end < len(tokens) and tokens[end].word in _ADVERBS and tokens[end].gap in ("", "-"):
        return _ADVERBS[tokens[end].word] / quantity.value, end + 1
    return _per(
        tokens, end + (end < len(tokens) and tokens[end].word in ("times", "time", "x")), quantity.value
    )


def _per(tokens: Sequence[Token], at: int, times: float) -> tuple[float, int] | None:
    """The end of "twice a year", "four times in a year" and "once every six weeks"."""
    at += at < len(tokens) and tokens[at].word == "in"
    if at < len(tokens) and tokens[at - 1].word == "x" and not tokens[at].gap and tokens[at].stem in _YEARLY:
        return times * _YEARLY[tokens[at].stem], at + 1
    if at + 1 >= len(tokens) or tokens[at].word not in _EACH or tokens[at].gap:
        return None
    if tokens[at].word == "every" and (every := _every(tokens, at + 1)):
        return times * every[0], every[1]
    period = _YEARLY.get(tokens[at + 1].stem)
    return (times * period, at + 2) if period else None


def _every(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """The end of "every six weeks", "every other month", "every few days"."""
    if at >= len(tokens):
        return None
    count, end = 1.0, at
    if tokens[at].word in ("other", "second", "couple"):
        count, end = 2.0, at + 1
        end += end < len(tokens) and tokens[end].word == "of"
    elif tokens[at].word == "single":
        end = at + 1
    elif quantity := quantity_at(tokens, at):
        count, end = quantity.value, quantity.end
    if end < len(tokens) and tokens[end].stem in table("date")["weekdays"]:
        return 52.0 / count, end + 1
    period = _YEARLY.get(tokens[end].stem) if end < len(tokens) else None
    return (period / count, end + 1) if period and count else None
