"""The rows of fieldwork: calls, appointments and letters as entries of a return, and where each case stands in the queue.

Annotations stay unquoted here: the mapper evaluates them.
"""

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from s11chat.store.return_row import EntryRow
from s11chat.store.wave_row import JournalRow


class CallRow(EntryRow, table=True):
    """One call and what it came to; `at` is when it was coded."""

    __tablename__ = "call"
    outcome: str
    started: str
    """When the number was dialled; empty for what was coded without a call."""
    number: str
    """What was dialled."""
    person: str
    """The id of the person asked for."""
    slot: str
    """The slot of the day it was made in."""
    attempt: bool
    note: str = Field(sa_type=Text)
    points_to: str
    """The ref of the case it was merged into or is a duplicate of."""


class AppointmentRow(EntryRow, table=True):
    """One step of an appointment: made, taken over, moved, kept, broken or cancelled; `made` is the seq of its first."""

    __tablename__ = "appointment"
    made: int
    step: str
    starts: str
    ends: str
    exact: bool
    person: str
    number: str
    note: str = Field(sa_type=Text)
    owner: str
    """The interviewer who alone shall keep it; empty for whoever is free."""


class MailingRow(EntryRow, table=True):
    """One step of a letter: written, filed, sent, deferred, refused or bounced; `letter` is the seq of its first."""

    __tablename__ = "mailing"
    letter: int
    step: str
    stage: str
    addressee: str
    """lead or delegate."""
    person: str
    address: str
    subject: str
    selector: str
    """Of the access code in it; never the code."""
    message_id: str
    detail: str = Field(sa_type=Text)
    """What the mail server said."""


class QueueRow(SQLModel, table=True):
    """Where a case stands in the queue: made from its entries, kept for quick choosing."""

    __tablename__ = "queue"
    __table_args__ = (
        Index(
            "queue_next",
            *("wave", "standing", "owner", "rank", "next_slot", "stage", "attempts", "priority", "ref"),
        ),
        Index("queue_until", "wave", "until"),
        Index("queue_hold_until", "wave", "hold_until"),
        Index("queue_rank", "wave", "rank", "standing", "until", "ref"),
        Index("queue_hold", "hold"),
    )
    wave: str = Field(primary_key=True, foreign_key="wave.id")
    ref: str = Field(primary_key=True)
    standing: str
    until: str
    rank: int
    stage: int
    attempts: int
    next_slot: str
    priority: int
    owner: str
    avoid: str
    outcome: str
    why: str
    holder: str
    """The name of the interviewer who holds it."""
    hold: str
    """The sitting that holds it; two of one name are two."""
    held_from: str
    hold_until: str
    """When the hold runs out without a sign of life."""
    was: str
    """How the case stood before it was held."""
    dialled: str
    """When the call began that is not coded yet; empty without one."""


class PlanRow(JournalRow, table=True):
    """One version of a wave's plan of fieldwork; the last one counts."""

    __tablename__ = "plan"
    wave: str = Field(primary_key=True, foreign_key="wave.id")
    seq: int = Field(primary_key=True)
    plan: str = Field(sa_type=Text)
    by_name: str
    at: str


class MessageRow(JournalRow, table=True):
    """A word from one person of the office to another, about a case or none."""

    __tablename__ = "message"
    wave: str = Field(primary_key=True, foreign_key="wave.id")
    seq: int = Field(primary_key=True)
    ref: str
    from_name: str
    to_name: str
    """Empty for every supervisor of the wave."""
    text: str = Field(sa_type=Text)
    at: str
    read_at: str
