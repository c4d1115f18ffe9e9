"""Labelled texts one below the other: what is known about an answer, a card, an article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from s11chat.tui.widgets.prose import wrapped

LABEL = 12


@dataclass(frozen=True)
class Field:
    """A text and the label before it; without a label it takes the whole width."""

    label: str
    text: str
    style: str = ""
    label_style: str = "$muted"
    marked: bool = False
    """Whether it is the text of an article, with marks of emphasis in it."""


def laid(fields: Iterable[Field], width: int, label: int = LABEL) -> list[Content]:
    """The lines of `fields` at `width` cells; an empty text is an empty line."""
    lines: list[Content] = []
    for field in fields:
        before = label if field.label else 0
        body = wrapped(field.text, max(8, width - before), field.style, field.marked) or [Content("")]
        for number, line in enumerate(body):
            name = field.label if number == 0 else ""
            lines.append(Content.styled(name.ljust(before), field.label_style) + line if before else line)
    return lines


class Sheet(Widget):
    """Draws fields at whatever width it has."""

    def __init__(self, fields: Iterable[Field] = (), id_: str | None = None) -> None:
        super().__init__(id=id_)
        self.fields = tuple(fields)

    def show(self, fields: Iterable[Field]) -> None:
        """Puts other fields on the sheet."""
        self.fields = tuple(fields)
        self.refresh(layout=True)

    @property
    def plain(self) -> str:
        """The texts without their look."""
        return "\n".join(f"{field.label} {field.text}".strip() for field in self.fields)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the fields need at `width`."""
        return max(1, len(laid(self.fields, width)))

    def render(self) -> RenderResult:
        """The lines of the sheet."""
        return Content("\n").join(laid(self.fields, max(20, self.size.width)))
