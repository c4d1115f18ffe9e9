"""What a number with its unit is worth in the unit of the question, or why it is no answer to it."""

from __future__ import annotations

from dataclasses import dataclass

from s11chat.dialog.question import Question
from s11chat.language.lexicon import phrases
from s11chat.language.measure import Measure, Unit, unit_of
from s11chat.language.normalise import Token
from s11chat.language.quantity import quantity_at
from s11chat.language.reading import Span


@dataclass(frozen=True)
class Found:
    """What stands where a number was read: a value, a range, or why it is no answer."""

    value: float | Span | None
    exact: bool = False
    why: str = ""


def value_of(tokens: tuple[Token, ...], question: Question, measure: Measure, own: frozenset[str]) -> Found:
    """The value of a measure in the unit of the question, or why it has none."""
    unit = unit_of(question)
    if measure.why:
        return Found(None, why=measure.why)
    if measure.kind and measure.kind is not unit:
        return Found(None, why="said in another unit")
    if _bounded(tokens, measure):
        return Found(None, why="a limit, not a number")
    if unit in (Unit.POUNDS, Unit.COUNT) and _each(tokens, measure.end):
        return Found(None, why="a rate, not a number")
    if measure.part and _of_another(tokens, measure):
        return Found(None, why="a part of another number")
    if unit is Unit.PERCENT and measure.part:
        return Found(round(measure.value * 100, min(question.decimals, 1)))
    if unit is Unit.PERCENT and measure.kind is None and 0 < measure.value < 1:
        return Found(None, why="may be a percentage or a part")
    if measure.ratio or (measure.part and not measure.kind):
        return Found(None, why="a part, not a number")
    if not measure.kind and _other_noun(tokens, measure, unit, own):
        return Found(None, why="a number of something else")
    return Found(round(measure.value, 6), exact=True)


def _of_another(tokens: tuple[Token, ...], measure: Measure) -> bool:
    """Whether it is a part of a number told before: "the target is ninety, so half of that"."""
    after = [token.word for token in tokens[measure.end : measure.end + 2]]
    told = any(quantity_at(tokens, place) for place in range(measure.start))
    return told and after[:1] == ["of"] and after[1:] in (["that"], ["those"], ["it"], ["this"], ["them"])


_YEARLY = frozenset(["year", "annum", "cent"])


def _each(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether the number is told for one of several: "per head", "a month", "each"."""
    words = [token.word for token in tokens[place : place + 2]]
    if not words or tokens[place].gap:
        return False
    if words[0] in ("each", "apiece", "monthly", "weekly"):
        return True
    return len(words) > 1 and words[0] in ("per", "a", "an") and words[1] in _ONES - _YEARLY


_ONES = frozenset(
    [
        "head",
        "person",
        "place",
        "session",
        "course",
        "day",
        "week",
        "month",
        "quarter",
        "term",
        "delegate",
        "member",
        "piece",
        "ward",
        "team",
        "site",
    ]
)


def _bounded(tokens: tuple[Token, ...], measure: Measure) -> bool:
    bounds = phrases("number", "bound")
    before = any(
        bounds.at(tokens, place) == measure.start - place
        for place in range(max(0, measure.start - 3), measure.start)
    )
    after = phrases("number", "bound_after")
    return before or (measure.end < len(tokens) and after.at(tokens, measure.end) > 0)


def _other_noun(tokens: tuple[Token, ...], measure: Measure, unit: Unit, own: frozenset[str]) -> bool:
    """Whether the number counts something the question does not ask for."""
    if measure.end >= len(tokens) or tokens[measure.end].gap:
        return False
    token = tokens[measure.end]
    if token.word == "of":
        return unit is Unit.PERCENT
    allowed = phrases("number", "after")
    return token.stem not in own and not allowed.at(tokens, measure.end)
