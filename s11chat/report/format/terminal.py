"""A report as lines for a terminal, a pipe or a text file.

A table that is too wide is cut into pages of columns, each with the names beside it; bars are drawn where they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from s11chat.language.harmless import in_short
from s11chat.report.bar import Bar
from s11chat.report.edition import Edition
from s11chat.report.layout import Layout, laid_out
from s11chat.report.table import Column, Report, Role
from s11chat.report.terminal import READABLE, pages, ruled, wrapped

_EIGHTHS = " ▏▎▍▌▋▊▉"
_FULL = "█"
_BARS = 40
"""Columns of the longest bar, at most."""
_NAME = 30


def written(report: Report, edition: Edition) -> bytes:
    """The lines as bytes in UTF-8."""
    return "".join(f"{line}\n" for line in lines(report, edition)).encode("utf-8", "replace")


def lines(report: Report, edition: Edition) -> list[str]:
    """The report in lines of the width asked for, 80 columns where none is."""
    paper, width = laid_out(report, edition.style), edition.width
    found = wrapped((paper.title, paper.wave), width)
    for table in paper.tables:
        if table.opens:
            found += ["", *wrapped((table.section,), width)]
        found += ["", *_table(table, edition)]
    common = wrapped((report.base,), width) if report.base else []
    below = [*common, *wrapped((note for note in paper.notes if note != report.base), width)]
    return [*found, *(["", *below] if below else [])]


def _table(table: Layout, edition: Edition) -> Iterator[str]:
    width = edition.width
    if not table.alone:
        yield from wrapped((table.title,), width)
    if table.lines:
        yield from _figures(table, width)
        if edition.charts and table.bars:
            yield ""
            yield from drawn(table.bars, width, blocks=edition.blocks)
    below = [one for one in (table.table.base, *table.notes) if one]
    if below:
        if table.lines:
            yield ""
        yield from wrapped(below, width)


def _figures(table: Layout, width: int | None) -> Iterator[str]:
    names = [at for at, figure in enumerate(table.figures) if not figure or not at]
    columns = table.table.columns
    heads, overs = [column.head for column in columns], [column.over for column in columns]
    cells = [
        line.cells[:1] if line.role is Role.HEADING else _shortened(line.cells, columns)
        for line in table.lines
    ]
    last = table.lines[-1].role is Role.TOTAL
    for number, page in enumerate(pages(heads, cells, width, names)):
        if number:
            yield ""
        told = [[row[at] for at in page] if len(row) == len(heads) else row for row in cells]
        yield from ruled(
            [heads[at] for at in page],
            told[:-1] if last else told,
            told[-1] if last else (),
            width,
            [place for place, at in enumerate(page) if at in names],
            [overs[at] for at in page],
        )


def _shortened(cells: Sequence[str], columns: Sequence[Column]) -> list[str]:
    told = zip(cells, columns, strict=True)
    return [in_short(cell, column.short) if column.short else cell for cell, column in told]


def drawn(bars: tuple[Bar, ...], width: int | None = None, *, blocks: bool = True) -> Iterator[str]:
    """A line a bar: its name, the bar, the figure."""
    room = width or READABLE
    beside = min(max((cell_len(one.name) for one in bars if not one.heading), default=0), _NAME, room // 2)
    longest = max(min(room - beside - 2 - max(len(one.figure) for one in bars), _BARS), 1)
    for one in bars:
        if one.heading:
            yield from wrapped((one.name,), room)
            continue
        block = _block(longest * (one.length or 0)) if blocks else "#" * round(longest * (one.length or 0))
        name = in_short(one.name, beside)
        yield f"{name}{' ' * (beside - cell_len(name))} {block}{' ' if block else ''}{one.figure}".rstrip()


def _block(length: float) -> str:
    whole, eighths = divmod(round(8 * length), 8)
    return _FULL * whole + (_EIGHTHS[eighths] if eighths else "")
