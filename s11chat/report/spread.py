"""How a table stands on paper: upright, across, or across and cut into parts, each with the names beside it."""

from __future__ import annotations

from dataclasses import dataclass

from s11chat.report.layout import Layout, Line, Over
from s11chat.report.table import Role
from s11chat.report.terminal import fitted, pages

_BESIDE = 24
"""Characters of a name, at least, on paper."""


@dataclass(frozen=True)
class Part:
    """Neighbouring columns of a table, the names first."""

    columns: tuple[int, ...]
    widths: tuple[int, ...]
    """Characters that each has room for."""
    overs: tuple[Over, ...]

    def cells(self, line: Line) -> tuple[str, ...]:
        """What stands in these columns of a line."""
        return tuple(line.cells[at] for at in self.columns)


@dataclass(frozen=True)
class Spread:
    """A table on paper."""

    across: bool
    parts: tuple[Part, ...]


def spread(table: Layout, upright: int, across: int) -> Spread:
    """A table on pages that have room for so many characters in a line, upright and across."""
    names = [at for at, figure in enumerate(table.figures) if not figure or not at]
    rows = [line.cells for line in table.lines if line.role is not Role.HEADING]
    whole = pages(table.heads, rows, upright, names, _BESIDE)
    turned = len(whole) > 1
    room = across if turned else upright
    cut = pages(table.heads, rows, across, names, _BESIDE) if turned else whole
    return Spread(turned, tuple(_part(table, rows, columns, names, room) for columns in cut))


def _part(
    table: Layout, rows: list[tuple[str, ...]], columns: tuple[int, ...], names: list[int], room: int
) -> Part:
    widths = fitted(
        [table.heads[at] for at in columns],
        [[row[at] for at in columns] for row in rows],
        room,
        [place for place, at in enumerate(columns) if at in names],
    )
    return Part(columns, tuple(widths), _overs(table, columns))


def _overs(table: Layout, columns: tuple[int, ...]) -> tuple[Over, ...]:
    """What stands over these columns: as over the whole table, shorter where some of its columns are elsewhere."""
    every = [over for over in table.overs for _ in range(over.span)]
    found: list[tuple[Over, int]] = []
    for over in (every[at] for at in columns if every):
        if found and found[-1][0] is over:
            found[-1] = (over, found[-1][1] + 1)
        else:
            found.append((over, 1))
    kept = tuple(Over(over.text, span) for over, span in found)
    return kept if any(over.text for over in kept) else ()
