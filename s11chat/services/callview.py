"""What the call room shows: a case as its caller sees it, its calls, appointments and people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from s11chat.fieldwork.appointment import Appointment
from s11chat.fieldwork.case import State
from s11chat.fieldwork.outcome import Outcome
from s11chat.fieldwork.queue import Standing


@dataclass(frozen=True)
class CallLine:
    """One call that was coded; moments are aware UTC."""

    at: datetime
    local: str
    """The moment by the clock of the wave."""
    outcome: str
    say: str
    """The outcome in words."""
    by: str
    number: str
    person: str
    """The name of who was asked for."""
    note: str
    minutes: float
    """From dialling to coding; 0 for what was coded without a call."""


@dataclass(frozen=True)
class AppointmentLine:
    """One appointment as it stands."""

    case: str
    organisation: str
    number: int
    """Which of the appointments of the case it is."""
    starts: datetime
    ends: datetime
    local: str
    """When, by the clock of the wave."""
    exact: bool
    person: str
    phone: str
    note: str
    by: str
    """Who made it."""
    owner: str
    """The interviewer who alone shall keep it; empty for whoever is free."""
    state: str
    """upcoming, due, broken, kept or cancelled."""


@dataclass(frozen=True)
class Reachable:
    """Somebody of the case and how to reach them."""

    id: str
    name: str
    title: str
    office: str
    """lead, contact, or nothing."""
    phone: str
    email: str


@dataclass(frozen=True)
class MessageLine:
    """A word from somebody of the office."""

    number: int
    case: str
    by: str
    to: str
    text: str
    local: str
    read: bool


@dataclass(frozen=True)
class Card:
    """A case as its caller sees it before, during and after a call."""

    case: str
    organisation: str
    type_name: str
    state: State
    answered: int
    """Questions that are settled."""
    why: str
    """Why this case now, in words."""
    people: tuple[Reachable, ...]
    """Whoever answers first."""
    attempts: int
    cap: int
    history: tuple[CallLine, ...]
    """The last call first."""
    appointment: AppointmentLine | None
    messages: tuple[MessageLine, ...]
    remarks: tuple[str, ...]
    """On the case and the contact."""
    local: str
    """The time by the clock of the wave."""
    permitted: bool
    """Whether people may be called now."""
    next_permitted: str
    """When they may be, in words; empty where they may now."""
    dialled: datetime | None
    """When the call began that is not coded yet."""
    number: str = ""
    """What was dialled in it."""
    person: str = ""
    """The id of who was asked for."""
    asked: int = 0
    """Questions on the route."""
    engaged: str = ""
    """Who else has the number of one of the people in hand under another case, in a sentence; mostly empty."""

    @property
    def last(self) -> CallLine | None:
        """The last call."""
        return self.history[0] if self.history else None


@dataclass(frozen=True)
class Offer:
    """The outcomes a call can be coded with, in the order they are shown."""

    outcomes: tuple[Outcome, ...]
    done: bool
    """The interview came to its end, so the outcome is known."""
    chosen: str = ""
    """The code that what happened in the call speaks for; empty where nothing does."""
    when: str = ""
    """The words in which somebody said when to ring again."""


@dataclass(frozen=True)
class Booking:
    """An appointment as it was understood, before it is made."""

    appointment: Appointment
    told: str
    """The day and the time by the clock of whoever is called, and by one's own where it differs."""


@dataclass(frozen=True)
class Tally:
    """What an interviewer has done today."""

    calls: int
    completes: int
    hours: float
    """Since the first call of the day, without breaks."""
    away: datetime | None = None
    """Since when they are on a break."""

    @property
    def per_hour(self) -> float | None:
        """Completes an hour; None in the first quarter of an hour, when it would say nothing."""
        return self.completes / self.hours if self.hours >= 0.25 else None


@dataclass(frozen=True)
class QueueLine:
    """One case of the queue in a list."""

    case: str
    organisation: str
    type_name: str
    standing: Standing
    why: str
    due: str
    """When it comes back, by the clock of the wave; empty where it does not wait."""
    attempts: int
    outcome: str
    holder: str
    owner: str
