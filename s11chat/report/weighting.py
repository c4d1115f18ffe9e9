"""The weighting of a wave on paper: what a return of each type weighs, and how that moves the profile of the returns.

Nothing is reckoned here: figures come from the table of response, and are rounded as the house prints them.
"""

from __future__ import annotations

from typing import Any

from s11chat.analysis.response_table import ResponseRow
from s11chat.analysis.rounding import decimal, per_cent
from s11chat.report.response import ResponseReport
from s11chat.report.response import notes as of_response
from s11chat.report.sheet import NOTHING
from s11chat.report.table import Column, Records, Report, Role, Row, Table

COLUMNS = (
    "type",
    "population",
    "complete",
    "unweighted_profile",
    "weight",
    "weighted_count",
    "weighted_profile",
)
_HEADS = ("Population", "Complete", "Unweighted %", "Weight", "Weighted", "Weighted %")
_METHOD = (
    "A return weighs the share of its type among the organisations of the weighting base, over its type's share of "
    "the returns: N_h / N * n / n_h."
)


def report(figures: ResponseReport) -> Report:
    """The weights: profiles in per cent with two decimals, weights with four; in the records TOTAL comes last."""
    table, effect = figures.table, figures.table.design_effect
    rows = (*table.rows, table.total)
    base, *others = notes(figures)
    return Report(
        name="weighting",
        title="Weighting by type of organisation",
        wave=figures.wave,
        tables=(
            Table(
                id="weighting",
                title="Weighting by type of organisation",
                columns=(Column("Type", figure=False), *map(Column, _HEADS)),
                rows=tuple(_row(row, row is table.total) for row in rows),
            ),
        ),
        records=Records(COLUMNS, tuple((row.cell.type, *_figures(row)) for row in rows)),
        structure={
            "rows": [_structure(row) for row in table.rows],
            "total": _structure(table.total),
            "weighting_base": table.weighting_base,
            "n_eff": float(table.n_eff) if table.n_eff is not None else None,
            "deff": float(effect) if effect is not None else None,
        },
        base=base,
        notes=tuple(others),
    )


def notes(figures: ResponseReport) -> list[str]:
    """What has to stand below the table wherever it is shown, the base line first."""
    base, *others = of_response(figures)
    table, found = figures.table, [base]
    weights = [row.weight for row in table.rows if row.weight is not None]
    if weights and table.design_effect is not None:
        found.append(
            f"Weights from {decimal(min(weights), 4)} to {decimal(max(weights), 4)}; design effect "
            f"{decimal(table.design_effect, 4)}, returns to effective sample size."
        )
    return [*found, _METHOD, *others]


def _row(row: ResponseRow, total: bool) -> Row:
    shares = (100 * float(one) if one is not None else None for one in (row.profile, row.weighted_profile))
    unweighted, weighted = shares
    weight = float(row.weight) if row.weight is not None else None
    exact = (None, row.cell.population, row.cell.complete, unweighted, weight, float(row.weighted), weighted)
    return Row((row.cell.name, *_figures(row)), Role.TOTAL if total else Role.FIGURES, exact)


def _figures(row: ResponseRow) -> tuple[str, ...]:
    return (
        str(row.cell.population),
        str(row.cell.complete),
        per_cent(row.profile),
        decimal(row.weight, 4) if row.weight is not None else NOTHING,
        str(row.weighted_count),
        per_cent(row.weighted_profile),
    )


def _structure(row: ResponseRow) -> dict[str, Any]:
    return {
        "type": row.cell.type,
        "name": row.cell.name,
        "population": row.cell.population,
        "complete": row.cell.complete,
        "unweighted_profile": float(100 * row.profile) if row.profile is not None else None,
        "unweighted_profile_printed": per_cent(row.profile),
        "weight": float(row.weight) if row.weight is not None else None,
        "weighted": float(row.weighted),
        "weighted_count": row.weighted_count,
        "weighted_profile": float(100 * row.weighted_profile) if row.weighted_profile is not None else None,
        "weighted_profile_printed": per_cent(row.weighted_profile),
    }
