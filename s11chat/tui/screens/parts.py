"""Who was asked for which part of a return: looked at, taken back, asked of somebody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import OptionList, Static

from s11chat.tui import partword
from s11chat.tui.docketkeys import PARTS
from s11chat.tui.keys import bindings
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.giving import Giving, Request
from s11chat.tui.screens.modal import Prompt
from s11chat.tui.widgets.header import StatusHeader
from s11chat.tui.widgets.parts import ALL, tree

if TYPE_CHECKING:
    from s11chat.services.delegating import Delegating
    from s11chat.services.partition import DelegationLine

EDGES = 3
"""Cells of a row that are not the list's: a space on either side, and the scroll bar."""


class PartsScreen(FaceScreen[None]):
    """A tree: the lead, whom they asked, and whom those asked."""

    CSS_PATH = "../styles/review.tcss"
    GROUP = "parts"
    BINDINGS = bindings(PARTS)

    def __init__(self, open_: Callable[[], Delegating], organisation: str, lead: str) -> None:
        super().__init__()
        self._open, self._organisation, self._lead = open_, organisation, lead
        self.lines: tuple[DelegationLine, ...] = ()

    def compose(self) -> ComposeResult:
        """Header, tree, message, keys."""
        yield StatusHeader(partword.LIST_TITLE, self.face.clock)
        yield OptionList(id="answers")
        yield Static(partword.LIST_EMPTY, id="empty", markup=False)
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Fetches the parts."""
        self.query_one(StatusHeader).show(partword.LIST_TITLE, self._organisation)
        self.query_one("#empty").display = False
        self.query_one(OptionList).focus()
        self._renew("")

    def on_resize(self) -> None:
        """Lays the rows out for the width there is."""
        self.call_after_refresh(self._fill)

    def _renew(self, said: str) -> None:
        self.serve(lambda: self._open().lines(), partial(self._renewed, said))

    def _renewed(self, said: str, lines: tuple[DelegationLine, ...]) -> None:
        self.lines = lines
        self._fill()
        self.query_one("#empty").display = not lines
        self.inform(said)

    def _fill(self) -> None:
        rows = self.query_one(OptionList)
        here = rows.highlighted_option.id if rows.highlighted_option else None
        rows.clear_options()
        rows.add_options(tree(self._lead, self.lines, max(30, self.size.width - EDGES)))
        ids = [option.id for option in rows.options]
        rows.highlighted = ids.index(here) if here in ids and here else min(1, len(ids) - 1)

    @property
    def line(self) -> DelegationLine | None:
        """The part marked."""
        option = self.query_one(OptionList).highlighted_option
        return next((line for line in self.lines if option and option.id == str(line.number)), None)

    def action_give(self) -> None:
        """Asks somebody for a part."""
        Giving(self, self._open, self._renew).begin(Request())

    def action_anew(self) -> None:
        """Asks somebody else for the part marked."""
        line = self.line
        if line is None or line.state == "recalled":
            self.complain(partword.MARK_FIRST if line is None else partword.ENDED)
            return
        due = "" if line.due is None or line.overdue else line.due.isoformat()
        wish = Request(
            sections=line.ids or (ALL,), due=due, note=line.note, number=line.number, instead_of=line.name
        )
        Giving(self, self._open, self._renew).begin(wish)

    def action_recall(self) -> None:
        """Takes the part marked back, once it is said why."""
        line = self.line
        if line is None or line.state == "recalled":
            self.complain(partword.MARK_FIRST if line is None else partword.ENDED)
            return
        title = partword.RECALL_TITLE.format(part=line.part, name=line.name)

        def answered(words: str | None) -> None:
            if words:
                done = partword.RECALLED.format(name=line.name)
                self.serve(lambda: self._open().recall(line.number, words), lambda _: self._renew(done))

        self.face.push_screen(Prompt(title, partword.RECALL_DETAIL), answered)

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
