"""Lines to fill in, one below the other, each with its name before it; only those that are asked for are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from s11chat.tui import callword
from s11chat.tui.widgets.answer import LIMIT, PastedLine

TICKS = ("mine",)
"""Lines that are ticked and not typed."""


class Tick(Static, can_focus=True):
    """Something that is so or not; Space or a click turns it over."""

    BINDINGS = [
        Binding("space", "turn", show=False, id="form.tick"),
        Binding("enter", "app.focus_next", show=False, id="form.after_tick"),
    ]

    def __init__(self, say: str, id_: str) -> None:
        super().__init__(id=id_, markup=False)
        self._say, self.value = say, False

    def on_mount(self) -> None:
        """Shows how it stands."""
        self._tell()

    def on_click(self) -> None:
        """Turns it over."""
        self.action_turn()

    def action_turn(self) -> None:
        """Turns it over."""
        self.value = not self.value
        self._tell()

    def _tell(self) -> None:
        self.update(Content(f"[{'x' if self.value else ' '}] {self._say}"))


class Form(Vertical):
    """What was typed in a line stays there while other lines are asked for."""

    class Left(Message):
        """Enter was pressed in a line and there is another to fill in."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

    class Done(Message):
        """Enter was pressed in the last line."""

    def __init__(self, names: Sequence[str], id_: str = "form") -> None:
        super().__init__(id=id_)
        self._names = tuple(names)

    def compose(self) -> ComposeResult:
        """Every line there can be."""
        for name in self._names:
            with Horizontal(classes="entry", id=f"row-{name}"):
                yield Static(callword.LABELS[name], markup=False)
                if name in TICKS:
                    yield Tick(callword.HINTS[name], name)
                else:
                    yield PastedLine(
                        placeholder=callword.HINTS[name], id=name, max_length=LIMIT, select_on_focus=False
                    )

    def ask(self, names: Iterable[str]) -> None:
        """Shows these lines, and no other."""
        wanted = set(names)
        for name in self._names:
            self._row(name).display = name in wanted
        self.display = bool(wanted)

    def fill(self, values: Mapping[str, str]) -> None:
        """Writes into lines that are empty still."""
        for name, value in values.items():
            line = self.query_one(f"#{name}", Input)
            if not line.value:
                line.value = value

    def begin(self) -> None:
        """Puts the cursor into the first line that is shown and empty, else into the last."""
        lines = list(self._shown())
        empty = [line for line in lines if isinstance(line, Input) and not line.value]
        if lines:
            (empty or lines[-1:])[0].focus()

    def go_to(self, name: str) -> None:
        """Puts the cursor into a line."""
        self.query_one(f"#{name}").focus()

    def __getitem__(self, name: str) -> str:
        """What stands in a line; empty for one that is not shown."""
        if not self._row(name).display:
            return ""
        return self.query_one(f"#{name}", Input).value.strip()

    def ticked(self, name: str) -> bool:
        """Whether a line is shown and ticked."""
        return bool(self._row(name).display) and self.query_one(f"#{name}", Tick).value

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        lines = list(self._shown())
        place = lines.index(event.input)
        after = [line for line in lines[place + 1 :] if isinstance(line, Input)]
        if after:
            after[0].focus()
            self.post_message(self.Left(event.input.id or ""))
        else:
            self.post_message(self.Done())

    def _row(self, name: str) -> Widget:
        return self.query_one(f"#row-{name}")

    def _shown(self) -> Iterable[Widget]:
        for name in self._names:
            if self._row(name).display:
                yield self.query_one(f"#{name}")
