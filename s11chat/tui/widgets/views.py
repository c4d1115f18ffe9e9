"""The views of a screen side by side, the one that is open marked; a click opens another."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

HERE = "▸"


class Views(Widget):
    """A row of names after the key that goes through them."""

    class Chosen(Message):
        """A name was clicked."""

        def __init__(self, view: str) -> None:
            super().__init__()
            self.view = view

    def __init__(self, key: str, names: Mapping[str, str]) -> None:
        """`key` goes through the views; `names` are theirs, the first open at first."""
        super().__init__()
        self._key, self._names = key, names
        self._view = next(iter(names))

    def show(self, view: str) -> None:
        """Marks the view that is open."""
        self._view = view
        self.refresh()

    def render(self) -> RenderResult:
        """The row."""
        row = Content.styled(self._key, "bold $primary")
        for view, left in self._laid():
            here = view == self._view
            row = row.pad_right(left - row.cell_length)
            row += Content.styled(f"{HERE if here else ' '} ", "bold")
            row += Content.styled(self._names[view], "bold" if here else "$muted")
        return row

    def _laid(self) -> list[tuple[str, int]]:
        """Each view and where its mark stands; only the open one where they do not all fit."""
        laid, left = [], len(self._key) + 1
        for view in self._names:
            laid.append((view, left))
            left += len(HERE) + 1 + len(self._names[view]) + 1
        return laid if left <= self.size.width + 1 else [(self._view, len(self._key) + 1)]

    def on_click(self, event: events.Click) -> None:
        """Opens the view under the pointer."""
        at = event.x - self.gutter.left
        for view, left in self._laid():
            if left <= at < left + len(HERE) + 1 + len(self._names[view]):
                self.post_message(self.Chosen(view))
