"""Whether two groups of returns differ by more than chance: a two-sided test of two weighted shares.

The variances are those of the tables of the survey of 2008 (DCSF-RR085, Appendix 4; `tolerance`), with the share in
both groups together, weighted, as the one p (pooled). Groups may overlap. What is compared then is what is in one of
them and not in the other: with A and B parted into what A has alone, what B has alone and what they share, and a and b
the weighted parts of A and B that stand alone, the difference is a times the share of the one, less b times that of
the other, plus (b - a) times that of what they share, and its variance follows from three parts that do not overlap.
Of two groups apart it is the ordinary test; of a group against all, of which it is a part, the part-whole form, which finds the
same z as the group against the rest. Decisions are made in exact fractions; only z, p and the linearised variance are floats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from math import erfc, sqrt

from s11chat.analysis.estimate import Estimate, Frequency, Size
from s11chat.analysis.linearised import Design, of_difference
from s11chat.analysis.response_table import ResponseTable
from s11chat.analysis.small_base import may_be_tested
from s11chat.analysis.tolerance import Z, variance

DEVIATES = {90: Fraction(1645, 1000), 95: Z, 99: Fraction(2576, 1000)}
"""How many standard errors a difference must pass, two-sided, by the confidence in per cent."""
EXPECTED = 5
"""Effective answers in each group from which the normal distribution serves (Cochran 1954)."""


class Variance(StrEnum):
    """How far a difference is off by chance."""

    PUBLISHED = "published"
    """From effective sizes, corrected with the number of all organisations in every term."""
    OWN = "own"
    """From effective sizes, each corrected with the number of organisations that its group stands for."""
    LINEARISED = "linearised"
    """Of the stratified sample, shares not pooled."""


class Form(StrEnum):
    """How two groups lie to each other."""

    APART = "apart"
    PART = "part of a whole"
    OVERLAP = "overlap"


class Untested(StrEnum):
    """Why a difference is not tested."""

    EMPTY = "no base"
    SMALL = "small base"
    WHOLE = "counted in full"
    """Every organisation of both groups answered: what they differ by is a fact."""
    ALIKE = "all said the same"
    """In each group nobody or everybody chose it: there is no variance to test with."""
    SAME = "the same returns"


@dataclass(frozen=True)
class Method:
    """How the differences of a wave are tested."""

    table: ResponseTable
    variance: Variance = Variance.PUBLISHED
    confidence: int = 95
    """In per cent, one of `DEVIATES`."""

    @property
    def deviate(self) -> Fraction:
        """How many standard errors a difference must pass."""
        return DEVIATES[self.confidence]

    def stands_for(self, base: Size) -> Fraction:
        """How many organisations of the weighting base returns of this size stand for."""
        return base.weighted * self.table.weighting_base / self.table.total.cell.complete

    def in_full(self, base: Size) -> bool:
        """Whether every organisation that these returns stand for is among them."""
        return base.n_eff is not None and base.n_eff >= self.stands_for(base)

    def per_spread(self, base: Size) -> Fraction:
        """The variance of a share with this base, in units of p (1 - p); 0 of an empty base or one in full."""
        if base not in self._spreads:
            self._spreads[base] = self._spread(base)
        return self._spreads[base]

    @cached_property
    def _spreads(self) -> dict[Size, Fraction]:
        """Those of the bases met: most questions of a survey have the same ones."""
        return {}

    def _spread(self, base: Size) -> Fraction:
        if base.n_eff is None:
            return Fraction(0)
        if self.variance is Variance.OWN:
            return _corrected(base.n_eff, self.stands_for(base))
        return 4 * variance(Fraction(1, 2), base.n_eff, self.table.total.cell.population)

    @cached_property
    def design(self) -> Design:
        """The sample with its strata."""
        return Design.of(self.table)


@dataclass(frozen=True)
class Difference:
    """One answer in two groups."""

    first: Estimate
    second: Estimate
    form: Form
    method: Method
    pooled: Fraction | None
    """The share in both groups together; None where the variance needs none or nothing is tested."""
    square: Fraction | None
    """The variance of the difference of the shares; None where it is not tested."""
    untested: Untested | None = None

    @property
    def rough(self) -> bool:
        """Whether fewer than five who chose it, or did not, are to be expected in a group, so that the test is rough."""
        if self.square is None:
            return False
        whole = self.first.base.weighted + self.second.base.weighted
        p = (
            self.pooled
            if self.pooled is not None
            else (self.first.size.weighted + self.second.size.weighted) / whole
        )
        sizes = (self.first.base.n_eff, self.second.base.n_eff)
        return any(size is not None and size * min(p, 1 - p) < EXPECTED for size in sizes)

    @property
    def gap(self) -> Fraction | None:
        """The first share less the second, of one; None where either has no base."""
        if self.first.share is None or self.second.share is None:
            return None
        return self.first.share - self.second.share

    @property
    def significant(self) -> bool:
        """Whether the shares differ by more than chance leaves room for; no where it is not tested."""
        gap, deviate = self.gap, self.method.deviate
        return gap is not None and self.square is not None and gap * gap > deviate * deviate * self.square

    @property
    def higher(self) -> bool:
        """Whether the first is significantly higher."""
        return self.significant and self.gap is not None and self.gap > 0

    @property
    def standard_error(self) -> float | None:
        """Of the difference, of one."""
        return None if self.square is None else sqrt(self.square)

    @property
    def z(self) -> float | None:
        """The difference in standard errors; None where it is not tested."""
        if self.gap is None or not self.square:
            return None
        return float(self.gap) / sqrt(self.square)

    @property
    def p(self) -> float | None:
        """How likely chance alone makes as large a difference, up or down; None where it is not tested."""
        return None if self.z is None else erfc(abs(self.z) / sqrt(2))


def difference(
    first: Frequency,
    second: Frequency,
    codes: Sequence[str],
    method: Method,
    both: Frequency | None = None,
) -> Difference:
    """The share that chose any of `codes` in two groups of returns, tested where their bases allow.

    `both` is of the returns that are in both groups; None where they do not overlap.
    """
    one, two = first.of(*codes), second.of(*codes)
    shared = both.of(*codes) if both is not None else Estimate(_NOBODY, _NOBODY)
    alone, other = one.base.less(shared.base), two.base.less(shared.base)
    form = _form(alone, other, shared.base)
    reason = _untested(method, (one.base, two.base), (alone, other))
    if reason is not None:
        return Difference(one, two, form, method, None, None, reason)
    if method.variance is Variance.LINEARISED:
        square = Fraction(method.design.variance(of_difference(first, second, codes, both)))
        return _tested(Difference(one, two, form, method, None, square))
    weighed = one.base.weighted + other.weighted
    pooled = (one.size.weighted + two.size.weighted - shared.size.weighted) / weighed
    square = pooled * (1 - pooled) * _per_spread(method, (one.base, two.base), (alone, other, shared.base))
    return _tested(Difference(one, two, form, method, pooled, square))


_NOBODY = Size(0, Fraction(0), Fraction(0))


def _tested(found: Difference) -> Difference:
    """The same, or the reason why there is no test after all."""
    return found if found.square else replace(found, square=None, untested=Untested.ALIKE)


def _form(alone: Size, other: Size, shared: Size) -> Form:
    if not shared.unweighted:
        return Form.APART
    return Form.OVERLAP if alone.unweighted and other.unweighted else Form.PART


def _untested(method: Method, bases: tuple[Size, Size], alone: tuple[Size, Size]) -> Untested | None:
    """Why there is no test. Small bases are those of the groups and of what is in only one of them."""
    if not all(base.unweighted for base in bases):
        return Untested.EMPTY
    parts = [part for part in alone if part.unweighted]
    if not parts:
        return Untested.SAME
    if not all(may_be_tested(base.unweighted) for base in (*bases, *parts)):
        return Untested.SMALL
    return Untested.WHOLE if all(map(method.in_full, bases)) else None


def _per_spread(method: Method, bases: tuple[Size, Size], parts: tuple[Size, Size, Size]) -> Fraction:
    """The variance of the difference in units of p (1 - p), from what either has alone and what they share."""
    alone, other, shared = parts
    a, b = alone.weighted / bases[0].weighted, other.weighted / bases[1].weighted
    return (
        a * a * method.per_spread(alone)
        + b * b * method.per_spread(other)
        + (b - a) ** 2 * method.per_spread(shared)
    )


def _corrected(n_eff: Fraction, population: Fraction) -> Fraction:
    """One over the effective size, corrected for a population that need not be a whole number."""
    if population <= 1 or n_eff >= population:
        return Fraction(0)
    return (population - n_eff) / (population - 1) / n_eff
