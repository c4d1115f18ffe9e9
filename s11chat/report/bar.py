"""The numbers behind printed cells, and the bars that are drawn of them; whatever draws them decides how."""

from __future__ import annotations

import re
from dataclasses import dataclass

from s11chat.analysis.rounding import BELOW_HALF
from s11chat.language.harmless import one_line
from s11chat.report.style import Style, printed
from s11chat.report.table import Role, Row, Table

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True)
class Bar:
    """One row of a chart."""

    name: str
    figure: str
    """As printed, with its unit; a symbol has none."""
    length: float | None
    """Of the longest possible bar, 0 to 1; None where there is no number."""
    heading: bool = False
    """Whether it is no bar, but the name over those that follow."""


def places(cell: str) -> int | None:
    """Decimals of a printed number; None for what is no number."""
    found = _NUMBER.fullmatch(cell)
    return max(len(found[1] or "") - 1, 0) if found else None


def number(row: Row, at: int) -> float | None:
    """The number behind a cell: the exact one, else the printed one; None where none is printed, for whatever reason.

    Nothing is given of a figure that is withheld, even where an exact one was left behind it.
    """
    cell = row.cells[at]
    known = places(cell) is not None
    if row.exact and row.exact[at] is not None and (known or cell == BELOW_HALF):
        return row.exact[at]
    return float(cell) if known else None


def bars(table: Table, style: Style) -> tuple[Bar, ...]:
    """The bars of a table: one for each row of figures, below its heading; none where the table has no chart."""
    chart = table.chart
    if chart is None:
        return ()
    found = []
    for row in table.rows:
        if row.role is Role.HEADING:
            found.append(Bar(one_line(row.cells[0]), "", None, heading=True))
        if row.role is not Role.FIGURES:
            continue
        value, cell = number(row, chart.column), printed(row.cells[chart.column], style)
        unit = f" {chart.unit}" if value is not None and places(cell) is not None and chart.unit else ""
        length = None if value is None else min(max(value / chart.full, 0.0), 1.0)
        found.append(Bar(one_line(row.cells[0]), f"{cell}{unit}", length))
    return tuple(found)
