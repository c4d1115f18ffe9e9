"""The weighting of a wave on paper: what a return of each type weighs, and how that moves the profile of the returns.

Nothing is reckoned here: figures come from the table of response, and are rounded as the house prints them.
"""

from __future__ import annotations

import json
from typing import Any

from s11chat.analysis.response_table import ResponseRow
from s11chat.analysis.rounding import decimal, per_cent
from s11chat.report.response import ResponseReport
from s11chat.report.response import notes as of_response
from s11chat.report.sheet import NOTHING, SYMBOLS, as_sheet

COLUMNS = (
    "type",
    "population",
    "complete",
    "unweighted_profile",
    "weight",
    "weighted_count",
    "weighted_profile",
)
_HEADS = ("Type", "Population", "Complete", "Unweighted %", "Weight", "Weighted", "Weighted %")
_METHOD = (
    "A return weighs the share of its type among the organisations of the weighting base, over its type's share of "
    "the returns: N_h / N * n / n_h."
)


def as_text(report: ResponseReport, width: int | None = None) -> list[str]:
    """Lines for a terminal of that width, or for a pipe."""
    from s11chat.report.terminal import ruled, wrapped  # a table for a program needs no drawing

    table = report.table
    rows = [(row.cell.name, *_figures(row)) for row in table.rows]
    lines = ruled(_HEADS, rows, (table.total.cell.name, *_figures(table.total)), width)
    title = wrapped(("Weighting by type of organisation", str(report.wave)), width)
    return [*title, "", *lines, "", *wrapped((*notes(report), SYMBOLS), width)]


def as_csv(report: ResponseReport) -> str:
    """A row a type, then TOTAL; profiles in per cent with two decimals, weights with four."""
    rows = (*report.table.rows, report.table.total)
    return as_sheet(COLUMNS, ((row.cell.type, *_figures(row)) for row in rows))


def as_json(report: ResponseReport) -> str:
    """Exact and printed figures; null where there is none."""
    table, effect = report.table, report.table.design_effect
    return json.dumps(
        {
            "wave": report.wave.id,
            "title": report.wave.title,
            "closed": report.wave.closed,
            "rows": [_structure(row) for row in table.rows],
            "total": _structure(table.total),
            "weighting_base": table.weighting_base,
            "n_eff": float(table.n_eff) if table.n_eff is not None else None,
            "deff": float(effect) if effect is not None else None,
            "notes": notes(report),
        },
        ensure_ascii=False,
        indent=2,
    )


def notes(report: ResponseReport) -> list[str]:
    """What has to stand below the table wherever it is shown, the base line first."""
    base, *others = of_response(report)
    table, found = report.table, [base]
    weights = [row.weight for row in table.rows if row.weight is not None]
    if weights and table.design_effect is not None:
        found.append(
            f"Weights from {decimal(min(weights), 4)} to {decimal(max(weights), 4)}; design effect "
            f"{decimal(table.design_effect, 4)}, returns to effective sample size."
        )
    return [*found, _METHOD, *others]


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
