"""The office: the cases of a wave, found by typing, and the ways to everything else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from s11chat.language.harmless import one_line
from s11chat.language.plural import number_of
from s11chat.tui import wording
from s11chat.tui.keys import HOME, bindings
from s11chat.tui.screens.modal import Card, Menu
from s11chat.tui.screens.rehearsal import RehearsingScreen
from s11chat.tui.widgets.finder import CaseFinder
from s11chat.tui.widgets.header import SEPARATOR, StatusHeader
from s11chat.tui.widgets.sheet import Field

if TYPE_CHECKING:
    from s11chat.services.calling import CallRoom
    from s11chat.services.deciding import Court
    from s11chat.services.desk import Desk
    from s11chat.services.view import CaseLine, WaveLine


class HomeScreen(RehearsingScreen):
    """Where somebody in the office begins."""

    CSS_PATH = "../styles/home.tcss"
    GROUP = "home"
    BINDINGS = bindings(HOME)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._waves: tuple[WaveLine, ...] = ()
        self._wave: WaveLine | None = None
        self._only_moderates = False
        """Whether who sits here moderates returns and may see nothing else."""

    def compose(self) -> ComposeResult:
        """Header, wave, the line to type in, the cases, the keys."""
        yield StatusHeader(wording.HOME, self.face.clock)
        yield Static("", id="wave", markup=False)
        yield CaseFinder(lambda _: self._nothing())
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Fetches what there is."""
        self.query_one(StatusHeader).show(wording.TITLE, wording.HOME, self.desk.actor)
        self._fetch(None)
        if self.face.start.moderate is not None:
            self._moderate(self.face.start.moderate)
        if self.face.start.coding is not None:
            coding = self.face.start.coding
            self._code(coding.wave, coding.item, second=coding.second)
        if self.face.start.reports is not None:
            self._report(self.face.start.reports)
        if self.face.start.guide:
            fields = tuple(Field("", line) for line in self.face.start.guide.splitlines())
            self.face.push_screen(Card(wording.GUIDE_TITLE, fields))

    def on_screen_resume(self) -> None:
        """Shows how things stand when one comes back."""
        if self._waves:
            self._fetch(self._wave.id if self._wave else None)

    def _nothing(self) -> str:
        if self._only_moderates:
            return wording.ONLY_MODERATES
        return wording.NO_CASES if self._waves else wording.NO_WAVES

    def _fetch(self, wave: str | None) -> None:
        self.serve(partial(self._look, wave), self._show)

    def _look(self, wanted: str | None) -> tuple[tuple[WaveLine, ...], WaveLine | None, tuple[CaseLine, ...]]:
        self._only_moderates = self.desk.only_moderates
        waves = () if self._only_moderates else self.desk.waves()
        wave = next((line for line in waves if line.id == wanted), waves[0] if waves else None)
        return waves, wave, self.desk.cases(wave.id) if wave else ()

    def _show(self, came: tuple[tuple[WaveLine, ...], WaveLine | None, tuple[CaseLine, ...]]) -> None:
        self._waves, self._wave, cases = came
        self.query_one("#wave", Static).update(_wave_line(self._wave) if self._wave else Content(""))
        self.query_one(CaseFinder).show(cases)
        if self._only_moderates and self.face.start.moderate is None:
            self._moderate()

    @on(CaseFinder.Chosen)
    def _chosen(self, event: CaseFinder.Chosen) -> None:
        self.serve(partial(self.desk.interview_as_interviewer, event.case), self.show_interview)

    def action_open(self) -> None:
        """Opens the case marked, as interviewer."""
        self.query_one(CaseFinder).open()

    def wishes(self) -> dict[str, Callable[[], None]]:
        """What the menu offers: a rehearsal too."""
        code, *others = super().wishes().items()
        here = (
            ("progress", self.action_progress),
            ("calls", self.action_calls),
            ("duplicates", self.action_duplicates),
            ("moderation", self.action_moderation),
            ("words", self.action_words),
            ("reports", self.action_reports),
        )
        return dict([code, ("rehearse", self.action_rehearse), *here, *others])

    def action_progress(self) -> None:
        """How this wave stands."""
        if self._wave is not None:
            from s11chat.tui.screens.wave import WaveScreen  # interviewers have little use for it

            self.face.push_screen(WaveScreen(self.desk, self._wave.id))

    def action_calls(self) -> None:
        """Opens the call room of this wave."""
        if self._wave is not None:
            self.serve(partial(self.desk.call_room, self._wave.id), self._show_calls)

    def _show_calls(self, room: CallRoom) -> None:
        from s11chat.tui.screens.callroom import CallRoomScreen  # few sittings come here

        self.face.begin(CallRoomScreen.GROUP, partial(CallRoomScreen, room, self.desk.library), room)

    def action_duplicates(self) -> None:
        """Opens the court of this wave, where it is decided which of two cases counts."""
        if self._wave is not None:
            self.serve(partial(self.desk.court, self._wave.id), self._show_court)

    def _show_court(self, court: Court) -> None:
        from s11chat.tui.screens.court import CourtScreen  # few sittings come here

        self.face.push_screen(CourtScreen(court))

    def action_moderation(self) -> None:
        """The returns that are moderated, of this wave or of every one."""
        self._moderate()

    def _moderate(self, case: str = "") -> None:
        from s11chat.tui.screens.moderated import ModeratedScreen  # few sittings come here

        wave = case.partition("/")[0] or (self._wave.id if self._wave else "")
        self.face.push_screen(ModeratedScreen(self.desk, wave, case))

    def action_words(self) -> None:
        """The answers of this wave in words, to be coded."""
        if self._wave is not None:
            self._code(self._wave.id)

    def _code(self, wave: str, item: str = "", *, second: bool = False) -> None:
        from s11chat.tui.screens.codingdesk import CodingDeskScreen  # few sittings come here
        from s11chat.tui.screens.codinglist import CodingListScreen

        self.face.push_screen(CodingListScreen(self.desk, wave))
        if item:
            self.face.push_screen(CodingDeskScreen(self.desk, wave, item, second=second), self._refused)

    def action_reports(self) -> None:
        """The reports of this wave."""
        if self._wave is not None:
            self._report(self._wave.id)

    def _report(self, wave: str) -> None:
        from s11chat.tui.screens.reports import ReportsScreen  # few sittings come here

        self.face.push_screen(ReportsScreen(self.desk, wave))

    def _refused(self, why: str | None) -> None:
        if why:
            self.face.notify(why)

    def action_wave(self) -> None:
        """Chooses another wave."""
        if self._waves:
            choices = {line.id: _wave_choice(line) for line in self._waves}
            self.face.push_screen(Menu(wording.WAVES_TITLE, choices), self._wave_chosen)

    def _wave_chosen(self, wave: str | None) -> None:
        if wave:
            self._fetch(wave)


def _wave_choice(wave: WaveLine) -> str:
    closes = wording.CLOSES.format(day=wave.closes) if wave.closes else wording.NO_CLOSING
    return wording.WAVE_CHOICE.format(
        title=one_line(wave.title), id=wave.id, closes=closes, cases=number_of(wave.cases, "case")
    )


def _wave_line(wave: WaveLine) -> Content:
    counts = wording.WAVE_LINE.format(
        cases=number_of(wave.cases, "case"), complete=wave.complete, signed=wave.signed
    )
    closes = f"{SEPARATOR}{wording.CLOSES.format(day=wave.closes)}" if wave.closes else ""
    return Content.styled(one_line(wave.title), "bold") + "\n" + Content.styled(f"{counts}{closes}", "$muted")
