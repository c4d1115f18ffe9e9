"""Where an access code is entered: the first screen for delegates and leads, and part of the office's."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Center, Middle

from s11chat.assurance.right import Role
from s11chat.tui import wording
from s11chat.tui.keys import DOOR, bindings
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.docket import DocketScreen
from s11chat.tui.screens.interview import InterviewScreen
from s11chat.tui.screens.knowledge import KnowledgeScreen
from s11chat.tui.screens.modal import Menu, Prompt
from s11chat.tui.screens.staff import StaffScreen
from s11chat.tui.widgets.header import StatusHeader
from s11chat.tui.widgets.sheet import Field, Sheet

if TYPE_CHECKING:
    from s11chat.services.answering import StaffAnswer
    from s11chat.services.desk import Desk
    from s11chat.services.interviewing import Interview
    from s11chat.services.signing import Docket
    from s11chat.services.view import Admission, CaseLine

    Came = tuple[Admission, tuple[CaseLine, ...]]
    """Who has been let in, and what waits for their signature."""

_DOCKET, _ANSWER, _LEAVE = "docket", "answer", "leave"


class AdmittingScreen(FaceScreen[None]):
    """Lets people in by their codes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._let_in: Admission | None = None
        """The lead who has been let in, until they leave."""

    def came_back(self) -> None:
        """Asks the lead who has left a docket what is next."""
        if self._let_in is not None:
            self.serve(partial(self._waiting, self._let_in), self._admitted)

    def action_code(self) -> None:
        """Asks for a code."""
        self._ask_code("")

    def _ask_code(self, error: str) -> None:
        prompt = Prompt(wording.CODE_TITLE, wording.CODE_DETAIL, error=error, secret=True)
        self.face.push_screen(prompt, self._code_given)

    def _code_given(self, code: str | None) -> None:
        if code:
            self.serve(partial(self._admit, code), self._admitted, self._ask_code)

    def _admit(self, code: str) -> Came | StaffAnswer:
        staff = None if self.face.start.case else self.desk.staff_sitting(code)
        if staff is not None:
            return staff
        admission = self.desk.admit(code)
        if self.face.start.case:
            self.desk.own_case(admission, self.face.start.case)
        return self._waiting(admission)

    def _waiting(self, admission: Admission) -> Came:
        dockets = self.desk.dockets(admission) if admission.role is Role.LEAD else ()
        return admission, dockets

    def _admitted(self, came: Came | StaffAnswer) -> None:
        if not isinstance(came, tuple):
            self.face.begin(StaffScreen.GROUP, partial(StaffScreen, came), came)
            return
        admission, dockets = came
        if not dockets:
            self._answer(admission)
            return
        self._let_in = admission
        choices = {
            _DOCKET: wording.ROLE_DOCKET.format(organisation=dockets[0].organisation, state=dockets[0].state),
            _ANSWER: wording.ROLE_ANSWER.format(case=admission.case),
            _LEAVE: wording.ROLE_LEAVE,
        }
        menu = Menu(wording.ROLE_TITLE.format(name=admission.name), choices)
        self.face.push_screen(menu, partial(self._role_chosen, admission))

    def _role_chosen(self, admission: Admission, wish: str | None) -> None:
        if wish == _DOCKET:
            self.serve(partial(self.desk.docket, admission), self.show_docket)
        elif wish == _ANSWER:
            self._answer(admission)
        elif wish == _LEAVE:
            self.let_out()

    def let_out(self) -> None:
        """The lead wants nothing further."""
        self._let_in = None

    def _answer(self, admission: Admission) -> None:
        self.serve(partial(self.desk.interview, admission), self.show_interview)

    def show_interview(self, interview: Interview) -> None:
        """Goes to an interview."""
        self.face.begin("interview", partial(InterviewScreen, interview), interview)

    def show_docket(self, docket: Docket) -> None:
        """Goes to a docket."""
        self.face.begin("docket", partial(DocketScreen, docket, self.desk.library), docket)

    def action_knowledge(self) -> None:
        """Opens the knowledge base."""
        self.face.push_screen(KnowledgeScreen(self.desk.library))

    def action_menu(self) -> None:
        """What is rarely needed."""
        wishes = self.wishes()
        choices = {id_: wording.MENU[id_] for id_ in wishes}
        self.face.push_screen(Menu(wording.MENU_TITLE, choices), partial(self._wished, wishes))

    def wishes(self) -> dict[str, Callable[[], None]]:
        """What the menu offers, and what it does."""
        return {
            "code": self.action_code,
            "knowledge": self.action_knowledge,
            "theme": self.face.action_theme,
            "leave": self.face.action_leave,
        }

    def _wished(self, wishes: dict[str, Callable[[], None]], wish: str | None) -> None:
        if wish is not None:
            wishes[wish]()


class DoorScreen(AdmittingScreen):
    """The first screen for whoever is not in the office."""

    CSS_PATH = "../styles/home.tcss"
    GROUP = "door"
    BINDINGS = bindings(DOOR)

    def compose(self) -> ComposeResult:
        """A welcome, and what to do."""
        yield StatusHeader(wording.WELCOME, self.face.clock)
        with Middle(), Center():
            yield Sheet((Field("", wording.DOOR_TEXT),), "welcome")
        yield self.notice()
        yield self.keybar()

    def let_out(self) -> None:
        """Ends the program: whoever comes next comes in by a code of their own."""
        super().let_out()
        self.face.action_leave()

    def on_mount(self) -> None:
        """Takes the code the program was started with, or asks for one at once."""
        given = self.face.start.code
        self.call_after_refresh(partial(self._code_given, given) if given else self.action_code)
