"""What shows the answers: documents and records put on file, looked at, told anew, taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import OptionList, Static

from s11chat.assurance.evidence import looks_private
from s11chat.tui import proofword
from s11chat.tui.keys import EVIDENCE, bindings
from s11chat.tui.screens.attaching import Draft, EvidenceCard, draft_of
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.modal import Card, Menu
from s11chat.tui.widgets.exhibits import history, rows
from s11chat.tui.widgets.header import StatusHeader

if TYPE_CHECKING:
    from s11chat.services.evidencing import Evidencing
    from s11chat.services.exhibit import EvidenceLine

EDGES = 3
"""Cells of a row that are not the list's: a space on either side, and the scroll bar."""


class EvidenceScreen(FaceScreen[tuple["EvidenceLine", ...]]):
    """A list; hands back what was added or changed."""

    CSS_PATH = "../styles/review.tcss"
    GROUP = "evidence"
    BINDINGS = bindings(EVIDENCE)

    def __init__(
        self, open_: Callable[[], Evidencing], item: str, organisation: str, *, adding: bool = False
    ) -> None:
        """`open_` is called in a thread; with `item` the list begins with what covers it, with `adding` with the card."""
        super().__init__()
        self._open, self._item, self._organisation, self._adding = open_, item, organisation, adding
        self._only = bool(item)
        self.lines: tuple[EvidenceLine, ...] = ()
        self._changed: tuple[EvidenceLine, ...] = ()

    def compose(self) -> ComposeResult:
        """Header, list, message, keys."""
        yield StatusHeader(proofword.TITLE, self.face.clock)
        yield OptionList(id="answers")
        yield Static("", id="empty", markup=False)
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Fetches what there is."""
        self.query_one(StatusHeader).show(proofword.TITLE, self._organisation)
        self.query_one("#empty").display = False
        self.query_one(OptionList).focus()
        self._renew("")

    def on_resize(self) -> None:
        """Lays the rows out for the width there is."""
        self.call_after_refresh(self._fill)

    def _renew(self, said: str) -> None:
        self.serve(lambda: self._open().lines(self._item if self._only else ""), partial(self._renewed, said))

    def _renewed(self, said: str, lines: tuple[EvidenceLine, ...]) -> None:
        self.lines = lines
        self._fill()
        empty = self.query_one("#empty", Static)
        empty.update(proofword.EMPTY.format(item=self._item) if self._only else proofword.EMPTY_ALL)
        empty.display = not lines
        self.inform(said)
        if self._adding:
            self._adding = False
            self.action_add()

    def _fill(self) -> None:
        listed = self.query_one(OptionList)
        here = listed.highlighted_option.id if listed.highlighted_option else None
        listed.clear_options()
        listed.add_options(rows(self.lines, max(30, self.size.width - EDGES)))
        ids = [option.id for option in listed.options]
        listed.highlighted = ids.index(here) if here in ids and here else (0 if ids else None)

    @property
    def line(self) -> EvidenceLine | None:
        """The record marked."""
        option = self.query_one(OptionList).highlighted_option
        return next((line for line in self.lines if option and option.id == str(line.number)), None)

    def action_add(self) -> None:
        """Puts a document on file."""
        self._ask(Draft(shows=self._item), "")

    def action_amend(self) -> None:
        """Tells the record marked anew."""
        line = self.line
        if line is None or not line.stands:
            self.complain(proofword.MARK_FIRST if line is None else proofword.REINSTATE_FIRST)
            return
        self._ask(draft_of(line), "")

    def _ask(self, draft: Draft, error: str) -> None:
        def opened() -> tuple[Evidencing, dict[str, str]]:
            work = self._open()
            return work, work.before()

        self.serve(opened, partial(self._show_card, draft, error))

    def _show_card(self, draft: Draft, error: str, found: tuple[Evidencing, dict[str, str]]) -> None:
        work, before = found

        def typed(found: Draft | None) -> None:
            if found is not None:
                self._typed(found)

        self.face.push_screen(EvidenceCard(work, draft, error, before), typed)

    def _typed(self, draft: Draft) -> None:
        """Keeps it, once words that look private are meant."""
        looks = "" if draft.sure else looks_private(draft.told, draft.path)
        if not looks:
            self.serve(partial(self._keep, draft), partial(self._kept, draft), partial(self._ask, draft))
            return

        def chosen(wish: str | None) -> None:
            self._typed(replace(draft, sure=True)) if wish == "keep" else self._ask(draft, looks)

        self.face.push_screen(Menu(looks, proofword.PRIVATE), chosen)

    def _keep(self, draft: Draft) -> EvidenceLine:
        work = self._open()
        if draft.number:
            return work.amend(draft.number, draft.told, draft.path, sure=True)
        return work.add(draft.told, draft.path, sure=True)

    def _kept(self, draft: Draft, line: EvidenceLine) -> None:
        said = proofword.AMENDED if draft.number else proofword.ADDED
        self._done(said.format(number=line.number, items=", ".join(line.covers)), line)

    def _done(self, said: str, line: EvidenceLine) -> None:
        self._changed = (*self._changed, line)
        self._renew(said)

    def action_withdraw(self) -> None:
        """Takes the record marked back, or has it stand again."""
        line = self.line
        if line is None:
            self.complain(proofword.MARK_FIRST)
        elif line.stands:
            said = proofword.TAKEN_BACK.format(number=line.number)
            self.serve(lambda: self._open().withdraw(line.number), partial(self._done, said))
        else:
            said = proofword.STANDS.format(number=line.number)
            self.serve(lambda: self._open().reinstate(line.number), partial(self._done, said))

    def action_look(self) -> None:
        """All that is known of the record marked."""
        line = self.line
        if line is not None:
            self.serve(lambda: self._open().history(line.number), self._show_history)

    def _show_history(self, steps: tuple[EvidenceLine, ...]) -> None:
        title = proofword.HISTORY.format(number=steps[-1].number)
        self.face.push_screen(Card(title, tuple(history(steps))))

    def on_option_list_option_selected(self) -> None:
        """Enter in the list shows the record marked."""
        self.action_look()

    def action_all(self) -> None:
        """Everything on file, or what covers the question again."""
        self._only = not self._only and bool(self._item)
        self._renew("")

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(self._changed)
