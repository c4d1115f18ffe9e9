"""The line of keys at the bottom: what is there is drawn from the table of keys, and can be clicked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from s11chat.tui.key import Key
from s11chat.tui.keys import shown_as

GAP = 2


LASTING = ("escape", "f1")
"""Where there is little room, other keys give way to these: the way back, and the way to all keys."""


class KeyBar(Widget):
    """Keys and what they do, as many as fit."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        super().__init__()
        self._every = self._keys = tuple(key for key in keys if key.show)

    def suit(self, without: Collection[str], labels: Mapping[str, str]) -> None:
        """Leaves out the keys of these ids, and has others called by what they do just now."""
        self._keys = tuple(
            replace(key, label=labels.get(key.id, key.label)) for key in self._every if key.id not in without
        )
        self.refresh()

    def render(self) -> RenderResult:
        """The line."""
        line = Content("")
        for key, left in self._laid():
            line = line.pad_right(left - line.cell_length)
            line += Content.styled(shown_as(key.key), "bold $primary") + Content(f" {key.label}")
        return line

    def _laid(self) -> list[tuple[Key, int]]:
        """Each key that fits and where it begins."""
        keys = list(self._keys)
        while len(keys) > 1 and sum(map(_wide, keys)) - GAP > self.size.width:
            keys.remove(next((key for key in reversed(keys) if key.key not in LASTING), keys[-1]))
        return [(key, sum(map(_wide, keys[:place]))) for place, key in enumerate(keys)]

    async def on_click(self, event: events.Click) -> None:
        """Does what the key under the pointer does."""
        at = event.x - self.gutter.left
        for key, left in reversed(self._laid()):
            if at >= left:
                await self.screen.run_action(key.action)
                return


def _wide(key: Key) -> int:
    """Cells that a key takes with the gap after it."""
    return len(shown_as(key.key)) + 1 + len(key.label) + GAP
