"""The peer: the usual chat design in the same toolkit, a widget for every turn, and no store at all."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static


class Bubbles(App[None]):
    """Asks numbered questions and mounts every turn as a widget."""

    def __init__(self) -> None:
        super().__init__()
        self._number = 0

    def compose(self) -> ComposeResult:
        """A list of turns over an input."""
        yield VerticalScroll()
        yield Input()

    async def on_mount(self) -> None:
        """The first question."""
        self.query_one(Input).focus()
        await self._ask()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """The answer as a turn, then the next question."""
        event.input.value = ""
        await self.query_one(VerticalScroll).mount(Static(event.value))
        self._number += 1
        await self._ask()

    async def _ask(self) -> None:
        turns = self.query_one(VerticalScroll)
        await turns.mount(
            Static(f"How far is arrangement Zq{self._number:04} in place in your organisation?")
        )
        turns.scroll_end(animate=False)


if __name__ == "__main__":
    Bubbles().run()
