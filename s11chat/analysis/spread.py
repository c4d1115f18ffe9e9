"""Where numbers lie: their weighted mean and quartiles.

A quantile at p is the lowest number that at least p of the weight does not exceed; where exactly p of the weight lies up
to it, it is half way to the next one. With equal weights that is the usual median.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

_QUARTERS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))


@dataclass(frozen=True)
class Spread:
    """The numbers given to one question."""

    lowest: Fraction
    lower_quartile: Fraction
    median: Fraction
    upper_quartile: Fraction
    highest: Fraction
    mean: Fraction


def spread(numbers: Iterable[tuple[Fraction, Fraction]]) -> Spread | None:
    """The spread of numbers, each with what it weighs; None where there is none."""
    ordered = sorted(numbers)
    if not ordered:
        return None
    everything = sum((weight for _, weight in ordered), Fraction(0))
    lower, middle, upper = (_quantile(ordered, share * everything) for share in _QUARTERS)
    total = sum((number * weight for number, weight in ordered), Fraction(0))
    return Spread(ordered[0][0], lower, middle, upper, ordered[-1][0], total / everything)


def _quantile(ordered: Sequence[tuple[Fraction, Fraction]], wanted: Fraction) -> Fraction:
    reached = Fraction(0)
    for place, (number, weight) in enumerate(ordered):
        reached += weight
        if reached == wanted and place + 1 < len(ordered):
            return (number + ordered[place + 1][0]) / 2
        if reached >= wanted:
            return number
    return ordered[-1][0]
