"""How far a share may be off by chance, and how far two must differ to be told apart, at 95 %.

The formulas of the survey of 2008 (DCSF-RR085, Appendix 4), with the effective size n of a base, N organisations in
all, and the correction for a finite population (N - n) / (N - 1): the variance of a share p is
p (1 - p) / n * (N - n) / (N - 1); a tolerance is 1.96 times its root, and the difference needed 1.96 times the root
of two of them added. Both take the same N for every group, as published. Squares are exact fractions, so that a half
is rounded up where it is printed; only `exact` takes a root.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt, sqrt

Z = Fraction(196, 100)
"""The deviate of the normal distribution at 95 %, two-sided, as published."""


@dataclass(frozen=True, order=True)
class Margin:
    """So many percentage points up or down."""

    square: Fraction
    """The square of it as a share of one."""

    @property
    def exact(self) -> float:
        """In percentage points."""
        return 100 * sqrt(self.square)

    @property
    def points(self) -> int:
        """In whole percentage points, half up from the exact value.

        A root r is rounded to the greatest whole n with (2n - 1)^2 <= 4 r^2, which needs no float.
        """
        return (isqrt((4 * 10_000 * self.square).__floor__()) + 1) // 2


def variance(share: Fraction, n_eff: Fraction | int, population: int | None = None) -> Fraction:
    """The variance of a `share` of one with an effective base of `n_eff` of so many organisations.

    Without a population it is not corrected; where all of it answered there is none. Raises ValueError where the
    share is none or the base is not above nought.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"a share is from 0 to 1, not {share}")
    if n_eff <= 0:
        raise ValueError(f"a base is above nought, not {n_eff}")
    plain = share * (1 - share) / n_eff
    if population is None:
        return plain
    if n_eff >= population:
        return Fraction(0)
    return plain * (population - n_eff) / (population - 1)


def tolerance(share: Fraction, n_eff: Fraction | int, population: int | None = None) -> Margin:
    """The sampling tolerance of a share. Raises ValueError as `variance` does."""
    return Margin(Z * Z * variance(share, n_eff, population))


def difference_needed(
    share: Fraction, first: Fraction | int, second: Fraction | int, population: int | None = None
) -> Margin:
    """By how much two groups of these effective bases must differ around `share` to be told apart.

    The groups must not overlap. Raises ValueError as `variance` does.
    """
    return Margin(Z * Z * (variance(share, first, population) + variance(share, second, population)))
