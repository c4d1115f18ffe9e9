"""Lists on their way out, as CSV or as a workbook, so that no cell of them runs as a formula where it is opened.

In CSV a text that a spreadsheet would take for a formula gets an apostrophe in front, and whoever reads the list
back takes it off again. In a workbook every cell is stored as text and needs one only where it could be mistaken for
such an apostrophe, or for the dash that says that there is nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from s11chat.errors import UsageError
from s11chat.language.cell import guarded, unguarded

_MISSING = "Workbooks need a library that is not installed: pip install 's11chat[reports]'"
_WIDEST = 60
"""Characters a column is made wide for."""


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A list as CSV in UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8", "replace")


def as_xlsx(header: Sequence[str], rows: Iterable[Sequence[str]], title: str) -> bytes:
    """A list as a workbook of one sheet, its cells text, its header in sight wherever one reads.

    Raises UsageError where the library for it is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise UsageError(_MISSING) from None
    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True})
    text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 0)
    widths = [len(name) for name in header]
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, bold)
    for line, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], len(cell))
            if cell:
                told = guarded(cell) if cell == "-" or unguarded(cell) != cell else cell
                sheet.write_string(line, column, told, text)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width, _WIDEST) + 2, text)
    book.close()
    return made.getvalue()
