"""Where an article leads, a line each under headings: moved through with arrows, opened by Enter or a click."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from textual import events
from textual.app import RenderResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from s11chat.tui import caption
from s11chat.tui.browsing import Kind, Link
from s11chat.tui.widgets.prose import wrapped

MARK = 2
"""Cells before a line, for the mark."""
TOP = 3
"""Lines kept in sight above the marked one, so that its heading is too."""


class Laid(NamedTuple):
    """One line on the screen, and which link it belongs to; None for headings."""

    line: Content
    link: int | None


class Links(Widget, can_focus=True):
    """The links of one article."""

    BINDINGS = [
        Binding("up", "move(-1)", show=False, id="links.up"),
        Binding("down", "move(1)", show=False, id="links.down"),
    ]

    class Opened(Message):
        """A link was chosen."""

        def __init__(self, link: Link) -> None:
            super().__init__()
            self.link = link

    def __init__(self) -> None:
        super().__init__()
        self.links: tuple[Link, ...] = ()
        self.marked = 0

    def show(self, links: Sequence[Link], marked: int = 0) -> None:
        """Puts other links here, one of them marked; without any there is nothing to go to."""
        self.links, self.marked = tuple(links), marked
        self.can_focus = self.display = bool(links)
        self.refresh(layout=True)

    def action_open(self) -> None:
        """Chooses the marked link; one that cannot be seen is only shown."""
        if self._in_sight:
            self.post_message(self.Opened(self.links[self.marked]))
        else:
            self._into_view()

    def action_move(self, step: int) -> None:
        """Moves the mark, which stays at the ends; one that cannot be seen is shown where it is."""
        if self._in_sight:
            self.marked = min(max(0, self.marked + step), len(self.links) - 1)
            self.refresh()
        self._into_view()

    def on_focus(self) -> None:
        """Shows the mark."""
        self.refresh()
        self._into_view()

    def on_blur(self) -> None:
        """Hides the mark."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Opens the link under the pointer."""
        lines = list(self._laid(self._width))
        link = lines[event.y].link if 0 <= event.y < len(lines) else None
        if link is not None:
            self.marked = link
            self.post_message(self.Opened(self.links[link]))

    def _into_view(self) -> None:
        rows = self._rows
        if rows and isinstance(self.parent, VerticalScroll):
            first = max(0, rows[0] - TOP)
            place = Region(0, self.virtual_region.y + first, 1, rows[-1] - first + 1)
            self.parent.scroll_to_region(place, animate=False)

    @property
    def _in_sight(self) -> bool:
        """Whether the marked link can be seen where the article is scrolled to."""
        rows = self._rows
        if not rows or not isinstance(self.parent, VerticalScroll):
            return False
        top = self.virtual_region.y + rows[0] - round(self.parent.scroll_y)
        return 0 <= top < self.parent.size.height

    @property
    def _rows(self) -> list[int]:
        """The lines of the marked link."""
        return [row for row, laid in enumerate(self._laid(self._width)) if laid.link == self.marked]

    @property
    def _width(self) -> int:
        return max(20, self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the links need at `width`."""
        return sum(1 for _ in self._laid(max(20, width)))

    def render(self) -> RenderResult:
        """The lines."""
        return Content("\n").join(laid.line for laid in self._laid(self._width))

    def _laid(self, width: int) -> Iterator[Laid]:
        above = ""
        for number, link in enumerate(self.links):
            heading = _heading(link)
            if heading != above:
                yield Laid(Content(""), None)
                yield from (Laid(line, None) for line in wrapped(heading, width, "bold $secondary"))
                above = heading
            here = self.has_focus and number == self.marked
            paint: Callable[[Content], Content] = _marked if here else _plain
            for row, line in enumerate(wrapped(_say(link), width - MARK, "")):
                sign = "▸ " if here and row == 0 else "  "
                yield Laid(
                    paint(Content(sign) + line).pad_right(max(0, width - MARK - line.cell_length)), number
                )


def _marked(line: Content) -> Content:
    return line.stylize("bold $primary")


def _plain(line: Content) -> Content:
    return line.stylize("$primary")


def _heading(link: Link) -> str:
    if link.kind is Kind.USED:
        return caption.USED_IN.format(dialog=link.place.dialog)
    return caption.LINKS[link.kind]


def _say(link: Link) -> str:
    if not link.question:
        return link.say
    more = caption.AND_MORE.format(question=link.question, count=link.more) if link.more else link.question
    return f"{more}  {link.say}"
