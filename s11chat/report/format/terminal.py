"""A report as lines for a terminal, a pipe or a text file."""

from __future__ import annotations

from collections.abc import Iterator

from s11chat.language.harmless import harmless
from s11chat.report.edition import Edition
from s11chat.report.style import cells, legend
from s11chat.report.table import Report, Role, Table
from s11chat.report.terminal import ruled, wrapped


def written(report: Report, edition: Edition) -> bytes:
    """The lines as bytes in UTF-8."""
    return "".join(f"{harmless(line)}\n" for line in lines(report, edition)).encode("utf-8", "replace")


def lines(report: Report, edition: Edition) -> list[str]:
    """The report in lines of the width asked for, 80 columns where none is."""
    found = wrapped((report.title, str(report.wave)), edition.width)
    section = ""
    for table in report.tables:
        if table.section not in ("", section):
            found += ["", *wrapped((table.section,), edition.width)]
        section = table.section
        found += ["", *_table(table, report, edition)]
    symbols = legend(report, edition.style)
    below = wrapped((*report.remarks, *((symbols,) if symbols else ())), edition.width)
    return [*found, *(["", *below] if below else [])]


def _table(table: Table, report: Report, edition: Edition) -> Iterator[str]:
    if table.title != report.title:
        yield from wrapped((table.title,), edition.width)
    if table.rows:
        rows = list(cells(table, edition.style))
        last = table.rows[-1].role is Role.TOTAL
        heads = [column.head for column in table.columns]
        names = [at for at, column in enumerate(table.columns) if not column.figure]
        yield from ruled(heads, rows[:-1] if last else rows, rows[-1] if last else (), edition.width, names)
    if table.base or table.notes:
        yield ""
    yield from wrapped((one for one in (table.base, *table.notes) if one), edition.width)
