"""Tables for a terminal, a pipe or a text file: a rule under the heading, a rule above the total, no colour.

A name that finds no room goes on in the next line; a figure is never cut, whatever the width.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from rich.cells import cell_len, chop_cells, set_cell_size

from s11chat.language.harmless import one_line

_NARROWEST = 12
"""Columns of a name, at least."""
_GAP = 2
READABLE = 80
"""Characters in a line of a sentence, at most, and in a line of a table where no width is given."""
_READ_BESIDE = 24
"""Columns of the names of a table that is cut into pages, at most."""


def ruled(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    total: Sequence[str],
    width: int | None = None,
    names: Collection[int] = (0,),
    overs: Sequence[str] = (),
) -> list[str]:
    """The lines of a table of names, left, and figures, right, within `width` or 80 columns; without a `total`, no foot.

    A row of one cell is a name over those that follow. `names` are the columns of names, `overs` what stands over each
    column and its neighbours with the same words. Where it finds no room, heads go on in further lines, word by word;
    figures are never cut.
    """
    width, rows = width or READABLE, [[one_line(cell) for cell in row] for row in rows]
    foot = [one_line(cell) for cell in total]
    body = [row for row in (*rows, foot) if len(row) > 1 or len(heads) == 1]
    told = _heads(heads, body, width, names)
    widths = _widths(told, body, names, width)
    rule = "-" * (sum(widths) + _GAP * (len(widths) - 1))
    lines = [*_over(overs, widths), *_set(told, widths, names, low=True), rule]
    for row in rows:
        if len(row) < len(heads):
            lines += _folded(row[0], len(rule))
        else:
            lines += _set([[cell] for cell in row], widths, names)
    if foot:
        lines += [rule, *_set([[cell] for cell in foot], widths, names)]
    return lines


def fitted(
    heads: Sequence[str], rows: Sequence[Sequence[str]], width: int, names: Collection[int] = (0,)
) -> list[int]:
    """Characters that each column of such a table has room for, within `width` where that is enough."""
    body = [[one_line(cell) for cell in row] for row in rows]
    return _widths(_heads(heads, body, width, names), body, names, width)


def _heads(
    heads: Sequence[str], body: Sequence[Sequence[str]], width: int, names: Collection[int]
) -> list[list[str]]:
    """The lines of every head: one, or one a word where there is no room."""
    told = [[one_line(head)] for head in heads]
    if _least(told, body, names) <= width:
        return told
    return [head if at in names else head[0].split() for at, head in enumerate(told)]


def pages(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    width: int | None,
    names: Collection[int] = (0,),
    narrowest: int = _NARROWEST,
) -> list[tuple[int, ...]]:
    """The columns of a table that stand beside each other within `width` or 80 columns, the names first on every page;
    one page of all where that is enough. A name has room for `narrowest` characters, or for its longest."""
    width, every = width or READABLE, tuple(range(len(heads)))
    told = [[one_line(head)] if at in names else one_line(head).split() for at, head in enumerate(heads)]
    body = [[one_line(cell) for cell in row] for row in rows if len(row) == len(heads)]
    if _least(told, body, names, narrowest) <= width:
        return [every]
    stub = [at for at in every if at in names]
    natural = _natural(told, body)
    beside = sum(min(max(natural[at], _NARROWEST), _READ_BESIDE) + _GAP for at in stub)
    figures = [at for at in every if at not in names]
    needed = [(at, natural[at] + _GAP) for at in figures]
    number = len(_filled(needed, width - beside + _GAP, len(figures)))
    even = -(-len(figures) // number)
    return [(*stub, *page) for page in _filled(needed, width - beside + _GAP, even)]


def _filled(needed: Iterable[tuple[int, int]], room: int, most: int) -> list[list[int]]:
    """Columns with what each needs, in pages that have room for them, so many on a page at most."""
    found: list[list[int]] = [[]]
    left = room
    for at, needs in needed:
        if found[-1] and (needs > left or len(found[-1]) >= most):
            found.append([])
            left = room
        found[-1].append(at)
        left -= needs
    return found


def _natural(heads: Sequence[Sequence[str]], body: Sequence[Sequence[str]]) -> list[int]:
    """The columns that each needs to stand on one line, its head in the lines given."""
    return [
        max(0, *map(cell_len, head), *(cell_len(row[at]) for row in body)) for at, head in enumerate(heads)
    ]


def _least(
    heads: Sequence[Sequence[str]],
    body: Sequence[Sequence[str]],
    names: Collection[int],
    narrowest: int = _NARROWEST,
) -> int:
    natural = _natural(heads, body)
    needed = (
        max(min(one, narrowest), _NARROWEST) if at in names or not at else one
        for at, one in enumerate(natural)
    )
    return sum(needed) + _GAP * (len(natural) - 1)


def _widths(
    heads: Sequence[Sequence[str]], body: Sequence[Sequence[str]], names: Collection[int], width: int
) -> list[int]:
    """What every column gets: figures what they need, names the rest, the widest giving way first."""
    widths = _natural(heads, body)
    stub = [at for at in range(len(widths)) if at in names or not at]
    widths = [max(one, _NARROWEST) if at in stub else one for at, one in enumerate(widths)]
    over = sum(widths) + _GAP * (len(widths) - 1) - width
    for _ in range(max(over, 0)):
        widest = max(stub, key=lambda at: widths[at])
        widths[widest] = max(widths[widest] - 1, _NARROWEST)
    return widths


def _set(
    cells: Sequence[Sequence[str]], widths: Sequence[int], names: Collection[int], *, low: bool = False
) -> Iterator[str]:
    """The lines of one row; `low` has short cells stand at its foot."""
    folded = [
        [line for part in cell for line in _folded(part, width)] or [""]
        for cell, width in zip(cells, widths, strict=True)
    ]
    deep = max(map(len, folded))
    for line in range(deep):
        told = []
        for at, (cell, width) in enumerate(zip(folded, widths, strict=True)):
            place = line - (deep - len(cell)) if low else line
            text = cell[place] if 0 <= place < len(cell) else ""
            left = " " * (width - cell_len(text)) if at and at not in names else ""
            told.append(set_cell_size(left + text, width))
        yield (" " * _GAP).join(told).rstrip()


def _folded(text: str, width: int) -> Iterator[str]:
    """A cell in lines of `width`, broken between words, and within one that is too long."""
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if cell_len(joined) <= width:
            line = joined
            continue
        if line:
            yield line
        *whole, line = chop_cells(word, width) or [""]
        yield from whole
    yield line


def _over(overs: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """What stands over neighbouring columns, in the middle of them; nothing where nothing does."""
    if not any(overs):
        return
    at, cells, spans = 0, [], []
    for text, some in groupby(overs):
        number = len(list(some))
        spans.append(sum(widths[at : at + number]) + _GAP * (number - 1))
        cells.append(list(_folded(one_line(text), spans[-1])))
        at += number
    deep = max(map(len, cells))
    for line in range(deep):
        told = (
            (cell[line - (deep - len(cell))] if line >= deep - len(cell) else "").center(span)
            for cell, span in zip(cells, spans, strict=True)
        )
        yield (" " * _GAP).join(told).rstrip()


def wrapped(sentences: Iterable[str], width: int | None = None) -> list[str]:
    """The lines of sentences below or above a table, each begun on a new line."""
    room = min(width or READABLE, READABLE)
    return [line for sentence in sentences for line in wrap(one_line(sentence), room, break_long_words=False)]
