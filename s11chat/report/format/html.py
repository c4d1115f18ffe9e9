"""A report as one self-contained page for a browser and a printer, without a script.

What people wrote reaches the template as text and is escaped there. Charts are drawings with a title and a
description; every figure in them stands in the table beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from s11chat.report.bar import Bar
from s11chat.report.edition import Edition
from s11chat.report.layout import Layout, Line, laid_out
from s11chat.report.page import rendered
from s11chat.report.table import Report, Role

_WIDE = 9
"""Columns from which on a table is printed across the page."""
_LINE = 26
"""Height of a bar with the room around it."""
_NAME = 46
"""Characters of a name beside its bar."""


def written(report: Report, edition: Edition) -> bytes:
    """The page in UTF-8."""
    paper = laid_out(report, edition.style)
    page = rendered(
        "report.html.j2",
        paper=paper,
        day=edition.day,
        bodies=_bodies,
        drawn=_drawn,
        is_wide=lambda table: len(table.heads) >= _WIDE,
        heading=Role.HEADING,
    )
    return page.encode("utf-8", "replace")


def _bodies(table: Layout) -> list[list[Line]]:
    """The rows in groups, each begun by its heading where it has one."""
    number, told = 0, []
    for line in table.lines:
        number += line.role is Role.HEADING
        told.append((number, line))
    return [[line for _, line in some] for _, some in groupby(told, key=lambda one: one[0])]


@dataclass(frozen=True)
class _Drawn:
    bar: Bar
    name: str
    y: int
    length: int


def _drawn(table: Layout) -> tuple[list[_Drawn], int]:
    """The bars of a table with their places, and the height of the drawing."""
    found = []
    for place, bar in enumerate(table.bars):
        name = bar.name if len(bar.name) <= _NAME else f"{bar.name[: _NAME - 1].rstrip()}…"
        found.append(_Drawn(bar, name, place * _LINE, round(300 * (bar.length or 0))))
    return found, len(found) * _LINE
