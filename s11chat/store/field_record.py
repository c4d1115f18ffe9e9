"""What leaves the store of fieldwork: frozen records of calls, appointments, letters, holds, plans and messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from s11chat.fieldwork.queue import Position
from s11chat.store.record import Entered

CODED_AGAIN = "call coded again"
"""The fact that a call, named by its `seq`, counts no more because it was coded again."""


@dataclass(frozen=True)
class CallRecord(Entered):
    """A call and what it came to; `at` is when it was coded, `by_name` the interviewer."""

    outcome: str
    started: datetime | None
    """When the number was dialled; None for what was coded without a call."""
    number: str
    person: str
    slot: str
    attempt: bool
    note: str
    points_to: str


@dataclass(frozen=True)
class AppointmentRecord(Entered):
    """An appointment as it stands; who and when are of its making."""

    made: int
    """Its number in the return."""
    step: str
    """made, taken over, kept, broken or cancelled"""
    starts: datetime
    ends: datetime
    exact: bool
    person: str
    number: str
    note: str
    owner: str
    """The interviewer who alone shall keep it; empty for whoever is free."""
    stands: bool
    """Whether it is still to be kept."""


@dataclass(frozen=True)
class LetterRecord(Entered):
    """A letter as it stands; who and when are of its writing."""

    letter: int
    """Its number in the return."""
    step: str
    """written, filed, sent, deferred, refused or bounced"""
    stage: str
    addressee: str
    person: str
    address: str
    subject: str
    selector: str
    message_id: str
    detail: str
    stepped_at: datetime
    """When it came to the step it is at."""
    tries: int
    """How often it was handed to a mail server."""


@dataclass(frozen=True)
class Queued:
    """A case in the queue, and who holds it."""

    wave: str
    ref: str
    position: Position
    holder: str
    """The interviewer; empty where nobody holds it."""
    hold: str
    """The sitting that holds it."""
    hold_until: datetime | None
    """When the hold runs out without a sign of life."""
    held_from: datetime | None
    dialled: datetime | None
    """When the call began that is not coded yet."""
    was: str
    """How it stood before it was held; empty where nobody holds it."""


@dataclass(frozen=True)
class MessageRecord:
    """A word from one person of the office to another."""

    wave: str
    seq: int
    ref: str
    from_name: str
    to_name: str
    text: str
    at: datetime
    read_at: datetime | None
