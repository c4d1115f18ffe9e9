"""Small questions above a screen: one line, one choice, one card to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from s11chat.language.harmless import harmless, one_line
from s11chat.tui import caption, wording
from s11chat.tui.screens.once import Once
from s11chat.tui.widgets.answer import LIMIT, PastedLine
from s11chat.tui.widgets.sheet import Field, Sheet

if TYPE_CHECKING:
    from s11chat.tui.app import S11chat


SIGNS = "123456789abcdefghijklmnopqrstuvwxyz"
"""What stands before the choices of a menu, and picks them."""


class Popup(ModalScreen[ScreenResultType], Once[ScreenResultType]):
    """Something asked or shown above a screen; Escape leaves it, and the keys everywhere stay alive."""

    BINDINGS = [Binding("escape", "cancel", show=False, id="modal.cancel")]

    def action_cancel(self) -> None:
        """Leaves it."""
        self.dismiss(None)


class Prompt(Popup[str | None]):
    """Asks for one line; None where the person leaves it. Only with `empty` nothing typed is an answer too."""

    def __init__(
        self,
        title: str,
        detail: str = "",
        text: str = "",
        error: str = "",
        secret: bool = False,
        *,
        empty: bool = False,
    ) -> None:
        super().__init__()
        self._empty = empty
        self._title, self._detail, self._text = title, detail, text
        self._error, self._secret = error, secret

    def compose(self) -> ComposeResult:
        """A title, a hint, the line."""
        with Vertical(classes="box"):
            yield Static(one_line(self._title), classes="title", markup=False)
            if self._detail:
                yield Static(harmless(self._detail), classes="detail", markup=False)
            if self._error:
                yield Static(f"! {harmless(self._error)}", classes="error", markup=False)
            yield PastedLine(self._text, password=self._secret, max_length=LIMIT, select_on_focus=False)
            yield Static(wording.PROMPT_HELP, classes="help", markup=False)

    @on(Input.Submitted)
    def entered(self, event: Input.Submitted) -> None:
        """Hands the line back."""
        event.stop()
        if event.value.strip() or self._empty:
            self.dismiss(event.value.strip())


class Menu(Popup[str | None]):
    """Asks for one of several things."""

    def __init__(self, title: str, choices: Mapping[str, str]) -> None:
        super().__init__()
        self._title, self._choices = title, choices

    def compose(self) -> ComposeResult:
        """A title and the choices."""
        with Vertical(classes="box"):
            yield Static(one_line(self._title), classes="title", markup=False)
            yield OptionList(*(Option(_choice(sign, say), id_) for sign, (id_, say) in self._signed))
            yield Static(wording.MENU_HELP, classes="help", markup=False)

    @property
    def _signed(self) -> list[tuple[str, tuple[str, str]]]:
        return [(SIGNS[n : n + 1], choice) for n, choice in enumerate(self._choices.items())]

    def on_key(self, event: events.Key) -> None:
        """The sign before a choice picks it."""
        chosen = next((id_ for sign, (id_, _) in self._signed if sign and sign == event.character), None)
        if chosen is not None:
            event.stop()
            self.dismiss(chosen)

    @on(OptionList.OptionSelected)
    def picked(self, event: OptionList.OptionSelected) -> None:
        """Hands the choice back."""
        event.stop()
        self.dismiss(event.option_id)


def _choice(sign: str, say: str) -> Content:
    """One choice; what stands below its first line is quiet."""
    first, *more = say.splitlines()
    below = [Content.styled(f"\n   {one_line(line)}", "$muted") for line in more]
    return Content("").join([Content(f"{sign:1}  {one_line(first)}"), *below])


class Card(Popup[None]):
    """A text to be read, as long as it likes."""

    BINDINGS = [
        Binding("enter", "cancel", show=False, id="modal.close"),
        Binding("pageup", "page(-1)", show=False, id="modal.up"),
        Binding("pagedown", "page(1)", show=False, id="modal.down"),
        Binding("up", "line(-1)", show=False, id="modal.line_up"),
        Binding("down", "line(1)", show=False, id="modal.line_down"),
    ]

    def __init__(self, title: str, fields: tuple[Field, ...], help_: str = "", urgent: bool = False) -> None:
        super().__init__()
        self._title, self._fields, self._help = title, fields, help_ or wording.CARD_HELP
        self._look = "box wide urgent" if urgent else "box wide"

    def compose(self) -> ComposeResult:
        """A title and the text."""
        with Vertical(classes=self._look):
            yield Static(one_line(self._title), classes="title", markup=False)
            with VerticalScroll(can_focus=False):
                yield Sheet(self._fields)
            yield Static(self._help, classes="help", markup=False)

    def action_page(self, step: int) -> None:
        """Scrolls by a page."""
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_relative(y=step * max(1, scroll.size.height - 1), animate=False)

    def action_line(self, step: int) -> None:
        """Scrolls by a line."""
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)


class Letter(Card):
    """A text to be taken elsewhere; it stands without a border, so that the mouse marks nothing but the text."""

    BINDINGS = [Binding("c", "copy", show=False, id="modal.copy")]

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title, tuple(Field("", line) for line in text.splitlines()), caption.COPY_HELP)
        self._text = text
        self._look = "box bare"

    def action_copy(self) -> None:
        """Puts the text where the terminal keeps what was copied, as far as it lets a program do so."""
        self.app.copy_to_clipboard(harmless(self._text))
        self.query_one(".help", Static).update(caption.COPIED)


class TooSmall(ModalScreen[None]):
    """Stands in front of everything while the window is too small to be of use."""

    def compose(self) -> ComposeResult:
        """One sentence."""
        yield Static(wording.TOO_SMALL, id="too-small", markup=False)

    def on_screen_resume(self) -> None:
        """Goes, where it was covered while the window became large enough."""
        self.call_after_refresh(cast("S11chat", self.app).fit)
