"""The numbers behind printed cells, and the bars that are drawn of them; whatever draws them decides how."""

from __future__ import annotations

import re
from dataclasses import dataclass

from s11chat.analysis.rounding import BELOW_HALF
from s11chat.language.harmless import in_short, one_line
from s11chat.report.style import Style, printed
from s11chat.report.table import Role, Row, Table

_NUMBER = re.compile(r"(?P<before>N=|!|)(?P<digits>[+-]?[0-9]+(?:\.[0-9]+)?)(?P<after>(?: [A-Za-z]{1,30})?)")
_NAME = 60
"""Characters of a name beside a bar; in full it stands in the table."""


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


@dataclass(frozen=True)
class Figure:
    """A printed number and what stands around it."""

    before: str
    """A mark, such as N= before a number in a column of per cents."""
    digits: str
    after: str
    """Letters of columns that it differs from."""

    @property
    def places(self) -> int:
        """Decimals."""
        return len(self.digits.partition(".")[2])


def figure(cell: str) -> Figure | None:
    """A cell as a number; None where it is none."""
    found = _NUMBER.fullmatch(cell)
    return Figure(found["before"], found["digits"], found["after"]) if found else None


def number(row: Row, at: int) -> float | None:
    """The number behind a cell: the exact one, else the printed one; None where none is printed, for whatever reason.

    An exact one that is not what was rounded, such as the per cent behind a number that is printed in its stead, is
    passed over; nothing is given of a figure that is withheld.
    """
    cell, exact = row.cells[at], row.exact[at] if row.exact else None
    found = figure(cell)
    if found is None:
        return exact if cell == BELOW_HALF and exact is not None and 0 < exact < 1 else None
    as_printed = float(found.digits)
    near = exact is not None and abs(exact - as_printed) < 10**-found.places
    return exact if near and not found.before else as_printed


def bars(table: Table, style: Style) -> tuple[Bar, ...]:
    """The bars of a table: one for each row of figures, below its heading; none where the table has no chart."""
    chart = table.chart
    if chart is None:
        return ()
    found, longest = [], table.columns[0].short or _NAME
    for row in table.rows:
        if row.role is Role.HEADING:
            found.append(Bar(one_line(row.cells[0]), "", None, heading=True))
        if row.role is not Role.FIGURES:
            continue
        cell = row.cells[chart.column]
        told, value = figure(cell), number(row, chart.column)
        drawn = value is not None and not (told and told.before)
        unit = f" {chart.unit}" if drawn and told and chart.unit else ""
        length = min(max((value or 0.0) / chart.full, 0.0), 1.0) if drawn else None
        found.append(Bar(in_short(row.cells[0], longest), f"{printed(cell, style)}{unit}", length))
    return tuple(found)
