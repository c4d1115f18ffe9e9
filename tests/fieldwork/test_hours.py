"""Calling hours: what is typed, what is permitted, and the nights on which the clocks change."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11chat.errors import UsageError
from s11chat.fieldwork.hours import DAY, Hours, Stretch
from s11chat.fieldwork.timetable import read_hours

ZONES = [
    "Europe/London",
    "Europe/Dublin",
    "UTC",
    "Asia/Kolkata",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Pacific/Apia",
]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Mon-Fri 9:00-17:00", "Mon-Fri 9:00-17:00"),
        (
            "Mon-Fri 9:00-17:00; Sat 10-13; not 2026-12-25",
            "Mon-Fri 9:00-17:00; Sat 10:00-13:00; not 2026-12-25",
        ),
        ("monday to friday: 9am - 5.30pm", "Mon-Fri 9:00-17:30"),
        ("Mondays and Wednesdays 9-12 and 13-17", "Mon, Wed 9:00-12:00, 13:00-17:00"),
        ("Mon, Tue, Thu 13-17, 9-12", "Mon, Tue, Thu 9:00-12:00, 13:00-17:00"),
        ("Sat-Mon 10–13", "Mon, Sat, Sun 10:00-13:00"),
        ("daily 0-24", "Mon-Sun 0:00-24:00"),
        ("weekdays 9 to 5pm; weekend 12am-12pm", "Mon-Fri 9:00-17:00; Sat, Sun 0:00-12:00"),
        ("Weds 9:00-17:00\nnot 25/12/2026, 1 January 2027", "Wed 9:00-17:00; not 2026-12-25, 2027-01-01"),
        (
            "not 24 December 2026 to 1/1/2027; Fri 9-16",
            "Fri 9:00-16:00; not 2026-12-24 to 2027-01-01",
        ),
        ("Mon 9-17; not 2026-12-25; not 2026-12-26", "Mon 9:00-17:00; not 2026-12-25, 2026-12-26"),
        ("Mon-Fri 9-17; in Asia/Kolkata", "Mon-Fri 9:00-17:00; in Asia/Kolkata"),
        ("Mon-Fri 9-17; in Europe/London;", "Mon-Fri 9:00-17:00"),
    ],
)
def test_hours_are_read_and_written(typed: str, written: str) -> None:
    hours = read_hours(typed)
    assert str(hours) == written
    assert read_hours(written) == hours


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "No calling hours are given: write them as Mon-Fri 9:00-17:00"),
        ("not 2026-12-25", "No calling hours are given"),
        ("Mno-Fri 9-17", '"mno" is no day of the week: write Mon, Tue, Wed, Thu, Fri, Sat or Sun.'),
        ("9-17", '"9-17" says no day'),
        ("Mon-Fri", '"Mon-Fri" says no hours'),
        ("Mon 9", '"9" is not from one time to another: write hours as 9:00-17:00.'),
        ("Mon 9-5", '"9-5" ends before it begins: write times of the 24-hour clock'),
        ("Mon 9-9", "ends before it begins"),
        ("Mon 9-25", '"25" is no time of day'),
        ("Mon 9:75-17", '"9:75" is no time of day'),
        ("Mon 13pm-17", '"13pm" is no time of day'),
        ("Mon nine-17", '"mon nine" is no day'),
        ("Mon 9-17; Fri-Mon 9-12", "Mon is given twice: write each day once"),
        ("Mon 9-12, 11-17", "9:00-12:00 and 11:00-17:00 on Monday overlap"),
        ("Mon 9-17; not 31/2/2026", '"31/2/2026" is no full date: write days off as 2026-12-25'),
        ("Mon 9-17; not 25 December", '"25 December" is no full date'),
        ("Mon 9-17; not tomorrow", '"tomorrow" is no full date'),
        ("Mon 9-17; not 2nd of next month", "is no full date"),
        ("Mon 9-17; not 2026-12-25 2026-12-26", "is no full date"),
        ("Mon 9-17; not", 'No day stands after "not"'),
        ("Mon 9-17; not 2026-12-26 to 2026-12-24", "the first day must come before the last"),
        ("Mon 9-17; not 2026-12-26 to 2036-12-24", "by a year at most"),
        ("Mon 9-17; in Mordor", "'Mordor' is no time zone: write one as Europe/London"),
        ("Mon 9-17; in Europe", "is no time zone"),
        ("Mon 9-17; in ../../etc/passwd", "is no time zone"),
        ("Mon 9-17; in UTC; in UTC", "Two time zones are given"),
    ],
)
def test_every_slip_gets_one_sentence(typed: str, told: str) -> None:
    with pytest.raises(UsageError) as slip:
        read_hours(typed)
    assert told in str(slip.value)
    assert "\n" not in str(slip.value)


@given(st.text(max_size=60) | st.text("MonTueFri-,;: 0123456789not in", max_size=60))
def test_any_text_gives_hours_or_a_sentence(text: str) -> None:
    with suppress(UsageError):
        hours = read_hours(text)
        assert read_hours(str(hours)) == hours


STRETCHES = st.lists(st.integers(0, DAY), max_size=6, unique=True).map(
    lambda ends: tuple(Stretch(*pair) for pair in zip(*[iter(sorted(ends))] * 2, strict=False))
)
WEEKS = st.tuples(*[STRETCHES] * 7).filter(any)
HOURS = st.builds(
    Hours, WEEKS, st.frozensets(st.dates(date(2020, 1, 1), date(2030, 1, 1))), st.sampled_from(ZONES)
)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)) | st.sampled_from(
    ["2026-03-29", "2026-10-25", "2011-12-30", "2026-10-04"]
).flatmap(lambda night: st.integers(-2000, 2000).map(lambda minutes: utc(night) + timedelta(minutes=minutes)))


@given(HOURS)
def test_written_hours_are_read_as_they_were(hours: Hours) -> None:
    assert read_hours(str(hours)) == hours


@given(HOURS, MOMENTS)
def test_a_moment_is_permitted_when_the_clock_on_the_wall_is_within_the_hours(
    hours: Hours, moment: datetime
) -> None:
    local = hours.local(moment)
    minutes = local.hour * 60 + local.minute
    inside = any(s.opens <= minutes < s.closes for s in hours.week[local.weekday()])
    assert hours.permits(moment) == (inside and local.date() not in hours.off)


@given(HOURS, MOMENTS)
def test_the_next_permitted_moment_is_the_first(hours: Hours, moment: datetime) -> None:
    found = hours.next_permitted(moment)
    assert found >= moment
    assert found.utcoffset() == timedelta()
    assert hours.permits(found)
    assert (found == moment) == hours.permits(moment)
    if found != moment:
        between = [moment + (found - moment) * part / 16 for part in range(16)]
        assert not any(hours.permits(at) for at in [*between, found - timedelta(seconds=1)] if at >= moment)


@pytest.mark.parametrize(
    ("hours", "moment", "following"),
    [
        # A Friday in winter, when London is at UTC, and one in summer, when it is an hour ahead.
        ("Mon-Fri 9-17", "2026-12-11T08:59", "2026-12-11T09:00"),
        ("Mon-Fri 9-17", "2026-12-11T16:59:59", "2026-12-11T16:59:59"),
        ("Mon-Fri 9-17", "2026-12-11T17:00", "2026-12-14T09:00"),
        ("Mon-Fri 9-17", "2026-07-10T07:59", "2026-07-10T08:00"),
        ("Mon-Fri 9-17", "2026-07-10T16:00", "2026-07-13T08:00"),
        ("Mon-Fri 9-12, 13-17", "2026-12-11T12:00", "2026-12-11T13:00"),
        ("Mon-Fri 9-17; not 2026-12-25, 2026-12-28", "2026-12-24T18:00", "2026-12-29T09:00"),
        # The weekends on which the clocks change: Monday opens at nine by the wall.
        ("Mon-Fri 9-17", "2026-03-27T17:00", "2026-03-30T08:00"),
        ("Mon-Fri 9-17", "2026-10-23T16:00", "2026-10-26T09:00"),
        # Spring: the hour from 1:00 does not happen.
        ("Sun 0:30-1:30", "2026-03-29T00:00", "2026-03-29T00:30"),
        ("Sun 0:30-1:30", "2026-03-29T00:59", "2026-03-29T00:59"),
        ("Sun 0:30-1:30", "2026-03-29T01:00", "2026-04-04T23:30"),
        ("Sun 1:15-1:45", "2026-03-29T00:00", "2026-04-05T00:15"),
        ("Sun 1:30-3:00", "2026-03-29T00:45", "2026-03-29T01:00"),
        ("Sun 1:30-3:00", "2026-03-29T02:00", "2026-04-05T00:30"),
        # Autumn: the hour from 1:00 happens twice.
        ("Sun 1:15-1:45", "2026-10-25T00:00", "2026-10-25T00:15"),
        ("Sun 1:15-1:45", "2026-10-25T00:45", "2026-10-25T01:15"),
        ("Sun 1:15-1:45", "2026-10-25T01:45", "2026-11-01T01:15"),
        ("Sun 0:30-1:30", "2026-10-25T00:29", "2026-10-25T00:29"),
        ("Sun 0:30-1:30", "2026-10-25T00:30", "2026-10-25T01:00"),
        # No summer time, and half an hour off the hour.
        ("Mon-Fri 9-17; in Africa/Lagos", "2026-07-10T07:59", "2026-07-10T08:00"),
        ("Mon-Fri 9-17; in Asia/Kolkata", "2026-07-10T03:00", "2026-07-10T03:30"),
        ("Mon-Fri 9-17; in Asia/Kolkata", "2026-07-10T11:30", "2026-07-13T03:30"),
        # A clock that changes by half an hour, and a Friday that was left out of the calendar.
        ("Sun 2:00-2:45; in Australia/Lord_Howe", "2026-10-03T15:00", "2026-10-03T15:30"),
        ("Mon-Fri 9-17; in Pacific/Apia", "2011-12-30T03:00", "2012-01-01T19:00"),
    ],
)
def test_the_next_time_calls_are_permitted(hours: str, moment: str, following: str) -> None:
    assert read_hours(hours).next_permitted(utc(moment)) == utc(following)


def test_a_day_on_which_the_clocks_go_back_has_an_hour_more() -> None:
    hours = read_hours("daily 0-24")
    lengths = [
        sum((w.ends - w.starts for w in hours.windows(day)), timedelta()) / timedelta(hours=1)
        for day in (date(2026, 3, 29), date(2026, 6, 1), date(2026, 10, 25))
    ]
    assert lengths == [23, 24, 25]


def test_a_moment_is_told_by_the_clock_of_the_zone() -> None:
    moment = utc("2026-07-10T23:05")
    assert Hours().told(moment) == "Saturday 11 July at 0:05"
    assert read_hours("Mon 9-17; in UTC").told(moment) == "Friday 10 July at 23:05"


def test_a_moment_of_no_zone_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Hours().permits(datetime(2026, 7, 10, 12))


def test_hours_without_any_are_refused() -> None:
    with pytest.raises(UsageError, match="No calling hours are given"):
        Hours(week=((),) * 7)
