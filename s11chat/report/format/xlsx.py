"""A report as a workbook: one table a sheet, numbers as numbers, no merged cells, what has to be known on a sheet of its own.

Whoever opens it finds a list of the sheets first. A number shows as it is printed and holds the exact value behind it. A name over some
rows goes into a column of its own, so that every row stands for itself. Text is stored as text: nothing in it runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from fractions import Fraction
from io import BytesIO
from typing import Any

from s11chat.analysis.rounding import decimal
from s11chat.errors import UsageError
from s11chat.language.cell import guarded
from s11chat.report.bar import figure, number
from s11chat.report.edition import Edition
from s11chat.report.layout import Layout, Paper, laid_out
from s11chat.report.style import Style
from s11chat.report.table import Report, Role, Row

MISSING = "A workbook needs XlsxWriter: install it with pip install 's11chat[reports]', or ask for CSV."
_CONTENTS, _NOTES = "Contents", "Notes"
_NO_SHEET = re.compile(r"[\[\]:*?/\\']")
_NO_NAME = re.compile(r"[^A-Za-z0-9_]")
_LONGEST, _WIDEST, _NARROWEST = 31, 60, 8
"""Characters of the name of a sheet; columns are made wide for so many, and so few."""


def written(report: Report, edition: Edition) -> bytes:
    """The bytes of an .xlsx file, the same on one day. Raises UsageError where XlsxWriter is not installed."""
    try:
        from xlsxwriter import Workbook  # an extra: few installations make workbooks
    except ImportError:
        raise UsageError(MISSING) from None
    paper, held = laid_out(report, edition.style), BytesIO()
    book = Workbook(held, {"in_memory": True})
    book.set_properties(
        {"title": paper.title, "subject": paper.wave, "created": datetime.combine(edition.day, time())}
    )
    made = _Book(book, edition.style)
    tables = [table for table in paper.tables if table.lines]
    named = dict(zip((table.anchor for table in tables), _sheet_names(tables), strict=True))
    _contents(made, paper, named, edition)
    _notes(made, paper, named)
    for table in tables:
        _table(made, table, named[table.anchor])
    book.close()
    return held.getvalue()


@dataclass
class _Book:
    """A workbook that is being written, and the formats it has so far."""

    book: Any
    style: Style
    _formats: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def format(self, **of: Any) -> Any:
        """A format; each is made once."""
        size = 14 if self.style is Style.ACCESSIBLE else 11
        asked = {"font_name": "Arial", "font_size": size, "valign": "top", **of}
        key = tuple(sorted(asked.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(asked)
        return self._formats[key]

    def text(self, sheet: Any, row: int, column: int, text: str, **of: Any) -> None:
        """Text as text, which stays text when somebody edits the cell or saves the sheet as CSV."""
        quoted = {"quote_prefix": True} if guarded(text) != text else {}
        sheet.write_string(row, column, text, self.format(num_format="@", **quoted, **of))

    def listed(self, sheet: Any, row: int, name: str, heads: Sequence[str], length: int) -> None:
        """Marks a table below its heads, so that it is found by its name and read out as a table."""
        sheet.add_table(
            row,
            0,
            row + max(length, 1),
            len(heads) - 1,
            {
                "name": name,
                "autofilter": False,
                "style": None,
                "columns": [
                    {"header": head, "header_format": self.format(bold=True, text_wrap=True, bottom=2)}
                    for head in heads
                ],
            },
        )


def _contents(made: _Book, paper: Paper, named: dict[str, str], edition: Edition) -> None:
    sheet = made.book.add_worksheet(_CONTENTS)
    made.text(sheet, 0, 0, paper.title, bold=True, font_size=18)
    made.text(sheet, 1, 0, f"{paper.wave}. Made on {edition.day.day} {edition.day:%B %Y}.")
    made.text(
        sheet,
        2,
        0,
        f"One table a sheet; method, base and symbols stand on the sheet {_NOTES}. Empty cells are meant so.",
    )
    rows = [(_NOTES, "What has to be known of all tables, and of single ones"), *_listed(paper, named)]
    made.listed(sheet, 3, "contents", ("Sheet", "Table"), len(rows))
    for line, (name, title) in enumerate(rows, 4):
        sheet.write_url(
            line, 0, f"internal:'{name}'!A1", made.format(underline=1, font_color="#0b4f8a"), name
        )
        made.text(sheet, line, 1, title)
    sheet.set_column(0, 0, _LONGEST)
    sheet.set_column(1, 1, 2 * _WIDEST)


def _listed(paper: Paper, named: dict[str, str]) -> Iterator[tuple[str, str]]:
    for table in paper.tables:
        if table.anchor in named:
            yield named[table.anchor], _full_title(table)


def _full_title(table: Layout) -> str:
    return f"{table.section}: {table.title}" if table.section else table.title


def _notes(made: _Book, paper: Paper, named: dict[str, str]) -> None:
    sheet = made.book.add_worksheet(_NOTES)
    made.text(sheet, 0, 0, "Notes", bold=True, font_size=18)
    made.text(sheet, 1, 0, "What is noted of all tables, and of single ones by the sheet they are on.")
    rows = [("all", note) for note in paper.notes]
    for table in paper.tables:
        of = named.get(table.anchor, table.title)
        rows += [(of, note) for note in table.notes]
    made.listed(sheet, 2, "notes", ("Sheet", "Note"), len(rows))
    for line, (name, note) in enumerate(rows, 3):
        made.text(sheet, line, 0, name)
        made.text(sheet, line, 1, note, text_wrap=True)
    sheet.set_column(0, 0, _LONGEST)
    sheet.set_column(1, 1, 2 * _WIDEST)


def _table(made: _Book, table: Layout, name: str) -> None:
    sheet = made.book.add_worksheet(name)
    made.text(sheet, 0, 0, _full_title(table), bold=True, font_size=16)
    top = 1
    if table.base:
        made.text(sheet, 1, 0, table.base)
        top = 2
    grouped = any(line.role is Role.HEADING for line in table.lines)
    heads = _unique((*(("Group",) if grouped else ()), *_heads(table)))
    rows = list(_rows(table, grouped))
    made.listed(sheet, top, f"t_{_NO_NAME.sub('_', table.anchor)}", heads, len(rows))
    widths = [max(len(word) for word in head.split() or [""]) for head in heads]
    for line, (group, row, cells) in enumerate(rows, top + 1):
        bold = {"bold": True} if row.role is Role.TOTAL else {}
        if grouped:
            made.text(sheet, line, 0, group, **bold)
            widths[0] = max(widths[0], len(group))
        for at, cell in enumerate(cells):
            column = at + grouped
            widths[column] = max(widths[column], len(cell))
            _cell(made, sheet, (line, column), cell, row, at, figure=table.figures[at], **bold)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width, _NARROWEST), _WIDEST) + 2)
    _chart(made, sheet, table, name, top + 1)
    sheet.freeze_panes(top + 1, 1 + grouped)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(top)
    sheet.fit_to_pages(1, 0)


def _chart(made: _Book, sheet: Any, table: Layout, name: str, first: int) -> None:
    """Bars beside the table, drawn from its cells, where its rows of figures stand together."""
    roles = [line.role for line in table.lines if line.role is not Role.HEADING]
    rows = [first + at for at, role in enumerate(roles) if role is Role.FIGURES]
    wanted = table.table.chart
    if wanted is None or not rows or rows[-1] - rows[0] >= len(rows):
        return
    grouped = len(roles) < len(table.lines)
    names, figures = (
        [name, rows[0], column, rows[-1], column] for column in (grouped, wanted.column + grouped)
    )
    chart = made.book.add_chart({"type": "bar"})
    head = table.heads[wanted.column]
    chart.add_series({"name": head, "categories": names, "values": figures, "fill": {"color": "#3b6ea5"}})
    chart.set_title({"name": head, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"min": 0, "max": wanted.full})
    chart.set_size({"width": 640, "height": 120 + 24 * len(rows)})
    about = f"{table.title}: {head}, a bar for each row of the table beside it"
    sheet.insert_chart(first, len(table.heads) + grouped + 1, chart, {"description": about})


def _heads(table: Layout) -> Iterator[str]:
    """The heads with what stands over them, since no cells are merged."""
    for head, column in zip(table.heads, table.table.columns, strict=True):
        yield f"{column.over}: {head}" if column.over and table.overs else head


def _rows(table: Layout, grouped: bool) -> Iterator[tuple[str, Row, tuple[str, ...]]]:
    """Every row but the names over some, with the name that stands over it."""
    group = ""
    for row, line in zip(table.table.rows, table.lines, strict=True):
        if line.role is Role.HEADING:
            group = line.cells[0]
        else:
            yield group if grouped else "", row, line.cells


def _cell(
    made: _Book, sheet: Any, place: tuple[int, int], cell: str, row: Row, at: int, *, figure: bool, **of: Any
) -> None:
    if not cell:
        return
    if not figure:
        made.text(sheet, *place, cell, text_wrap=True, **of)
        return
    value = number(row, at)
    if value is None:
        made.text(sheet, *place, cell, align="right", **of)
        return
    sheet.write_number(*place, value, made.format(num_format=_shown_as(cell, value), align="right", **of))


def _shown_as(cell: str, value: float) -> str:
    """The number format that shows a value as it is printed: rounded between its marks, or in so many words."""
    found = figure(cell)
    if found is not None and decimal(Fraction(repr(abs(value))), found.places) == found.digits.lstrip("+-"):
        places = f"0.{'0' * found.places}" if found.places else "0"
        sign = "+" if found.digits.startswith("+") else ""
        return f"{_quoted(found.before + sign)}{places}{_quoted(found.after)}"
    return _quoted(cell)


def _quoted(words: str) -> str:
    said = words.replace('"', "")
    return f'"{said}"' if said else ""


def _unique(heads: Sequence[str]) -> tuple[str, ...]:
    """Heads of which no two are the same, and none is empty."""
    taken: dict[str, str] = {}
    for head in heads:
        told, again = head or "Column", 1
        while told.casefold() in taken:
            again += 1
            told = f"{head or 'Column'} ({again})"
        taken[told.casefold()] = told
    return tuple(taken.values())


def _sheet_names(tables: Sequence[Layout]) -> Iterator[str]:
    """A name for each sheet that every spreadsheet takes, no two the same."""
    taken = {_CONTENTS.casefold(), _NOTES.casefold(), "history"}
    for table in tables:
        stem = _NO_SHEET.sub(" ", table.table.id).strip() or "table"
        name, again = stem[:_LONGEST], 1
        while name.casefold() in taken:
            again += 1
            name = f"{stem[: _LONGEST - len(str(again)) - 1]} {again}"
        taken.add(name.casefold())
        yield name
