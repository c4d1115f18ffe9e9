"""The call room: the next case of a wave for one interviewer, the call, and its coding.

A case that was dialled is coded before the next one is taken. Whatever was not coded because the program was
killed comes back, and is told as it was: a call without a code.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from s11chat.assurance.right import Act, Role
from s11chat.errors import RefusedError, StateError
from s11chat.fieldwork import queue
from s11chat.fieldwork.case import State
from s11chat.fieldwork.outcome import UNCODED, Outcome, offered
from s11chat.fieldwork.plan import Plan, StageKind
from s11chat.fieldwork.queue import ORDINARY, Coded, Standing
from s11chat.fieldwork.slot import next_slot, slot_of
from s11chat.services.callview import Card, QueueLine
from s11chat.services.carding import Carding
from s11chat.services.interviewing import Interview
from s11chat.services.kept import Kept
from s11chat.services.outcome_entry import Coding, Made, OutcomeEntry
from s11chat.services.talk import TELEPHONE
from s11chat.store.entry import AppointmentStep, Author, Entry, NewCall, Placed
from s11chat.store.field_record import Queued
from s11chat.store.queue import Taker
from s11chat.store.record import CaseRecord


class CallRoom:
    """One interviewer at work in a wave: at most one case at a time is in their hands."""

    def __init__(self, kept: Kept, wave: str) -> None:
        self.role = kept.require(Act.CALL, wave)
        self._kept, self.wave = kept, wave
        self._record = kept.casebook.wave(wave)
        if self._record.state == "closed":
            raise StateError(f"Wave {wave} is closed: nobody of it is called any more.")
        self._hold = kept.token(8).hex()
        self._held: Made | None = None
        self.plan: Plan = kept.plans.plan(wave)
        """The plan of the wave's fieldwork when the room was opened."""
        self._hours, self._slots = self.plan.calling_hours, self.plan.day_slots
        self._cards = Carding(kept, wave, self.plan)

    @property
    def interviewer(self) -> str:
        """Who sits here."""
        return self._kept.actor

    def next(self) -> Card | None:
        """The next case, held from now on; None where nothing is to be called now.

        Outside the permitted hours, and before the telephone stage, only appointments are offered.
        """
        self._must_be_free()
        now = self._kept.clock()
        self.sweep()
        today = self._hours.local(now).date()
        early = not self.plan.calling(today) or not self._hours.permits(now)
        slots = [slot.name for slot in self._slots]
        slot = slot_of(now, self._hours, self._slots)
        found = self._kept.queue.take_next(self.wave, self._taker(now), slot, slots, appointments_only=early)
        return self._hold_it(found) if found else None

    def nothing(self) -> str:
        """Why there is no next case, and when there will be one."""
        now = self._kept.clock()
        if not self.plan.calling(self._hours.local(now).date()):
            begins = self.plan.day(StageKind.TELEPHONE)
            return f"The telephone stage begins on {begins:%d %B}; until then only appointments are kept."
        if not self._hours.permits(now):
            return f"Calls are permitted again {self._hours.told(self._hours.next_permitted(now))}."
        due = self._kept.queue.next_due(self.wave)
        if due is not None:
            return f"Nobody is to be called just now; the next case comes back {self._hours.told(due)}."
        return "Nobody is left to be called."

    def take(self, ref: str) -> Card:
        """One case by its ref, for a call out of turn.

        Raises StateError where somebody else holds it, or where it is closed and the one who asks does not supervise.
        """
        self._must_be_free()
        now = self._kept.clock()
        stands = self._kept.queue.of(self.wave, ref)
        if stands.position.standing is Standing.CLOSED and self.role is not Role.MANAGER:
            raise StateError(
                f"{self.wave}/{ref} is closed ({stands.position.why or stands.position.outcome}): "
                "the manager can have it called again."
            )
        return self._hold_it(self._kept.queue.take(self.wave, ref, self._taker(now)))

    def _taker(self, now: datetime) -> Taker:
        return Taker(self._kept.actor, self._hold, now, now + self.plan.hold)

    def _hold_it(self, queued: Queued) -> Card:
        self._held = Made(queued)
        return self.card()

    @property
    def holds(self) -> bool:
        """Whether a case is in the interviewer's hands."""
        return self._held is not None

    def card(self) -> Card:
        """The case in hand as it stands now."""
        made = self._in_hand()
        return self._cards.card(made.queued, made.started)

    def put_back(self) -> None:
        """Gives the case in hand back that was not called. Raises StateError once it was dialled."""
        made = self._in_hand()
        if made.started is not None:
            raise StateError("This call has begun: code it before you leave the case.")
        self._kept.queue.let_go(self.wave, made.queued.ref, self._hold)
        self._held = None

    def stay(self) -> bool:
        """A sign of life: the case stays in hand. False where the hold ran out meanwhile."""
        return self._kept.queue.stay(self._hold, self._kept.clock() + self.plan.hold)

    def dial(self, number: str, person: str = "") -> Card:
        """The call begins. Raises RefusedError outside the permitted hours, unless an appointment is due."""
        made = self._in_hand()
        now = self._kept.clock()
        due = self._cards.due_appointment(made.queued, now)
        if due is None and not self._hours.permits(now) and self.role is not Role.MANAGER:
            raise RefusedError(
                f"Calls are permitted {self._hours.weekly}: the next permitted time is "
                f"{self._hours.told(self._hours.next_permitted(now))}."
            )
        self._kept.queue.dial(self.wave, made.queued.ref, self._hold, now)
        self._held = replace(made, number=number, person=person, started=made.started or now)
        return self.card()

    def interview(self) -> Interview:
        """The interview of the case in hand."""
        made = self._in_hand()
        case = self._kept.casebook.case(self.wave, made.queued.ref)
        role = self._kept.require(Act.OPEN_CASE, self.wave)
        return Interview(self._kept, case, role, self._kept.actor, "", TELEPHONE)

    def outcomes(self, *, answered: bool) -> tuple[Outcome, ...]:
        """What the call in hand can be coded with: whether somebody answered, and what became of the return."""
        case = self._kept.casebook.case(self.wave, self._in_hand().queued.ref)
        outcomes = self.plan.own_outcomes
        if case.state is State.COMPLETE_TELEPHONE:
            lead = case.contact is None or (case.lead is not None and case.contact.id == case.lead.id)
            done = offered(outcomes, answered=True, done=True)
            return done[:1] if lead else done[1:2] or done
        return offered(outcomes, answered=answered, done=False)

    def code(self, coding: Coding) -> str:
        """Codes the call in hand and lets go of the case; returns what becomes of it, in a sentence.

        Raises UsageError or RefusedError, naming what is lacking; the case stays in hand then.
        """
        made = self._in_hand()
        case = self._kept.casebook.case(self.wave, made.queued.ref)
        now = self._kept.clock()
        written = OutcomeEntry(self._kept, case, self.plan).write(made, coding)
        self._kept.responses.record(case.return_id, self._author(case), now, written.entries)
        self._held = None
        return self._cards.told(case, written.position, written.chosen)

    def _author(self, case: CaseRecord, name: str = "") -> Author:
        return author_of(self._kept, case, self.role, name)

    def sweep(self) -> int:
        """Brings back what has come due, tells calls that were never coded, and ends appointments nobody kept.

        Returns how many cases came back.
        """
        now = self._kept.clock()
        number = self._kept.queue.wake(self.wave, now)
        for left in self._kept.queue.uncoded(self.wave, now):
            self._tell_uncoded(left, now)
            number += 1
        for case, made in self._cards.missed(now):
            self._tell_missed(case, made, now)
        return number

    def _tell_uncoded(self, left: Queued, now: datetime) -> None:
        case = self._kept.casebook.case(self.wave, left.ref)
        slot = slot_of(left.dialled or now, self._hours, self._slots)
        chosen = self.plan.own_outcomes[UNCODED]
        coded = Coded(chosen, now, left.holder, next_slot([slot], self._hours, self._slots))
        position = queue.after(left.position, coded, cap=self.plan.attempts, outcomes=self.plan.own_outcomes)
        call = NewCall(chosen.code, chosen.attempt, left.dialled, slot=slot)
        entries: list[Entry] = [call, Placed(queue.after_return(position, case.state, now), left.hold)]
        try:
            self._kept.responses.record(case.return_id, self._author(case, left.holder), now, entries)
        except StateError:
            return  # another room was faster

    def _tell_missed(self, case: CaseRecord, made: int, now: datetime) -> None:
        stands = self._kept.queue.of(self.wave, case.ref)
        entries: list[Entry] = [AppointmentStep(made, "broken", "", "nobody rang in time")]
        if stands.position.standing in (Standing.READY, Standing.WAITING):
            entries.append(
                Placed(replace(stands.position, rank=ORDINARY, owner="", why="appointment missed"))
            )
        try:
            self._kept.responses.record(case.return_id, self._author(case), now, entries)
        except StateError:
            return  # another room was faster

    def find(self, words: str) -> tuple[QueueLine, ...]:
        """Cases of the wave by ref, name of the organisation or a person, or digits of a number."""
        return self._cards.find(words)

    def leave(self) -> None:
        """The interviewer goes; a case that was not called goes back. Raises StateError where a call is uncoded."""
        if self._held is not None:
            self.put_back()

    def _in_hand(self) -> Made:
        if self._held is None:
            raise StateError("No case is in your hands: take the next one.")
        return self._held

    def _must_be_free(self) -> None:
        made = self._held
        if made is not None and made.started is not None:
            raise StateError(
                f"The call to {self.wave}/{made.queued.ref} is not coded: code it before you take another case."
            )
        if made is not None:
            self.put_back()


def author_of(kept: Kept, case: CaseRecord, role: Role, name: str = "") -> Author:
    """Who enters something of a call: the actor, or the one named, for whoever answers."""
    on_behalf = case.contact or case.lead
    return Author("", name or kept.actor, role.value, on_behalf.name if on_behalf else case.name, TELEPHONE)
