"""Questions that wait for a colleague, who may be asked with a code of their own as soon as one is parked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from s11chat.assurance.right import Role
from s11chat.engine.intent import Park, name_and_place, who_and_when
from s11chat.engine.turn import Repair, Turn, Waiting
from s11chat.tui import partword, wording
from s11chat.tui.screens.giving import Giving, Request
from s11chat.tui.screens.modal import Menu, Prompt
from s11chat.tui.screens.talk import TalkScreen

if TYPE_CHECKING:
    from s11chat.engine.progress import Progress


class ParkingScreen(TalkScreen):
    """A conversation in which a question can be left until somebody has been asked."""

    _to_ask = False
    """Whether somebody is to be asked for what is parked just now."""
    _parked_last: Waiting | None = None
    """What was parked last in this sitting by somebody who may ask others for it."""

    def action_park(self) -> None:
        """Asks for whom the question waits."""
        self.prompt(wording.PARK_TITLE, wording.PARK_DETAIL, self._park)

    def _park(self, words: str) -> None:
        """Parks the question; a delegate or a lead may have whoever it waits for asked with a code of their own."""
        who, when = who_and_when(words)
        if not self._may_ask or self.asking is None or not who:
            self.intend(Park(who, when))
            return
        title = partword.PARK_TITLE.format(question=self.asking.question.id, who=who)
        said = {id_: say.format(who=who) for id_, say in partword.PARK_CHOICES.items()}
        self.face.push_screen(Menu(title, said), partial(self._parked, Park(who, when)))

    def _parked(self, park: Park, wish: str | None) -> None:
        if wish is not None:
            self._to_ask = wish == "ask"
            self.intend(park)

    def show_turns(self, turns: tuple[Turn, ...], progress: Progress) -> None:
        """Shows what came back; then asks by when a colleague is to answer what was parked for them."""
        super().show_turns(turns, progress)
        waiting = next((turn for turn in turns if isinstance(turn, Waiting)), None)
        to_ask = self._to_ask
        self._to_ask = to_ask and any(isinstance(turn, Repair) for turn in turns)  # a day is asked again
        if waiting is not None and self._may_ask:
            self._parked_last = waiting
            if to_ask:
                self.ask_parked()

    @property
    def _may_ask(self) -> bool:
        return self.interview.header.role in (Role.DELEGATE, Role.LEAD)

    def ask_parked(self) -> None:
        """Asks whoever the question parked last waits for, with a code of their own for that question alone."""
        waiting, self._parked_last = self._parked_last, None
        if waiting is None:
            self.complain(partword.PARK_FIRST)
            return
        name, title = name_and_place(waiting.who)
        day = waiting.when.rpartition(", ")[2].rpartition(" to ")[2]  # the last day of what was read
        request = Request(name, title, due=day, fixed=waiting.question.item)
        Giving(self, lambda: self.interview.delegating, self.inform).begin(request)

    def prompt(self, title: str, detail: str, then: Callable[[str], None], text: str = "") -> None:
        """Asks for a line, and goes on with it unless it is left."""

        def answered(words: str | None) -> None:
            if words:
                then(words)

        self.face.push_screen(Prompt(title, detail, text), answered)
