"""What a call came to, asked for in lines: the outcome, and whatever it has to be told with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from s11chat.errors import UsageError
from s11chat.fieldwork.appointment import Appointment
from s11chat.fieldwork.outcome import Outcome, outcome
from s11chat.services.calling import CallRoom
from s11chat.services.callview import Booking, Offer
from s11chat.services.offering import asked_for
from s11chat.services.outcome_entry import Coding, NewPerson

Taken = TypeVar("Taken")
_ASKED = {
    "note": "A note",
    "when": "When, such as tomorrow 10:00 or in 1 hour",
    "person": "Whom to ask for (Enter for whoever answers)",
    "number": "On which number (Enter for the same)",
    "mine": "For you alone? yes or no",
    "name": "Their name",
    "title": "What they are (Enter to leave out)",
    "phone": "Their number (Enter to leave out)",
    "email": "Their e-mail address (Enter to leave out)",
    "ref": "The other case, by its ref or name",
}


@dataclass
class Coder:
    """Asks, line by line, for what the coding of one call needs."""

    room: CallRoom
    write: Callable[[str], None]
    lines: Iterator[str]
    _over: bool = False
    """No line is left to be read."""

    def code(self, answered: bool | None, given: str) -> str:
        """Codes the call in hand, by the code given or asked for; returns what becomes of the case."""
        offer = self.room.offer(answered=answered)
        if not given:
            for one in offer.outcomes:
                self.write(f"    {one.code:<3} {one.say}")
        code = given or self._ask(f"The code{f' (Enter for {offer.chosen})' if offer.chosen else ''}")
        chosen = outcome({one.code: one for one in offer.outcomes}, code or offer.chosen)
        return self.room.code(self._coding(chosen, offer))

    def _coding(self, chosen: Outcome, offer: Offer) -> Coding:
        """What an outcome has to be told with, asked one after another; a time or a case is asked for until it is one."""
        told: dict[str, str] = {}
        booking, ref = None, ""
        for asked in asked_for(chosen):
            match asked:
                case "when":
                    booking = self._until(self.room.book, _ASKED[asked], offer.when)
                    self.write(f"= {booking.told}.")
                case "ref":
                    ref = self._until(self.room.pointed, _ASKED[asked])
                case _:
                    told[asked] = self._ask(_ASKED[asked])
        name = told.get("name", "")
        person = NewPerson(name, told.get("title", ""), told.get("phone", ""), told.get("email", ""))
        return Coding(
            outcome=chosen.code,
            note=told.get("note", ""),
            appointment=self._with_whom(booking, told) if booking else None,
            passed_to=person if name else None,
            points_to=ref,
        )

    def _with_whom(self, booking: Booking, told: dict[str, str]) -> Appointment:
        return replace(
            booking.appointment,
            person=told.get("person", ""),
            number=told.get("number", ""),
            mine_only=told.get("mine", "").casefold().startswith("y"),
        )

    def _until(self, take: Callable[[str], Taken], what: str, usual: str = "") -> Taken:
        """What `take` makes of a line, asked for again until it takes one."""
        while True:
            try:
                return take(self._ask(what, usual))
            except UsageError as error:
                if self._over:
                    raise
                self.write(f"! {error}")

    def _ask(self, what: str, usual: str = "") -> str:
        self.write(f"{what}{f' (Enter for {usual})' if usual else ''}:")
        line = next(self.lines, None)
        if line is None:
            self._over = True
            raise UsageError("Nothing more came: this call is not coded.")
        return line.strip() or usual
