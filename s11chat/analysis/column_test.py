"""Which columns of a table are significantly higher than which others, told by letters.

Each column has a letter, and under a figure stand the letters of the columns that it is significantly higher than. Only
columns without a common return are tested with each other; a column is held against all, of which it is a part, by
`difference` in its part-whole form.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from string import ascii_uppercase

from s11chat.analysis.difference import Difference, Method, Variance, difference
from s11chat.analysis.estimate import Frequency
from s11chat.analysis.small_base import may_be_tested

Pair = tuple[int, int]
"""Two columns by their places, the first first."""
_NEAR = 1e-9
"""How near to the bound a difference is looked at again in exact numbers."""


def apart(columns: Sequence[Collection[str]]) -> frozenset[Pair]:
    """The pairs of columns that have no return in common; each column is the refs of its returns."""
    sets = [frozenset(refs) for refs in columns]
    return frozenset(
        (one, two) for one, two in combinations(range(len(sets)), 2) if sets[one].isdisjoint(sets[two])
    )


def higher_than(
    columns: Sequence[Frequency], codes: Sequence[str], method: Method, pairs: Collection[Pair]
) -> tuple[tuple[int, ...], ...]:
    """For each column, the places of those that its share is significantly higher than.

    `columns` are the answers to one question, column by column, `codes` the answers meant, and `pairs` those that
    `apart` finds. Columns of a base too small for a test are left out.
    """
    found: list[list[int]] = [[] for _ in columns]
    sides = [_side(column, codes, method) for column in columns]
    for one, two in sorted(pairs):
        first, second = sides[one], sides[two]
        if first is None or second is None:
            continue
        passed = _clearly(first, second, float(method.deviate))
        if passed is None or method.variance is Variance.LINEARISED:
            passed = difference(columns[one], columns[two], codes, method).significant
        if passed and not (method.in_full(first.frequency.base) and method.in_full(second.frequency.base)):
            high, low = (one, two) if first.share > second.share else (two, one)
            found[high].append(low)
    return tuple(tuple(sorted(places)) for places in found)


@dataclass(frozen=True)
class _Side:
    """A column, as far as its tests with many others need it."""

    share: float
    base: float
    """Weighted."""
    spread: float
    """The variance of a share of it, in units of p (1 - p)."""
    frequency: Frequency


def _side(column: Frequency, codes: Sequence[str], method: Method) -> _Side | None:
    """None where the base is too small for a test."""
    if not may_be_tested(column.base.unweighted):
        return None
    share = column.of(*codes).share or 0
    spread = method.per_spread(column.base)
    return _Side(float(share), float(column.base.weighted), float(spread), column)


def _clearly(first: _Side, second: _Side, deviate: float) -> bool | None:
    """Whether two columns apart differ; None where that is so near that only exact numbers can tell."""
    pooled = (first.share * first.base + second.share * second.base) / (first.base + second.base)
    needed = deviate * deviate * pooled * (1 - pooled) * (first.spread + second.spread)
    gap = (first.share - second.share) ** 2
    return None if abs(gap - needed) <= _NEAR * (gap + needed) else gap > needed


def against_all(part: Frequency, whole: Frequency, codes: Sequence[str], method: Method) -> Difference:
    """The share in a column beside that of all, of which the column is a part."""
    return difference(part, whole, codes, method, both=part)


def letter(place: int) -> str:
    """The letter of a column: A to Z, then AA, AB and so on."""
    rest, last = divmod(place, len(ascii_uppercase))
    return (letter(rest - 1) if rest else "") + ascii_uppercase[last]


def letters(places: Collection[int]) -> str:
    """What stands under a figure: the letters in the order of their columns, with blanks where there are two-letter ones."""
    told = [letter(place) for place in sorted(places)]
    return ("" if all(len(one) == 1 for one in told) else " ").join(told)
