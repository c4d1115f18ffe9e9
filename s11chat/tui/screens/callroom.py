"""The call room between two calls: the day so far, appointments and messages, and the way to the next case."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input, OptionList, Static

from s11chat.tui import callword
from s11chat.tui.callkeys import CALLROOM
from s11chat.tui.keys import bindings
from s11chat.tui.screens.between import BetweenScreen
from s11chat.tui.screens.card import CardScreen
from s11chat.tui.screens.knowledge import KnowledgeScreen
from s11chat.tui.widgets.calls import Choices
from s11chat.tui.widgets.header import StatusHeader

if TYPE_CHECKING:
    from s11chat.knowledge.library import Library
    from s11chat.services.calling import CallRoom
    from s11chat.services.callview import Card, QueueLine

LOOKS = 20.0
"""Seconds between two looks at how things stand."""


class CallRoomScreen(BetweenScreen):
    """Where an interviewer sits while no case is in hand; the cards stand before it."""

    GROUP = "callroom"
    BINDINGS = bindings(CALLROOM)

    def __init__(self, room: CallRoom, library: Library) -> None:
        super().__init__(room)
        self.library = library
        self._sought = ""
        """The words that what is shown was found by."""

    def compose(self) -> ComposeResult:
        """Header, the day, the line to type in, the rows, the keys."""
        yield StatusHeader(callword.TITLE, self.there)
        yield Static("", id="day", markup=False)
        yield Input(placeholder=callword.FIND, id="filter", select_on_focus=False)
        yield Choices(id="rows")
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Looks how things stand, and goes on looking."""
        self.query_one(StatusHeader).show(callword.TITLE, self.room.title, self.room.interviewer)
        self.query_one(Input).focus()
        self.serve(self.look, self.show)
        self.set_interval(LOOKS, self.beat)

    # what is typed

    @on(Input.Changed, "#filter")
    def _changed(self, event: Input.Changed) -> None:
        words = event.value.strip()
        if not words or words.startswith(":"):
            if self.found is not None:
                self.found, self._sought = None, ""
                self.fill()
            return
        self.glance(partial(self.room.find, words), partial(self._came_upon, words))

    def _came_upon(self, words: str, found: tuple[QueueLine, ...]) -> None:
        if self.query_one(Input).value.strip() == words:
            self.found, self._sought = found, words
            self.fill()

    def _take_found(self, words: str, found: tuple[QueueLine, ...]) -> None:
        self._came_upon(words, found)
        if self._sought == words and len(found) == 1:
            self.query_one(OptionList).action_select()

    @on(Input.Submitted, "#filter")
    async def _submitted(self, event: Input.Submitted) -> None:
        words = event.value.strip()
        if words.startswith(":"):
            event.input.value = ""
            await self.obey(words)
        elif words in ("n", "N") or (not words and not self.marked):
            self.action_next()
        elif words and words != self._sought:  # typed faster than it was looked for
            self.serve(partial(self.room.find, words), partial(self._take_found, words))
        else:
            self.query_one(OptionList).action_select()

    def on_key(self, event: events.Key) -> None:
        """Arrows move the mark in the list while the line keeps the focus."""
        rows = self.query_one(OptionList)
        match event.key:
            case "up":
                rows.action_cursor_up()
            case "down":
                rows.action_cursor_down()
            case "pageup":
                rows.action_first()
            case "pagedown":
                rows.action_last()
            case _:
                return
        event.stop()

    def on_resize(self) -> None:
        """Lays the rows out for the new width."""
        self.call_after_refresh(self.fill)

    # cases

    def action_next(self) -> None:
        """Takes the next case; ends a break first."""
        if self.between is not None and self.between.tally.away is not None:
            self.action_rest()
            return
        self.serve(self.room.next, self._next_came)

    def _next_came(self, card: Card | None) -> None:
        if card is None:
            self.serve(self.look, self.show)
        else:
            self.open_card(card)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        kind, _, rest = (event.option_id or "").partition(" ")
        if kind == "message":
            self.read_message(int(rest))
        elif kind:
            case = rest if kind == "case" else rest.rpartition(" ")[0]
            self.serve(partial(self.room.take, case.partition("/")[2]), self.open_card)

    def open_card(self, card: Card, again: bool = False) -> None:
        """Puts a case before the interviewer."""
        self.inform("")
        self.query_one(Input).value = ""
        self.found, self._sought = None, ""
        self.case, self.stayed = card.case, self.face.clock()
        self.face.push_screen(CardScreen(self.room, card, self.library, again), self._card_left)

    def _card_left(self, told: str | None) -> None:
        self.inform(told or "")
        self.renew()

    def action_again(self) -> None:
        """Takes the call coded last, to be coded again."""
        self.serve(self.room.again, partial(self.open_card, again=True))

    def action_knowledge(self) -> None:
        """Opens the knowledge base."""
        self.face.push_screen(KnowledgeScreen(self.library))

    def action_close(self) -> None:
        """Empties the line; from an empty one, leaves the call room."""
        line = self.query_one(Input)
        if line.value:
            line.value = ""
            self.inform("")
        else:
            self.face.sitting_over(self, "")
