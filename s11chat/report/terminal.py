"""Tables for a terminal, a pipe or a text file: a rule under the heading, a rule above the total, no colour.

A name that finds no room goes on in the next line; a figure is never cut, whatever the width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from textwrap import wrap

from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from s11chat.language.harmless import one_line

_RULED = Box("    \n    \n -- \n    \n    \n -- \n    \n    \n", ascii=True)
_NARROWEST = 12
"""Characters in a line of a name."""
_ENDLESS = 10_000
_READABLE = 80
"""Characters in a line of a sentence, at most."""


def ruled(
    heads: Sequence[str], rows: Iterable[Sequence[str]], total: Sequence[str], width: int | None = None
) -> list[str]:
    """The lines of a table of names, left, and figures, right; as wide as it needs to be where no width is given."""
    table = Table(box=_RULED, show_footer=True, show_edge=False, pad_edge=False, padding=(0, 0, 0, 1))
    names, *figures = zip(heads, total, strict=True)
    table.add_column(_shown(names[0]), _shown(names[1]), overflow="fold", min_width=_NARROWEST)
    for head, foot in figures:
        table.add_column(_shown(head), _shown(foot), justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*(_shown(cell) for cell in row))
    console = Console(file=StringIO(), color_system=None, width=_ENDLESS, legacy_windows=False)
    console.width = max(width, console.measure(table).minimum) if width is not None else _ENDLESS
    with console.capture() as captured:
        console.print(table)
    return [line.rstrip() for line in captured.get().splitlines()]


def wrapped(sentences: Iterable[str], width: int | None = None) -> list[str]:
    """The lines of sentences below or above a table, each begun on a new line."""
    room = min(width or _READABLE, _READABLE)
    return [line for sentence in sentences for line in wrap(one_line(sentence), room, break_long_words=False)]


def _shown(text: str) -> Text:
    """Text as it is: what stands in brackets is no colour."""
    return Text(one_line(text))
