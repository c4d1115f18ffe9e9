"""The cases that a row of the manager's screen counts: exactly those, narrowed down by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from s11chat.language.harmless import one_line
from s11chat.tui import boardword
from s11chat.tui.boardpick import picked
from s11chat.tui.keys import CASES, bindings
from s11chat.tui.screens.overseeing import OverseeingScreen
from s11chat.tui.widgets.finder import CaseFinder
from s11chat.tui.widgets.header import StatusHeader

if TYPE_CHECKING:
    from s11chat.services.boardview import WaveBoard
    from s11chat.services.desk import Desk


class CasesScreen(OverseeingScreen):
    """The office's list of cases, of one row."""

    CSS_PATH = "../styles/wave.tcss"
    GROUP = "cases"
    BINDINGS = bindings(CASES)

    def __init__(self, desk: Desk, shown: WaveBoard, key: str, words: str = "") -> None:
        super().__init__(desk, shown.wave)
        self.shown, self._key, self._words = shown, key, words

    def compose(self) -> ComposeResult:
        """Header, what they have in common, the line to type in, the cases, the keys."""
        yield StatusHeader(boardword.TITLE, self.face.clock)
        yield Static("", id="about", markup=False)
        yield CaseFinder(lambda _: boardword.NO_LONGER, self._words)
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Lists the cases as they are known."""
        self.query_one(StatusHeader).show(boardword.TITLE, self.wave, self.desk.actor)
        if self.shown is not None:
            self.show(self.shown)

    def on_screen_resume(self) -> None:
        """Looks again when one comes back from a case."""
        self.glance(self.look, self.show)

    def show(self, shown: WaveBoard) -> None:
        """Lists the cases as they stand."""
        self.shown = shown
        title, cases = picked(shown, self._key)
        count = boardword.CASES.get(len(cases), boardword.CASES_COUNT.format(count=len(cases)))
        about = Content.styled(one_line(title), "bold") + "\n" + Content.styled(count, "$muted")
        self.query_one("#about", Static).update(about)
        self.query_one(CaseFinder).show(shown.lines[case] for case in cases if case in shown.lines)

    @on(CaseFinder.Chosen)
    def _chosen(self, event: CaseFinder.Chosen) -> None:
        self.open_case(event.case)

    def action_open(self) -> None:
        """Opens the case marked."""
        self.query_one(CaseFinder).open()

    def action_close(self) -> None:
        """Empties the line; from an empty one, back."""
        finder = self.query_one(CaseFinder)
        if finder.words:
            finder.clear()
        else:
            self.dismiss(None)
