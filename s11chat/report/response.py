"""The response of a wave on paper: how many of each type answered, and what their answers weigh.

Nothing is reckoned here: figures come from the table, and are rounded as the house prints them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from s11chat.analysis.response_table import Cell, ResponseRow, ResponseTable
from s11chat.analysis.rounding import decimal, per_cent, whole_per_cent
from s11chat.report.sheet import Wave
from s11chat.report.table import Chart, Column, Records, Report, Role, Row, Table

COLUMNS = ("type", "population", "complete", "rate", "weighted_count", "weighted_profile")
_HEADS = ("Population", "Complete", "Rate %", "Weighted", "Weighted %")


@dataclass(frozen=True)
class ResponseReport:
    """The table, and the wave that it is of."""

    wave: Wave
    table: ResponseTable


def report(figures: ResponseReport) -> Report:
    """The response table: rates in whole per cent, the profile with two decimals; in the records TOTAL comes last."""
    table = figures.table
    rows = (*table.rows, table.total)
    base, *others = notes(figures)
    return Report(
        name="response",
        title="Response by type of organisation",
        wave=figures.wave,
        tables=(
            Table(
                id="response",
                title="Response by type of organisation",
                columns=(Column("Type", figure=False), *map(Column, _HEADS)),
                rows=tuple(_row(row, row is table.total) for row in rows),
                chart=Chart(3),
            ),
        ),
        records=Records(COLUMNS, tuple((row.cell.type, *_figures(row)) for row in rows)),
        structure={
            "rows": [{**_structure(row), "population_from_cases": row.cell.of_frame} for row in table.rows],
            "total": _structure(table.total),
            "weighting_base": table.weighting_base,
            "n_eff": float(table.n_eff) if table.n_eff is not None else None,
        },
        base=base,
        notes=tuple(others),
    )


def notes(figures: ResponseReport) -> list[str]:
    """What has to stand below the table wherever it is shown, the base line first."""
    table = figures.table
    weighted = f"{table.total.cell.complete} unweighted, {table.total.weighted_count} weighted"
    size = f"; effective sample size {decimal(table.n_eff, 1)}" if table.n_eff is not None else ""
    found = [f"Base, complete returns: {weighted}{size}."]
    if table.silent and table.weighting_base:
        found.append(
            f"Without a return, so outside the weighting base of {table.weighting_base}: {_named(table.silent)}."
        )
    if len(table.of_frame) == len(table.rows):
        found.append("Population: the cases of the wave, less those not eligible; no other was given.")
    elif table.of_frame:
        found.append(f"Population: as given for the wave; from its cases for {_named(table.of_frame)}.")
    else:
        found.append("Population: as given for the wave.")
    if table.beyond:
        found.append(f"More returns than organisations, so look at the population: {_named(table.beyond)}.")
    return found


def _row(row: ResponseRow, total: bool) -> Row:
    rate, profile = (
        100 * float(one) if one is not None else None for one in (row.rate, row.weighted_profile)
    )
    exact = (None, row.cell.population, row.cell.complete, rate, float(row.weighted), profile)
    return Row((row.cell.name, *_figures(row)), Role.TOTAL if total else Role.FIGURES, exact)


def _figures(row: ResponseRow) -> tuple[str, ...]:
    return (
        str(row.cell.population),
        str(row.cell.complete),
        whole_per_cent(row.rate),
        str(row.weighted_count),
        per_cent(row.weighted_profile),
    )


def _structure(row: ResponseRow) -> dict[str, Any]:
    return {
        "type": row.cell.type,
        "name": row.cell.name,
        "population": row.cell.population,
        "complete": row.cell.complete,
        "rate": float(100 * row.rate) if row.rate is not None else None,
        "rate_printed": whole_per_cent(row.rate),
        "weight": float(row.weight) if row.weight is not None else None,
        "weighted": float(row.weighted),
        "weighted_count": row.weighted_count,
        "weighted_profile": float(100 * row.weighted_profile) if row.weighted_profile is not None else None,
        "weighted_profile_printed": per_cent(row.weighted_profile),
    }


def _named(cells: Iterable[Cell]) -> str:
    return ", ".join(f"{cell.name} ({cell.population})" for cell in cells)
