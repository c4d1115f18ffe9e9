"""The call room held in lines: the next case, whom to ring, the interview, and what the call came to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from s11chat.dialog.suggest import nearest
from s11chat.engine.intent import About
from s11chat.errors import BusyError, S11chatError, UsageError
from s11chat.language.plural import number_of
from s11chat.line.coding import Coder
from s11chat.line.listing import wrapped
from s11chat.line.talk import Talk
from s11chat.services.calling import CallRoom
from s11chat.services.callview import Card
from s11chat.services.outcome_entry import NewPerson

BETWEEN = {
    "next": ("next", "the next case; Enter alone does the same"),
    "take": ("take HH", "one case by its ref"),
    "find": ("find larch", "cases by ref, name or number"),
    "appointments": ("appointments", "yours, and those for whoever is free"),
    "messages": ("messages", "the words left for you; they count as read then"),
    "say": ("say the list is wrong", "a word to the supervisors"),
    "again": ("again", "code the last call again"),
    "day": ("day", "how your day goes"),
    "help": ("help", "these words"),
    "quit": ("quit", "end; nothing is left in your hands"),
}
IN_HAND = {
    "ring": ("1", "ring the person of this number; ring 01632 960 001 rings another number"),
    "yes": ("yes", "somebody answered"),
    "no": ("no", "nobody answered"),
    "interview": ("interview", "begin, or go on with, the questions"),
    "outcome": ("outcome", "what the call came to; outcome N1 codes it at once"),
    "card": ("card", "the case again"),
    "contact": ("contact Ann Example, Head of Safety", "somebody else is asked from now on"),
    "note": ("note rings till noon", "a note on the case"),
    "contactnote": ("contactnote prefers mornings", "a note on the contact"),
    "back": ("back", "give the case back that was not rung"),
    "help": ("help", "these words"),
}

LISTED = 2
"""So many digits are a place in the list of people, and no telephone number."""

Taken = TypeVar("Taken")


@dataclass
class Room:
    """Reads lines, asks the call room, writes what comes back; holds no rule of its own."""

    room: CallRoom
    write: Callable[[str], None]
    _lines: Iterator[str] = field(default_factory=lambda: iter(()))
    _card: Card | None = None
    _answered: bool | None = None

    def hold(self, lines: Iterable[str]) -> None:
        """The whole sitting. The last line says what is left in hand."""
        self._lines = _alive(self.room, self.write, lines)
        try:
            self.write(
                f"{self.room.title}. You are {self.room.interviewer}. Type help for the words that work here."
            )
            self._day()
            self._left_behind()
            while self._step():
                pass
        except KeyboardInterrupt:
            self.write("Stopped. Everything acknowledged is saved.")
        finally:
            self._sign_out()

    def _step(self) -> bool:
        line = next(self._lines, None)
        if line is None:
            return False
        if not self.room.holds:
            self._card = None
        name, _, rest = line.strip().lstrip(":").partition(" ")
        if name.casefold() in ("quit", "q", "exit") and not self.room.uncoded:
            return False
        try:
            if self._card is None:
                self._between(name.casefold() or "next", rest.strip())
            else:
                self._in_hand(name.casefold(), rest.strip())
        except BusyError as error:
            self.write(f"! {error} Your words were: {line[:200]}")
        except S11chatError as error:
            self.write(f"! {error}")
        return True

    def _sign_out(self) -> None:
        if self.room.uncoded and self._card is not None:
            self.write(f"Not coded: {self._card.case}")
            return
        self.room.leave()
        self.write("Nothing in hand")

    def _between(self, name: str, rest: str) -> None:
        match name:
            case "next" | "n":
                self._show(self.room.next())
            case "take":
                self._show(self.room.take(rest.rpartition("/")[2]))
            case "find":
                self._find(rest)
            case "appointments":
                self._appointments()
            case "messages":
                self._messages()
            case "say":
                self.room.shift.office.say(rest)
                self.write("= Left for the supervisors.")
            case "again":
                self._show(self.room.again())
                self._code("")
            case "day":
                self._day()
            case "help":
                self._help(BETWEEN)
            case _:
                raise UsageError(
                    f"'{name[:40]}' is no word that works here{nearest(name, list(BETWEEN))}: type help."
                )

    def _in_hand(self, name: str, rest: str) -> None:
        match name:
            case _ if name.isdigit() and not rest:
                self._ring(int(name))
            case "ring" if rest.isdigit() and len(rest) <= LISTED:
                self._ring(int(rest))
            case "ring":
                self._ring_number(rest)
            case "yes" | "y" | "no" | "n":
                self._answer(name.startswith("y"))
            case "interview" | "i":
                self._interview()
            case "outcome" | "o":
                self._code(rest)
            case "card":
                self._show(self.room.card())
            case "contact":
                self._contact(rest)
            case "note" | "contactnote":
                self.room.remark(rest, About.CASE if name == "note" else About.CONTACT)
                self.write("= Noted.")
            case "back":
                self.room.put_back()
                self._free("Given back.")
            case "help":
                self._help(IN_HAND)
            case "quit" | "q" | "exit":
                raise UsageError("This call has begun: code it with outcome before you leave.")
            case _:
                raise UsageError(
                    f"'{name[:40]}' is no word that works here{nearest(name, list(IN_HAND))}: type help."
                )

    def _ring(self, number: int) -> None:
        card = self.room.card()
        if not 1 <= number <= len(card.people):
            raise UsageError(f"There is no person {number}: the card lists {len(card.people)}.")
        person = card.people[number - 1]
        if not person.phone:
            raise UsageError(f"No number is on file for {person.name}: ring another with ring 01632 960 001.")
        self._rung(self.room.dial(person.phone, person.id), person.name, person.phone)

    def _ring_number(self, number: str) -> None:
        if not any(sign.isdigit() for sign in number):
            raise UsageError("Say which number you ring: ring 01632 960 001.")
        self._rung(self.room.dial(number), "whoever answers", number)

    def _rung(self, card: Card, name: str, number: str) -> None:
        self._card, self._answered = card, None
        self.write(f"= Ring {name}, {number}. Did somebody answer? yes or no")

    def _answer(self, answered: bool) -> None:
        if not self.room.uncoded:
            raise UsageError("Nobody was rung yet: type the number of the person you ring.")
        self._answered = answered
        if answered:
            self.write("= Type interview for the questions, or outcome for what the call came to.")
        else:
            self._code("")

    def _interview(self) -> None:
        if not self.room.uncoded:
            raise UsageError("Nobody was rung yet: type the number of the person you ring.")
        self._answered = True
        Talk(self.room.interview(), self.write).hold(self._lines)
        self._code("")

    def _contact(self, rest: str) -> None:
        name, _, title = rest.partition(",")
        self._card = self.room.replace_contact(NewPerson(name.strip(), title.strip()))
        self.write(f"= {name.strip()} is asked from now on.")

    def _code(self, given: str) -> None:
        self._free(Coder(self.room, self.write, self._lines).code(self._answered, given))

    def _free(self, text: str) -> None:
        self._card = self._answered = None
        self.write(f"= {text}")

    def _show(self, card: Card | None) -> None:
        self._card, self._answered = card, None
        if card is None:
            self.write(f"= {self.room.nothing()}")
            return
        for line in _card_lines(card):
            self.write(line)
        if self.room.uncoded:
            self.write("! The call to it is not coded yet: yes, no, interview or outcome.")

    def _find(self, words: str) -> None:
        found = self.room.find(words)
        for line in found:
            self.write(f"  {line.case:<20} {line.standing.value:<8} {line.organisation}")
        if not found:
            self.write("= No case fits: part of a name, a ref, or four digits of a number find one.")

    def _appointments(self) -> None:
        lines = self.room.shift.appointments()
        for one in lines:
            whose = "yours" if one.owner else "for whoever is free"
            self.write(f"  {one.local}  {one.state:<9} {one.case}  {one.person or one.organisation}, {whose}")
        if not lines:
            self.write("= No appointment waits for you.")

    def _messages(self) -> None:
        lines = self.room.shift.messages()
        for one in lines:
            self.write(f"  {one.local}  {one.by}{f' about {one.case}' if one.case else ''}: {one.text}")
            self.room.shift.office.read(one.number)
        if not lines:
            self.write("= There is no message for you.")

    def _day(self) -> None:
        tally = self.room.shift.tally()
        per_hour = f", {tally.per_hour:.1f} an hour" if tally.per_hour is not None else ""
        self.write(f"= Today: {number_of(tally.calls, 'call')}, {tally.completes} complete{per_hour}.")

    def _left_behind(self) -> None:
        for one in self.room.shift.left_behind():
            ref = one.case.partition("/")[2]
            self.write(
                f"! {one.organisation} ({one.case}) is still in your hands: take {ref} goes on with it."
            )

    def _help(self, words: dict[str, tuple[str, str]]) -> None:
        for typed, does in words.values():
            self.write(f"  {typed:<36} {does}")


def _alive(room: CallRoom, write: Callable[[str], None], lines: Iterable[str]) -> Iterator[str]:
    """The lines; each is a sign of life for the case in hand."""
    for line in lines:
        if not _keeps(room):
            write(
                f"! Nothing was typed for {room.plan.hold_minutes} minutes: the case went back to the queue. "
                "Take it again to see how it stands."
            )
        yield line.rstrip("\r\n")


def _keeps(room: CallRoom) -> bool:
    """Whether the case in hand, if any, is still there."""
    try:
        return not room.holds or room.stay()
    except S11chatError:
        return True  # what the line asks for will say what is wrong


def _card_lines(card: Card) -> Iterator[str]:
    """A case as its caller has to know it, in lines."""
    yield ""
    yield f"{card.organisation}. {card.type_name}. Case {card.case}."
    yield f"{card.why[:1].upper()}{card.why[1:]}. Attempt {card.attempts + 1} of {card.cap}. It is {card.local} there."
    if not card.permitted:
        yield f"! Calls are not permitted now; they are again {card.next_permitted}."
    if card.engaged:
        yield f"! {card.engaged}"
    for number, one in enumerate(card.people, 1):
        told = ", ".join(part for part in (one.name, one.title, one.office) if part)
        yield f"  {number}  {told}: {one.phone or 'no number on file'}"
    if card.answered:
        yield f"  {card.answered} of {card.asked} questions are settled."
    if card.appointment is not None:
        yield from wrapped("appointment", f"{card.appointment.local} {card.appointment.person}".strip())
    for call in card.history[:3]:
        note = f" {call.note}" if call.note else ""
        yield from wrapped("called", f"{call.local}, {call.say}, {call.by}.{note}")
    for message in card.messages:
        yield from wrapped("message", f"{message.by}: {message.text}")
    for remark in card.remarks:
        yield from wrapped("remark", remark)
    yield "Type the number of whom you ring."
