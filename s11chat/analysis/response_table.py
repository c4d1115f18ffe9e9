"""Who answered, by type of organisation, and how the answers are weighted back to all organisations there are.

The cell weighting of the survey of 2008 (DCSF-RR085, Appendices 1 and 5): a return of type h weighs
(N_h / N) * n / n_h, with N_h organisations of the type, n_h returns of it, and n returns in all. N counts only
types that gave a return: what nobody answered for cannot be weighted up. The effective sample size is Kish's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from s11chat.analysis.rounding import controlled


@dataclass(frozen=True)
class Cell:
    """One type of organisation, as counted."""

    type: str
    """Its code."""
    name: str
    population: int
    """Organisations of the type that there are."""
    complete: int
    """Complete returns, unweighted."""
    of_frame: bool = False
    """Whether the population is no more than the cases of the wave."""


@dataclass(frozen=True)
class ResponseRow:
    """One type, or all."""

    cell: Cell
    rate: Fraction | None
    """Complete returns to population, a share of one; None without a population."""
    weight: Fraction | None
    """Of one return; None where there is none."""
    weighted: Fraction
    """Returns after weighting, exact."""
    weighted_count: int
    """The same as printed: the column adds up to its total."""
    profile: Fraction | None
    """Share of all returns, unweighted; None where there is no return at all."""
    weighted_profile: Fraction | None


@dataclass(frozen=True)
class ResponseTable:
    """All types in the order given, and what they come to."""

    rows: tuple[ResponseRow, ...]
    total: ResponseRow
    weighting_base: int
    """Organisations of the types that gave a return."""
    n_eff: Fraction | None
    """Effective sample size, (sum of weights)^2 / sum of squared weights; None where nothing has a weight."""

    @property
    def design_effect(self) -> Fraction | None:
        """Returns to effective sample size, 1 where all weigh the same; None where nothing has a weight."""
        return self.total.cell.complete / self.n_eff if self.n_eff else None

    @property
    def weights(self) -> Mapping[str, Fraction]:
        """What one return weighs, by type; types without a return are left out."""
        return {row.cell.type: row.weight for row in self.rows if row.weight is not None}

    @property
    def silent(self) -> tuple[Cell, ...]:
        """The types without a return, outside the weighting base."""
        return tuple(row.cell for row in self.rows if not row.cell.complete)

    @property
    def of_frame(self) -> tuple[Cell, ...]:
        """The types whose population is the number of their cases."""
        return tuple(row.cell for row in self.rows if row.cell.of_frame)

    @property
    def beyond(self) -> tuple[Cell, ...]:
        """The types with more returns than there are organisations: one of the two numbers is wrong."""
        return tuple(row.cell for row in self.rows if row.cell.complete > row.cell.population)


def response_table(cells: Iterable[Cell]) -> ResponseTable:
    """The table over `cells`, one for each type."""
    counted = tuple(cells)
    everybody = sum(cell.population for cell in counted)
    returns = sum(cell.complete for cell in counted)
    base = sum(cell.population for cell in counted if cell.complete)
    weighted = [_weighted(cell, base, returns) for cell in counted]
    rows = tuple(
        _row(cell, exact, whole, returns)
        for cell, exact, whole in zip(counted, weighted, controlled(weighted), strict=True)
    )
    squares = sum((row.weight * row.weighted for row in rows if row.weight), Fraction(0))
    exact = sum(weighted, Fraction(0))
    total = _row(Cell("TOTAL", "Total", everybody, returns), exact, sum(controlled(weighted)), returns)
    return ResponseTable(rows, total, base, exact * exact / squares if squares else None)


def _weighted(cell: Cell, base: int, returns: int) -> Fraction:
    """What the returns of a type weigh together."""
    return Fraction(cell.population * returns, base) if cell.complete and base else Fraction(0)


def _row(cell: Cell, weighted: Fraction, whole: int, returns: int) -> ResponseRow:
    return ResponseRow(
        cell=cell,
        rate=Fraction(cell.complete, cell.population) if cell.population else None,
        weight=weighted / cell.complete if cell.complete else None,
        weighted=weighted,
        weighted_count=whole,
        profile=Fraction(cell.complete, returns) if returns else None,
        weighted_profile=weighted / returns if returns else None,
    )
