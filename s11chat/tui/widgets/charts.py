"""Charts drawn with block characters: bars that lie, columns that stand, each with its figures beside it.

A terminal shows eighths of a cell, which is as fine as these figures need. The fillings differ by more than colour,
and no figure is shown by its length alone, so the charts read the same in one colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from textual.content import Content

from s11chat.analysis.rounding import controlled

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_LYING = " ▏▎▍▌▋▊▉█"
_FLOOR, _CORNER, _WALL = "─", "└", "│"


@dataclass(frozen=True)
class Part:
    """Some of a bar: how much of it, and what it is filled with."""

    count: int
    fill: str
    style: str


def stacked(parts: Iterable[Part], width: int) -> Content:
    """A bar of `width` cells that its parts divide among them; what there is something of has a cell, if there is room."""
    parts = tuple(part for part in parts if part.count)
    bar = Content("")
    for part, cells in zip(parts, _shared([part.count for part in parts], width), strict=True):
        bar += Content.styled(part.fill * cells, part.style)
    return bar.pad_right(width - bar.cell_length)


def _shared(counts: Sequence[int], width: int) -> list[int]:
    """`width` divided in proportion; what would have no cell takes one from the largest."""
    cells = list(controlled([Fraction(width * count, sum(counts)) for count in counts]))
    for at, wide in enumerate(cells):
        largest = cells.index(max(cells))
        if not wide and cells[largest] > 1:
            cells[at], cells[largest] = 1, cells[largest] - 1
    return cells


def lying(value: int, most: int, width: int) -> str:
    """A bar as long as `value` is of `most`, in eighths of a cell; never nothing where there is something."""
    eighths = round(Fraction(value * width * 8, most)) if most else 0
    eighths = max(eighths, 1) if value else 0
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_LYING[rest] if rest else "")).ljust(width)


def columns(
    values: Sequence[Fraction | int | None],
    height: int,
    width: int,
    marks: Mapping[int, str],
    ends: tuple[str, str],
    style: str,
) -> list[Content]:
    """Columns from 0 to the largest value, with that at the wall, and what begins and ends below the floor.

    `marks` are letters on the floor, by the number of a column; a column without a value has a dot. All lines are
    `width` cells or less; there have to be fewer values than cells.
    """
    most = max((value for value in values if value is not None), default=0)
    top = f"{float(most):.1f}" if isinstance(most, Fraction) and most.denominator > 1 else f"{int(most):,}"
    wall = max(len(top), 1)
    across = max(1, (width - wall - 1) // max(1, len(values)))
    across = min(across, 4)
    lines = []
    for row in range(height, 0, -1):
        label = top if row == height else "0" if row == 1 and height > 1 else ""
        cells = "".join(_cell(value, most, row, height) * across for value in values)
        lines.append(Content.styled(f"{label:>{wall}}{_WALL}", "$muted") + Content.styled(cells, style))
    floor = [_FLOOR] * (len(values) * across)
    for at, letter in marks.items():
        floor[at * across] = letter
    lines.append(Content.styled(" " * wall + _CORNER, "$muted") + Content.styled("".join(floor), "$primary"))
    first, last = ends
    room = len(values) * across
    gap = room - len(first) - len(last)
    below = f"{first}{' ' * gap}{last}" if gap > 0 else last.rjust(room) if len(last) <= room else last
    lines.append(Content.styled(" " * (wall + 1) + below, "$muted"))
    return lines


def _cell(value: Fraction | int | None, most: Fraction | int, row: int, height: int) -> str:
    """What stands in one row of a column, the first row the lowest."""
    if value is None:
        return "·" if row == 1 else " "
    eighths = round(Fraction(value) * height * 8 / Fraction(most)) if most else 0
    eighths = max(eighths, 1) if value else 0
    return _EIGHTHS[max(0, min(8, eighths - (row - 1) * 8))]
