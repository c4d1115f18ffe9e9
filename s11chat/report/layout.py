"""A report as it stands on paper in one of the two styles, before any format: all text harmless and on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from s11chat.language.harmless import one_line
from s11chat.report.bar import Bar, bars
from s11chat.report.style import Style, cells, legend
from s11chat.report.table import Report, Role, Table

_NO_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Over:
    """What stands over neighbouring columns; nothing over some."""

    text: str
    span: int


@dataclass(frozen=True)
class Line:
    """A row as printed."""

    role: Role
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """A table as printed."""

    table: Table
    anchor: str
    """Letters, figures and hyphens, of its own in the report."""
    title: str
    section: str
    opens: bool
    """Whether its section begins with it."""
    alone: bool
    """Whether it is called as the report is, so that it needs no heading of its own."""
    heads: tuple[str, ...]
    """In the accessible style with what stands over them, since no cells are merged there."""
    overs: tuple[Over, ...]
    """From the first column to the last; empty where nothing stands over any, and in the accessible style."""
    figures: tuple[bool, ...]
    """Which columns are figures."""
    lines: tuple[Line, ...]
    base: str
    """Its own base line, else that of the report; empty where there are no figures."""
    notes: tuple[str, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Paper:
    """A report as printed."""

    name: str
    title: str
    wave: str
    tables: tuple[Layout, ...]
    notes: tuple[str, ...]
    """What has to be known of all tables, the symbols last. A base line is here only where no table shows it."""
    style: Style


def laid_out(report: Report, style: Style) -> Paper:
    """The report in a style."""
    tables = tuple(_tables(report, style))
    shown = any(report.base and table.base == one_line(report.base) for table in tables)
    notes = (*(report.notes if shown else report.remarks), legend(report, style))
    return Paper(
        report.name,
        one_line(report.title),
        one_line(str(report.wave)),
        tables,
        tuple(one_line(note) for note in notes if note),
        style,
    )


def _tables(report: Report, style: Style) -> Iterator[Layout]:
    section, anchors = "", set[str]()
    for table in report.tables:
        merged = style is Style.HOUSE
        yield Layout(
            table=table,
            anchor=_anchor(table.id, anchors),
            title=one_line(table.title),
            section=one_line(table.section),
            opens=table.section not in ("", section),
            alone=table.title == report.title,
            heads=tuple(
                one_line(f"{column.over}: {column.head}" if column.over and not merged else column.head)
                for column in table.columns
            ),
            overs=_overs(table) if merged else (),
            figures=tuple(column.figure for column in table.columns),
            lines=tuple(
                Line(row.role, tuple(map(one_line, told)))
                for row, told in zip(table.rows, cells(table, style), strict=True)
            ),
            base=one_line(table.base or report.base) if table.rows else "",
            notes=tuple(map(one_line, table.notes)),
            bars=bars(table, style),
        )
        section = table.section


def _overs(table: Table) -> tuple[Over, ...]:
    found = (Over(one_line(text), len(list(some))) for text, some in groupby(c.over for c in table.columns))
    return tuple(found) if any(column.over for column in table.columns) else ()


def _anchor(name: str, taken: set[str]) -> str:
    stem = f"t-{_NO_NAME.sub('-', name.casefold()).strip('-')}"
    anchor, number = stem, 1
    while anchor in taken:
        number += 1
        anchor = f"{stem}-{number}"
    taken.add(anchor)
    return anchor
