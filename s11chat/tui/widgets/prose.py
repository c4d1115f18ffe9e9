"""Paragraphs and bullets made ready for a terminal; every text passes here on its way to a screen."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from s11chat.language.harmless import harmless

BULLET = "• "
_MARKS = ("- ", "* ")


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


def wrapped(text: str, width: int, style: str = "") -> list[Content]:
    """The lines of `text` at `width` cells; bullets hang."""
    lines: list[Content] = []
    for paragraph in tidy(text):
        hang = len(BULLET) if paragraph.startswith(BULLET) and width > 12 else 0
        body = paragraph[hang:]
        folded = Content.styled(body, style).wrap(max(1, width - hang)) if body else [Content("")]
        for number, line in enumerate(folded):
            before = BULLET if hang and number == 0 else " " * hang
            lines.append(Content.styled(before, style) + line if hang else line)
    return lines


def prose(text: str, style: str = "") -> Content:
    """`text` as one content whose lines the widget wraps itself."""
    return Content("\n").join(Content.styled(paragraph, style) for paragraph in tidy(text))
