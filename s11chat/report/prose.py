"""The Markdown that articles are written in, as blocks that any kind of document can set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from s11chat.language.harmless import harmless

_BULLET = re.compile(r"\s*[-*] +")
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


@dataclass(frozen=True)
class Run:
    """Some words, set bold or not."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph, or one point of a list."""

    runs: tuple[Run, ...]
    bullet: bool = False


def blocks(markdown: str) -> tuple[Block, ...]:
    """Paragraphs and points of `markdown`; a line that is neither blank nor a point goes on with the last."""
    return tuple(_blocks(harmless(markdown)))


def _blocks(text: str) -> Iterator[Block]:
    lines: list[str] = []
    bullet = False
    for line in [*text.split("\n"), ""]:
        found = _BULLET.match(line)
        if found or not line.strip():
            if lines:
                yield Block(tuple(_runs(" ".join(lines))), bullet)
            lines, bullet = [], False
        if found:
            bullet = True
            lines = [line[found.end() :].strip()]
        elif line.strip():
            lines.append(line.strip())


def _runs(text: str) -> Iterator[Run]:
    at = 0
    for found in _BOLD.finditer(text):
        if found.start() > at:
            yield Run(text[at : found.start()])
        yield Run(found[1], bold=True)
        at = found.end()
    if at < len(text):
        yield Run(text[at:])
