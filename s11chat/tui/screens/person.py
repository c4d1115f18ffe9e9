"""Asks who is to be asked from now on: name, role, number and address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from s11chat.language.harmless import harmless
from s11chat.tui import callword, wording
from s11chat.tui.screens.modal import Popup
from s11chat.tui.widgets.form import Form

if TYPE_CHECKING:
    from s11chat.services.outcome_entry import NewPerson

_LINES = ("name", "title", "phone", "email")


class PersonCard(Popup["NewPerson | None"]):
    """A person as told on the telephone; None where one leaves it."""

    def __init__(self, person: NewPerson | None = None, error: str = "") -> None:
        super().__init__()
        self._person, self._error = person, error

    def compose(self) -> ComposeResult:
        """A title, what was wrong, the lines."""
        with Vertical(classes="box"):
            yield Static(callword.ELSE_TITLE, classes="title", markup=False)
            yield Static(callword.ELSE_DETAIL, classes="detail", markup=False)
            if self._error:
                yield Static(f"! {harmless(self._error)}", classes="error", markup=False)
            yield Form(_LINES)
            yield Static(wording.PROMPT_HELP, classes="help", markup=False)

    def on_mount(self) -> None:
        """Writes what was typed before, and begins."""
        form = self.query_one(Form)
        if self._person is not None:
            form.fill({name: getattr(self._person, name) for name in _LINES})
        form.begin()

    @on(Form.Done)
    def _done(self) -> None:
        from s11chat.services.outcome_entry import NewPerson  # loaded by now, with the call room

        form = self.query_one(Form)
        if form["name"]:
            self.dismiss(NewPerson(form["name"], form["title"], form["phone"], form["email"]))
        else:
            form.go_to("name")
