"""The file of one case, and what the office does about it: interview, call again, assign, note, a word to somebody."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from s11chat.engine.intent import Intent, Revisit
from s11chat.language.harmless import one_line
from s11chat.tui import boardword
from s11chat.tui.keys import CASEFILE, bindings
from s11chat.tui.screens.echo import EchoFlow
from s11chat.tui.screens.interview import InterviewScreen
from s11chat.tui.screens.overseeing import OverseeingScreen
from s11chat.tui.screens.review import ReviewScreen
from s11chat.tui.widgets.filesheet import case_fields
from s11chat.tui.widgets.header import StatusHeader
from s11chat.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from s11chat.services.boardview import CaseFile
    from s11chat.services.callview import AppointmentLine
    from s11chat.services.desk import Desk
    from s11chat.services.echoing import Echoing
    from s11chat.services.interviewing import Interview
    from s11chat.services.view import ReturnLine


class CaseFileScreen(OverseeingScreen):
    """Everything known of a case but its answers."""

    CSS_PATH = "../styles/wave.tcss"
    GROUP = "casefile"
    BINDINGS = bindings(CASEFILE)

    def __init__(self, desk: Desk, wave: str, case: str) -> None:
        super().__init__(desk, wave)
        self._case, self._file = case, None

    _file: CaseFile | None

    def compose(self) -> ComposeResult:
        """Header, the file, the keys."""
        yield StatusHeader(boardword.TITLE, self.face.clock)
        with VerticalScroll(id="file", can_focus=False):
            yield Sheet()
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Fetches the file."""
        self.query_one(StatusHeader).show(self._case)
        self.renew()

    def on_screen_resume(self) -> None:
        """Shows how things stand when one comes back."""
        if self._file is not None:
            self.glance(self._read, self._show)

    def renew(self, said: str = "") -> None:
        """Fetches the file again, and says what was done."""
        self.serve(self._read, partial(self._renewed, said))

    def _renewed(self, said: str, file: CaseFile) -> None:
        self._show(file)
        self.inform(said)

    def _read(self) -> CaseFile:
        from s11chat.services.casefile import case_file

        return case_file(self.desk.kept, self._case)

    def _show(self, file: CaseFile) -> None:
        self._file = file
        self.query_one(StatusHeader).show(file.line.organisation, file.line.case, str(file.line.state))
        self.query_one(Sheet).show(case_fields(file))

    @property
    def _ref(self) -> str:
        return self._case.partition("/")[2]

    @property
    def _organisation(self) -> str:
        return one_line(self._file.line.organisation) if self._file else self._case

    def action_page(self, step: int) -> None:
        """Scrolls the file."""
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_relative(y=step * max(1, scroll.size.height - 1), animate=False)

    # the return

    def action_interview(self) -> None:
        """Interviews it by telephone."""
        self.serve(partial(self.desk.interview_as_interviewer, self._case), self._show_interview)

    def _show_interview(self, interview: Interview) -> None:
        self.face.begin("interview", partial(InterviewScreen, interview), interview)

    def action_answers(self) -> None:
        """All answers so far."""
        self.serve(partial(self.desk.returned, self._case), self._show_answers)

    def _show_answers(self, whole: ReturnLine) -> None:
        self.face.push_screen(ReviewScreen(whole), self._read_through)

    def _read_through(self, wish: Intent | None) -> None:
        if isinstance(wish, Revisit):
            self.action_interview()

    # its staff

    def action_staff(self) -> None:
        """What its staff say."""
        EchoFlow(self, self._echo, self.renew).begin()

    def _echo(self) -> Echoing:
        from s11chat.services.echoing import Echoing

        return Echoing(self.desk.kept, self._case)

    # calls

    def action_again(self) -> None:
        """Puts it back into the queue."""
        title = boardword.AGAIN_TITLE.format(organisation=self._organisation)
        done = boardword.AGAIN_DONE.format(organisation=self._organisation)
        self.ask(title, boardword.AGAIN_DETAIL, self._again, done)

    def _again(self, reason: str) -> None:
        self.office().call_again(self._ref, reason)

    def action_assign(self) -> None:
        """Says who calls it."""
        title = boardword.ASSIGN_TITLE.format(organisation=self._organisation)
        self.ask_name(title, boardword.FREE, self._assign)

    def _assign(self, name: str) -> None:
        said = boardword.ASSIGNED if name else boardword.ASSIGNED_FREE
        done = said.format(name=one_line(name), organisation=self._organisation)
        self.serve(lambda: self.office().assign([self._ref], name), lambda _: self.renew(done))

    def action_message(self) -> None:
        """A word to somebody about it."""
        self.ask_message(self._ref)

    def action_note(self) -> None:
        """A remark about it."""
        self.ask(boardword.NOTE_TITLE, boardword.NOTE_DETAIL, self._note, boardword.NOTED)

    def _note(self, words: str) -> None:
        from s11chat.services.casefile import note

        note(self.desk.kept, self._case, words)

    # its appointment

    @property
    def _appointment(self) -> AppointmentLine | None:
        """The one that stands."""
        found = self._file.appointments if self._file else ()
        return next((one for one in reversed(found) if one.state in boardword.STANDING), None)

    def action_take_over(self) -> None:
        """Somebody else keeps its appointment."""
        if self._appointment is None:
            self.complain(boardword.NO_APPOINTMENT)
        else:
            self.ask_keeper(self._case, self._appointment.number)

    def action_call_off(self) -> None:
        """Its appointment is called off."""
        if self._appointment is None:
            self.complain(boardword.NO_APPOINTMENT)
        else:
            self.ask_calling_off(self._case, self._appointment.number)

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
