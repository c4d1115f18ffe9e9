"""From what happened in a conversation to what its return keeps, for one person in one role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from s11chat.assurance.right import Act, Role, require
from s11chat.engine import event
from s11chat.engine.conversation import Conversation
from s11chat.engine.intent import About
from s11chat.fieldwork.case import State, completed
from s11chat.language.harmless import one_line
from s11chat.services.admitting import named
from s11chat.services.exhibit import ASKED_AFTER
from s11chat.services.helping import help_used
from s11chat.services.kept import Kept
from s11chat.services.resuming import HANDED_BACK, PAUSED, SUCCESSOR
from s11chat.services.seating import seated
from s11chat.services.talk import TELEPHONE, has_open
from s11chat.store.entry import (
    Entry,
    NewFact,
    NewPark,
    NewRemark,
    NewResponse,
    NewTransition,
    ParkEnded,
    QueryAnswered,
    place,
)
from s11chat.store.record import CaseRecord, PersonRecord, QueryRecord
from s11chat.store.seal import storable


class Recording:
    """Makes entries of events; asks of every kind of event whether this role may bring it about."""

    def __init__(self, kept: Kept, case: CaseRecord, role: Role, mode: str) -> None:
        self._kept, self._role, self._mode = kept, role, mode
        self.case = case
        """As it stands; whoever holds the conversation keeps it fresh."""
        self.queries: tuple[QueryRecord, ...] = ()
        """The lead's queries that wait for an answer."""
        self.look_at_queries()

    def look_at_queries(self) -> None:
        """Reads anew which queries wait for an answer."""
        found = self._kept.responses.queries(self.case.return_id)
        self.queries = tuple(query for query in found if query.state == "open")

    def on_record(self, entries: Sequence[Entry], typist: str) -> bool:
        """Whether each of these answers stands already as this person gave it."""
        current = self._kept.responses.current(self.case.return_id)
        given = [entry for entry in entries if isinstance(entry, NewResponse)]
        standing = [current.get(place(entry.item, entry.occasion)) for entry in given]
        return all(
            there is not None and (there.by_name, there.answer) == (typist, storable(entry.answer))
            for there, entry in zip(standing, given, strict=True)
        )

    def entries(self, events: Sequence[event.Event], talk: Conversation, seconds: float) -> list[Entry]:
        """The entries of one turn in `talk`, answered after so many seconds. Raises RightsError."""
        made = [entry for happened in events for entry in self._of(happened, talk, seconds)]
        if made:
            require(self._role, Act.ANSWER)
        return made

    def _of(self, happened: event.Event, talk: Conversation, seconds: float) -> list[Entry]:
        match happened:
            case event.Answered(question, answer, words, because, exact):
                given = NewResponse(question, answer.json(), False, words, because, exact, seconds)
                return [given, *self._settled(question, "The answer was given anew.")]
            case event.Withdrawn(question):
                return [NewResponse(question, {}, withdrawn=True, because="taken back")]
            case event.Remarked(question, on, text):
                require(self._role, Act.REMARK)
                beside = question if on is About.QUESTION else ""
                return [NewRemark(beside, on.value, text), *self._settled(beside, text)]
            case event.AskedAfter(question):
                return [NewFact(ASKED_AFTER, {"item": question})]
            case event.Parked(question, who, when):
                require(self._role, Act.NAME_COLLEAGUE)
                return [NewPark(question, who, when)]
            case event.Unparked(question):
                return [ParkEnded(question)]
            case event.HelpUsed(question, article, depth):
                return help_used(self._kept.library, question, [(article, depth)])
            case event.SafeguardShown(question):
                return [NewFact("safeguarding steps shown", {"item": question})]
            case event.Paused(question, until):
                return [NewFact(PAUSED, {"item": question, **({"until": until} if until else {})})]
            case event.HandedOver(person):
                return self._handed_over(person, talk)
            case event.Stopped(question):
                return [NewFact("stopped", {"item": question})]
            case event.Completed():
                return [NewTransition(completed(self._mode == TELEPHONE))]
            case event.Continued():
                return [NewTransition(State.IN_PROGRESS, "taken up again")]
            case _:
                assert_never(happened)

    def _settled(self, question: str, text: str) -> list[Entry]:
        """The lead's open queries on a question are answered by what a delegate says or changes there."""
        if self._role is not Role.DELEGATE:
            return []
        return [QueryAnswered(query.seq, text) for query in self.queries if query.item == question]

    def _handed_over(self, person: str, talk: Conversation) -> list[Entry]:
        require(self._role, Act.HAND_OVER)
        lead = self.case.lead
        if self._role is Role.DELEGATE:
            if lead is not None and not self.to_lead(person):
                return self._succeeded(person)
            fact = NewFact(HANDED_BACK, {"person": lead.id if lead else ""})
            if not has_open(talk):
                return [fact, NewTransition(State.COMPLETE, "handed over")]
            # What is still open is the lead's to answer.
            return [fact, *self.seat(lead, "handed over")] if lead else self._succeeded(person)
        name, _, title = person.partition(",")
        if not self.to_lead(person):
            require(self._role, Act.NAME_DELEGATE)
        return self.contact(name, title)

    def to_lead(self, person: str) -> bool:
        """Whether these words name the lead."""
        lead = self.case.lead
        return lead is not None and one_line(person).casefold() == lead.name.casefold()

    def _succeeded(self, person: str) -> list[Entry]:
        """A delegate's word for who should go on; the return is theirs only by a code of their own."""
        name, _, title = person.partition(",")
        successor = named(self._kept, self.case, name, title=title)
        return [NewFact(SUCCESSOR, {"person": successor.id})]

    def contact(self, name: str, title: str = "", email: str = "", phone: str = "") -> list[Entry]:
        """Somebody answers from now on, known by name; put on file where they are not."""
        case = self.case
        if case.lead is not None and self.to_lead(name):
            return self.seat(case.lead)
        return self.seat(named(self._kept, case, name, title=title, email=email, phone=phone))

    def seat(self, person: PersonRecord, reason: str = "") -> list[Entry]:
        """Somebody answers from now on."""
        holder, besides = seated(self._kept, self.case, "contact", person, reason)
        return [holder, *besides]
