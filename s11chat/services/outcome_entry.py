"""What coding a call writes: the call, its appointment, another person, and where the case stands from then on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from s11chat.assurance.right import Act
from s11chat.errors import RefusedError, StateError, UsageError
from s11chat.fieldwork import queue
from s11chat.fieldwork.appointment import Appointment, agreed
from s11chat.fieldwork.case import COMPLETED, State
from s11chat.fieldwork.outcome import NOT_KEPT, Group, Outcome, Rate, Then, outcome
from s11chat.fieldwork.plan import Plan
from s11chat.fieldwork.queue import Coded, Position
from s11chat.fieldwork.slot import next_slot, slot_of
from s11chat.language.harmless import harmless, one_line
from s11chat.services.admitting import LONGEST_NAME, named
from s11chat.services.kept import Kept
from s11chat.services.seating import seated
from s11chat.services.surviving import survivor
from s11chat.store.entry import (
    AppointmentStep,
    Entry,
    NewAppointment,
    NewCall,
    NewFact,
    NewTransition,
    Placed,
)
from s11chat.store.field_record import CODED_AGAIN, AppointmentRecord, Queued
from s11chat.store.record import CaseRecord

LONGEST_NOTE = 2000
"""Characters in the note of a call."""
SUPERVISE = Act.ASSIGN
"""Whoever may do this may call outside the permitted hours, take closed cases, and say that one is abolished."""
_AT_AN_END = COMPLETED | {State.SIGNED_IN_PART, State.SIGNED_OFF}


@dataclass(frozen=True)
class NewPerson:
    """Somebody the call was passed to."""

    name: str
    title: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Coding:
    """How an interviewer codes a call."""

    outcome: str
    """The code."""
    note: str = ""
    appointment: Appointment | None = None
    passed_to: NewPerson | None = None
    points_to: str = ""
    """The ref of the case it was merged into or is a duplicate of."""


@dataclass(frozen=True)
class Made:
    """A call as it was made."""

    queued: Queued
    number: str = ""
    person: str = ""
    """The id of who was asked for."""
    started: datetime | None = None
    contact: str = ""
    """The id of who was the contact when it began."""
    replaces: int = 0
    """The place in the chain of the call that is coded again; 0 where it is coded for the first time."""


@dataclass(frozen=True)
class Written:
    """What there is to write, and what came of it in words."""

    entries: tuple[Entry, ...]
    position: Position
    chosen: Outcome


def must_be_short(text: str, what: str) -> None:
    """Raises UsageError for a number or a name too long to be one."""
    if len(text) > LONGEST_NAME:
        raise UsageError(f"A {what} has at most {LONGEST_NAME} characters; this one has {len(text)}.")


class OutcomeEntry:
    """Turns the coding of one call into entries."""

    def __init__(self, kept: Kept, case: CaseRecord, plan: Plan) -> None:
        self._kept, self._case, self._plan = kept, case, plan
        self._hours, self._slots = plan.calling_hours, plan.day_slots
        self._now = kept.clock()
        self._supervises = kept.may(SUPERVISE, case.wave)

    def write(self, made: Made, coding: Coding) -> Written:
        """What this coding writes. Raises UsageError, RefusedError or StateError where it cannot be."""
        chosen = outcome(self._plan.own_outcomes, coding.outcome)
        note = harmless(coding.note).strip()
        self._check(chosen, coding, note)
        self._check_call(chosen, made)
        slot = slot_of(made.started, self._hours, self._slots) if made.started else ""
        call = NewCall(
            outcome=chosen.code,
            attempt=chosen.attempt,
            started=made.started,
            number=one_line(made.number),
            person=made.person,
            slot=slot,
            note=note,
            points_to=coding.points_to,
        )
        promised = self._promised(made, chosen, coding)
        position = self._position(made.queued.position, chosen, coding, slot, promised)
        if position.rank != queue.APPOINTMENT:
            promised = None  # it is closed, or the office has it: nobody rings then
        entries = (
            *self._replaced(made),
            call,
            *self._appointments(made, chosen, coding, promised),
            *self._person(made, coding),
            *self._transition(chosen, coding),
            Placed(position, made.queued.hold),
        )
        return Written(entries, position, chosen)

    def _replaced(self, made: Made) -> Iterator[Entry]:
        """That a call is coded again: from then on only its new coding counts."""
        if made.replaces:
            yield NewFact(CODED_AGAIN, {"call": made.replaces})

    def _check(self, chosen: Outcome, coding: Coding, note: str) -> None:
        if chosen.group is Group.UNAIDED:
            raise RefusedError(f"{chosen.code} ({chosen.say}) is not coded by hand: choose one of the list.")
        if chosen.note and not note:
            raise UsageError(f"{chosen.say}: say more in a note, then code it.")
        if len(note) > LONGEST_NOTE:
            raise UsageError(f"A note has at most {LONGEST_NOTE} characters; this one has {len(note)}.")
        if chosen.then is Then.BOOK and coding.appointment is None:
            raise UsageError(f"{chosen.say}: say when, such as 'tomorrow 10:00' or 'in 1 hour'.")
        if chosen.then is Then.PERSON and coding.passed_to is None:
            raise UsageError(f"{chosen.say}: give the name of the person.")
        if chosen.then is Then.ONLINE and not self._reachable_online(coding):
            raise UsageError(
                f"There is no e-mail address for {self._case.name}: ask for one and add it before the link is sent."
            )
        if chosen.then is Then.POINT:
            self._check_pointer(chosen, coding.points_to)

    def _check_call(self, chosen: Outcome, made: Made) -> None:
        """Raises StateError for an outcome that this call cannot have come to."""
        if made.started is None and chosen.group is not Group.ANY:
            raise StateError(f"{chosen.say}: nobody was rung yet. Ring first, or give the case back.")
        if chosen.group is Group.DONE and self._case.state not in _AT_AN_END:
            raise StateError(
                f"{chosen.say}: the interview is not at its end. Go on with it, or choose another."
            )

    def _reachable_online(self, coding: Coding) -> bool:
        if coding.passed_to is not None and coding.passed_to.email:
            return True
        return any(person is not None and person.email for person in (self._case.contact, self._case.lead))

    def _check_pointer(self, chosen: Outcome, ref: str) -> None:
        if not ref:
            raise UsageError(f"{chosen.say}: give the ref of the other case.")
        if ref == self._case.ref:
            raise UsageError("A case cannot point at itself: give the ref of the other one.")
        other = self._kept.casebook.case(self._case.wave, ref)
        if other.state is State.SUPERSEDED:
            on = survivor(self._kept, other)
            instead = f": give {on.ref} ({on.name}), which goes on in its place" if on else ""
            raise UsageError(f"{other.wave}/{other.ref} was left out itself{instead}.")

    def _promised(self, made: Made, chosen: Outcome, coding: Coding) -> AppointmentRecord | None:
        """The appointment that stays: nobody was spoken with, and it lies ahead or its time has not run out."""
        if chosen.contacted or chosen.then is Then.REPAIR or coding.appointment is not None:
            return None
        for one in self._standing():
            given_up = chosen.code == NOT_KEPT and one.starts <= self._now
            if one.ends > self._now and not given_up and not self._replaces(made, one):
                return one
        return None

    @staticmethod
    def _replaces(made: Made, one: AppointmentRecord) -> bool:
        """Whether the appointment was made by the coding that is replaced."""
        return 0 < made.replaces < one.made

    def _position(
        self,
        before: Position,
        chosen: Outcome,
        coding: Coding,
        slot: str,
        promised: AppointmentRecord | None,
    ) -> Position:
        tried = [call.slot for call in self._kept.fieldbook.calls(self._case.return_id) if call.slot]
        booked = coding.appointment
        starts = booked.starts if booked else None
        if promised is not None:
            starts = promised.starts if promised.starts > self._now else self._now + chosen.wait
        owner = promised.owner if promised else ""
        coded = Coded(
            outcome=chosen,
            at=self._now,
            by=owner or self._kept.actor,
            next_slot=next_slot([*tried, slot] if slot else tried, self._hours, self._slots),
            appointment=starts,
            mine_only=bool(owner or (booked and booked.mine_only)),
            confirmed=self._supervises,
            in_doubt=self._answered,
            wait=timedelta(days=self._plan.online_days) if chosen.then is Then.ONLINE else None,
        )
        position = queue.after(before, coded, cap=self._plan.attempts, outcomes=self._plan.own_outcomes)
        return queue.after_return(position, self._case.state, self._now)

    def _appointments(
        self, made: Made, chosen: Outcome, coding: Coding, promised: AppointmentRecord | None
    ) -> Iterator[Entry]:
        for standing in self._standing():
            if standing != promised:
                yield self._ended(standing, made, chosen)
        booked = coding.appointment
        if booked is None:
            return
        must_be_short(booked.number, "number")
        must_be_short(booked.person, "name")
        booked = agreed(
            booked,
            self._now,
            self._hours,
            outside_allowed=self._supervises,
        )
        yield NewAppointment(
            starts=booked.starts,
            ends=booked.ends,
            exact=booked.exact,
            person=one_line(booked.person),
            number=one_line(booked.number),
            note=harmless(booked.note or coding.note).strip(),
            owner=self._kept.actor if booked.mine_only else "",
        )

    def _ended(self, standing: AppointmentRecord, made: Made, chosen: Outcome) -> AppointmentStep:
        """What the call made of an appointment; only one whose time ran out, or is said to have, is broken."""
        number, owner = standing.made, standing.owner
        if self._replaces(made, standing):
            return AppointmentStep(number, "cancelled", owner, "the call was coded again")
        if standing.starts <= self._now and chosen.contacted:
            return AppointmentStep(number, "kept", owner)
        if standing.ends <= self._now or (standing.starts <= self._now and chosen.code == NOT_KEPT):
            return AppointmentStep(number, "broken", owner)
        why = "called before its time" if chosen.contacted else chosen.say
        return AppointmentStep(number, "cancelled", owner, why)

    def _standing(self) -> Iterator[AppointmentRecord]:
        return (one for one in self._kept.fieldbook.appointments(self._case.return_id) if one.stands)

    def _person(self, made: Made, coding: Coding) -> Iterator[Entry]:
        if coding.passed_to is None:
            yield from self._as_before(made)
            return
        told = coding.passed_to
        person = named(
            self._kept, self._case, told.name, title=told.title, phone=told.phone, email=told.email
        )
        holder, besides = seated(self._kept, self._case, "contact", person, "named on the telephone")
        yield holder
        yield from besides

    def _as_before(self, made: Made) -> Iterator[Entry]:
        """Whoever was asked for before the coding that is replaced, where that had named somebody else."""
        contact = self._case.contact
        if not made.replaces or contact is None or contact.id == made.contact:
            return
        person = self._kept.casebook.person(made.contact) if made.contact else self._case.lead
        if person is not None:
            holder, besides = seated(self._kept, self._case, "contact", person, "the call was coded again")
            yield holder
            yield from besides

    @property
    def _answered(self) -> bool:
        return self._case.state not in (State.ASSIGNED, State.OPENED)

    def _transition(self, chosen: Outcome, coding: Coding) -> Iterator[Entry]:
        """A duplicate or merged case takes no more answers; where somebody answered in it, the office decides first."""
        if chosen.then is not Then.POINT or chosen.rate is not Rate.NOT_ELIGIBLE or self._answered:
            return
        yield NewTransition(State.SUPERSEDED, f"{chosen.say}: {coding.points_to}")
