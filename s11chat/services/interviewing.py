"""Holds a conversation for somebody and keeps every turn before it is shown: telephone and self-completion."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from s11chat.assurance.right import Act, Role, require
from s11chat.engine import event
from s11chat.engine.conversation import Conversation, Step
from s11chat.engine.intent import About, HandOver, Intent
from s11chat.engine.progress import Progress, progress
from s11chat.engine.respond import respond
from s11chat.engine.turn import Repair, Say, Turn
from s11chat.errors import StaleResponseError, StateError
from s11chat.fieldwork.case import COMPLETED, WRITABLE, State, completed
from s11chat.language.harmless import one_line
from s11chat.services.admitting import named
from s11chat.services.kept import Kept
from s11chat.services.reviewing import return_line
from s11chat.services.seating import seated
from s11chat.services.talk import (
    AUDIENCE,
    SETTLED,
    TELEPHONE,
    conversation,
    has_open,
    header,
    must_lead,
    stood,
)
from s11chat.services.view import Header, ReturnLine
from s11chat.store.entry import (
    Author,
    Entry,
    NewFact,
    NewHelp,
    NewPark,
    NewRemark,
    NewResponse,
    NewTransition,
    NewVoid,
    ParkEnded,
    QueryAnswered,
)
from s11chat.store.record import CaseRecord, PersonRecord, QueryRecord

_SIGNED = frozenset({State.SIGNED_IN_PART, State.SIGNED_OFF})
_STARTED = frozenset({State.ASSIGNED, State.OPENED, State.SENT_BACK})


class Interview:
    """One sitting at one return. Nothing is shown that is not on disk."""

    def __init__(self, kept: Kept, case: CaseRecord, role: Role, typist: str, person: str, mode: str) -> None:
        require(role, Act.OPEN_CASE)
        self._kept, self._role, self._typist, self._person = kept, role, typist, person
        self._case = case
        self._mode = case.mode if case.mode and case.state in SETTLED else mode
        self._left = False
        self._codes_only = False
        self._guard()
        self._enter(self._first_entries())
        self._load()

    def _guard(self) -> None:
        case = self._case
        if self._role is Role.LEAD:
            must_lead(case, self._person)
        if case.state not in WRITABLE:
            raise StateError(f"{case.name}: this return is {case.state} and takes no more answers.")
        if self._kept.casebook.wave(case.wave).state == "closed":
            raise StateError(f"Wave {case.wave} is closed: {case.name} takes no more answers.")
        if case.state is State.SIGNED_OFF and self._role is not Role.LEAD:
            raise StateError(
                f"{case.name} has been signed off. Its lead or the manager can reopen it with a reason; "
                "then it can be changed."
            )

    def _first_entries(self) -> list[Entry]:
        entries: list[Entry] = []
        if self._case.state is State.ASSIGNED:
            entries.append(NewTransition(State.OPENED))
        if self._role is Role.DELEGATE and (
            self._case.contact is None or self._case.contact.id != self._person
        ):
            entries += self._seat(self._kept.casebook.person(self._person))
        return entries

    def _seat(self, person: PersonRecord, reason: str = "") -> list[Entry]:
        """Somebody else answers from now on."""
        holder, besides = seated(self._kept, self._case, "contact", person, reason)
        return [holder, *besides]

    def _load(self) -> None:
        self._case = self._kept.casebook.case(self._case.wave, self._case.ref)
        found = stood(self._kept, self._case)
        dialog = self._kept.dialog(found.wave)
        talk = conversation(
            dialog, found, AUDIENCE[self._role], self._mode, self._kept.library, self._kept.today
        )
        self._seen = {item: record.revision for item, record in found.current.items()}
        self.conversation: Conversation = replace(talk, codes_only=self._codes_only)
        """Where the talk stands; to be read only."""
        self.header: Header = header(dialog, found.wave, self._case, self._role, self._typist, self._mode)
        """Whose return it is and who answers; changes when somebody else takes over."""
        self._asked_at = self._kept.clock()
        self._queries = self._open_queries()

    def _open_queries(self) -> list[QueryRecord]:
        found = self._kept.responses.queries(self._case.return_id)
        return [query for query in found if query.state == "open"]

    def opening(self) -> tuple[Turn, ...]:
        """What the sitting begins with; why a return was sent back and what was asked about it come first."""
        asked = self._role is not Role.LEAD and self._case.state is State.SENT_BACK
        told = _asked_back(self._kept, self._case, self._queries) if asked else []
        return (*told, *self.conversation.opening())

    def respond(self, intent: Intent) -> tuple[Turn, ...]:
        """What comes back for `intent`, once everything it brought is on disk.

        Raises S11chatError where it could not be kept; nothing has changed then and it may be tried again.
        """
        step = respond(self.conversation, self._addressed(intent))
        entries = [entry for happened in step.events for entry in self._entries(happened)]
        if entries:
            require(self._role, Act.ANSWER)
            entries = self._with_states(entries, step)
            try:
                self._enter(entries)
            except StaleResponseError as error:
                self._load()
                return (Repair(str(error)), self.conversation.ask())
            if any(isinstance(entry, QueryAnswered) for entry in entries):
                self._queries = self._open_queries()
        self.conversation = step.conversation
        self._asked_at = self._kept.clock()
        if any(isinstance(happened, event.HandedOver) for happened in step.events):
            self._load()
        return step.turns

    def _addressed(self, intent: Intent) -> Intent:
        """A delegate who hands over without saying to whom hands over to the lead."""
        to_lead = intent == HandOver("") and self._role is Role.DELEGATE and self._case.lead is not None
        return HandOver(self.header.lead) if to_lead else intent

    def replace_contact(self, name: str, title: str, email: str = "", phone: str = "") -> None:
        """Somebody else answers from now on; the first contact stays in the history."""
        require(self._role, Act.REPLACE_CONTACT)
        self._enter(self._contact(name, title, email, phone))
        codes_only = self._codes_only
        self._load()
        self._codes_only = codes_only

    def switch_codes_only(self) -> bool:
        """Switches free reading off or on; True where only numbers and labels count now."""
        self._codes_only = not self._codes_only
        self.conversation = replace(self.conversation, codes_only=self._codes_only)
        return self._codes_only

    def progress(self) -> Progress:
        """How far the return has come."""
        return progress(self.conversation)

    def review(self) -> ReturnLine:
        """Every answer as it stands, with all that is known of it."""
        return return_line(self._kept, self._kept.casebook.case(self._case.wave, self._case.ref), self.header)

    def remarks(self) -> int:
        """How many remarks there are."""
        return len(self._kept.responses.remarks(self._case.return_id))

    def leave(self) -> None:
        """The sitting is over; the heads of what was written are entered in the journal of the wave."""
        if not self._left:
            self._left = True
            self._kept.casebook.enter_heads(self._case.wave, self._kept.clock())

    def _contact(self, name: str, title: str = "", email: str = "", phone: str = "") -> list[Entry]:
        case = self._case
        if case.lead is not None and one_line(name).casefold() == case.lead.name.casefold():
            return self._seat(case.lead)
        return self._seat(named(self._kept, case, name, title=title, email=email, phone=phone))

    def _author(self) -> Author:
        on_behalf = self.header.respondent if hasattr(self, "header") else ""
        if self._role is Role.DELEGATE:
            on_behalf = self._case.lead.name if self._case.lead else self._case.name
        if self._role is Role.LEAD:
            on_behalf = self._case.name
        return Author(self._person, self._typist, self._role.value, on_behalf, self._mode)

    def _enter(self, entries: list[Entry]) -> None:
        if not entries:
            return
        touched = {entry.item for entry in entries if isinstance(entry, NewResponse)}
        seen = {item: self._seen.get(item, 0) for item in touched} if touched else {}
        written = self._kept.responses.record(
            self._case.return_id, self._author(), self._kept.clock(), entries, seen
        )
        if touched:
            self._seen.update(written)

    def _entries(self, happened: event.Event) -> list[Entry]:
        match happened:
            case event.Answered(question, answer, words, because, exact):
                seconds = max(0.0, (self._kept.clock() - self._asked_at).total_seconds())
                given = NewResponse(question, answer.json(), False, words, because, exact, seconds)
                return [given, *self._settled(question, "The answer was given anew.")]
            case event.Withdrawn(question):
                return [NewResponse(question, {}, withdrawn=True, because="taken back")]
            case event.Remarked(question, on, text):
                beside = question if on is About.QUESTION else ""
                return [NewRemark(beside, on.value, text), *self._settled(beside, text)]
            case event.Parked(question, who, when):
                return [NewPark(question, who, when)]
            case event.Unparked(question):
                return [ParkEnded(question)]
            case event.HelpUsed(question, article, depth):
                return [NewHelp(question, article, self._edition(article), depth.value)]
            case event.SafeguardShown(question):
                return [NewFact("safeguarding steps shown", {"item": question})]
            case event.Paused(question, until):
                note: list[Entry] = [NewRemark("", "case", f"To be taken up again {until}.")] if until else []
                return [NewFact("paused", {"item": question}), *note]
            case event.HandedOver(person):
                return self._handed_over(person)
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
        return [QueryAnswered(query.seq, text) for query in self._queries if query.item == question]

    def _handed_over(self, person: str) -> list[Entry]:
        require(self._role, Act.HAND_OVER)
        lead = self._case.lead
        to_lead = lead is not None and one_line(person).casefold() == lead.name.casefold()
        if self._role is Role.DELEGATE and (to_lead or lead is None):
            fact = NewFact("handed over to the lead", {"person": lead.id if lead else ""})
            if not has_open(self.conversation):
                return [fact, NewTransition(State.COMPLETE, "handed over")]
            if lead is not None:  # what is still open is the lead's to answer
                return [fact, *self._seat(lead, "handed over")]
        name, _, title = person.partition(",")
        return self._contact(name, title)

    def _with_states(self, entries: list[Entry], step: Step) -> list[Entry]:
        """The entries with the moves and voided signatures that they bring along."""
        before: list[Entry] = []
        self._case = self._kept.casebook.case(self._case.wave, self._case.ref)
        self._guard()
        if any(isinstance(entry, NewResponse) for entry in entries):
            if self._case.mode != self._mode:
                before.append(NewFact("mode", {"mode": self._mode}))
            if self._case.state in _STARTED:
                before.append(NewTransition(State.IN_PROGRESS))
        touched = self._touched(entries, step.conversation)
        touched |= {entry.section for entry in entries if isinstance(entry, NewVoid)}
        signed = self._signed() if self._case.state in _SIGNED else set()
        # Voiding does nothing where no signature stands, so one made at this very moment is voided as well.
        before.extend(NewVoid(section, "an answer was changed") for section in sorted(touched))
        if touched & signed:
            whole = completed(self._mode == TELEPHONE)
            state = State.IN_PROGRESS if has_open(step.conversation) else whole
            before.append(NewTransition(state, "an answer was changed"))
        moves = [*before, *entries]
        return [_still_signed(entry) for entry in moves] if signed - touched else moves

    def _signed(self) -> set[str]:
        """The sections on which a signature stands just now: a lead may sign while others still type."""
        signatures = self._kept.responses.signatures(self._case.return_id)
        return {signature.section for signature in signatures if signature.voided_at is None}

    def _touched(self, entries: list[Entry], after: Conversation) -> set[str]:
        """The sections whose answers, remarks or route are no longer what a signature may cover."""
        asked = self.conversation.questions
        items = [entry.item for entry in entries if isinstance(entry, NewResponse | NewRemark)]
        moved = set(self.conversation.places) ^ set(after.places)
        return {asked[item].section for item in (*items, *moved) if item in asked}

    def _edition(self, article: str) -> str:
        found = self._kept.library.get(article)
        return str(found.reviewed) if found else ""


def _still_signed(entry: Entry) -> Entry:
    """The entry; a move that would hide that some sections are signed is told as signed in part."""
    if isinstance(entry, NewTransition) and entry.state in {State.IN_PROGRESS, *COMPLETED}:
        return replace(entry, state=State.SIGNED_IN_PART)
    return entry


def _asked_back(kept: Kept, case: CaseRecord, queries: list[QueryRecord]) -> list[Turn]:
    """Why a return was sent back, what was asked about it, and how to answer that."""
    moves = kept.responses.transitions(case.return_id)
    comment = next((move.reason for move in reversed(moves) if move.became is State.SENT_BACK), "")
    lead = case.lead.name if case.lead else "the lead"
    told: list[Turn] = [Say(f"Sent back by {lead}: {comment}")]
    told += [Say(f"{query.by_name} asks about {query.item}: {query.text}") for query in queries]
    if queries:
        told.append(Say("Answer by :go to that question, then :note or another answer."))
    return told
