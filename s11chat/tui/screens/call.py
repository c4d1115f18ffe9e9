"""The interview as it is held in the call room: the call's number and timer above it, and its coding at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from s11chat.assurance.right import Role
from s11chat.engine.intent import About
from s11chat.engine.progress import Progress
from s11chat.engine.turn import Finished, Turn
from s11chat.language.harmless import one_line
from s11chat.tui import callword, wording
from s11chat.tui.keys import CALL, bindings
from s11chat.tui.screens.coding import CodingScreen
from s11chat.tui.screens.interview import InterviewScreen
from s11chat.tui.screens.modal import Menu
from s11chat.tui.screens.offering import Wishes
from s11chat.tui.widgets.answer import AnswerInput
from s11chat.tui.widgets.header import StatusHeader

if TYPE_CHECKING:
    from s11chat.services.calling import CallRoom
    from s11chat.services.callview import Card, Offer
    from s11chat.services.interviewing import Interview


class CallScreen(InterviewScreen):
    """Left with what became of the call where it was coded from here, else with nothing."""

    GROUP = "call"
    BINDINGS = bindings(CALL)

    def __init__(self, interview: Interview, room: CallRoom, card: Card, begun: datetime | None) -> None:
        super().__init__(interview)
        self._held, self.room, self._card, self._begun = interview, room, card, begun

    def header(self) -> StatusHeader:
        """The line at the top, with the timer of the call."""
        return StatusHeader(wording.TITLE, self._there, begun=self._begun)

    def _there(self) -> datetime:
        return self.room.plan.calling_hours.local(self.face.clock())

    def show_header(self) -> None:
        """Who is talked to, on which number, and the how-manieth attempt it is."""
        header, card = self.interview.header, self._card
        role = wording.ROLE[Role.DELEGATE if header.delegated else Role.LEAD]
        person = f"{header.respondent} ({role})" if header.respondent else ""
        attempt = callword.ATTEMPT_SHORT.format(number=card.attempts + 1, cap=card.cap)
        self.query_one(StatusHeader).show(header.organisation, one_line(card.number), attempt, person)

    def stays(self) -> str:
        """A call that is not coded keeps the program open."""
        return callword.UNCODED if self.room.uncoded else ""

    def show_turns(self, turns: tuple[Turn, ...], progress: Progress) -> None:
        """The turns; once everything is complete, what the call came to."""
        super().show_turns(turns, progress)
        done = next((turn for turn in turns if isinstance(turn, Finished) and turn.complete), None)
        if done is not None:
            self._ask_outcome(done.closing)

    # the outcome

    def offers(self) -> Iterator[str]:
        """The outcome first, then what every interview offers."""
        yield "outcome"
        yield from super().offers()

    def say_of(self, wish: str) -> str:
        """What the menu says."""
        return callword.OUTCOME_WISH if wish == "outcome" else super().say_of(wish)

    def wishes(self) -> Wishes:
        """What the menu does."""
        return {**super().wishes(), "outcome": self.action_outcome}

    def action_outcome(self) -> None:
        """Says what the call came to."""
        self._ask_outcome("")

    def _ask_outcome(self, farewell: str) -> None:
        self.serve(partial(self.room.offer, answered=True), partial(self._offered, farewell))

    def _offered(self, farewell: str, offer: Offer) -> None:
        screen = CodingScreen(self.room, self._card, offer, self._begun, farewell=farewell)
        self.face.push_screen(screen, self._coded)

    def _coded(self, told: str | None) -> None:
        if told:
            self.serve(self._held.leave, lambda _: self._left(told))

    def _end(self, text: str) -> None:
        self.serve(self._held.leave, lambda _: self._left(""))

    def _left(self, told: str) -> None:
        self.face.let_go(self.GROUP)
        self.dismiss(told)  # type: ignore[arg-type]

    # words and keys of its own

    @on(AnswerInput.Entered)
    def _word(self, event: AnswerInput.Entered) -> None:
        if event.text.strip() == ":outcome":
            event.prevent_default()
            self.query_one(AnswerInput).empty()
            self.action_outcome()

    def action_case_note(self) -> None:
        """A remark about the case."""
        self.ask_remark(About.CASE)

    def action_contact_note(self) -> None:
        """A remark about the contact."""
        self.ask_remark(About.CONTACT)

    # another person

    def contact_replaced(self, name: str) -> None:
        """Somebody else answers: where answers stand, they may be kept, or asked anew."""
        super().contact_replaced(name)
        if self.interview.conversation.answers:
            title = callword.RESTART.format(name=name)
            choices: Mapping[str, str] = callword.RESTARTS
            self.face.push_screen(Menu(title, choices), self._begin_again)

    def _begin_again(self, wish: str | None) -> None:
        if wish == "again":
            self.serve(self._begun_again, self._opened_again)

    def _begun_again(self) -> tuple[tuple[Turn, ...], Progress]:
        turns = self._held.begin_again()
        return turns, self._held.progress()

    def _opened_again(self, came: tuple[tuple[Turn, ...], Progress]) -> None:
        self.show_turns(*came)
        self.inform(callword.BEGUN_AGAIN)
