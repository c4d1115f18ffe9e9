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
from s11chat.store.record import CaseRecord


def sweep(kept: Kept, wave: str, role: Role, plan: Plan, cards: Carding) -> int:
    """Brings back what has come due, tells calls that were never coded, and ends appointments nobody kept.

    Returns how many cases came back.
    """
    now = kept.clock()
    number = kept.queue.wake(wave, now)
    for left in kept.queue.uncoded(wave, now):
        _tell_uncoded(kept, role, plan, left, now)
        number += 1
    for case, made in cards.missed(now):
        _tell_missed(kept, role, case, made, now)
    return number


def _tell_uncoded(kept: Kept, role: Role, plan: Plan, left: Queued, now: datetime) -> None:
    hours, slots = plan.calling_hours, plan.day_slots
    case = kept.casebook.case(left.wave, left.ref)
    slot = slot_of(left.dialled or now, hours, slots)
    chosen = plan.own_outcomes[UNCODED]
    coded = Coded(chosen, now, left.holder, next_slot([slot], hours, slots))
    position = queue.after(left.position, coded, cap=plan.attempts, outcomes=plan.own_outcomes)
    call = NewCall(chosen.code, chosen.attempt, left.dialled, slot=slot)
    entries: list[Entry] = [call, Placed(queue.after_return(position, case.state, now), left.hold)]
    try:
        kept.responses.record(case.return_id, author_of(kept, case, role, left.holder), now, entries)
    except StateError:
        return  # another room was faster


def _tell_missed(kept: Kept, role: Role, case: CaseRecord, made: int, now: datetime) -> None:
    stands = kept.queue.of(case.wave, case.ref)
    entries: list[Entry] = [AppointmentStep(made, "broken", "", "nobody rang in time")]
    if stands.position.standing in (Standing.READY, Standing.WAITING):
        entries.append(Placed(replace(stands.position, rank=ORDINARY, owner="", why="appointment missed")))
    try:
        kept.responses.record(case.return_id, author_of(kept, case, role), now, entries)
    except StateError:
        return  # another room was faster
