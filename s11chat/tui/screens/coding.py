"""Says what a call came to: an outcome by its code, its first letters or the arrows, and at once what it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from s11chat.language.harmless import one_line
from s11chat.tui import callword
from s11chat.tui.callkeys import CODING
from s11chat.tui.keys import bindings
from s11chat.tui.screens.inroom import RoomScreen
from s11chat.tui.widgets.calls import Choices
from s11chat.tui.widgets.form import TICKS, Form
from s11chat.tui.widgets.header import StatusHeader

if TYPE_CHECKING:
    from s11chat.fieldwork.outcome import Outcome
    from s11chat.services.calling import CallRoom
    from s11chat.services.callview import Booking, Card, Offer, Reachable

LOW = 18
"""Rows of a window that has no room for the list beside the lines."""
_LINES = ("when", "person", "number", "mine", "name", "title", "phone", "email", "ref", "note")


class CodingScreen(RoomScreen[str]):
    """Left with what becomes of the case, in a sentence; with nothing where the call stays uncoded."""

    GROUP = "coding"
    BINDINGS = bindings(CODING)

    def __init__(
        self,
        room: CallRoom,
        card: Card,
        offer: Offer,
        begun: datetime | None = None,
        again: bool = False,
        farewell: str = "",
    ) -> None:
        super().__init__(room)
        self.card, self.offer = card, offer
        self._begun, self._again, self._farewell = begun, again, farewell
        self.chosen: Outcome | None = None
        """What is being coded, while its lines are filled in."""

    def compose(self) -> ComposeResult:
        """Header, the question, the line, the list, what an outcome needs, the keys."""
        yield StatusHeader(self.card.organisation, self.there, begun=self._begun)
        yield Static(self._title(), id="asked", markup=False)
        yield Input(placeholder=callword.CODE_HINT, id="code", select_on_focus=False)
        yield Choices(id="outcomes")
        yield Form(_LINES)
        yield self.notice()
        yield self.keybar()

    def _title(self) -> Content:
        organisation = one_line(self.card.organisation)
        if self._again:
            said = self.card.last.say if self.card.last else ""
            title = callword.CODE_AGAIN.format(organisation=organisation, said=said)
        else:
            title = callword.CODE_TITLE.format(organisation=organisation)
        told = Content.styled(title, "bold $primary")
        if not self._farewell:
            return told
        return Content.styled(callword.THANK.format(text=one_line(self._farewell)), "$accent") + "\n" + told

    def on_mount(self) -> None:
        """Shows the outcomes, with the one marked that the call itself speaks for."""
        header = self.query_one(StatusHeader)
        header.show(self.card.organisation, one_line(self.card.number), self.card.case)
        header.switch(callword.CODING_AGAIN if self._again else callword.CODING)
        self.query_one(Form).ask(())
        self._fill("", self.offer.chosen)
        self.query_one("#code", Input).focus()

    # the list

    def _fill(self, words: str, mark: str = "") -> None:
        fitting = [one for one in self.offer.outcomes if _fits(one, words)]
        exact = next((one.code for one in fitting if one.code == words.upper()), mark)
        self._show(fitting, exact or (_likely(fitting, words) if words else ""))

    def _show(self, outcomes: Sequence[Outcome], mark: str) -> None:
        rows = self.query_one("#outcomes", OptionList)
        rows.clear_options()
        for group, title in callword.GROUPS.items():
            found = [one for one in outcomes if one.group.value == group]
            if found:
                rows.add_option(Option(Content.styled(title, "bold $secondary"), disabled=True))
                rows.add_options(Option(_row(one), one.code) for one in found)
        if not outcomes:
            rows.add_option(Option(Content.styled(callword.NO_OUTCOME, "$secondary"), disabled=True))
        ids = [option.id for option in rows.options]
        rows.highlighted = ids.index(mark) if mark in ids else None

    @on(Input.Changed, "#code")
    def _typed(self, event: Input.Changed) -> None:
        words = event.value.strip()
        if not words.startswith(":") and self.chosen is None:
            self._fill(words, "" if words else self.offer.chosen)

    def on_key(self, event: events.Key) -> None:
        """Arrows move the mark in the list while the line keeps the focus."""
        if self.chosen is not None:
            return
        rows = self.query_one("#outcomes", OptionList)
        if event.key == "down":
            rows.action_cursor_down()
        elif event.key == "up":
            rows.action_cursor_up()
        else:
            return
        event.stop()

    @on(Input.Submitted, "#code")
    async def _entered(self, event: Input.Submitted) -> None:
        words = event.value.strip()
        if words.startswith(":"):
            event.input.value = ""
            await self.obey(words)
        else:
            self.action_take()

    def action_take(self) -> None:
        """Takes the marked outcome."""
        if self.chosen is None:
            self.query_one("#outcomes", OptionList).action_select()

    @on(OptionList.OptionSelected, "#outcomes")
    def _picked(self, event: OptionList.OptionSelected) -> None:
        chosen = next((one for one in self.offer.outcomes if one.code == event.option_id), None)
        if chosen is not None:
            self._choose(chosen)

    # what it needs

    def _choose(self, chosen: Outcome, note: bool = False) -> None:
        from s11chat.services.offering import asked_for  # loaded by now, with the call room

        asked = asked_for(chosen)
        if note and "note" not in asked:
            asked = (*asked, "note")
        self.inform("")
        if not asked:
            self._code(chosen, {})
            return
        self.chosen = chosen
        self._fit()
        form = self.query_one(Form)
        form.ask(asked)
        form.fill(self._known(asked))
        self._show([chosen], chosen.code)
        form.begin()

    def on_resize(self) -> None:
        """Leaves room for the lines."""
        self._fit()

    def _fit(self) -> None:
        """Where the window is low, the lines to fill in stand in place of the list, under what is coded."""
        low = self.chosen is not None and self.size.height < LOW
        self.set_class(low, "-low")
        title = _row(self.chosen) if low and self.chosen is not None else self._title()
        self.query_one("#asked", Static).update(title)

    def _known(self, asked: tuple[str, ...]) -> dict[str, str]:
        """What need not be typed: when to ring, as it was said, whom and where; where a link would go."""
        if "when" in asked:
            person = next((one for one in self.card.people if one.id == self.card.person), self._first)
            name, number = (person.name, person.phone) if person else ("", "")
            return {"when": self.offer.when, "person": name, "number": self.card.number or number}
        if "email" in asked and "title" not in asked and self._first:
            return {"name": self._first.name, "email": self._first.email}
        return {}

    @property
    def _first(self) -> Reachable | None:
        return next(iter(self.card.people), None)

    def action_note(self) -> None:
        """A note, whatever the outcome."""
        rows = self.query_one("#outcomes", OptionList)
        option = rows.highlighted_option
        chosen = self.chosen or next(
            (one for one in self.offer.outcomes if option and one.code == option.id), None
        )
        if chosen is None:
            self.complain(callword.MARK_FIRST)
            return
        self._choose(chosen, note=True)
        self.query_one(Form).go_to("note")

    @on(Form.Left)
    def _left(self, event: Form.Left) -> None:
        words = self.query_one(Form)["when"]
        if event.line == "when" and words:
            self.query_one(Form).go_to("note")  # whom and where is known, and Shift+Tab goes there
            self.serve(partial(self.room.book, words), self._read_back, self._unread)

    def _read_back(self, booking: Booking) -> None:
        note = self.chosen is not None and self.chosen.note
        self.inform((callword.READ_BACK_NOTE if note else callword.READ_BACK).format(told=booking.told))

    def _unread(self, sentence: str) -> None:
        self.complain(sentence)
        self.query_one(Form).go_to("when")

    @on(Form.Done)
    def _done(self) -> None:
        if self.chosen is not None:
            form = self.query_one(Form)
            typed = {name: form[name] for name in _LINES if name not in TICKS}
            self._code(self.chosen, typed, form.ticked("mine"))

    def _code(self, chosen: Outcome, typed: Mapping[str, str], mine: bool = False) -> None:
        self.serve(partial(self._enter, chosen, typed, mine), self._coded)

    def _coded(self, told: str) -> None:
        self.dismiss(told)

    def _enter(self, chosen: Outcome, typed: Mapping[str, str], mine: bool) -> str:
        from s11chat.services.outcome_entry import Coding, NewPerson

        given = {name: typed.get(name, "") for name in _LINES}
        booking = None
        if given["when"]:
            booking = self.room.book(
                given["when"],
                person=given["person"],
                number=given["number"],
                mine_only=mine,
            )
        known = self._first
        same = known is not None and (known.name, known.email) == (given["name"], given["email"])
        person = None
        if given["name"] and not same:
            kept = known if known is not None and known.name == given["name"] else None
            title, phone = given["title"] or (kept.title if kept else ""), given["phone"]
            phone = phone or (kept.phone if kept else "")
            person = NewPerson(given["name"], title, phone, given["email"])
        coding = Coding(
            chosen.code,
            note=given["note"],
            appointment=booking.appointment if booking else None,
            passed_to=person,
            points_to=self.room.pointed(given["ref"]) if given["ref"] else "",
        )
        return self.room.code(coding)

    def action_back(self) -> None:
        """From the lines back to the list; from the list back to the call."""
        self.inform("")
        if self.chosen is None:
            self.dismiss("")
            return
        mark = self.chosen.code
        self.chosen = None
        self._fit()
        self.query_one(Form).ask(())
        line = self.query_one("#code", Input)
        line.value = ""
        self._fill("", mark)
        line.focus()


def _row(outcome: Outcome) -> Content:
    return Content.styled(f"{outcome.code:<4}", "bold $primary") + Content(one_line(outcome.say))


def _likely(outcomes: Sequence[Outcome], words: str) -> str:
    """Whatever begins with the words comes before what has them further on."""
    begun = (one.code for one in outcomes if one.say.casefold().startswith(words.casefold()))
    return next(begun, outcomes[0].code if outcomes else "")


def _fits(outcome: Outcome, words: str) -> bool:
    """Whether an outcome is called so: by its code, or by the beginnings of words of its name."""
    if outcome.code.casefold().startswith(words.casefold()):
        return True
    names = outcome.say.casefold().replace(";", " ").split()
    return all(any(name.startswith(word) for name in names) for word in words.casefold().split())
