"""Picks one thing, or several, out of many by typing: a line, and below it what fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from s11chat.language.harmless import one_line
from s11chat.tui import reportword
from s11chat.tui.screens.modal import Popup
from s11chat.tui.widgets.answer import LIMIT, PastedLine

SHOWN = 100


class Picker(Popup[tuple[str, ...] | None]):
    """The line keeps the focus; arrows move the mark. None where it is left."""

    def __init__(
        self, title: str, choices: Mapping[str, str], ticked: Iterable[str] = (), *, many: bool, free: bool
    ) -> None:
        """With `many` several are ticked, else Enter takes one; with `free` what is typed may be taken as it is."""
        super().__init__()
        self._title, self._choices, self._many, self._free = title, dict(choices), many, free
        self._ticked = list(ticked)
        self._fitting: list[str] = []

    def compose(self) -> ComposeResult:
        """Title, line, what fits, help."""
        with Vertical(classes="box wide picking"):
            yield Static(one_line(self._title), classes="title", markup=False)
            yield PastedLine("", max_length=LIMIT, select_on_focus=False)
            yield OptionList()
            yield Static("", classes="detail", markup=False)
            help_ = reportword.MANY_HELP if self._many else self._one_help
            yield Static(help_, classes="help", markup=False)

    @property
    def _one_help(self) -> str:
        return reportword.ONE_HELP if self._free else reportword.FIND_HELP

    def on_mount(self) -> None:
        """Everything, at first."""
        self.query_one(OptionList).can_focus = False
        self.query_one(Input).focus()
        self._fill()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._fill()

    def _fill(self) -> None:
        words = self.query_one(Input).value.casefold().split()
        own = [one for one in self._ticked if one not in self._choices]
        every = {**dict.fromkeys(own, reportword.OWN), **self._choices}
        ids = [one for one, say in every.items() if all(word in f"{one} {say}".casefold() for word in words)]
        ids.sort(key=lambda one: one not in self._ticked)
        self._fitting = ids[:SHOWN]
        rows = self.query_one(OptionList)
        rows.clear_options()
        rows.add_options(Option(self._row(one, every[one])) for one in self._fitting)
        rows.highlighted = 0 if self._fitting else None
        rows.display = bool(self._fitting)
        more = len(ids) - len(self._fitting)
        said = reportword.MORE_LIKE.format(count=more) if more else ""
        if not ids:
            said = reportword.NONE_LIKE if self._free and words else reportword.NO_TABLE_LIKE if words else ""
        self.query_one(".detail", Static).update(said)

    def _row(self, value: str, say: str) -> Content:
        tick = f"[{'x' if value in self._ticked else ' '}] " if self._many else ""
        name = Content.styled(f"{one_line(value)}  ", "bold $primary") if self._free else Content("")
        return Content(tick) + name + Content(one_line(say))

    def on_key(self, event: events.Key) -> None:
        """Arrows move the mark; Space on an empty line ticks."""
        rows = self.query_one(OptionList)
        empty = not self.query_one(Input).value
        match event.key:
            case "up":
                rows.action_cursor_up()
            case "down":
                rows.action_cursor_down()
            case "pageup":
                rows.action_first()
            case "pagedown":
                rows.action_last()
            case _:
                return
        event.stop()
        if empty:
            self._moved = True

    _moved = False

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        line, at = self.query_one(Input), self.query_one(OptionList).highlighted
        typed = line.value.strip()
        marked = self._fitting[at] if at is not None and at < len(self._fitting) else ""
        if not self._many:
            if marked or (typed and self._free):
                self.dismiss((marked or typed,))
            return
        if not typed and not self._moved:
            self.dismiss(tuple(self._ticked))
            return
        wanted = marked or (typed if self._free else "")
        if wanted:
            self._ticked = (
                [*self._ticked, wanted]
                if wanted not in self._ticked
                else [one for one in self._ticked if one != wanted]
            )
        self._moved = False
        line.value = ""
        self._fill()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.query_one(OptionList).highlighted = event.option_index
        self._moved = True
        self.query_one(Input).post_message(
            Input.Submitted(self.query_one(Input), self.query_one(Input).value)
        )
