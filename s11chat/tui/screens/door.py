"""Where an access code is entered: the first screen for delegates and leads, and part of the office's."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

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
    from s11chat.services.commissioning import Commissioning
    from s11chat.services.desk import Desk
    from s11chat.services.interviewing import Interview
    from s11chat.services.signing import Docket
    from s11chat.services.view import Admission, CaseLine

_DOCKET, _ANSWER, _PLAN, _THEIRS, _BUNDLE, _LEAVE = "docket", "answer", "plan", "theirs", "bundle", "leave"


class Came(NamedTuple):
    """Who has been let in, and what there is for them besides questions."""

    admission: Admission
    dockets: tuple[CaseLine, ...]
    """What waits for their signature."""
    plan: str
    """How the actions go that they see; empty where there are none."""
    theirs: Commissioning | None
    """The plans of those whom their organisation commissions, where it does."""


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
        work = self.desk.plan(admission)
        actions = work.plan().actions
        running, late = sum(one.running for one in actions), sum(one.overdue(work.today) for one in actions)
        plan = wording.ROLE_PLAN.format(count=len(actions), running=running) if actions else ""
        plan = wording.ROLE_LATE.format(say=plan, late=late) if late else plan
        return Came(admission, dockets, plan, work.commissioning)

    def _admitted(self, came: Came | StaffAnswer) -> None:
        if not isinstance(came, Came):
            self.face.begin(StaffScreen.GROUP, partial(StaffScreen, came), came)
            return
        admission = came.admission
        if not came.dockets and not came.plan:
            self._answer(admission)
            return
        self._let_in = admission
        choices = {
            _DOCKET: "".join(
                wording.ROLE_DOCKET.format(organisation=one.organisation, state=one.state)
                for one in came.dockets
            ),
            _ANSWER: wording.ROLE_ANSWER.format(case=admission.case),
            _PLAN: came.plan,
            _THEIRS: wording.ROLE_THEIRS if came.theirs else "",
            _BUNDLE: wording.MENU[_BUNDLE] if came.dockets else "",
            _LEAVE: wording.ROLE_LEAVE,
        }
        menu = Menu(
            wording.ROLE_TITLE.format(name=admission.name), {id_: say for id_, say in choices.items() if say}
        )
        self.face.push_screen(menu, partial(self._role_chosen, came))

    def _role_chosen(self, came: Came, wish: str | None) -> None:
        admission = came.admission
        if wish == _DOCKET:
            self.serve(partial(self.desk.docket, admission), self.show_docket)
        elif wish == _BUNDLE:
            self.serve(partial(self.desk.docket, admission), partial(self.show_docket, bundle=True))
        elif wish == _ANSWER:
            self._answer(admission)
        elif wish == _PLAN:
            from s11chat.tui.screens.plan import PlanScreen  # few come for it

            screen = PlanScreen(partial(self.desk.plan, admission))
            self.face.push_screen(screen, lambda _: self.came_back())
        elif wish == _THEIRS and came.theirs is not None:
            from s11chat.tui.screens.commissioned import CommissionedScreen  # few come for it

            self.face.push_screen(CommissionedScreen(came.theirs), lambda _: self.came_back())
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

    def show_docket(self, docket: Docket, *, bundle: bool = False) -> None:
        """Goes to a docket, with `bundle` to its bundles at once."""
        self.face.begin("docket", partial(DocketScreen, docket, self.desk.library, bundle=bundle), docket)

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
