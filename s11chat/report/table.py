"""What a report is made of before it is written in any format: tables with their bases, notes, and plain records.

A report is built once, from figures that are already reckoned and printed as text; every format (terminal, CSV,
JSON, HTML, DOCX, XLSX, PDF) writes the same report and adds nothing of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from s11chat.report.sheet import Wave


class Role(StrEnum):
    """What a row is in its table."""

    BASE = "base"
    """Numbers that the percentages below are of."""
    HEADING = "heading"
    """A name over the rows that follow, such as a question over its options; its other cells are empty."""
    FIGURES = "figures"
    TOTAL = "total"


@dataclass(frozen=True)
class Column:
    """One column: `head` over it; names stand left, figures right."""

    head: str
    figure: bool = True
    over: str = ""
    """What stands over this column and its neighbours with the same words, such as the question of a banner."""
    short: int = 0
    """Characters that a name in it is cut to in a terminal, where a table has little room; 0 for none. Everywhere
    else it stands in full."""


@dataclass(frozen=True)
class Row:
    """One row, as printed: a cell for each column, harmless text without markup."""

    cells: tuple[str, ...]
    role: Role = Role.FIGURES
    exact: tuple[float | None, ...] = ()
    """The numbers behind the cells, for a workbook and for bars; None where there is none. Empty, or one a cell."""


@dataclass(frozen=True)
class Chart:
    """Which of a table's figures are worth drawing as bars: a bar for each row of figures, from nought to `full`."""

    column: int
    full: float = 100.0
    unit: str = "%"


@dataclass(frozen=True)
class Table:
    """One table."""

    id: str
    """Short and of its own in the report, such as `q3.a`: the name of a worksheet, a link, a file."""
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    base: str = ""
    """The base line: who percentages are of, how many unweighted and weighted, effective size. Only a table without
    percentages has none, or one that rests on the base of the whole report."""
    notes: tuple[str, ...] = ()
    """What stands below it. A table without rows is nothing but its title and its notes: words between tables."""
    chart: Chart | None = None
    section: str = ""
    """The heading over this table and its neighbours with the same words, such as a section of the dialog or a day."""


@dataclass(frozen=True)
class Records:
    """The same figures one fact a row, for a program: what CSV holds."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Report:
    """A report, ready to be written."""

    name: str
    """As it is asked for, such as `topline`."""
    title: str
    wave: Wave
    tables: tuple[Table, ...]
    records: Records
    structure: Mapping[str, Any] = field(default_factory=dict)
    """What JSON holds beside the wave and the notes: plain values, exact and printed figures, null for none."""
    notes: tuple[str, ...] = ()
    """What has to be known of every table in it, such as method and weighting. Symbols are explained by the formats."""
    base: str = ""
    """The base line of every table that has none of its own."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What has to be known wherever the figures go, the base line first."""
        return (self.base, *self.notes) if self.base else self.notes
