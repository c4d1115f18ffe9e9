"""The two ways in which the same figures are printed: as the house prints them, and for people whom symbols hinder.

The accessible style writes shorthand in brackets, as British official statistics do, where the house prints a bare
symbol that a screen reader passes over; tables have no merged cells, and type is larger.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from s11chat.analysis.rounding import BELOW_HALF, UNKNOWN
from s11chat.report.sheet import NOTHING
from s11chat.report.table import Report, Role, Table

WITHHELD = "[c]"
"""Where a figure is kept back so that nobody can be recognised; the same in both styles."""
_MEANS = {
    BELOW_HALF: "more than none and less than half of one per cent",
    NOTHING: "no figure, since there is nothing to reckon it from",
    UNKNOWN: "cannot be known",
    WITHHELD: "withheld, so that nobody can be recognised",
}
_SHORTHAND = {BELOW_HALF: "[low]", NOTHING: "[z]"}


class Style(StrEnum):
    """How figures and tables are set."""

    HOUSE = "house"
    ACCESSIBLE = "accessible"


def printed(cell: str, style: Style) -> str:
    """A figure as it is printed in that style; what stands after a symbol, such as a letter, stays."""
    if style is Style.HOUSE:
        return cell
    symbol, space, rest = cell.partition(" ")
    return f"{_SHORTHAND.get(symbol, symbol)}{space}{rest}"


def cells(table: Table, style: Style) -> Iterator[tuple[str, ...]]:
    """The rows of a table as they are printed; names are left as they are."""
    for row in table.rows:
        yield tuple(
            printed(cell, style) if column.figure and row.role is not Role.HEADING else cell
            for cell, column in zip(row.cells, table.columns, strict=True)
        )


def legend(report: Report, style: Style) -> str:
    """What the symbols in a report mean, in a sentence; empty where there are none."""
    found = {
        cell.partition(" ")[0]
        for table in report.tables
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=True)
        if column.figure
    }
    means = [f"{printed(symbol, style)} {said}" for symbol, said in _MEANS.items() if symbol in found]
    return f"{'; '.join(means)}." if means else ""
