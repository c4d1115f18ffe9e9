"""The ways to come to an article, side by side, the one that is open marked; a click opens another."""

from __future__ import annotations

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from s11chat.tui import caption
from s11chat.tui.browsing import View

HERE = "▸"


class Views(Widget):
    """A row of names after the key that goes through them."""

    class Chosen(Message):
        """A name was clicked."""

        def __init__(self, view: View) -> None:
            super().__init__()
            self.view = view

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self._view = View.SEARCH

    def show(self, view: View) -> None:
        """Marks the view that is open."""
        self._view = view
        self.refresh()

    def render(self) -> RenderResult:
        """The row."""
        row = Content.styled(self._key, "bold $primary")
        for view, left in self._laid():
            here = view is self._view
            row = row.pad_right(left - row.cell_length)
            row += Content.styled(f"{HERE if here else ' '} ", "bold")
            row += Content.styled(caption.VIEWS[view], "bold" if here else "$muted")
        return row

    def _laid(self) -> list[tuple[View, int]]:
        """Each view and where its mark stands; only the open one where they do not all fit."""
        laid, left = [], len(self._key) + 1
        for view in View:
            laid.append((view, left))
            left += len(HERE) + 1 + len(caption.VIEWS[view]) + 1
        return laid if left <= self.size.width + 1 else [(self._view, len(self._key) + 1)]

    def on_click(self, event: events.Click) -> None:
        """Opens the view under the pointer."""
        at = event.x - self.gutter.left
        for view, left in self._laid():
            if left <= at < left + len(HERE) + 1 + len(caption.VIEWS[view]):
                self.post_message(self.Chosen(view))
