"""Brings the queue up to the moment: what has come due, calls that were never coded, appointments nobody kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from s11chat.assurance.right import Role
from s11chat.errors import StateError
from s11chat.fieldwork import queue
from s11chat.fieldwork.outcome import UNCODED
from s11chat.fieldwork.plan import Plan
from s11chat.fieldwork.queue import ORDINARY, Coded, Standing
from s11chat.fieldwork.slot import next_slot, slot_of
from s11chat.services.carding import Carding
from s11chat.services.casework import author_of
from s11chat.services.kept import Kept
from s11chat.store.entry import AppointmentStep, Entry, NewCall, Placed
from s11chat.store.field_record import Queued


def sweep(kept: Kept, wave: str, role: Role, plan: Plan, cards: Carding) -> int:
    """Brings back what has come due, tells calls that were never coded, and ends appointments nobody kept.

    Returns how many cases came back.
    """
    now = kept.clock()
    if not _anything(kept, wave, now):
        return 0
    number = kept.queue.wake(wave, now)
    for left in kept.queue.uncoded(wave, now):
        _tell_uncoded(kept, role, plan, cards, left, now)
        number += 1
    for queued in kept.queue.with_appointment(wave, Standing.READY):
        _end_appointments(kept, role, cards, queued, now)
    for queued in kept.queue.with_appointment(wave, Standing.CLOSED):
        _end_appointments(kept, role, cards, queued, now)
    return number


def _anything(kept: Kept, wave: str, now: datetime) -> bool:
    """Whether there is anything to bring up to the moment: mostly there is not, and nobody has to wait for that."""
    with kept.database.reading():
        return bool(
            kept.queue.has_due(wave, now)
            or kept.queue.uncoded(wave, now)
            or any(kept.queue.with_appointment(wave, one) for one in (Standing.READY, Standing.CLOSED))
        )


def _tell_uncoded(kept: Kept, role: Role, plan: Plan, cards: Carding, left: Queued, now: datetime) -> None:
    """A call that nobody coded: the case comes back, to the appointment that was promised where there is one.

    A case that was closed, or waited for the office, before somebody took it all the same stays so.
    """
    hours, slots = plan.calling_hours, plan.day_slots
    case = kept.casebook.case(left.wave, left.ref)
    slot = slot_of(left.dialled or now, hours, slots)
    chosen = plan.own_outcomes[UNCODED]
    standing = cards.standing(case)
    promised = next((one for one in standing if one.ends > now), None)
    coded = Coded(
        chosen,
        now,
        (promised.owner if promised else "") or left.holder,
        next_slot([slot], hours, slots),
        appointment=promised.starts if promised else None,
        mine_only=bool(promised and promised.owner),
    )
    position = queue.after(left.position, coded, cap=plan.attempts, outcomes=plan.own_outcomes)
    if left.was in (Standing.CLOSED, Standing.OFFICE):
        position = replace(position, standing=Standing(left.was), until=None, why=left.position.why)
    entries: list[Entry] = [
        NewCall(chosen.code, chosen.attempt, left.dialled, slot=slot),
        *(AppointmentStep(one.made, "broken", one.owner) for one in standing if one is not promised),
        Placed(position, left.hold),
    ]
    try:
        kept.responses.record(case.return_id, author_of(kept, case, role, left.holder), now, entries)
    except StateError:
        return  # another room was faster


def _end_appointments(kept: Kept, role: Role, cards: Carding, queued: Queued, now: datetime) -> None:
    """The appointments of a case that nobody kept, and those with somebody who is not called any more."""
    stands = queued.position
    closed = stands.standing is Standing.CLOSED
    case = kept.casebook.case(queued.wave, queued.ref)
    standing = cards.standing(case)
    over = [one for one in standing if closed or one.ends <= now]
    if standing and not over:
        return
    step, note = ("cancelled", stands.why) if closed else ("broken", "nobody rang in time")
    why = stands.why if closed else "appointment missed"
    entries: list[Entry] = [AppointmentStep(one.made, step, "", note) for one in over]
    entries.append(Placed(replace(stands, rank=ORDINARY, owner="", why=why)))
    try:
        kept.responses.record(case.return_id, author_of(kept, case, role), now, entries)
    except StateError:
        return  # another room was faster
