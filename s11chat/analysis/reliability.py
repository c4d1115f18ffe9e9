"""The two tables by which readers of a survey judge its percentages: sampling tolerances, and differences needed.

Their layout is that of Tables 8 and 9 of the survey of 2008 (DCSF-RR085, Appendix 4): the effective base of the
survey itself and some round ones, each at shares of 10 or 90, 30 or 70, and 50 per cent.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from s11chat.analysis.response_table import ResponseTable
from s11chat.analysis.tolerance import Margin, difference_needed, tolerance

SHARES = (Fraction(1, 10), Fraction(3, 10), Fraction(1, 2))
"""Of one; 90 and 70 per cent have the margins of 10 and 30."""
BASES = (100, 200, 500, 1000)
PAIRS = ((100, 100), (100, 400), (250, 250), (500, 500))


@dataclass(frozen=True)
class ToleranceRow:
    """One effective base."""

    base: Fraction
    margins: tuple[Margin, ...]
    """At each of SHARES."""


@dataclass(frozen=True)
class DifferenceRow:
    """Two groups, by their effective bases."""

    first: int
    second: int
    margins: tuple[Margin, ...]
    """At each of SHARES."""


@dataclass(frozen=True)
class Reliability:
    """Both tables for one survey."""

    returns: int
    """Complete, unweighted."""
    n_eff: Fraction | None
    """Effective sample size; None where nothing has a weight."""
    design_effect: Fraction | None
    """Returns to effective sample size; None where nothing has a weight."""
    population: int
    """Organisations of every type, those without a return among them."""
    tolerances: tuple[ToleranceRow, ...]
    """The survey's own effective base first."""
    differences: tuple[DifferenceRow, ...]


def reliability(table: ResponseTable) -> Reliability:
    """The tables for the returns of `table`. Bases of more organisations than there are have no row."""
    population = table.total.cell.population
    own = [table.n_eff] if table.n_eff is not None else []
    bases = [*own, *(Fraction(base) for base in BASES if base <= population)]
    return Reliability(
        returns=table.total.cell.complete,
        n_eff=table.n_eff,
        design_effect=table.design_effect,
        population=population,
        tolerances=tuple(
            ToleranceRow(base, tuple(tolerance(share, base, population) for share in SHARES))
            for base in bases
        ),
        differences=tuple(
            DifferenceRow(
                first,
                second,
                tuple(difference_needed(share, first, second, population) for share in SHARES),
            )
            for first, second in PAIRS
            if first + second <= population
        ),
    )
