"""How much of something: "nine times out of ten" on a scale of how often, "every practice" on one of how many.

People count in whatever comes to mind; the steps of a scale have names. A proportion counts only where it lies
well inside a step, and a noun only where it is one of the question's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from s11chat.language.lexicon import phrases, table
from s11chat.language.mention import Mention, Strength
from s11chat.language.normalise import Token
from s11chat.language.quantity import quantity_at

_ROOT = 6
_OF = frozenset(["of", "the", "our", "your", "their", "my", "these", "those", "them", "single"])
_STEPS = (
    (0.95, 1.0, "every_time"),
    (0.58, 0.95, "usually"),
    (0.44, 0.56, "half_time"),
    (0.15, 0.42, "less_half"),
)
"""From and up to which share a step goes; between them nothing is certain."""


def proportions(
    tokens: Sequence[Token], meaning: Mapping[str, str], steps: Mapping[str, str], asked: frozenset[str]
) -> Iterator[Mention]:
    """The shares and the quantified nouns in `tokens`; `steps` are the codes of a scale of how often."""
    if "every_time" in steps:
        yield from _shares(tokens, steps)
    names = {name: code for code, name in meaning.items()}
    if "all" in names:
        yield from _quantified(tokens, names, asked)


def share_said(tokens: Sequence[Token]) -> float | None:
    """The one share that is said, from 0 to 1: "54 %", "two thirds", "1004 of 1860"; None for none or several."""
    found: list[float] = []
    place = 0
    while place < len(tokens):
        share = _share(tokens, place, plain=True)
        if share is not None and 0 <= share[0] <= 1:
            found.append(share[0])
        place = share[1] if share is not None else place + 1
    return found[0] if len(found) == 1 else None


def _shares(tokens: Sequence[Token], steps: Mapping[str, str]) -> Iterator[Mention]:
    place = 0
    if "less_half" in steps:
        for half in _under_half(tokens):
            yield Mention(half - 1, half + 1, steps["less_half"], Strength.LABEL)
    while place < len(tokens):
        found = _share(tokens, place)
        if found is None:
            place += 1
            continue
        share, end = found
        for low, high, name in _STEPS:
            if low <= share <= high and name in steps and (name != "usually" or share < high):
                yield Mention(place, end, steps[name], Strength.PHRASE)
                break
        place = end


def _under_half(tokens: Sequence[Token]) -> Iterator[int]:
    """Where "half" stands after what makes it less: "well under half", "not even half"."""
    for place, token in enumerate(tokens):
        before = tuple(t.word for t in tokens[max(0, place - 2) : place])
        if token.word == "half" and (before[-1:] in (("under",), ("below",)) or before in _LESS):
            yield place


_LESS = (("not", "even"), ("nowhere", "near"), ("not", "quite"), ("fewer", "than"))


def _share(tokens: Sequence[Token], place: int, plain: bool = False) -> tuple[float, int] | None:
    """A share and where it ends: "80 percent", "nine times out of ten", "three quarters", "1 in 3"; `plain`: "1 of 3"."""
    quantity = quantity_at(tokens, place)
    if quantity is None:
        return None
    end = quantity.end
    if quantity.part:
        return quantity.value, _time(tokens, end)
    words = [token.word for token in tokens[end : end + 4]]
    if words[:1] == ["percent"]:
        return quantity.value / 100, _time(tokens, end + 1)
    if words[:2] == ["per", "cent"]:
        return quantity.value / 100, _time(tokens, end + 2)
    skipped = 1 if words[:1] in (["times"], ["cases"]) else 0
    joint = words[skipped : skipped + 2]
    between = [["in"], ["of"]] if plain else [["in"]]
    at = end + skipped + (2 if joint == ["out", "of"] else 1 if joint[:1] in between else 99)
    whole = quantity_at(tokens, at) if at < len(tokens) else None
    if whole is None or not 0 < quantity.value <= whole.value or whole.part:
        return None
    return quantity.value / whole.value, whole.end


def _time(tokens: Sequence[Token], end: int) -> int:
    """Where "of the time" or "of cases" ends, if it follows."""
    words = [token.word for token in tokens[end : end + 3]]
    if words in (["of", "the", "time"], ["of", "the", "cases"]):
        return end + 3
    return end + 2 if words[:2] in (["of", "cases"], ["the", "time"]) else end


def _quantified(
    tokens: Sequence[Token], names: Mapping[str, str], asked: frozenset[str]
) -> Iterator[Mention]:
    """ "Every practice", "most of our practices": how many, with what the question counts."""
    for name in table("quantity"):
        if name not in names:
            continue
        for start, end in phrases("quantity", name).found(tokens):
            noun = end
            while noun < len(tokens) and tokens[noun].word in _OF and not tokens[noun].gap:
                noun += 1
            counted = noun < len(tokens) and not tokens[noun].gap and tokens[noun].stem[:_ROOT] in asked
            if counted or (noun > end and tokens[noun - 1].word in ("them", "these", "those")):
                yield Mention(start, noun + counted, names[name], Strength.PHRASE)
