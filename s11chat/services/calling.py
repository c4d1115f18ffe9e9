"""The call room: the next case of a wave for one interviewer, the call, and its coding.

A case that was dialled is coded before the next one is taken. Whatever was not coded because the program was
killed comes back, and is told as it was: a call without a code.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from s11chat.assurance.right import Act
from s11chat.engine.intent import About
from s11chat.errors import StateError, UsageError
from s11chat.fieldwork.case import State
from s11chat.fieldwork.outcome import Outcome, Then
from s11chat.fieldwork.plan import Plan
from s11chat.fieldwork.queue import Standing
from s11chat.services import casework
from s11chat.services.callview import Booking, Card, Offer, QueueLine
from s11chat.services.carding import Carding
from s11chat.services.interviewing import Interview
from s11chat.services.kept import Kept
from s11chat.services.offering import offer_of
from s11chat.services.outcome_entry import SUPERVISE, Coding, Made, NewPerson, OutcomeEntry, must_be_short
from s11chat.services.seeking import Seeking
from s11chat.services.shift import Shift
from s11chat.services.staffing import as_on_file
from s11chat.services.sweeping import sweep
from s11chat.services.talk import TELEPHONE
from s11chat.services.witnessing import Did, witness
from s11chat.store.entry import Author
from s11chat.store.field_record import Queued
from s11chat.store.queue import Taker
from s11chat.store.record import CaseRecord


@dataclass(frozen=True)
class _Last:
    """The call that was coded last."""

    made: Made
    call: int
    """Its place in the chain of the return."""
    online: bool
    """Whether the link was sent with it."""


class CallRoom:
    """One interviewer at work in a wave: at most one case at a time is in their hands."""

    def __init__(self, kept: Kept, wave: str) -> None:
        self.role = kept.require(Act.CALL, wave)
        kept = as_on_file(kept, wave)
        self._kept, self.wave = kept, wave
        self._record = kept.casebook.wave(wave)
        if self._record.state == "closed":
            raise StateError(f"Wave {wave} is closed: nobody of it is called any more.")
        self._hold = kept.token(8).hex()
        self._held: Made | None = None
        self._last: _Last | None = None
        self.plan: Plan = kept.plans.plan(wave)
        """The plan of the wave's fieldwork when the room was opened."""
        self._hours = self.plan.calling_hours
        self._seeking = Seeking(kept, wave, self.plan)
        self._cards = Carding(kept, wave, self.plan)
        self.shift = Shift(kept, wave, self.plan, self._cards)
        """What there is to see between two calls."""

    @property
    def interviewer(self) -> str:
        """Who sits here."""
        return self._kept.actor

    def next(self) -> Card | None:
        """The next case, held from now on; None where nothing is to be called now.

        Outside the permitted hours, and before the telephone stage, only appointments are offered.
        """
        self._must_be_free()
        self.sweep()
        found = self._seeking.next(self._taker(self._kept.clock()))
        return self._hold_it(found) if found else None

    def waiting(self) -> bool:
        """Whether `next` would find a case just now; what has come due is brought back for that."""
        self.sweep()
        return self._seeking.waiting(self._kept.actor)

    def nothing(self) -> str:
        """Why there is no next case, and when there will be one."""
        return self._seeking.nothing()

    def take(self, ref: str) -> Card:
        """One case by its ref, for a call out of turn; one's own of another sitting, with the call begun there.

        Raises StateError where somebody else holds it, or where it is closed and the one who asks does not supervise.
        """
        self._must_be_free()
        self.sweep()
        now = self._kept.clock()
        stands = self._kept.queue.of(self.wave, ref)
        if stands.position.standing is Standing.CLOSED and not self._supervises():
            raise StateError(
                f"{self.wave}/{ref} is closed ({stands.position.why or stands.position.outcome}): "
                "the manager can have it called again."
            )
        return self._hold_it(self._kept.queue.take(self.wave, ref, self._taker(now)))

    def _taker(self, now: datetime) -> Taker:
        self._kept.require(Act.CALL, self.wave)
        return Taker(self._kept.actor, self._hold, now, now + self.plan.hold)

    def _hold_it(self, queued: Queued) -> Card:
        witness(self._kept, Did.SAW_CONTACT, self.wave, queued.ref)
        with self._kept.database.reading():
            case = self._kept.casebook.case(self.wave, queued.ref)
            self._held = Made(queued, contact=case.contact.id if case.contact else "", started=queued.dialled)
            return self.card()

    @property
    def title(self) -> str:
        """What the wave is called."""
        return self._record.title

    @property
    def holds(self) -> bool:
        """Whether a case is in the interviewer's hands."""
        return self._held is not None

    def card(self) -> Card:
        """The case in hand as it stands now."""
        made = self._in_hand()
        started = None if made.replaces else made.started
        return self._cards.card(made.queued, started, made.number, made.person)

    @property
    def uncoded(self) -> bool:
        """Whether a call was begun that is not coded yet."""
        made = self._held
        return made is not None and made.started is not None and not made.replaces

    def put_back(self) -> None:
        """Gives the case in hand back that was not called. Raises StateError once it was dialled."""
        made = self._in_hand()
        if self.uncoded and self.stay():
            raise StateError("This call has begun: code it before you leave the case.")
        self._kept.queue.let_go(self.wave, made.queued.ref, self._hold)
        self._held = None

    def stay(self) -> bool:
        """A sign of life: the case stays in hand. False where the hold ran out meanwhile; it is in hand no more."""
        stays = self._kept.queue.stay(self._hold, self._kept.clock() + self.plan.hold)
        if not stays:
            self._held = None
        return stays

    def dial(self, number: str, person: str = "") -> Card:
        """The call begins. Raises RefusedError outside the permitted hours, unless an appointment is due."""
        made = self._in_hand()
        if made.replaces:
            raise StateError("This call is over: code it again, or leave it as it was coded.")
        self._kept.require(Act.CALL, self.wave)
        must_be_short(number, "number")
        now = self._kept.clock()
        if not self._supervises() and self._cards.due_appointment(made.queued, now) is None:
            self._seeking.must_be_permitted(now)
        self._kept.queue.dial(self.wave, made.queued.ref, self._hold, now)
        self._held = replace(made, number=number, person=person, started=made.started or now)
        return self.card()

    def interview(self) -> Interview:
        """The interview of the case in hand."""
        role = self._kept.require(Act.OPEN_CASE, self.wave)
        return Interview(self._kept, self._case(), role, self._kept.actor, "", TELEPHONE)

    def outcomes(self, *, answered: bool | None) -> tuple[Outcome, ...]:
        """What the call in hand can be coded with: whether somebody answered, and what became of the return.

        With None, what it can be coded with either way; without a call, what needs none.
        """
        return self.offer(answered=answered).outcomes

    def offer(self, *, answered: bool | None) -> Offer:
        """The outcomes as `outcomes` has them, and the one that what happened in the call speaks for."""
        return offer_of(self._kept, self.plan, self._case(), self._in_hand(), answered)

    def book(self, words: str, *, person: str = "", number: str = "", mine_only: bool = False) -> Booking:
        """The appointment that `words` ask for. Raises UsageError or RefusedError, saying what would be right."""
        from s11chat.services.booking import booked  # the words of time take a while to load

        return booked(
            words,
            self._kept.clock().astimezone(),
            self._hours,
            person=person,
            number=number,
            mine_only=mine_only,
            outside_allowed=self._supervises(),
        )

    def pointed(self, words: str) -> str:
        """The ref of the one other case that `words` find. Raises UsageError where they find none, or several."""
        return self._cards.pointed(words, self._in_hand().queued.ref)

    def replace_contact(self, told: NewPerson) -> Card:
        """Somebody else is asked from now on; the first contact stays on record."""
        case = self._case()
        casework.replace_contact(self._kept, case, self._author(case), told)
        return self.card()

    def remark(self, text: str, about: About) -> Card:
        """Notes something on the case or on the contact."""
        case = self._case()
        casework.remark(self._kept, case, self._author(case), text, about)
        return self.card()

    def again(self) -> Card:
        """Takes the call coded last back into hand, to be coded once more; put back, it stays as it was coded.

        Raises StateError where none was coded in this sitting, or somebody has gone on with the case since.
        """
        self._must_be_free()
        last = self._last
        if last is None:
            raise StateError("No call has been coded in this sitting that could be coded again.")
        ref, now = last.made.queued.ref, self._kept.clock()
        case = self._kept.casebook.case(self.wave, ref)
        calls = self._kept.fieldbook.calls(case.return_id)
        if case.state is State.SUPERSEDED or not calls or calls[-1].seq != last.call:
            since = "was left out by it" if case.state is State.SUPERSEDED else "has gone on since"
            raise StateError(f"{case.name} {since}: only the manager can put its coding right.")
        queued = self._kept.queue.take(self.wave, ref, self._taker(now))
        before = replace(queued, position=last.made.queued.position)
        self._held = replace(last.made, queued=before, replaces=last.call)
        return self.card()

    def code(self, coding: Coding) -> str:
        """Codes the call in hand and lets go of the case; returns what becomes of it, in a sentence.

        Raises UsageError or RefusedError, naming what is lacking; the case stays in hand then.
        """
        made = self._in_hand()
        self._kept.require(Act.CALL, self.wave)
        case = self._kept.casebook.case(self.wave, made.queued.ref)
        now = self._kept.clock()
        written = OutcomeEntry(self._kept, case, self.plan).write(made, coding)
        self._kept.responses.record(case.return_id, self._author(case), now, written.entries)
        self._held = None
        calls = self._kept.fieldbook.calls(case.return_id)
        sent = bool(made.replaces and self._last and self._last.online)
        online = written.chosen.then is Then.ONLINE
        self._last = _Last(replace(made, replaces=0), calls[-1].seq, online)
        told = self._cards.told(case, written.position, written.chosen, coding.points_to)
        if online and not sent:
            from s11chat.services.linking import send_link  # few calls end so, and it takes a while to load

            told = f"{told} {send_link(self._kept, self.wave, case.ref)}"
        return told

    def _supervises(self) -> bool:
        return self._kept.may(SUPERVISE, self.wave)

    def _case(self) -> CaseRecord:
        return self._kept.casebook.case(self.wave, self._in_hand().queued.ref)

    def _author(self, case: CaseRecord) -> Author:
        return casework.author_of(self._kept, case, self.role)

    def sweep(self) -> int:
        """Brings back what has come due, tells calls that were never coded, and ends appointments nobody kept.

        Returns how many cases came back.
        """
        return sweep(self._kept, self.wave, self.role, self.plan, self._cards)

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
        if made is not None and self.uncoded and self.stay():
            raise StateError(
                f"The call to {self.wave}/{made.queued.ref} is not coded: code it before you take another case."
            )
        self.leave()


def wave_to_call(kept: Kept, named: str) -> str:
    """The wave named, or where none is the only open one. Raises UsageError where there are several, or none."""
    if named:
        return named
    waves = [wave.id for wave in kept.casebook.waves() if wave.state != "closed"]
    if len(waves) == 1:
        return waves[0]
    if not waves:
        raise UsageError("No wave is open: make one with s11chat wave new.")
    raise UsageError(
        f"Several waves are open: name one, {' or '.join(f's11chat room {wave}' for wave in waves)}."
    )
