"""Paragraphs and bullets made ready for a terminal; every text passes here on its way to a screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual.content import Content

from s11chat.language.harmless import harmless

BULLET = "• "
_MARKS = ("- ", "* ")
_STRONG = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`")


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of `text`, lines of one paragraph joined, bullets marked; an empty one between blocks."""
    block: list[str] = []
    for line in [*harmless(text).expandtabs(4).split("\n"), ""]:
        bare = line.strip()
        begins = bare.startswith(_MARKS)
        if block and (begins or not bare):
            yield " ".join(block)
            block = []
        if begins:
            block = [f"{BULLET}{bare[2:].lstrip()}"]
        elif bare:
            block.append(bare)
        elif line is not None:
            yield ""


def tidy(text: str) -> tuple[str, ...]:
    """The paragraphs of `text` without empty ones at the ends or in a row."""
    kept: list[str] = []
    for paragraph in paragraphs(text):
        if paragraph or (kept and kept[-1]):
            kept.append(paragraph)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def wrapped(text: str, width: int, style: str = "", marked: bool = False) -> list[Content]:
    """The lines of `text` at `width` cells; bullets hang. With `marked` the marks of an article stand out."""
    lines: list[Content] = []
    for paragraph in tidy(text):
        hang = len(BULLET) if paragraph.startswith(BULLET) and width > 12 else 0
        content = _marked(paragraph[hang:], style) if marked else Content.styled(paragraph[hang:], style)
        folded = content.wrap(max(1, width - hang)) if content else [Content("")]
        for number, line in enumerate(folded):
            before = BULLET if hang and number == 0 else " " * hang
            lines.append(Content.styled(before, style) + line if hang else line)
    return lines


def _marked(text: str, style: str) -> Content:
    """`text` with what stands between marks of emphasis in bold, the marks gone."""
    content, end = Content(""), 0
    for found in _STRONG.finditer(text):
        content += Content.styled(text[end : found.start()], style)
        content += Content.styled(found[1] or found[2] or found[3], f"bold {style}".strip())
        end = found.end()
    return content + Content.styled(text[end:], style)


def prose(text: str, style: str = "") -> Content:
    """`text` as one content whose lines the widget wraps itself."""
    return Content("\n").join(Content.styled(paragraph, style) for paragraph in tidy(text))
