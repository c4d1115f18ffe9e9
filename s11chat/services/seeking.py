"""What the queue of a wave has for one interviewer at a moment, and why it has nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from s11chat.errors import RefusedError
from s11chat.fieldwork.plan import Plan, StageKind
from s11chat.fieldwork.queue import Standing
from s11chat.fieldwork.slot import slot_of
from s11chat.services.engaged import engaged
from s11chat.services.kept import Kept
from s11chat.store.field_record import Queued
from s11chat.store.queue import Taker

_PASSED = 8
"""Cases passed over, each looked at on its own, before one of them is handed out with a word about it."""


class Seeking:
    """Looks in the queue of one wave, by its plan."""

    def __init__(self, kept: Kept, wave: str, plan: Plan) -> None:
        self._kept, self._wave, self._plan = kept, wave, plan
        self._hours, self._slots = plan.calling_hours, plan.day_slots
        self._names = [slot.name for slot in self._slots]

    def next(self, taker: Taker) -> Queued | None:
        """The next case for an interviewer, held from now on; None where there is none.

        A case whose number a colleague has in hand under another one is passed over while there are others.
        """
        passed: list[str] = []
        while len(passed) < _PASSED and (found := self._take(taker, passed)) is not None:
            if engaged(self._kept, self._wave, found.ref) is None:
                return found
            self._kept.queue.let_go(self._wave, found.ref, taker.hold)
            passed.append(found.ref)
        return self._take(taker, ()) if passed else None

    def _take(self, taker: Taker, but: Sequence[str]) -> Queued | None:
        return self._kept.queue.take_next(
            self._wave,
            taker,
            self._slot(taker.at),
            self._names,
            appointments_only=self._early(taker.at),
            but=but,
        )

    def waiting(self, name: str) -> bool:
        """Whether there is a next case for somebody of this name; nothing is held by asking."""
        now = self._kept.clock()
        return self._kept.queue.has_next(
            self._wave, name, self._slot(now), self._names, appointments_only=self._early(now)
        )

    def nothing(self) -> str:
        """Why there is no next case, and when there will be one."""
        now = self._kept.clock()
        if not self._plan.calling(self._hours.local(now).date()):
            begins = self._plan.day(StageKind.TELEPHONE)
            return f"The telephone stage begins on {begins:%d %B}; until then only appointments are kept."
        if not self._hours.permits(now):
            return f"Calls are permitted again {self._hours.told(self._hours.next_permitted(now))}."
        due = self._kept.queue.next_due(self._wave)
        if due is not None:
            return f"Nobody is to be called before {self._hours.told(due)}."
        left = self._kept.queue.counts(self._wave)[Standing.READY]
        if left:
            return f"Whoever is left ({left}) is for another interviewer."
        return "Nobody is left to be called."

    def must_be_permitted(self, now: datetime) -> None:
        """Raises RefusedError outside the permitted hours, with when they are."""
        if not self._hours.permits(now):
            raise RefusedError(
                f"Calls are permitted {self._hours.weekly}: the next permitted time is "
                f"{self._hours.told(self._hours.next_permitted(now))}."
            )

    def _slot(self, now: datetime) -> str:
        return slot_of(now, self._hours, self._slots)

    def _early(self, now: datetime) -> bool:
        """Whether only appointments are kept: outside the permitted hours, and before the telephone stage."""
        return not self._plan.calling(self._hours.local(now).date()) or not self._hours.permits(now)
