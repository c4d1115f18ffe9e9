"""Tables for a terminal, a pipe or a text file: a rule under the heading, a rule above the total, no colour.

A name that finds no room goes on in the next line; a figure is never cut, whatever the width.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from io import StringIO
from textwrap import wrap

from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from s11chat.language.harmless import harmless, one_line

_RULED = Box("    \n    \n -- \n    \n    \n -- \n    \n    \n", ascii=True)
_NARROWEST = 12
"""Characters in a line of a name."""
_ENDLESS = 10_000
READABLE = 80
"""Characters in a line of a sentence, at most, and in a line of a table where no width is given."""


def ruled(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    total: Sequence[str],
    width: int | None = None,
    names: Collection[int] = (0,),
) -> list[str]:
    """The lines of a table of names, left, and figures, right, within `width` or 80 columns; without a `total`, no foot.

    `names` are the columns of names; the first always is one. Where it finds no room, heads go on in further lines,
    word by word; figures are never cut.
    """
    width, rows = width or READABLE, list(rows)
    table = _drawn(heads, rows, total, names)
    console = Console(file=StringIO(), color_system=None, width=_ENDLESS, legacy_windows=False)
    if console.measure(table).minimum > width:
        table = _drawn(
            [heads[0], *("\n".join(_shown(head).plain.split()) for head in heads[1:])], rows, total, names
        )
    console.width = max(width, console.measure(table).minimum)
    with console.capture() as captured:
        console.print(table)
    return [line.rstrip() for line in captured.get().splitlines()]


def _drawn(
    heads: Sequence[str], rows: Sequence[Sequence[str]], total: Sequence[str], names: Collection[int]
) -> Table:
    table = Table(box=_RULED, show_footer=bool(total), show_edge=False, pad_edge=False, padding=(0, 0, 0, 1))
    for place, (head, foot) in enumerate(zip(heads, total or heads, strict=True)):
        if not place or place in names:
            table.add_column(_shown(head), _shown(foot), overflow="fold", min_width=_NARROWEST)
            continue
        said = Text(harmless(head))
        cells = [*(_shown(row[place]) for row in rows), _shown(foot), *said.split()]
        widest = max(cell.cell_len for cell in cells)
        table.add_column(said, _shown(foot), justify="right", no_wrap=True, min_width=widest)
    for row in rows:
        table.add_row(*(_shown(cell) for cell in row))
    return table


def wrapped(sentences: Iterable[str], width: int | None = None) -> list[str]:
    """The lines of sentences below or above a table, each begun on a new line."""
    room = min(width or READABLE, READABLE)
    return [line for sentence in sentences for line in wrap(one_line(sentence), room, break_long_words=False)]


def _shown(text: str) -> Text:
    """Text as it is: what stands in brackets is no colour."""
    return Text(one_line(text))
