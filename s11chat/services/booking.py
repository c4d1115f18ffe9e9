"""Reads when somebody wants to be rung, and tells it back before the appointment is made."""

from __future__ import annotations

from datetime import datetime

from s11chat.errors import UsageError
from s11chat.fieldwork.appointment import Appointment, agreed, default_end
from s11chat.fieldwork.hours import Hours
from s11chat.language.appointment import Doubt, When, read_when
from s11chat.language.harmless import in_short
from s11chat.services.callview import Booking

_WRITE = "write it as 'tomorrow 10:00', 'Tue 14:30', 'in 1 hour' or 'Thursday 2-4pm'"
_OFFERED = 3


def booked(
    words: str,
    now: datetime,
    hours: Hours,
    *,
    person: str = "",
    number: str = "",
    note: str = "",
    mine_only: bool = False,
    outside_allowed: bool = False,
) -> Booking:
    """The appointment that `words` ask for. `now` is aware, in the zone of whoever works here.

    Raises UsageError where they are no time or may be two, RefusedError where it may not be made then.
    """
    found = read_when(words, hours.local(now), hours.opening)
    if found is None:
        raise UsageError(f"'{in_short(words, 40)}' is no time that can be kept: {_WRITE}.")
    if isinstance(found, Doubt):
        raise UsageError(_doubted(words, found, hours))
    ends = found.ends or default_end(found.starts, hours, exact=found.exact)
    made = Appointment(found.starts, ends, found.exact, person, number, note, mine_only)
    made = agreed(made, now, hours, outside_allowed=outside_allowed)
    return Booking(made, _told(made, now, hours))


def _doubted(words: str, doubt: Doubt, hours: Hours) -> str:
    said = in_short(words, 40)
    if not doubt.candidates:
        return f"'{said}': {doubt.why}; {_WRITE}."
    either = " or ".join(_candidate(one, hours) for one in doubt.candidates[:_OFFERED])
    return f"'{said}': {doubt.why}; say which: {either}."


def _candidate(when: When, hours: Hours) -> str:
    until = f" until {hours.local(when.ends):%H:%M}" if when.ends else ""
    return f"{hours.told(when.starts)}{until}"


def _told(made: Appointment, now: datetime, hours: Hours) -> str:
    """The time by the clock of whoever is called, and by one's own where that is another."""
    starts, ends = hours.local(made.starts), hours.local(made.ends)
    until = (
        ""
        if made.exact
        else f" until {ends:%H:%M}"
        if starts.date() == ends.date()
        else f" until {ends:%a %H:%M}"
    )
    here = made.starts.astimezone(now.tzinfo)
    own = "" if here.utcoffset() == starts.utcoffset() else f" their time, {here:%H:%M} yours"
    odd = "" if hours.permits(made.starts) else ", outside the hours in which calls are permitted"
    return f"{hours.told(made.starts)}{until}{own}{odd}"
