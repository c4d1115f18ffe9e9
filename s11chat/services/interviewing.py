"""Holds a conversation for somebody and keeps every turn before it is shown: telephone and self-completion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from s11chat.assurance.right import Act, Role, require
from s11chat.engine import event
from s11chat.engine.conversation import Conversation
from s11chat.engine.intent import HandOver, Intent
from s11chat.engine.progress import Progress, progress
from s11chat.engine.respond import respond
from s11chat.engine.turn import Ended, Repair, Say, Turn
from s11chat.errors import RefusedError, StaleResponseError
from s11chat.fieldwork.case import State
from s11chat.services.admitting import must_stand
from s11chat.services.attesting import Attesting
from s11chat.services.beside import Beside
from s11chat.services.exhibit import last_standing, with_evidence
from s11chat.services.forwarding import before
from s11chat.services.kept import Kept
from s11chat.services.moving import with_moves
from s11chat.services.parting import asked_for, limited, part_line, parted, within
from s11chat.services.recording import Recording
from s11chat.services.resuming import SUCCESSOR, asked_back, back_told, greeted, put_off, resumed, taken_over
from s11chat.services.reviewing import return_line
from s11chat.services.surviving import must_take_answers
from s11chat.services.talk import AUDIENCE, SETTLED, conversation, header, stood, without_codes
from s11chat.services.view import Admission, Header, ReturnLine
from s11chat.store.entry import (
    Author,
    Entry,
    NewFact,
    NewHolder,
    NewPark,
    NewResponse,
    NewTransition,
    QueryAnswered,
)
from s11chat.store.record import CaseRecord

if TYPE_CHECKING:
    from s11chat.services.exhibit import EvidenceLine

_NAMED = (
    "{name} is on record as the one to go on with this. They need an access code of their own: ask {lead} or the "
    "office to issue one. Until they answer with it, the return stays with you."
)
_PART_STAYS = (
    "Your part stays with you: ask {name} for it, or for some of it, with a code of their own (s11chat delegate give), "
    "or have {lead} ask them."
)
_ON_RECORD = "That is on record already, just as you said it: go on from here."
"""Where the answer was kept and its acknowledgement was lost on the way."""


class Interview(Beside):
    """One sitting at one return. Nothing is shown that is not on disk."""

    def __init__(
        self,
        kept: Kept,
        case: CaseRecord,
        role: Role,
        typist: str,
        person: str,
        mode: str,
        selector: str = "",
    ) -> None:
        require(role, Act.OPEN_CASE)
        super().__init__(kept, case, Admission(f"{case.wave}/{case.ref}", role, person, typist, selector))
        self._role, self._typist, self._person, self._selector = role, typist, person, selector
        self._mode = case.mode if case.mode and case.state in SETTLED else mode
        self._left = False
        self._codes_only = False
        self._recording = Recording(kept, case, role, self._mode)
        self._guard()
        if case.state is State.ASSIGNED:
            self._enter([], self._opened)
        self._load()

    def _opened(self) -> list[Entry]:
        """What opening writes; nothing where somebody else was faster."""
        return [NewTransition(State.OPENED)] if self._writable().state is State.ASSIGNED else []

    def _guard(self) -> None:
        must_stand(self._kept, self._selector)
        must_take_answers(self._kept, self._case, self._role, self._person)

    @property
    def _stranger(self) -> bool:
        """Whether a delegate looks at a return that somebody else answers; it is theirs with the first answer.

        Whoever was asked for a part leaves the return with whoever answers the whole.
        """
        return self._besides and not self.conversation.part

    @property
    def _besides(self) -> bool:
        """Whether this delegate is not the one who answers for the organisation."""
        contact = self._case.contact
        return self._role is Role.DELEGATE and (contact is None or contact.id != self._person)

    def _look(self) -> None:
        self._case = self._recording.case = self._kept.casebook.case(self._case.wave, self._case.ref)

    def _writable(self) -> CaseRecord:
        """The case as it stands. Raises where nothing may be written to it."""
        self._look()
        self._guard()
        return self._case

    def _load(self) -> None:
        self._look()
        case = self._case
        if self._besides:
            case = replace(case, contact=self._kept.casebook.person(self._person))
        found = stood(self._kept, case)
        dialog = self._kept.dialog(found.wave)
        kept, audience = self._kept, AUDIENCE[self._role]
        talk = conversation(dialog, found, audience, self._mode, kept.library, kept.today)
        talk = with_evidence(kept, case, talk)
        self._seen = {item: record.revision for item, record in found.current.items()}
        if self._role is not Role.INTERVIEWER:
            talk = replace(talk, before=before(self._kept, found.wave, case, dialog))
        if self._role is Role.DELEGATE:
            talk = limited(self._kept, case, self._person, talk, found.parks)
            talk = self._asked_back(talk)
        self.conversation: Conversation = replace(talk, codes_only=self._codes_only)
        """Where the talk stands; to be read only."""
        self.header: Header = header(dialog, found.wave, case, self._role, self._typist, self._mode)
        """Whose return it is and who answers; changes when somebody else takes over."""
        self.header = replace(self.header, part=part_line(self._kept, case, self._person, talk))
        self._asked_at = self._kept.clock()

    def _asked_back(self, talk: Conversation) -> Conversation:
        self._recording.look_at_queries()
        return asked_back(self._kept, self._case, talk, self._recording.queries, self._person)

    def opening(self) -> tuple[Turn, ...]:
        """What the sitting begins with: why it was sent back, whose it is now, where it stands, the question."""
        told: tuple[Turn, ...] = ()
        if self._role is not Role.LEAD:
            told = tuple(back_told(self._asked_back(self.conversation)))
        if self._stranger:
            told += taken_over(self._case)
        if self.conversation.part:
            told += tuple(asked_for(self._kept, self._case, self._person, self.conversation))
        current = self._kept.responses.current(self._case.return_id)
        until = put_off(self._kept.responses.facts(self._case.return_id), current)
        told += greeted(self.conversation, current, self._person)
        return (*told, *resumed(self.conversation, current, until), *self.conversation.opening())

    def respond(self, intent: Intent) -> tuple[Turn, ...]:
        """What comes back for `intent`, once everything it brought is on disk.

        Raises S11chatError where it could not be kept; nothing has changed then and it may be tried again.
        """
        step = respond(self.conversation, without_codes(self._addressed(intent)))
        seconds = max(0.0, (self._kept.clock() - self._asked_at).total_seconds())
        entries = self._recording.entries(step.events, self.conversation, seconds)
        if entries:
            try:
                self._keep(entries, step.conversation)
            except StaleResponseError as error:
                self._load()
                said = _ON_RECORD if self._recording.on_record(entries, self._typist) else str(error)
                return (Repair(said), self.conversation.ask())
            except RefusedError:
                if not all(isinstance(one, event.Stopped) for one in step.events):
                    raise  # leaving is open to everybody, whatever became of the return meanwhile
        self.conversation = step.conversation
        self._asked_at = self._kept.clock()
        handed = next((one for one in step.events if isinstance(one, event.HandedOver)), None)
        if handed is None:
            return step.turns
        self._load()
        return self._told(handed.person, step.turns, entries)

    def _keep(self, entries: list[Entry], after: Conversation) -> None:
        """Writes the entries and all that they bring along: a delegate who answers holds the return from then on."""
        before, moved = self.conversation, list(entries)

        def settled() -> list[Entry]:
            self._writable()
            seating: list[Entry] = []
            if self._stranger and any(isinstance(entry, NewResponse | NewPark) for entry in entries):
                seating = self._recording.seat(self._kept.casebook.person(self._person))
            changed = [*seating, *entries]
            if after.part:
                changed = parted(self._kept, self._case, self._person, changed, after)
            moved[:] = with_moves(self._kept, self._case, self._mode, changed, before.whole, after.whole)
            return moved

        written = self._enter(entries, settled)
        if any(isinstance(entry, NewHolder) for entry in moved):
            self._look()
        if any(isinstance(entry, QueryAnswered) for entry in moved):
            self._recording.look_at_queries()
        self._seen.update(written)  # last: what is said again because a look failed is found to be on record

    def _addressed(self, intent: Intent) -> Intent:
        """A delegate who hands over without saying to whom hands over to the lead."""
        to_lead = intent == HandOver("") and self._role is Role.DELEGATE and self._case.lead is not None
        return HandOver(self.header.lead) if to_lead else intent

    def _told(self, person: str, turns: tuple[Turn, ...], entries: Sequence[Entry]) -> tuple[Turn, ...]:
        """What is said of a hand-over; a delegate can name who goes on, and cannot let them in."""
        if not any(isinstance(entry, NewFact) and entry.kind == SUCCESSOR for entry in entries):
            return turns
        ended = tuple(turn for turn in turns if isinstance(turn, Ended))
        said = _PART_STAYS if self.conversation.part else _NAMED
        return (Say(said.format(name=person, lead=self.header.lead or "the lead")), *ended)

    def replace_contact(self, name: str, title: str, email: str = "", phone: str = "") -> None:
        """Somebody else answers from now on; the first contact stays in the history."""
        require(self._role, Act.REPLACE_CONTACT)
        self._writable()
        entries = self._recording.contact(name, title, email, phone)

        self._enter(entries, lambda: entries if self._writable() else [])
        self._load()

    def begin_again(self) -> tuple[Turn, ...]:
        """Takes every answer back, for somebody who begins afresh; what was said stays on record.

        Returns what the sitting begins with.
        """
        require(self._role, Act.REPLACE_CONTACT)
        given = self.conversation.answers
        entries: list[Entry] = [
            NewResponse(item, {}, withdrawn=True, because="begun again with somebody else") for item in given
        ]
        if entries:
            self._keep(entries, replace(self.conversation, answers=MappingProxyType({}), complete=False))
        self._load()
        return self.conversation.opening()

    def switch_codes_only(self) -> bool:
        """Switches free reading off or on; True where only numbers and labels count now."""
        self._codes_only = not self._codes_only
        self.conversation = replace(self.conversation, codes_only=self._codes_only)
        return self._codes_only

    def attached(self, changed: Sequence[EvidenceLine]) -> tuple[Turn, ...]:
        """Goes on after records were put on file or changed; the last that stands may answer what is asked."""
        self.conversation = with_evidence(self._kept, self._case, self.conversation)
        self._look()
        wish = last_standing(changed)
        return self.respond(wish) if wish is not None else (self.conversation.ask(),)

    def taken_in(self) -> tuple[Turn, ...]:
        """Goes on with what stands after a bundle was taken in."""
        self._load()
        return self.conversation.opening()

    @property
    def attesting(self) -> Attesting:
        """The read-back of the answers."""
        return Attesting(self._kept, self._writable, self._role, self._author())

    def progress(self) -> Progress:
        """How far the return has come."""
        return progress(self.conversation)

    def review(self) -> ReturnLine:
        """Every answer as it stands, with all that is known of it; to whoever has a part, those of the part."""
        case = self._kept.casebook.case(self._case.wave, self._case.ref)
        return within(return_line(self._kept, case, self.header), self.conversation)

    def leave(self) -> None:
        """The sitting is over; the head of what was written is entered in the journal of the wave."""
        if not self._left:
            self._kept.casebook.enter_head(self._case.wave, self._case.return_id, self._kept.clock())
            self._left = True

    def _author(self) -> Author:
        on_behalf = self.header.respondent if hasattr(self, "header") else ""
        if self._role is Role.DELEGATE:
            on_behalf = self._case.lead.name if self._case.lead else self._case.name
        if self._role is Role.LEAD:
            on_behalf = self._case.name
        return Author(self._person, self._typist, self._role.value, on_behalf, self._mode)

    def _enter(
        self, entries: list[Entry], settled: Callable[[], list[Entry]] | None = None
    ) -> dict[str, int]:
        """Writes entries; with `settled` as they are, and what they bring, once nobody else can write.

        Returns the revisions written.
        """
        touched = {entry.item for entry in entries if isinstance(entry, NewResponse)}
        seen = {item: self._seen.get(item, 0) for item in touched} if touched else {}
        return self._kept.responses.record(
            self._case.return_id, self._author(), self._kept.clock(), settled or entries, seen
        )
