"""The card of the case in hand: whom to ring and why now, and the call from ringing to its coding."""

from __future__ import annotations

from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, Static

from s11chat.language.harmless import one_line
from s11chat.tui import callword
from s11chat.tui.callkeys import CARD, RINGS
from s11chat.tui.keys import bindings
from s11chat.tui.screens.case import CaseScreen
from s11chat.tui.widgets.calls import Choices, people_rows
from s11chat.tui.widgets.casesheet import past, present
from s11chat.tui.widgets.header import StatusHeader
from s11chat.tui.widgets.keybar import KeyBar
from s11chat.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from s11chat.knowledge.library import Library
    from s11chat.services.calling import CallRoom
    from s11chat.services.callview import Card, Offer
    from s11chat.services.interviewing import Interview

EDGES = 2
"""Cells of a row that are not the list's."""


class Call(Enum):
    """How far the call has come."""

    IDLE = callword.IDLE
    RINGING = callword.RINGING
    ANSWERED = callword.ANSWERED
    AGAIN = callword.CODING_AGAIN


class CardScreen(CaseScreen):
    """One case in hand; left with what became of it, in a sentence."""

    GROUP = "card"
    BINDINGS = bindings((*CARD, *RINGS))

    def __init__(self, room: CallRoom, card: Card, library: Library, again: bool = False) -> None:
        super().__init__(room, card)
        self.library = library
        self.call = Call.AGAIN if again else Call.IDLE

    def compose(self) -> ComposeResult:
        """Header, how the call stands, whom to ring, what is known, the keys."""
        yield StatusHeader(self.card.organisation, self.there)
        yield Static("", id="call", markup=False)
        with Horizontal(id="split"):
            with VerticalScroll(id="now", can_focus=False):
                yield Choices(id="people")
                yield Sheet(id_="present")
                yield Sheet(id_="past-below")
            with VerticalScroll(id="side", can_focus=False):
                yield Sheet(id_="past")
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Shows the case; a call that is coded again goes straight to its outcomes, one that was cut off goes on."""
        if self.card.dialled is not None and self.call is Call.IDLE:
            self.call = Call.RINGING
            self.query_one(StatusHeader).time_from(self.card.dialled)
        self.show(self.card)
        if self.call is Call.AGAIN:
            self.action_code()

    def show(self, card: Card) -> None:
        """Shows the case as it stands."""
        self.card = card
        header = self.query_one(StatusHeader)
        header.show(card.organisation, card.case, card.type_name)
        header.switch(self.call.value)
        self._suit_keys()
        people = self.query_one(OptionList)
        people.clear_options()
        people.add_options(people_rows(card.people, max(30, (people.size.width or self.size.width) - EDGES)))
        people.highlighted = None
        self.query_one("#present", Sheet).show(present(card))
        for sheet in ("#past", "#past-below"):
            self.query_one(sheet, Sheet).show(past(card))
        line = self.query_one("#call", Static)
        warned = self.call is Call.IDLE and (not card.permitted or bool(card.engaged))
        line.set_class(warned, "-warned")
        line.update(self._state())

    def _suit_keys(self) -> None:
        """The keys that make sense as the call stands, and what Enter does."""
        without = {
            Call.IDLE: {"card.go_on", "card.answered", "card.silent"},
            Call.RINGING: {"card.go_on", "card.ring", "card.other"},
            Call.ANSWERED: {"card.answered", "card.silent", "card.ring", "card.other"},
            Call.AGAIN: {"card.answered", "card.silent", "card.ring", "card.other"},
        }[self.call]
        goes_on = {"card.go_on": callword.GO_ON.get(self.call.value, "")}
        self.query_one(KeyBar).suit(without, goes_on)

    def _state(self) -> str:
        card = self.card
        match self.call:
            case Call.RINGING if not card.number:
                return callword.TAKEN_UP
            case Call.RINGING:
                return callword.RINGS.format(number=one_line(card.number))
            case Call.ANSWERED:
                return callword.TALKS
            case _ if not card.permitted:
                return callword.NOT_PERMITTED.format(next=card.next_permitted)
            case Call.IDLE if card.engaged:
                return callword.ENGAGED.format(said=card.engaged)
            case _:
                return callword.RING if any(one.phone for one in card.people) else callword.RING_NONE

    def on_resize(self) -> None:
        """Lays the rows out for the new width."""
        self.call_after_refresh(self._relay)

    def _relay(self) -> None:
        self.show(self.card)

    # the call

    def action_ring(self, number: int) -> None:
        """Rings somebody on the list."""
        if not 1 <= number <= len(self.card.people):
            self.complain(callword.NO_SUCH.format(number=number))
            return
        person = self.card.people[number - 1]
        if person.phone:
            self._dial(person.phone, person.id)
        else:
            self.ask(callword.NUMBER_TITLE, person.name, partial(self._dial, person=person.id))

    @on(OptionList.OptionSelected, "#people")
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.action_ring(int(event.option_id or 0))

    def action_other(self) -> None:
        """Rings a number that is typed."""
        self.ask(callword.NUMBER_TITLE, callword.NUMBER_DETAIL, self._dial)

    def _dial(self, number: str, person: str = "") -> None:
        self.serve(partial(self.room.dial, number, person), self._rings)

    def _rings(self, card: Card) -> None:
        self.inform("")
        header = self.query_one(StatusHeader)
        if header.begun is None:
            header.time_from(self.there())
        self.call = Call.RINGING
        self.show(card)

    def action_answered(self) -> None:
        """Somebody answered."""
        if self._rung():
            self.call = Call.ANSWERED
            self.show(self.card)

    def action_silent(self) -> None:
        """Nobody answered."""
        if self._rung():
            self._code(False)

    def _rung(self) -> bool:
        if self.call in (Call.RINGING, Call.ANSWERED):
            self.inform("")
            return True
        self.complain(callword.FIRST_RING)
        return False

    def action_go_on(self) -> None:
        """What usually comes next."""
        match self.call:
            case Call.RINGING:
                self.complain(callword.WHICH)
            case Call.ANSWERED:
                self.serve(self.room.interview, self._interview)
            case Call.AGAIN:
                self.action_code()
            case Call.IDLE if self.card.people:
                self.action_ring(1)
            case _:
                self.action_other()

    def _interview(self, interview: Interview) -> None:
        from s11chat.tui.screens.call import CallScreen

        begun = self.query_one(StatusHeader).begun
        screen = CallScreen(interview, self.room, self.card, begun)
        self.face.hold(CallScreen.GROUP, interview)
        self.face.push_screen(screen, self._talked)

    def _talked(self, told: str | None) -> None:
        """The talk is over: coded already, or to be coded now."""
        if told:
            self.dismiss(told)
        else:
            self.serve(self.room.card, self._after_talk)

    def _after_talk(self, card: Card) -> None:
        self.show(card)
        self._code(True)

    # coding

    def action_code(self) -> None:
        """Says what the call came to."""
        either = None if self.call is not Call.ANSWERED else True
        self._code(either)

    def _code(self, answered: bool | None) -> None:
        self.serve(partial(self.room.offer, answered=answered), self._offered)

    def _offered(self, offer: Offer) -> None:
        from s11chat.tui.screens.coding import CodingScreen

        begun = self.query_one(StatusHeader).begun
        screen = CodingScreen(self.room, self.card, offer, begun, again=self.call is Call.AGAIN)
        self.face.push_screen(screen, self._coded)

    def _coded(self, told: str | None) -> None:
        if told:
            self.dismiss(told)
        elif self.call is Call.AGAIN:
            self.action_close()
        else:
            self.inform("")

    def action_knowledge(self) -> None:
        """Opens the knowledge base."""
        from s11chat.tui.screens.knowledge import KnowledgeScreen

        self.face.push_screen(KnowledgeScreen(self.library))

    def action_page(self, step: int) -> None:
        """Scrolls what is known."""
        scroll = self.query_one("#now", VerticalScroll)
        scroll.scroll_relative(y=step * max(1, scroll.size.height - 1), animate=False)

    def action_close(self) -> None:
        """Gives the case back, unless its call is to be coded first."""
        if self.room.uncoded:
            self.complain(callword.UNCODED)
        else:
            self.serve(self.room.leave, self._left)

    def _left(self, _: None) -> None:
        self.dismiss("")
