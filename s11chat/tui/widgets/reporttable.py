"""One table of a report in the room there is: names and the column of all stay where they are, figures move beside them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from textwrap import wrap

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from s11chat.language.harmless import in_short
from s11chat.report.format.terminal import drawn
from s11chat.report.layout import Layout, Line
from s11chat.report.table import Role
from s11chat.report.terminal import fitted, wrapped
from s11chat.tui import reportword

_STYLES = {Role.HEADING: "bold", Role.TOTAL: "bold", Role.BASE: "dim", Role.FIGURES: ""}
_NARROWEST, _NAME = 16, 24
_NOTES = 5
"""Which part of the room base and notes below a table have, at most: a fifth."""
_EDGES = 3
"""Cells on either side, and the scroll bar."""
_SMALLEST = 5


@dataclass(frozen=True)
class Place:
    """Where a table stands in its report."""

    report: str
    at: int
    count: int


class Figures(DataTable[Text]):
    """Arrows go from row to row and from column to column, so that no column is cut at the names."""

    def action_cursor_right(self) -> None:
        """The columns further right."""
        after = [edge for edge in self._edges if edge > self.scroll_x]
        self.scroll_to(x=after[0] if after else None, animate=False)

    def action_cursor_left(self) -> None:
        """The columns further left."""
        before = [edge for edge in self._edges if edge < self.scroll_x]
        self.scroll_to(x=before[-1] if before else 0, animate=False)

    @property
    def _edges(self) -> list[int]:
        """How far it is scrolled where a column begins beside the names."""
        moving = [column.get_render_width(self) for column in self.ordered_columns[self.fixed_columns :]]
        return [0, *accumulate(moving)]


class ReportTable(Vertical):
    """Title, table or bars, base and notes."""

    def __init__(self) -> None:
        super().__init__()
        self._what: tuple[Layout, Place, bool] | None = None

    def compose(self) -> ComposeResult:
        """What it is, the figures, the bars, what is to be known of them."""
        yield Static("", id="place", markup=False)
        yield Static("", id="title", markup=False)
        yield Figures(id="figures", cursor_type="row", cell_padding=1)
        with VerticalScroll(id="words"):
            yield Static("", id="drawn", markup=False)
        yield Static("", id="notes", markup=False)

    @property
    def cells(self) -> DataTable[Text]:
        """The table itself."""
        return self.query_one(DataTable)

    def show(self, table: Layout, place: Place, *, bars: bool) -> None:
        """A table, or its bars; drawn once there is room for it."""
        self._what = table, place, bars
        if self.size.width:
            self._draw(table, place, bars=bars)

    def on_resize(self) -> None:
        """Lays it out for the room there is."""
        if self._what is not None and self.size.width:
            table, place, bars = self._what
            self._draw(table, place, bars=bars)

    def focus_it(self) -> None:
        """Has arrows move in what is shown."""
        (self.cells if self.cells.display else self.query_one("#words")).focus()

    def _draw(self, table: Layout, place: Place, *, bars: bool) -> None:
        width = max(24, self.size.width - _EDGES)
        title = wrapped((table.title,), width)
        told = [
            reportword.PLACE.format(at=place.at + 1, all=place.count),
            table.section,
            "" if table.alone else place.report,
        ]
        self._say("#place", in_short(" · ".join(one for one in told if one), width))
        self._say("#title", "\n".join(title))
        notes = wrapped([one for one in (_over(table), table.base, *table.notes) if one], width)
        as_words = not table.lines or (bars and bool(table.bars))
        self.cells.display, self.query_one("#words").display = not as_words, as_words
        if not as_words:
            room = self.size.height - len(title) - 3
            tall = self._fill(table, width)
            most = max(2, self.size.height // _NOTES, room - tall)
            below = [*notes[: most - 1], reportword.MORE_NOTES] if len(notes) > most else notes
            self._say("#notes", "\n".join(below))
            self.cells.styles.max_height = max(_SMALLEST, room - len(below))
            return
        if table.lines:
            self._say("#notes", "\n".join(notes[:2]))
            self._say("#drawn", "\n".join(drawn(table.bars, width)))
        else:
            self._say("#notes", "")
            self._say("#drawn", "\n".join(notes))
        self.query_one("#words").scroll_home(animate=False)

    def _say(self, where: str, text: str) -> None:
        line = self.query_one(where, Static)
        line.update(Content(text))
        line.display = bool(text)

    def _fill(self, table: Layout, width: int) -> int:
        """Fills the table; how many lines it has."""
        cells, widths = self.cells, _widths(table, width)
        heads = [_head(table, at, one) for at, one in enumerate(widths)]
        cells.clear(columns=True)
        cells.header_height = max(len(lines) for lines in heads)
        cells.fixed_columns = _fixed(table, widths, width)
        for at, one in enumerate(widths):
            gap = [""] * (cells.header_height - len(heads[at]))
            cells.add_column(_cell([*gap, *heads[at]], right=_right(table, at)), width=one)
        for line in table.lines:
            told = [_folded(text, one) for text, one in zip(_whole(line, len(widths)), widths, strict=True)]
            cells.add_row(
                *(_cell(text, _STYLES[line.role], right=_right(table, at)) for at, text in enumerate(told)),
                height=max(len(text) for text in told),
            )
        cells.scroll_home(animate=False)
        return cells.header_height + sum(row.height for row in cells.ordered_rows) + 1


def _cell(lines: list[str], style: str = "", *, right: bool) -> Text:
    return Text("\n".join(lines), style, justify="right" if right else "left", no_wrap=True)


def _right(table: Layout, at: int) -> bool:
    return bool(at) and table.figures[at]


def _whole(line: Line, columns: int) -> tuple[str, ...]:
    return line.cells if line.role is not Role.HEADING else (line.cells[0], *[""] * (columns - 1))


def _over(table: Layout) -> str:
    """What stands over all columns that anything stands over, where it is one thing."""
    found = {one.text for one in table.overs if one.text}
    return reportword.OVER.format(over=next(iter(found))) if len(found) == 1 else ""


def _head(table: Layout, at: int, width: int) -> list[str]:
    columns = table.table.columns
    named = len({column.over for column in columns if column.over}) > 1 and bool(table.overs)
    over = " ".join(columns[at].over.split()) if named else ""
    return [*(_folded(over, width) if over else ()), *_folded(table.heads[at], width)]


def _widths(table: Layout, width: int) -> list[int]:
    """What every column gets: as a terminal would have it where all find room, else what the figures need."""
    names = [at for at, figure in enumerate(table.figures) if not figure or not at]
    rows = [line.cells for line in table.lines if line.role is not Role.HEADING]
    widths = fitted(table.heads, rows, width - 2, names)
    if sum(widths) + 2 * len(widths) <= width and len({c.over for c in table.table.columns if c.over}) < 2:
        return widths
    found = []
    for at, head in enumerate(table.heads):
        longest = max((cell_len(row[at]) for row in rows), default=0)
        if at in names:
            found.append(min(max(longest, cell_len(head)), max(_NARROWEST, _NAME if at else width // 3)))
        else:
            words = f"{head} {table.table.columns[at].over if table.overs else ''}".split()
            found.append(max(longest, *map(cell_len, words), 1))
    return found


def _fixed(table: Layout, widths: list[int], width: int) -> int:
    """Names at the left stay where they are, and the column of all, as long as they leave half of the room."""
    if sum(widths) + 2 * len(widths) <= width:
        return 0
    columns = table.table.columns
    overs = any(column.over for column in columns)
    found, taken = 0, 0
    for at, one in enumerate(widths):
        stays = not _right(table, at) or (overs and not columns[at].over)
        taken += one + 2
        if not stays or (at and taken > width // 2):
            break
        found = at + 1
    return found


def _folded(text: str, width: int) -> list[str]:
    return wrap(text, max(width, 1)) or [""]
