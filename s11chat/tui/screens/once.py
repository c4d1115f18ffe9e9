"""A screen that is left once: a key already on its way when it goes must not close what stands below it."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType


class Once(Screen[ScreenResultType]):
    """A screen whose result counts once."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leaves it, unless it has been left or something stands before it."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
