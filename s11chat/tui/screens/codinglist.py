"""The questions of a wave that are answered in words: what is left to code of each, and the way to its answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from s11chat.report.base import wording
from s11chat.tui import codingdeskword
from s11chat.tui.codingdeskkeys import CODINGLIST
from s11chat.tui.keys import bindings
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.widgets.header import StatusHeader
from s11chat.tui.widgets.moderation import cut

if TYPE_CHECKING:
    from s11chat.analysis.coding import QuestionCoding
    from s11chat.services.desk import Desk

EDGES = 3
_NUMBER, _LEFT = 16, 22


class CodingListScreen(FaceScreen[None]):
    """A row for each question with answers in words."""

    CSS_PATH = "../styles/coding.tcss"
    GROUP = "codinglist"
    BINDINGS = bindings(CODINGLIST)

    def __init__(self, desk: Desk, wave: str) -> None:
        super().__init__()
        self.desk, self.wave = desk, wave
        self.questions: tuple[QuestionCoding, ...] = ()

    def compose(self) -> ComposeResult:
        """Header, list, message, keys."""
        yield StatusHeader(codingdeskword.TITLE, self.face.clock)
        yield OptionList(id="questions")
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Fetches the questions."""
        self.query_one(StatusHeader).show(codingdeskword.TITLE, self.wave, self.desk.actor)
        self.query_one(OptionList).focus()
        self.renew()

    def renew(self, why: str = "") -> None:
        """Fetches how far each is, and says why something could not be opened."""
        self.serve(self._look, partial(self._show, why))

    def _look(self) -> tuple[QuestionCoding, ...]:
        from s11chat.services.backcoding import coding_figures  # the store is loaded once the desk is open

        found = coding_figures(self.desk.kept, self.wave).questions
        return tuple(one for one in found if one.open.verbatims)

    def _show(self, why: str, questions: tuple[QuestionCoding, ...]) -> None:
        self.questions = questions
        self._fill()
        if why:
            self.complain(why)
        else:
            self.inform("" if questions else codingdeskword.LIST_EMPTY)

    def _fill(self) -> None:
        rows = self.query_one(OptionList)
        at = rows.highlighted or 0
        width = max(40, self.size.width - EDGES)
        rows.clear_options()
        rows.add_options(Option(_row(one, width), one.id) for one in self.questions)
        if self.questions:
            rows.highlighted = min(at, len(self.questions) - 1)

    def on_resize(self) -> None:
        """Lays the rows out for the width there is."""
        self.call_after_refresh(self._fill)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self._open(second=False)

    def action_open(self) -> None:
        """The answers to the marked question."""
        self._open(second=False)

    def action_second(self) -> None:
        """Its sample, as the second coder."""
        self._open(second=True)

    def _open(self, *, second: bool) -> None:
        from s11chat.tui.screens.codingdesk import CodingDeskScreen

        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self.questions):
            screen = CodingDeskScreen(self.desk, self.wave, self.questions[at].id, second=second)
            self.face.push_screen(screen, self._came_back)

    def _came_back(self, why: str | None) -> None:
        self.renew(why or "")

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


def _row(one: QuestionCoding, width: int) -> Content:
    left, words = len(one.open.left), len(one.open.verbatims)
    told = codingdeskword.LIST_ROW if left else codingdeskword.LIST_DONE
    mark = "! " if one.over else "  " if left else "✓ "
    style = "$warning" if one.over else "" if left else "$success"
    say = wording(one.open.question)
    if one.over:
        say = f"{codingdeskword.OVER} · {say}"
    return Content("").join(
        [
            Content.styled(mark, style),
            Content.styled(cut(one.id, _NUMBER), "bold $primary"),
            Content(cut(told.format(left=left, words=words), _LEFT)),
            Content.styled(cut(say, max(8, width - _NUMBER - _LEFT - 2)), "$muted"),
        ]
    )
