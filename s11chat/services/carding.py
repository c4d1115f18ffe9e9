"""Puts together what a caller sees of a case: its people, its calls so far, its appointment, and why it comes now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from s11chat.assurance.right import same_name
from s11chat.errors import UsageError
from s11chat.fieldwork.appointment import Appointment
from s11chat.fieldwork.appointment import State as Stands
from s11chat.fieldwork.outcome import Outcome, Then
from s11chat.fieldwork.plan import Plan
from s11chat.fieldwork.queue import APPOINTMENT, Position, Standing
from s11chat.language.harmless import one_line
from s11chat.services.callview import AppointmentLine, CallLine, Card, MessageLine, QueueLine, Reachable
from s11chat.services.engaged import engaged
from s11chat.services.kept import Kept, case_name
from s11chat.services.surveying import Survey
from s11chat.store.field_record import AppointmentRecord, CallRecord, MessageRecord, Queued
from s11chat.store.record import CaseRecord

FOUND = 50
"""Cases listed at once when somebody looks for one."""
DIGITS = 4
"""Digits that find a number: its last ones, as they are given on the telephone."""
_NAMED = 5
"""Cases named in a sentence."""


class Carding:
    """The cards and lists of one wave."""

    def __init__(self, kept: Kept, wave: str, plan: Plan) -> None:
        self._kept, self._wave, self._plan = kept, wave, plan
        self._hours, self._outcomes = plan.calling_hours, plan.own_outcomes
        dialog = kept.dialog(kept.casebook.wave(wave))
        self._survey = Survey(kept, wave)
        self._types = {kind.type: kind.say for kind in dialog.organisations}

    def card(self, queued: Queued, dialled: datetime | None, number: str = "", person: str = "") -> Card:
        """The card of a case; the last three are of the call that is not coded yet."""
        with self._kept.database.reading():  # one moment, and one session on a server
            return self._put_together(queued, dialled, number, person)

    def _put_together(self, queued: Queued, dialled: datetime | None, number: str, person: str) -> Card:
        (found,) = self._survey.of(queued.ref)
        case, now = found.case, self._kept.clock()
        people = tuple(self._people(case))
        names = {person.id: person.name for person in people}
        calls = self._kept.fieldbook.calls(case.return_id)
        appointment = next((one for one in reversed(self._appointments(case)) if one.stands), None)
        permitted = self._hours.permits(now)
        return Card(
            case=case_name(case),
            organisation=case.name,
            type_name=self._types.get(case.type, case.type),
            state=case.state,
            answered=found.answered,
            why=self._why(queued.position),
            people=people,
            attempts=queued.position.attempts,
            cap=self._plan.attempts,
            history=tuple(self.call_line(call, names) for call in reversed(calls)),
            appointment=self.appointment_line(appointment, case, now) if appointment else None,
            messages=tuple(self._messages(queued.ref)),
            remarks=tuple(
                f"{remark.text} ({remark.by_name})"
                for remark in self._kept.responses.remarks(case.return_id)
                if remark.on in ("case", "contact")
            ),
            local=f"{self._hours.local(now):%H:%M}",
            permitted=permitted,
            next_permitted="" if permitted else self._hours.told(self._hours.next_permitted(now)),
            dialled=dialled,
            number=number,
            person=person,
            asked=found.asked,
            engaged=str(engaged(self._kept, self._wave, case.ref) or ""),
        )

    def _people(self, case: CaseRecord) -> Iterator[Reachable]:
        offices = {
            person.id: office
            for office, person in (("lead", case.lead), ("contact", case.contact))
            if person is not None
        }
        order = {"contact": 0, "lead": 1, "": 2}
        people = self._kept.casebook.persons(case.wave, case.ref)
        for person in sorted(people, key=lambda one: (order[offices.get(one.id, "")], one.name)):
            office = offices.get(person.id, "")
            yield Reachable(person.id, person.name, person.title, office, person.phone, person.email)

    def _messages(self, ref: str) -> Iterator[MessageLine]:
        for message in self._kept.plans.messages(self._wave):
            to_me = not message.to_name or same_name(message.to_name, self._kept.actor)
            if message.ref == ref and to_me:
                yield self.message_line(message)

    def message_line(self, message: MessageRecord) -> MessageLine:
        """One message in a list."""
        return MessageLine(
            number=message.seq,
            case=f"{self._wave}/{message.ref}" if message.ref else "",
            by=message.from_name,
            to=message.to_name,
            text=message.text,
            local=self._local(message.at),
            read=message.read_at is not None,
        )

    def _why(self, position: Position) -> str:
        if position.rank == APPOINTMENT:
            return "an appointment is due" if not position.owner else "your appointment is due"
        if not position.attempts:
            return "not called yet"
        tried = "once" if position.attempts == 1 else f"{position.attempts} times"
        return (
            f"called {tried}; {position.why[:1].lower()}{position.why[1:]}"
            if position.why
            else f"called {tried}"
        )

    def call_line(self, call: CallRecord, names: dict[str, str]) -> CallLine:
        """One call in a list; `names` are the people by their ids."""
        found = self._outcomes.get(call.outcome)
        lasted = (call.at - call.started).total_seconds() / 60 if call.started else 0.0
        return CallLine(
            at=call.at,
            local=self._local(call.started or call.at),
            outcome=call.outcome,
            say=found.say if found else call.outcome,
            by=call.by_name,
            number=call.number,
            person=names.get(call.person, ""),
            note=call.note,
            minutes=max(0.0, lasted),
        )

    def _local(self, moment: datetime) -> str:
        return f"{self._hours.local(moment):%a %d %b %H:%M}"

    def _appointments(self, case: CaseRecord) -> tuple[AppointmentRecord, ...]:
        return self._kept.fieldbook.appointments(case.return_id)

    def due_appointment(self, queued: Queued, now: datetime) -> AppointmentRecord | None:
        """The appointment of a case that is due now."""
        case = self._kept.casebook.case(self._wave, queued.ref)
        return next(
            (one for one in self._appointments(case) if one.stands and one.starts <= now < one.ends), None
        )

    def appointment_line(self, one: AppointmentRecord, case: CaseRecord, now: datetime) -> AppointmentLine:
        """One appointment in a list."""
        state = (
            Appointment(one.starts, one.ends, one.exact).state(now)
            if one.stands
            else Stands(_ENDED[one.step])
        )
        until = "" if one.exact else f" until {self._hours.local(one.ends):%H:%M}"
        return AppointmentLine(
            case=case_name(case),
            organisation=case.name,
            number=one.made,
            starts=one.starts,
            ends=one.ends,
            local=self._local(one.starts) + until,
            exact=one.exact,
            person=one.person,
            phone=one.number,
            note=one.note,
            by=one.by_name,
            owner=one.owner,
            state=state.value,
        )

    def appointments(self) -> tuple[AppointmentLine, ...]:
        """Every appointment of the wave that stands and is to be kept, by its beginning."""
        now = self._kept.clock()
        standing = [one for one in self._kept.fieldbook.appointments_of_wave(self._wave) if one.stands]
        if not standing:
            return ()  # the cases of a large wave take their time
        cases = {case.return_id: case for case in self._kept.casebook.cases(self._wave)}
        closed = {one.ref for one in self._kept.queue.with_appointment(self._wave, Standing.CLOSED)}
        return tuple(
            self.appointment_line(one, case, now)
            for one in standing
            if (case := cases[one.return_id]).ref not in closed
        )

    def appointments_of(self, case: CaseRecord) -> tuple[AppointmentLine, ...]:
        """Every appointment of a case as it stands, in the order they were made."""
        now = self._kept.clock()
        return tuple(self.appointment_line(one, case, now) for one in self._appointments(case))

    def standing(self, case: CaseRecord) -> tuple[AppointmentRecord, ...]:
        """The appointments of a case that stand."""
        return tuple(one for one in self._appointments(case) if one.stands)

    def find(self, words: str) -> tuple[QueueLine, ...]:
        """Cases by ref, name or digits of a number, at most `FOUND`."""
        wanted = words.casefold().split()
        digits = "".join(sign for sign in words if sign.isdigit())
        numbers: dict[str, str] = {}
        names: dict[str, str] = {}
        for person in self._kept.casebook.persons(self._wave):
            numbers[person.ref] = (
                numbers.get(person.ref, "") + " " + "".join(filter(str.isdigit, person.phone))
            )
            names[person.ref] = f"{names.get(person.ref, '')} {person.name}"
        found = [
            case
            for case in self._kept.casebook.cases(self._wave)
            if (len(digits) >= DIGITS and digits in numbers.get(case.ref, ""))
            or all(word in f"{case.ref} {case.name}{names.get(case.ref, '')}".casefold() for word in wanted)
        ]
        return self.lines(found[:FOUND])

    def pointed(self, words: str, but: str) -> str:
        """The ref of the one case, other than `but`, that `words` find. Raises UsageError where they find none or several."""
        lines = self.find(words) if words.strip() else ()
        found = {line.case.partition("/")[2]: line.organisation for line in lines}
        found.pop(but, None)
        exact = [ref for ref in found if ref.casefold() == words.strip().casefold()]
        refs = exact or list(found)
        if len(refs) == 1:
            return refs[0]
        if not refs:
            raise UsageError("No other case of the wave is found by that: give its ref, or part of its name.")
        named = ", ".join(f"{ref} ({one_line(found[ref])})" for ref in refs[:_NAMED])
        raise UsageError(f"{len(refs)} cases are found by that; give the ref of one: {named}.")

    def lines(self, cases: list[CaseRecord]) -> tuple[QueueLine, ...]:
        """Cases of the queue in a list."""
        queued = {one.ref: one for one in self._kept.queue.of_wave(self._wave)}
        return tuple(self._line(case, queued[case.ref]) for case in cases)

    def _line(self, case: CaseRecord, stands: Queued) -> QueueLine:
        position = stands.position
        waits = position.standing is Standing.WAITING and position.until is not None
        return QueueLine(
            case=case_name(case),
            organisation=case.name,
            type_name=self._types.get(case.type, case.type),
            standing=position.standing,
            why=position.why,
            due=self._local(position.until) if waits and position.until else "",
            attempts=position.attempts,
            outcome=position.outcome,
            holder=stands.holder,
            owner=position.owner,
        )

    def told(self, case: CaseRecord, position: Position, chosen: Outcome, points_to: str = "") -> str:
        """What becomes of a case that was just coded, in a sentence; the case it points to is named."""
        said = self._became(case, position, chosen)
        if not points_to:
            return said
        other = self._kept.casebook.case(self._wave, points_to)
        return f"{said} The other case is {other.name} ({other.ref})."

    def _became(self, case: CaseRecord, position: Position, chosen: Outcome) -> str:
        match position.standing:
            case Standing.CLOSED:
                used_up = position.why and chosen.code != position.outcome
                reason = f"{position.why.lower()}" if used_up else chosen.say.lower()
                return f"{case.name}: {reason}. It is not called again."
            case Standing.OFFICE:
                whom = "the supervisor" if chosen.then is Then.SUPERVISOR else "the office"
                return f"{case.name}: {chosen.say.lower()}. It goes to {whom}."
            case _:
                back = self._local(self._callable(position, position.until)) if position.until else "now"
                return f"{case.name}: {chosen.say.lower()}. It comes back {back}."

    def _callable(self, position: Position, until: datetime) -> datetime:
        """When a case that comes back then may be rung; appointments are kept outside the hours too."""
        return until if position.rank == APPOINTMENT else self._hours.next_permitted(until)


_ENDED = {"kept": "kept", "broken": "broken", "cancelled": "cancelled", "moved": "cancelled"}
