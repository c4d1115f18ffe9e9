"""The supervisor's part of the call room: who gets which case, what waits for a decision, and words between people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from s11chat.assurance.right import Act, Role, same_name
from s11chat.errors import StateError, UsageError
from s11chat.fieldwork.case import COMPLETED, State
from s11chat.fieldwork.queue import APPOINTMENT, ORDINARY, Position, Standing
from s11chat.language.harmless import harmless, one_line
from s11chat.services.admitting import LONGEST_NAME
from s11chat.services.callview import AppointmentLine, CallLine, MessageLine, QueueLine
from s11chat.services.carding import Carding
from s11chat.services.casework import author_of
from s11chat.services.kept import Kept
from s11chat.services.purged import must_not_be_purged
from s11chat.services.staffing import as_on_file, on_file
from s11chat.services.sweeping import sweep
from s11chat.store.entry import AppointmentStep, Entry, NewRemark, Placed
from s11chat.store.record import CaseRecord

LONGEST_MESSAGE = 1000
"""Characters in a message."""
FARTHEST = 1000
"""The largest priority, and the smallest below nought."""
_ENDED = COMPLETED | {State.SIGNED_OFF, State.CLOSED_UNSIGNED, State.SUPERSEDED}


class Supervision:
    """One wave, seen by somebody of its office."""

    def __init__(self, kept: Kept, wave: str) -> None:
        self.role = kept.require(Act.CALL, wave)
        self._kept, self._wave = as_on_file(kept, wave), wave
        self._plan = kept.plans.plan(wave)
        self._cards = Carding(self._kept, wave, self._plan)

    def queue(self, *standings: Standing) -> tuple[QueueLine, ...]:
        """The cases of the wave that stand so, or all, by ref."""
        lines = self._cards.lines(list(self._kept.casebook.cases(self._wave)))
        return tuple(line for line in lines if not standings or line.standing in standings)

    def history(self, ref: str) -> tuple[CallLine, ...]:
        """The calls of a case, the first first."""
        case = self._kept.casebook.case(self._wave, ref)
        names = {person.id: person.name for person in self._kept.casebook.persons(self._wave, ref)}
        return tuple(
            self._cards.call_line(call, names) for call in self._kept.fieldbook.calls(case.return_id)
        )

    def appointments(self) -> tuple[AppointmentLine, ...]:
        """Every appointment that stands, by its beginning."""
        return self._cards.appointments()

    def assign(self, refs: Sequence[str], to: str, priority: int | None = None) -> int:
        """Gives cases to one interviewer, or (empty) to whoever is free; returns how many. Closed ones stay as they are.

        Raises UsageError where nobody of that name works in an office that has people on file, or for a priority
        beyond `FARTHEST`.
        """
        self._kept.require(Act.ASSIGN, self._wave)
        if priority is not None and abs(priority) > FARTHEST:
            raise UsageError(f"A priority lies between -{FARTHEST} and {FARTHEST}: lower comes first.")
        for ref in refs:
            self._kept.casebook.case(self._wave, ref)
        return self._kept.queue.assign(self._wave, list(refs), self._named(to), priority)

    def call_again(self, ref: str, reason: str, *, to: str = "") -> None:
        """Puts a case back into the queue that waits for the office, or that was closed. Attempts count on.

        Raises UsageError without a reason, StateError where somebody has it in hand or its return takes no answers.
        """
        self._kept.require(Act.ASSIGN, self._wave)
        reason = _short(reason)
        if not reason:
            raise UsageError("Say why it is called again: the reason stays with the case.")
        case = self._kept.casebook.case(self._wave, ref)
        stands = self._stands(ref)
        if case.state in _ENDED:
            raise StateError(f"{self._wave}/{ref} is {case.state}: there is nothing to call for.")
        placed = replace(
            stands,
            standing=Standing.READY,
            until=None,
            rank=ORDINARY,
            owner=self._named(to),
            avoid="",
            why=reason,
        )
        self._enter(case, [NewRemark("", "case", f"To be called again: {reason}"), Placed(placed)])

    def take_over(self, ref: str, number: int, to: str = "") -> None:
        """An appointment goes to another interviewer, or (empty) to whoever is free.

        Raises RightsError where somebody who does not assign cases gives it to another, or away from another.
        """
        case = self._kept.casebook.case(self._wave, ref)
        owner = self._named(to)
        before = self._owner(case, number)
        if not self._is_mine(owner):
            self._must_keep(owner or before)
        stands = self._stands(ref)
        entries: list[Entry] = [AppointmentStep(number, "taken over", owner)]
        if stands.rank == APPOINTMENT:
            entries.append(Placed(replace(stands, owner=owner)))
        self._enter(case, entries)

    def cancel(self, ref: str, number: int, reason: str) -> None:
        """Calls an appointment off; the case comes back to the queue at once.

        Raises UsageError without a reason, RightsError where it is another's, and whoever asks does not assign cases.
        """
        reason = harmless(reason).strip()
        if not reason:
            raise UsageError("Say why it is called off: the reason stays with the appointment.")
        case = self._kept.casebook.case(self._wave, ref)
        self._must_keep(self._owner(case, number))
        stands = self._stands(ref)
        entries: list[Entry] = [AppointmentStep(number, "cancelled", "", _short(reason))]
        if stands.rank == APPOINTMENT and stands.standing in (Standing.WAITING, Standing.READY):
            entries.append(Placed(_ordinary(stands)))
        self._enter(case, entries)

    def _is_mine(self, owner: str) -> bool:
        return same_name(owner, self._kept.actor)

    def _owner(self, case: CaseRecord, number: int) -> str:
        """Who keeps an appointment. Raises UsageError where there is none of that number."""
        made = self._kept.fieldbook.appointments(case.return_id)
        found = [one.owner for one in made if one.made == number]
        if not found:
            raise UsageError(
                f"There is no appointment {number} in {self._wave}/{case.ref}: look at its list."
            )
        return found[0]

    def _must_keep(self, owner: str) -> None:
        """Raises RightsError where somebody else keeps it, unless the one who asks assigns cases."""
        if owner and not self._is_mine(owner):
            self._kept.require(Act.ASSIGN, self._wave)

    def _stands(self, ref: str) -> Position:
        """Where a case stands now, once what has come due is told. Raises StateError where somebody has it in hand."""
        sweep(self._kept, self._wave, self.role, self._plan, self._cards)
        self._kept.queue.must_be_free(self._wave, ref, self._kept.clock(), self._kept.actor)
        return self._kept.queue.of(self._wave, ref).position

    def _enter(self, case: CaseRecord, entries: Sequence[Entry]) -> None:
        self._kept.responses.record(
            case.return_id, author_of(self._kept, case, self.role), self._kept.clock(), entries
        )

    def _named(self, name: str) -> str:
        """An interviewer's name as it is on file."""
        name = one_line(name)[:LONGEST_NAME]
        staff = [one for one in self._kept.office.people() if one.wave == self._wave and one.role]
        if not staff:
            return self._kept.actor if self._is_mine(name) else name
        found = on_file(self._kept, self._wave, name)
        if found or not name:
            return found
        names = ", ".join(sorted({one.name for one in staff if one.role == Role.INTERVIEWER}))
        raise UsageError(
            f"No interviewer of {self._wave} is called '{name[:60]}'; there are {names or 'none'}."
        )

    def say(self, text: str, *, to: str = "", ref: str = "") -> None:
        """Leaves a word for somebody of the office, or (empty) for its supervisors, about a case or none."""
        text = harmless(text).strip()
        if not text or len(text) > LONGEST_MESSAGE:
            raise UsageError(f"A message has between 1 and {LONGEST_MESSAGE} characters.")
        must_not_be_purged(self._kept, self._wave)
        if ref:
            self._kept.casebook.case(self._wave, ref)
        self._kept.plans.say(
            self._wave, text, by=self._kept.actor, to=self._named(to), ref=ref, at=self._kept.clock()
        )

    def messages(self, *, unread: bool = False) -> tuple[MessageLine, ...]:
        """The words left for whoever asks, the first first; supervisors see those for all supervisors."""
        supervises = self._kept.may(Act.ASSIGN, self._wave)
        found = self._kept.plans.messages(self._wave, self._kept.actor, supervisor=supervises)
        return tuple(self._cards.message_line(one) for one in found if not (unread and one.read_at))

    def read(self, number: int) -> None:
        """A message has been read. Raises UsageError where none of that number is for whoever asks."""
        if number not in {one.number for one in self.messages()}:
            raise UsageError(f"No message of number {number} is for you: look at the list.")
        self._kept.plans.read(self._wave, number, self._kept.clock())


def _short(reason: str) -> str:
    reason = harmless(reason).strip()
    if len(reason) > LONGEST_MESSAGE:
        raise UsageError(f"A reason has at most {LONGEST_MESSAGE} characters; this one has {len(reason)}.")
    return reason


def _ordinary(stands: Position) -> Position:
    return replace(
        stands, standing=Standing.READY, until=None, rank=ORDINARY, owner="", why="appointment cancelled"
    )
