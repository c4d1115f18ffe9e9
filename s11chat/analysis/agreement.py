"""How far two ratings of the same standards agree: cross-table, direction, and kappa, plain and weighted.

Cohen's kappa is the agreement beyond chance, (po - pe) / (1 - pe) (Cohen 1960). The weighted ones count how far two
ratings lie apart on the scale, step by step (linear) or by the square of the steps (quadratic) (Cohen 1968). Their
intervals are those of the large-sample standard error of Fleiss, Cohen and Everitt (1969), as statsmodels reckons it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from warnings import catch_warnings, simplefilter

from s11chat.errors import UsageError

MISSING = "Agreement needs statsmodels: install it with pip install 's11chat[statistics]'."
SMALL = 30
"""Pairs below which a base is small: an interval of the large-sample kind says little there."""
FEW = 5
"""Pairs that must differ, and must agree, for an interval: with fewer the large-sample one is far too narrow."""
_NOTHING = 1e-9
"""Widths of an interval below this are none."""
_WEIGHTS = {"kappa": None, "linear": "linear", "quadratic": "quadratic"}

Pair = tuple[str, str]
"""The codes that two raters gave one standard."""


@dataclass(frozen=True)
class Kappa:
    """One coefficient with its 95 % interval, or why there is none."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    why: str = ""
    """Why there is no value, or no interval, in a sentence."""


@dataclass(frozen=True)
class Agreement:
    """How far two raters agree on the same standards."""

    codes: tuple[str, ...]
    """The steps of the scale, the lowest first."""
    table: tuple[tuple[int, ...], ...]
    """Pairs by the first rater's step (rows) and the second's (columns)."""

    @property
    def n(self) -> int:
        """The pairs, which are the base of every figure."""
        return sum(map(sum, self.table))

    @property
    def same(self) -> int:
        """Pairs on the same step."""
        return sum(row[place] for place, row in enumerate(self.table))

    @property
    def higher(self) -> int:
        """Pairs where the first rater is above the second."""
        return sum(
            count for place, row in enumerate(self.table) for at, count in enumerate(row) if place > at
        )

    @property
    def lower(self) -> int:
        """Pairs where the first rater is below the second."""
        return self.n - self.same - self.higher

    @property
    def share(self) -> float | None:
        """The share of pairs on the same step; None without pairs."""
        return self.same / self.n if self.n else None

    @property
    def small(self) -> bool:
        """Whether the base is too small for an interval to mean much."""
        return self.n < SMALL


def agreement(pairs: Iterable[Pair], codes: Sequence[str]) -> Agreement:
    """The cross-table of `pairs` on the scale `codes`, given from the lowest step to the highest.

    Pairs with a code that is not on the scale are left out.
    """
    places = {code: place for place, code in enumerate(codes)}
    table = [[0] * len(codes) for _ in codes]
    for first, second in pairs:
        if first in places and second in places:
            table[places[first]][places[second]] += 1
    return Agreement(tuple(codes), tuple(map(tuple, table)))


def kappas(found: Agreement, *, ordered: bool = True) -> dict[str, Kappa]:
    """Kappa by name, and, where the scale is `ordered`, kappa weighted linear and quadratic.

    Raises UsageError where statsmodels is not installed.
    """
    names = list(_WEIGHTS) if ordered and len(found.codes) > 2 else ["kappa"]
    plain = _plain(found)
    if plain is not None:
        return dict.fromkeys(names, plain)
    try:
        from statsmodels.stats.inter_rater import cohens_kappa  # an extra: few commands need statistics
    except ImportError:
        raise UsageError(MISSING) from None
    few = min(found.same, found.n - found.same)
    made = {}
    with catch_warnings():
        simplefilter("ignore", RuntimeWarning)  # a variance of nought may come out a hair below it
        for name in names:
            one = cohens_kappa(found.table, wt=_WEIGHTS[name])
            made[name] = _kappa(float(one.kappa), float(one.kappa_low), float(one.kappa_upp))
    if few < FEW:
        why = f"no interval: only {few} pairs {'agree' if few == found.same else 'differ'}"
        return {name: Kappa(one.value, why=why) for name, one in made.items()}
    return made


def _kappa(value: float, low: float, high: float) -> Kappa:
    if not (isfinite(low) and isfinite(high)) or high - low < _NOTHING:
        return Kappa(value, why="no interval: the ratings leave nothing to vary")
    return Kappa(value, max(-1.0, low), min(1.0, high))


def _plain(found: Agreement) -> Kappa | None:
    """Kappa where no reckoning is needed, or none is possible; None otherwise.

    Chance alone would give full agreement where both raters use one and the same step throughout; where one of
    them does, what is observed is what chance gives.
    """
    rows = {place for place, row in enumerate(found.table) if any(row)}
    columns = {place for row in found.table for place, count in enumerate(row) if count}
    if not found.n:
        return Kappa(why="not defined: there are no pairs")
    if rows == columns and len(rows) == 1:
        return Kappa(why="not defined: all ratings of both are the same step")
    if found.n == 1:
        return Kappa(why="not defined: there is one pair only")
    if found.same == found.n:
        return Kappa(1.0, why="no interval: every pair agrees")
    if len(rows) == 1 or len(columns) == 1:
        return Kappa(0.0, why="no interval: one of the two used one step throughout")
    return None
