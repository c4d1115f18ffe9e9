"""Shares of returns with the base they are of, weighted by cell, exact until they are printed.

The cell weights are those of `response_table`; the effective size of a base is Kish's, (sum of weights)^2 / sum of
squared weights (Kish 1965), and its design effect the returns over that size. With these two the survey of 2008
(DCSF-RR085, Appendices 1 and 4) reckons 603 effective of 647 returns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from s11chat.analysis.tally import Tally
from s11chat.dialog.model import NoAnswer, Option

Weights = Mapping[str, Fraction]
"""What one return weighs, by its cell."""


@dataclass(frozen=True)
class Size:
    """How many returns, counted and weighted."""

    unweighted: int
    weighted: Fraction
    squares: Fraction
    """The sum of the squared weights."""

    def less(self, other: Size) -> Size:
        """What is left without `other`, which is a part of it."""
        return Size(
            self.unweighted - other.unweighted, self.weighted - other.weighted, self.squares - other.squares
        )

    @cached_property
    def n_eff(self) -> Fraction | None:
        """The effective size: returns of equal weight that would tell as much; None where nothing weighs."""
        return self.weighted * self.weighted / self.squares if self.squares else None

    @property
    def design_effect(self) -> Fraction | None:
        """Returns to effective size, 1 where all weigh the same; None where nothing weighs."""
        size = self.n_eff
        return self.unweighted / size if size else None


@dataclass(frozen=True)
class Estimate:
    """A share of a base."""

    size: Size
    """Those in the base that are meant."""
    base: Size

    @cached_property
    def share(self) -> Fraction | None:
        """Weighted, of one, exact; None where the base is empty."""
        return self.size.weighted / self.base.weighted if self.base.weighted else None


@dataclass(frozen=True)
class Frequency:
    """The answers to one question: a share for each code, or for several together, of one base."""

    tally: Tally
    weights: Weights
    base: Size
    based: Mapping[str, int]
    """The returns of the base by cell, unweighted."""

    def of(self, *codes: str) -> Estimate:
        """The share that chose any of `codes`, from exact values; who chose several of them counts once."""
        return Estimate(weigh(self.tally.chose(codes), self.weights), self.base)

    def without(self, kind: NoAnswer) -> Size:
        """Those without an answer for this reason, in the base or not."""
        return weigh(self.tally.without(kind), self.weights)


def frequency(
    tally: Tally, weights: Weights, options: Iterable[Option] = (), kept: Iterable[NoAnswer] = ()
) -> Frequency:
    """The frequencies of a question with these `options`.

    The base is of those that answered. An option that is declared to be outside the base takes whoever chose nothing
    else out of it; kinds of no-answer stay in it only where they are `kept`. Raises ValueError where a cell that has
    returns has no weight.
    """
    outside = [option.code for option in options if not option.in_base]
    based = tally.base(outside, kept)
    return Frequency(tally, weights, weigh(based, weights), based)


def weigh(counts: Mapping[str, int], weights: Weights) -> Size:
    """The size of so many returns by cell. Raises ValueError where a cell with returns has no weight."""
    for cell, times in counts.items():
        if times and cell not in weights:
            raise ValueError(f"no weight for the returns of '{cell}'")
    heavy = [(times, weights[cell]) for cell, times in counts.items() if times]
    common = lcm(*(weight.denominator for _, weight in heavy))  # whole numbers add up faster than fractions
    scaled = [(times, weight.numerator * (common // weight.denominator)) for times, weight in heavy]
    return Size(
        unweighted=sum(times for times, _ in heavy),
        weighted=Fraction(sum(times * weight for times, weight in scaled), common),
        squares=Fraction(sum(times * weight * weight for times, weight in scaled), common * common),
    )
