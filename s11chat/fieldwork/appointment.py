"""Appointments to be called: what may be agreed, and where one stands at a moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from s11chat.errors import RefusedError, UsageError
from s11chat.fieldwork.hours import Hours, day_told


class State(StrEnum):
    """Where an appointment stands."""

    UPCOMING = "upcoming"
    DUE = "due"
    BROKEN = "broken"
    """Nobody spoke with anybody before it expired."""
    KEPT = "kept"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the plan of a wave says about appointments."""

    lasts: timedelta = timedelta(minutes=30)
    """How long after its start an exact appointment may still be kept."""
    shortest: timedelta = timedelta(minutes=5)
    longest: timedelta = timedelta(days=14)
    """Limits of the time from the start to the end."""


STANDARD = Terms()


@dataclass(frozen=True, slots=True)
class Appointment:
    """Somebody is to be called from `starts` on and before `ends`, both aware, kept in UTC."""

    starts: datetime
    ends: datetime
    exact: bool
    """Whether it was agreed for its start, and not for some time until its end."""
    person: str = ""
    number: str = ""
    """As typed: a telephone number may begin with noughts."""
    note: str = ""
    mine_only: bool = False
    """Whether the interviewer who made it has to call."""

    def __post_init__(self) -> None:
        if self.starts.tzinfo is None or self.ends.tzinfo is None:
            raise ValueError("an appointment without a time zone")
        if self.ends <= self.starts:
            raise UsageError("The appointment ends before it begins: give an end after its start.")
        object.__setattr__(self, "starts", self.starts.astimezone(UTC))
        object.__setattr__(self, "ends", self.ends.astimezone(UTC))

    def state(self, moment: datetime) -> State:
        """Where it stands at a moment as long as nobody has kept or cancelled it."""
        if moment < self.starts:
            return State.UPCOMING
        return State.DUE if moment < self.ends else State.BROKEN


def agreed(
    appointment: Appointment,
    now: datetime,
    hours: Hours,
    terms: Terms = STANDARD,
    *,
    outside_allowed: bool = False,
) -> Appointment:
    """The appointment if it may be made now; a from-until that has begun starts now.

    Raises RefusedError with what would be right: it lies in the past, is shorter or longer than the terms
    allow, or lies outside the permitted hours and `outside_allowed` is not given.
    """
    if not appointment.exact and appointment.starts < now < appointment.ends:
        appointment = replace(appointment, starts=now)
    if appointment.starts < now.replace(second=0, microsecond=0):
        raise RefusedError(
            f"{hours.told(appointment.starts)} is past: the next permitted time is "
            f"{hours.told(hours.next_permitted(now))}."
        )
    length = appointment.ends - appointment.starts
    if length < terms.shortest:
        raise RefusedError(
            f"An appointment lasts at least {_told(terms.shortest)}: "
            f"let it end at {hours.told(appointment.starts + terms.shortest)} or later."
        )
    if length > terms.longest:
        raise RefusedError(
            f"An appointment lasts at most {_told(terms.longest)}: "
            f"let it end by {hours.told(appointment.starts + terms.longest)}."
        )
    if not outside_allowed:
        _within(appointment, hours)
    return appointment


def default_end(starts: datetime, hours: Hours, terms: Terms = STANDARD, *, exact: bool) -> datetime:
    """When an appointment ends for which no end was given.

    An exact one lasts as the terms say. One without an exact time lasts to the end of that day's permitted
    hours; where no more are left on the day it lasts an hour.
    """
    if exact:
        return starts.astimezone(UTC) + terms.lasts
    closes = [window.ends for window in hours.windows(hours.local(starts).date()) if window.ends > starts]
    return closes[-1] if closes else starts.astimezone(UTC) + timedelta(hours=1)


def _within(appointment: Appointment, hours: Hours) -> None:
    """Raises RefusedError unless it starts in permitted hours, and ends there where its end was agreed."""
    starts, ends = appointment.starts, appointment.ends
    if not hours.permits(starts):
        day = hours.local(starts).date()
        following = f"the next permitted time is {hours.told(hours.next_permitted(starts))}"
        if day in hours.off:
            raise RefusedError(f"Nobody is called on {day_told(day)}: {following}.")
        raise RefusedError(
            f"Calls are permitted {hours.weekly}: {hours.told(starts)} is outside; {following}."
        )
    if not appointment.exact and not hours.permits(ends - timedelta(seconds=1)):
        last = max(
            window.ends
            for ahead in range((hours.local(ends).date() - hours.local(starts).date()).days + 1)
            for window in hours.windows(hours.local(starts).date() + timedelta(days=ahead))
            if window.ends <= ends
        )
        raise RefusedError(
            f"Calls are permitted {hours.weekly}: the end, {hours.told(ends)}, is outside; "
            f"let it end at {hours.told(last)}."
        )


def _told(length: timedelta) -> str:
    """A length of time: "5 minutes", "1 hour", "14 days"."""
    for unit, seconds in (("day", 86400), ("hour", 3600), ("minute", 60)):
        count, rest = divmod(int(length.total_seconds()), seconds)
        if count and not rest:
            return f"{count} {unit}{'s' * (count != 1)}"
    return f"{int(length.total_seconds())} seconds"
