"""Numbers told roughly or from one to another: "about forty", "between five and seven", "three or four"."""

from __future__ import annotations

from dataclasses import replace

from s11chat.language.amount import Found
from s11chat.language.lexicon import PhraseSet, phrases, table
from s11chat.language.measure import Measure, Unit
from s11chat.language.normalise import Token
from s11chat.language.reading import Span

_AND = (("and",), ("to",), ("up", "to"), ("through", "to"))
_TO = (("to",), ("up", "to"), ("rising", "to"))
_OR = (
    ("or",),
    ("or", "maybe"),
    ("or", "perhaps"),
    ("or", "possibly"),
    ("perhaps",),
    ("maybe",),
    ("possibly",),
    ("or", "was", "it"),
)
"""Between a number and the next one these make a range of both."""
_STOPPED = frozenset(".;!?")


def approximated(tokens: tuple[Token, ...], measure: Measure) -> Measure:
    """The measure with "about" or "ish" taken in, which leave it the answer."""
    start, end = measure.start, measure.end
    about = phrases("number", "about")
    while start and about.at(tokens, start - 1) == 1:
        start -= 1
    end += phrases("number", "or_so").at(tokens, end) if end < len(tokens) else 0
    return replace(measure, start=start, end=end)


def ranged(tokens: tuple[Token, ...], first: Measure, second: Measure) -> tuple[int, Measure, Measure] | None:
    """Where a range of the two begins, and its ends; nothing where they are no range."""
    between = tuple(token.word for token in tokens[first.end : second.start])
    opening = PhraseSet(table("number")["between"])
    for back in (3, 2, 1):
        start = first.start - back
        if start >= 0 and opening.at(tokens, start) == back and between in _AND:
            return start, first, second
    dashed = not between and tokens[second.start].gap == "-"
    if between in _TO or dashed:
        return first.start, first, second
    stopped = any(token.gap in _STOPPED and token.gap for token in tokens[first.end : second.start + 1])
    if between in _OR and not stopped and _neighbours(first, second):
        either = first.start > 0 and tokens[first.start - 1].word == "either"
        return first.start - either, first, second
    return None


def _neighbours(first: Measure, second: Measure) -> bool:
    """Whether the one is the next whole number after the other: "three or four", and not "none or one"."""
    low, high = first.value, second.value
    return low == int(low) and low >= 1 and high == low + 1 and not second.why


def range_of(unit: Unit, first: Measure, second: Measure) -> Found:
    """The range, or why it cannot be read."""
    why = first.why or second.why
    scale = second.value / 1000
    if first.value < scale < 1000 and scale == int(scale) and first.kind is None:
        first = replace(first, value=first.value * 1000)
    kinds = {m.kind for m in (first, second) if m.kind}
    if (
        why
        or first.part
        or second.part
        or (kinds and kinds != {unit})
        or first.value >= second.value
        or second.value > 100 * max(first.value, 1)
    ):
        return Found(None, why=why or "a range that cannot be read")
    return Found(Span(first.value, second.value))
