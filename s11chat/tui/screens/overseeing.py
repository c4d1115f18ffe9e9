"""What the manager's screens share: looking how a wave stands, the way to its cases, and what is asked before an act."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from s11chat.language.harmless import one_line
from s11chat.tui import boardword
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.modal import Menu, Prompt

if TYPE_CHECKING:
    from s11chat.services.boardview import WaveBoard
    from s11chat.services.calling import CallRoom
    from s11chat.services.desk import Desk
    from s11chat.services.supervising import Supervision

_FREE, _OTHER = "", " "
"""What a menu of names calls nobody, and somebody who is not in it."""


class OverseeingScreen(FaceScreen[None]):
    """A screen of one wave for whoever answers for it."""

    def __init__(self, desk: Desk, wave: str) -> None:
        super().__init__()
        self.desk, self.wave = desk, wave
        self.shown: WaveBoard | None = None

    def look(self) -> WaveBoard:
        """How the wave stands now; called in a thread."""
        from s11chat.services.overseeing import oversee  # the store is loaded once the desk is open

        return oversee(self.desk.kept, self.wave)

    def office(self) -> Supervision:
        """The supervisor's part; called in a thread. Raises RightsError for those who may not make calls."""
        from s11chat.services.supervising import Supervision

        return Supervision(self.desk.kept, self.wave)

    def renew(self, said: str = "") -> None:
        """Shows how things stand after something was done."""
        self.inform(said)

    # where one goes

    def open_cases(self, key: str, words: str = "") -> None:
        """The cases that a row counts."""
        from s11chat.tui.screens.cases import CasesScreen

        if self.shown is not None:
            self.face.push_screen(CasesScreen(self.desk, self.shown, key, words))

    def open_case(self, case: str) -> None:
        """Everything known of a case."""
        from s11chat.tui.screens.casefile import CaseFileScreen

        self.face.push_screen(CaseFileScreen(self.desk, self.wave, case))

    def show_calls(self, room: CallRoom) -> None:
        """Goes to the call room."""
        from s11chat.tui.screens.callroom import CallRoomScreen

        self.face.begin(CallRoomScreen.GROUP, partial(CallRoomScreen, room, self.desk.library), room)

    # what is asked

    def ask(
        self,
        title: str,
        detail: str,
        act: Callable[[str], object],
        done: str,
        text: str = "",
        error: str = "",
    ) -> None:
        """Asks for words, acts on them; where that is refused, asks again with the words kept."""

        def answered(words: str | None) -> None:
            if words:
                again = partial(self.ask, title, detail, act, done, words)
                self.serve(partial(act, words), lambda _: self.renew(done), again)

        self.face.push_screen(Prompt(title, detail, text, error), answered)

    def ask_name(self, title: str, nobody: str, then: Callable[[str], None]) -> None:
        """Asks for somebody of the office; `nobody` is what stands for nobody in particular."""
        self.serve(self._names, partial(self._offer_names, title, nobody, then))

    def _names(self) -> tuple[str, ...]:
        from s11chat.assurance.right import Role
        from s11chat.services.staffing import staff

        callers = {Role.INTERVIEWER, Role.MANAGER}
        found = [one.name for one in staff(self.desk.kept, self.wave) if callers & set(one.roles)]
        return tuple(found) or (self.desk.actor,)

    def _offer_names(
        self, title: str, nobody: str, then: Callable[[str], None], names: tuple[str, ...]
    ) -> None:
        choices = {_FREE: nobody, **{name: one_line(name) for name in names}, _OTHER: boardword.SOMEBODY}

        def chosen(name: str | None) -> None:
            if name == _OTHER:
                prompt = Prompt(boardword.NAME_TITLE, boardword.NAME_DETAIL)
                self.face.push_screen(prompt, lambda typed: then(typed) if typed else None)
            elif name is not None:
                then(name)

        self.face.push_screen(Menu(title, choices), chosen)

    # words between people

    def ask_message(self, ref: str) -> None:
        """A word to somebody of the office, about a case or none."""
        self.ask_name(boardword.TO_TITLE, boardword.SUPERVISORS, partial(self._ask_words, ref))

    def _ask_words(self, ref: str, to: str) -> None:
        title = boardword.SAY_TITLE.format(name=one_line(to) or boardword.SUPERVISORS.lower())
        self.ask(title, boardword.SAY_DETAIL, partial(self._say, to, ref), boardword.SAID)

    def _say(self, to: str, ref: str, words: str) -> None:
        self.office().say(words, to=to, ref=ref)

    def offer_message(self, number: int) -> None:
        """Shows a message, with what can be done about it."""
        lines = self.shown.supervised.messages if self.shown and self.shown.supervised else ()
        line = next((one for one in lines if one.number == number), None)
        if line is None:
            return
        ref = line.case.partition("/")[2]
        choices = {id_: say for id_, say in boardword.MESSAGE_MENU.items() if id_ != "open" or line.case}
        by = boardword.READ_DETAIL.format(by=one_line(line.by), local=line.local)

        def chosen(wish: str | None) -> None:
            match wish:
                case "answer":
                    act = partial(self._answer, number, line.by, ref)
                    self.ask(by, line.text, act, boardword.SAID)
                case "read":
                    self.serve(lambda: self.office().read(number), lambda _: self.renew())
                case "open":
                    self.open_case(line.case)
                case _:
                    pass

        self.face.push_screen(Menu(f"{by}: {one_line(line.text)}", choices), chosen)

    def _answer(self, number: int, to: str, ref: str, words: str) -> None:
        office = self.office()
        office.say(words, to=to, ref=ref)
        office.read(number)

    # appointments

    def offer_appointment(self, case: str, number: int) -> None:
        """What can be done about an appointment."""
        wishes: dict[str, Callable[[], None]] = {
            "open": partial(self.open_case, case),
            "over": partial(self.ask_keeper, case, number),
            "off": partial(self.ask_calling_off, case, number),
        }
        line = self.shown.lines.get(case) if self.shown else None
        title = one_line(line.organisation) if line else case
        self.face.push_screen(
            Menu(title, boardword.APPOINTMENT_MENU), lambda wish: wishes[wish]() if wish else None
        )

    def ask_keeper(self, case: str, number: int) -> None:
        """Somebody else is to keep an appointment."""
        title = boardword.KEEP_TITLE.format(organisation=case)

        def chosen(name: str) -> None:
            ref = case.partition("/")[2]
            done = boardword.TAKEN_OVER.format(name=one_line(name)) if name else boardword.TAKEN_FREE
            self.serve(lambda: self.office().take_over(ref, number, name), lambda _: self.renew(done))

        self.ask_name(title, boardword.FREE, chosen)

    def ask_calling_off(self, case: str, number: int) -> None:
        """An appointment is to be called off."""
        ref = case.partition("/")[2]
        act = partial(self._call_off, ref, number)
        self.ask(boardword.OFF_TITLE, boardword.OFF_DETAIL, act, boardword.CALLED_OFF)

    def _call_off(self, ref: str, number: int, reason: str) -> None:
        self.office().cancel(ref, number, reason)
