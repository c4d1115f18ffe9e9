"""Appointments: what may be agreed, what the refusal says would be right, and where one stands later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from s11chat.errors import RefusedError, S11chatError, UsageError
from s11chat.fieldwork.appointment import Appointment, State, Terms, agreed, default_end
from s11chat.fieldwork.hours import Hours
from s11chat.fieldwork.timetable import read_hours
from s11chat.language.appointment import When, read_when

HOURS = read_hours("Mon-Fri 9:00-17:00; not 2026-12-25")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


NOW = utc("2026-12-10T10:00:30")
"""A Thursday in winter, when London is at UTC."""


def at(starts: str, ends: str | None = None, hours: Hours = HOURS) -> Appointment:
    """From `starts` until `ends`, or exactly at `starts`."""
    begins = utc(starts)
    exact = ends is None
    return Appointment(begins, default_end(begins, hours, exact=True) if exact else utc(str(ends)), exact)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("2026-12-10T10:00", None),
        ("2026-12-10T10:05", None),
        ("2026-12-10T16:59", None),
        ("2026-12-11T09:00", "2026-12-11T09:05"),
        ("2026-12-11T09:00", "2026-12-11T17:00"),
        ("2026-12-11T09:00", "2026-12-18T17:00"),
        ("2026-12-10T11:00", "2026-12-24T11:00"),
    ],
)
def test_an_appointment_within_the_hours_is_agreed(starts: str, ends: str | None) -> None:
    appointment = at(starts, ends)
    assert agreed(appointment, NOW, HOURS) == appointment


@pytest.mark.parametrize(
    ("starts", "ends", "told"),
    [
        (
            "2026-12-12T10:00",
            None,
            "Calls are permitted Mon-Fri 9:00-17:00: Saturday 12 December at 10:00 is outside; "
            "the next permitted time is Monday 14 December at 9:00.",
        ),
        (
            "2026-12-11T17:00",
            None,
            "Calls are permitted Mon-Fri 9:00-17:00: Friday 11 December at 17:00 is outside; "
            "the next permitted time is Monday 14 December at 9:00.",
        ),
        (
            "2026-12-25T10:00",
            None,
            "Nobody is called on Friday 25 December: the next permitted time is Monday 28 December at 9:00.",
        ),
        (
            "2026-12-11T16:00",
            "2026-12-11T18:00",
            "Calls are permitted Mon-Fri 9:00-17:00: the end, Friday 11 December at 18:00, is outside; "
            "let it end at Friday 11 December at 17:00.",
        ),
        (
            "2026-12-11T16:00",
            "2026-12-13T12:00",
            "Calls are permitted Mon-Fri 9:00-17:00: the end, Sunday 13 December at 12:00, is outside; "
            "let it end at Friday 11 December at 17:00.",
        ),
        (
            "2026-12-10T09:59",
            None,
            "Thursday 10 December at 9:59 is past: the next permitted time is Thursday 10 December at 10:00.",
        ),
        ("2026-12-09T09:00", "2026-12-10T10:00", "Wednesday 9 December at 9:00 is past"),
        (
            "2026-12-11T09:00",
            "2026-12-11T09:04",
            "An appointment lasts at least 5 minutes: let it end at Friday 11 December at 9:05 or later.",
        ),
        (
            "2026-12-11T09:00",
            "2036-12-11T09:00",
            "An appointment lasts at most 14 days: let it end by Friday 25 December at 9:00.",
        ),
    ],
)
def test_a_refusal_says_what_would_be_right(starts: str, ends: str | None, told: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        agreed(at(starts, ends), NOW, HOURS)
    assert str(refusal.value).startswith(told)


def test_whoever_may_call_outside_the_hours_can_agree_to_it_and_to_nothing_else() -> None:
    evening = at("2026-12-12T19:00", "2026-12-12T20:00")
    assert agreed(evening, NOW, HOURS, outside_allowed=True) == evening
    with pytest.raises(RefusedError, match="is past"):
        agreed(at("2026-12-09T19:00"), NOW, HOURS, outside_allowed=True)


def test_a_from_until_that_has_begun_starts_now() -> None:
    assert agreed(at("2026-12-10T09:00", "2026-12-10T12:00"), NOW, HOURS).starts == NOW
    with pytest.raises(RefusedError, match="at least 5 minutes"):
        agreed(at("2026-12-10T09:00", "2026-12-10T10:03"), NOW, HOURS)


def test_the_limits_are_of_the_plan() -> None:
    terms = Terms(shortest=timedelta(hours=1), longest=timedelta(days=1))
    with pytest.raises(RefusedError, match="at least 1 hour:"):
        agreed(at("2026-12-11T09:00", "2026-12-11T09:30"), NOW, HOURS, terms)
    with pytest.raises(RefusedError, match="at most 1 day:"):
        agreed(at("2026-12-11T09:00", "2026-12-14T09:30"), NOW, HOURS, terms)


@pytest.mark.parametrize(
    ("starts", "exact", "ends"),
    [
        ("2026-12-11T10:00", True, "2026-12-11T10:30"),
        ("2026-12-11T16:45", True, "2026-12-11T17:15"),
        ("2026-12-11T10:00", False, "2026-12-11T17:00"),
        ("2026-07-10T09:00", False, "2026-07-10T16:00"),
        ("2026-12-12T10:00", False, "2026-12-12T11:00"),
        ("2026-12-11T18:00", False, "2026-12-11T19:00"),
    ],
)
def test_an_appointment_has_an_end_the_same_day(starts: str, exact: bool, ends: str) -> None:
    assert default_end(utc(starts), HOURS, exact=exact) == utc(ends)


def test_an_exact_one_lasts_as_the_plan_says() -> None:
    terms = Terms(lasts=timedelta(minutes=10))
    assert default_end(NOW, HOURS, terms, exact=True) == NOW + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-12-11T13:59:59", State.UPCOMING),
        ("2026-12-11T14:00", State.DUE),
        ("2026-12-11T14:29:59", State.DUE),
        ("2026-12-11T14:30", State.BROKEN),
        ("2027-12-11T14:30", State.BROKEN),
    ],
)
def test_where_it_stands_follows_from_the_moment(moment: str, state: State) -> None:
    assert at("2026-12-11T14:00").state(utc(moment)) is state


def test_moments_are_kept_in_utc_whatever_clock_they_came_by() -> None:
    summer = timezone(timedelta(hours=1))
    appointment = Appointment(
        datetime(2026, 7, 10, 10, tzinfo=summer), datetime(2026, 7, 10, 11, tzinfo=summer), exact=False
    )
    assert appointment.starts.isoformat() == "2026-07-10T09:00:00+00:00"
    assert appointment.ends.isoformat() == "2026-07-10T10:00:00+00:00"


def test_an_end_before_the_start_is_a_slip() -> None:
    with pytest.raises(UsageError, match="ends before it begins"):
        at("2026-12-11T09:00", "2026-12-11T09:00")
    with pytest.raises(ValueError, match="time zone"):
        Appointment(datetime(2026, 12, 11, 9), NOW, exact=True)


def test_on_the_nights_the_clocks_change_the_hours_are_those_on_the_wall() -> None:
    for starts, ends in (
        ("2026-03-30T08:00", "2026-03-30T16:00"),
        ("2026-10-26T09:00", "2026-10-26T17:00"),
    ):
        appointment = at(starts, ends)
        now = appointment.starts - timedelta(days=3)
        assert agreed(appointment, now, HOURS) == appointment
        for hour in (timedelta(hours=1), -timedelta(hours=1)):
            shifted = Appointment(appointment.starts + hour, appointment.ends + hour, exact=False)
            with pytest.raises(S11chatError, match="is outside"):
                agreed(shifted, now, HOURS)


@pytest.mark.parametrize(
    ("typed", "starts", "ends"),
    [
        ("in 20 min", "2026-12-10T10:21", "2026-12-10T10:51"),
        ("tomorrow 14:30", "2026-12-11T14:30", "2026-12-11T15:00"),
        ("Monday", "2026-12-14T09:00", "2026-12-14T17:00"),
        ("next week", "2026-12-14T09:00", "2026-12-18T17:00"),
        ("this morning", "2026-12-10T10:01", "2026-12-10T12:00"),
        # The offices open again on the Monday after Christmas.
        ("28 Dec at 9", "2026-12-28T09:00", "2026-12-28T09:30"),
    ],
)
def test_an_entry_as_typed_becomes_an_appointment(typed: str, starts: str, ends: str) -> None:
    when = read_when(typed, HOURS.local(NOW), HOURS.opening)
    assert isinstance(when, When)
    made = Appointment(
        when.starts, when.ends or default_end(when.starts, HOURS, exact=when.exact), when.exact
    )
    assert agreed(made, NOW, HOURS) == made
    assert (made.starts, made.ends) == (utc(starts), utc(ends))


@pytest.mark.parametrize("typed", ["Saturday at 10", "tonight", "Christmas Day at noon", "6"])
def test_an_entry_outside_the_hours_is_read_and_refused(typed: str) -> None:
    when = read_when(typed, HOURS.local(NOW), HOURS.opening)
    assert isinstance(when, When)
    made = Appointment(
        when.starts, when.ends or default_end(when.starts, HOURS, exact=when.exact), when.exact
    )
    with pytest.raises(RefusedError, match="the next permitted time is"):
        agreed(made, NOW, HOURS)
