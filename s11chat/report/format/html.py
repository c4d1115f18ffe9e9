"""A report as one self-contained page for a browser and a printer, without a script.

What people wrote reaches the template as text and is escaped there. Charts are drawings with a title and a
description; every figure in them stands in the table beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby

from s11chat.language.harmless import in_short
from s11chat.report.bar import Bar
from s11chat.report.edition import Edition
from s11chat.report.layout import Layout, Line, laid_out
from s11chat.report.page import rendered
from s11chat.report.spread import spread
from s11chat.report.style import Style
from s11chat.report.table import Report, Role

_ROOM = {Style.HOUSE: (90, 150), Style.ACCESSIBLE: (65, 100)}
"""Characters in a line of a table when the page is printed, upright and across."""
_LINE = 26
"""Height of a bar with the room around it."""
_NAME = {Style.HOUSE: 38, Style.ACCESSIBLE: 32}
"""Characters of a name beside its bar."""


def written(report: Report, edition: Edition) -> bytes:
    """The page in UTF-8."""
    paper = laid_out(report, edition.style)
    page = rendered(
        "report.html.j2",
        paper=paper,
        day=edition.day,
        bodies=_bodies,
        drawn=partial(_drawn, style=edition.style),
        spreads=[spread(table, *_ROOM[edition.style]) for table in paper.tables],
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


def _drawn(table: Layout, style: Style) -> tuple[list[_Drawn], int]:
    """The bars of a table with their places, and the height of the drawing."""
    found = []
    for place, bar in enumerate(table.bars):
        found.append(
            _Drawn(bar, in_short(bar.name, _NAME[style]), place * _LINE, round(300 * (bar.length or 0)))
        )
    return found, len(found) * _LINE
