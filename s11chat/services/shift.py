"""What an interviewer sees between two calls: their appointments, the messages for them, and how the day goes."""

from __future__ import annotations

from datetime import datetime, timedelta

from s11chat.assurance.right import same_name
from s11chat.fieldwork.appointment import State as Stands
from s11chat.fieldwork.outcome import Group
from s11chat.fieldwork.plan import Plan
from s11chat.services.callview import AppointmentLine, MessageLine, QueueLine, Tally
from s11chat.services.carding import Carding
from s11chat.services.kept import Kept
from s11chat.services.supervising import Supervision
from s11chat.store.field_record import CallRecord


class Shift:
    """One interviewer's day in a wave."""

    def __init__(self, kept: Kept, wave: str, plan: Plan, cards: Carding) -> None:
        self._kept, self._wave, self._plan, self._cards = kept, wave, plan, cards
        self.office = Supervision(kept, wave)
        """Words to and from the office, and appointments that are taken over."""
        self._away = timedelta()
        self._left: datetime | None = None

    def tally(self) -> Tally:
        """What this interviewer has done today, by the day of the wave's clock; breaks of this sitting left out."""
        now = self._kept.clock()
        local = self._plan.calling_hours.local(now)
        calls = [
            call
            for call in self._kept.fieldbook.calls_of_wave(
                self._wave, local.replace(hour=0, minute=0, second=0, microsecond=0)
            )
            if same_name(call.by_name, self._kept.actor) and call.started is not None
        ]
        first = min((call.started for call in calls if call.started), default=now)
        away = self._away + (now - self._left if self._left else timedelta())
        worked = max(timedelta(), now - first - away)
        return Tally(len(calls), sum(map(self._completes, calls)), worked.total_seconds() / 3600, self._left)

    def _completes(self, call: CallRecord) -> bool:
        found = self._plan.own_outcomes.get(call.outcome)
        return found is not None and found.group is Group.DONE

    def leave_for_break(self) -> None:
        """A break begins; calls go on only after it."""
        self._left = self._left or self._kept.clock()

    def back_from_break(self) -> None:
        """The break is over; nothing happens where there was none."""
        if self._left is not None:
            self._away += self._kept.clock() - self._left
            self._left = None

    def appointments(self) -> tuple[AppointmentLine, ...]:
        """The appointments this interviewer may keep, by their beginning: their own, and those for whoever is free."""
        return tuple(
            line
            for line in self._cards.appointments()
            if not line.owner or same_name(line.owner, self._kept.actor)
        )

    def others(self) -> tuple[AppointmentLine, ...]:
        """The appointments that others have kept for themselves; a case of theirs may be taken all the same."""
        return tuple(
            line
            for line in self._cards.appointments()
            if line.owner and not same_name(line.owner, self._kept.actor)
        )

    def due(self) -> AppointmentLine | None:
        """The appointment of this interviewer that is to be kept now."""
        return next((line for line in self.appointments() if line.state == Stands.DUE.value), None)

    def left_behind(self) -> tuple[QueueLine, ...]:
        """Cases still in this interviewer's hands, as after a cut in mid-call; taking one goes on with its call."""
        held = self._kept.queue.held_by_name(self._wave, self._kept.actor)
        return self._cards.lines([self._kept.casebook.case(self._wave, one.ref) for one in held])

    def messages(self) -> tuple[MessageLine, ...]:
        """The words left for this interviewer that they have not read, the last first."""
        found = self.office.messages(unread=True)
        return tuple(line for line in reversed(found) if not same_name(line.by, self._kept.actor))
