"""When to call: entries counted from a Wednesday morning in October, in London, where offices close at five."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11chat.language.appointment import Doubt, When, read_when

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 10, 7, 10, 17, 30, tzinfo=LONDON)
OFF = {date(2026, 10, 15)}
"""A Thursday."""


def opening(day: date) -> tuple[int, int] | None:
    """Nine to five from Monday to Friday."""
    return (9 * 60, 17 * 60) if day.weekday() < 5 and day not in OFF else None


def told(when: When) -> str:
    """ "Thu 8 Oct 10:00" exactly, or "Thu 8 Oct 10:00 - Fri 9 Oct 17:00" with the day left out if it is the same."""
    starts = f"{when.starts:%a} {when.starts.day} {when.starts:%b %H:%M}"
    assert when.exact == (when.ends is None)
    if when.ends is None:
        return starts
    if when.ends.date() == when.starts.date():
        return f"{starts} - {when.ends:%H:%M}"
    return f"{starts} - {when.ends:%a} {when.ends.day} {when.ends:%b %H:%M}"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        # So long from now, which counts from the next full minute.
        ("in 1 hour", "Wed 7 Oct 11:18"),
        ("1h", "Wed 7 Oct 11:18"),
        ("1 hr", "Wed 7 Oct 11:18"),
        ("an hour", "Wed 7 Oct 11:18"),
        ("in an hour's time", "Wed 7 Oct 11:18"),
        ("an hour from now", "Wed 7 Oct 11:18"),
        ("in 20 min", "Wed 7 Oct 10:38"),
        ("20m", "Wed 7 Oct 10:38"),
        ("in twenty-five minutes", "Wed 7 Oct 10:43"),
        ("half an hour", "Wed 7 Oct 10:48"),
        ("1/2 hour", "Wed 7 Oct 10:48"),
        ("in a quarter of an hour", "Wed 7 Oct 10:33"),
        ("three quarters of an hour", "Wed 7 Oct 11:03"),
        ("1h30", "Wed 7 Oct 11:48"),
        ("1 hour 30 min", "Wed 7 Oct 11:48"),
        ("90 minutes", "Wed 7 Oct 11:48"),
        ("an hour and a half", "Wed 7 Oct 11:48"),
        ("2½ hours", "Wed 7 Oct 12:48"),
        ("2.5 hours", "Wed 7 Oct 12:48"),
        ("in a couple of hours", "Wed 7 Oct 12:18"),
        ("in 24 hours", "Thu 8 Oct 10:18"),
        ("in an hour or so", "Wed 7 Oct 11:18 - 11:48"),
        ("in about 20 minutes", "Wed 7 Oct 10:38 - 11:08"),
        # A time today.
        ("11", "Wed 7 Oct 11:00"),
        ("at eleven", "Wed 7 Oct 11:00"),
        ("11:00", "Wed 7 Oct 11:00"),
        ("11am", "Wed 7 Oct 11:00"),
        ("11 a.m.", "Wed 7 Oct 11:00"),
        ("eleven o'clock", "Wed 7 Oct 11:00"),
        ("2", "Wed 7 Oct 14:00"),
        ("half two", "Wed 7 Oct 14:30"),
        ("half past two", "Wed 7 Oct 14:30"),
        ("half-past 2", "Wed 7 Oct 14:30"),
        ("2.30", "Wed 7 Oct 14:30"),
        ("2:30pm", "Wed 7 Oct 14:30"),
        ("two thirty", "Wed 7 Oct 14:30"),
        ("2 30", "Wed 7 Oct 14:30"),
        ("14.30", "Wed 7 Oct 14:30"),
        ("1430", "Wed 7 Oct 14:30"),
        ("at 1430 hours", "Wed 7 Oct 14:30"),
        ("230", "Wed 7 Oct 14:30"),
        ("14", "Wed 7 Oct 14:00"),
        ("quarter past three", "Wed 7 Oct 15:15"),
        ("a quarter to four", "Wed 7 Oct 15:45"),
        ("twenty to three", "Wed 7 Oct 14:40"),
        ("20 to 3", "Wed 7 Oct 14:40"),
        ("ten minutes to four", "Wed 7 Oct 15:50"),
        ("twenty five past 3", "Wed 7 Oct 15:25"),
        ("noon", "Wed 7 Oct 12:00"),
        ("12", "Wed 7 Oct 12:00"),
        ("12 noon", "Wed 7 Oct 12:00"),
        ("12:15", "Wed 7 Oct 12:15"),
        ("half twelve", "Wed 7 Oct 12:30"),
        ("5", "Wed 7 Oct 17:00"),
        ("6", "Wed 7 Oct 18:00"),
        ("6.30 tonight", "Wed 7 Oct 18:30"),
        ("11ish", "Wed 7 Oct 11:00 - 11:30"),
        ("about three", "Wed 7 Oct 15:00 - 15:30"),
        ("3 or thereabouts", "Wed 7 Oct 15:00 - 15:30"),
        # Parts of today, from now on.
        ("today", "Wed 7 Oct 10:18 - 17:00"),
        ("later today", "Wed 7 Oct 10:18 - 17:00"),
        ("this morning", "Wed 7 Oct 10:18 - 12:00"),
        ("this afternoon", "Wed 7 Oct 12:00 - 17:00"),
        ("afternoon", "Wed 7 Oct 12:00 - 17:00"),
        ("after lunch", "Wed 7 Oct 14:00 - 17:00"),
        ("lunchtime", "Wed 7 Oct 12:00 - 14:00"),
        ("end of the day", "Wed 7 Oct 16:00 - 17:00"),
        ("close of play", "Wed 7 Oct 16:00 - 17:00"),
        ("late afternoon", "Wed 7 Oct 15:30 - 17:00"),
        ("tonight", "Wed 7 Oct 17:00 - 20:00"),
        ("after 3", "Wed 7 Oct 15:00 - 17:00"),
        ("3 onwards", "Wed 7 Oct 15:00 - 17:00"),
        ("not before half past three", "Wed 7 Oct 15:30 - 17:00"),
        ("until 4", "Wed 7 Oct 10:18 - 16:00"),
        ("by noon", "Wed 7 Oct 10:18 - 12:00"),
        ("2-4", "Wed 7 Oct 14:00 - 16:00"),
        ("2 to 4", "Wed 7 Oct 14:00 - 16:00"),
        ("12-2", "Wed 7 Oct 12:00 - 14:00"),
        ("11 till 1", "Wed 7 Oct 11:00 - 13:00"),
        ("9-5", "Wed 7 Oct 10:18 - 17:00"),
        ("from ten to four", "Wed 7 Oct 10:18 - 16:00"),
        # Another day.
        ("tomorrow 10:00", "Thu 8 Oct 10:00"),
        ("tomorrow at ten", "Thu 8 Oct 10:00"),
        ("tom 10", "Thu 8 Oct 10:00"),
        ("tommorow at ten", "Thu 8 Oct 10:00"),
        ("five to ten tomorrow", "Thu 8 Oct 09:55"),
        ("tomorrow", "Thu 8 Oct 09:00 - 17:00"),
        ("any time tomorrow", "Thu 8 Oct 09:00 - 17:00"),
        ("first thing tomorrow", "Thu 8 Oct 09:00 - 10:00"),
        ("tomorrow morning at 11", "Thu 8 Oct 11:00"),
        ("2 in the afternoon tomorrow", "Thu 8 Oct 14:00"),
        ("8 tomorrow evening", "Thu 8 Oct 20:00"),
        ("after 3 tomorrow", "Thu 8 Oct 15:00 - 17:00"),
        ("after 2 and before 4 tomorrow", "Thu 8 Oct 14:00 - 16:00"),
        ("tomorrow 10:00-11:30", "Thu 8 Oct 10:00 - 11:30"),
        ("please call me back tomorrow at 10", "Thu 8 Oct 10:00"),
        ("the day after tomorrow at noon", "Fri 9 Oct 12:00"),
        ("Friday", "Fri 9 Oct 09:00 - 17:00"),
        ("Friday morning", "Fri 9 Oct 09:00 - 12:00"),
        ("before noon on Friday", "Fri 9 Oct 09:00 - 12:00"),
        ("first thing Friday morning", "Fri 9 Oct 09:00 - 10:00"),
        ("fri 4pm", "Fri 9 Oct 16:00"),
        ("Sat 10", "Sat 10 Oct 10:00"),
        ("Sun 10", "Sun 11 Oct 10:00"),
        ("Saturday", "Sat 10 Oct 09:00 - 17:00"),
        ("Tue 14:30", "Tue 13 Oct 14:30"),
        ("tuesday half past two", "Tue 13 Oct 14:30"),
        ("Tue half two", "Tue 13 Oct 14:30"),
        ("Tue 2-4pm", "Tue 13 Oct 14:00 - 16:00"),
        ("10-2pm Tuesday", "Tue 13 Oct 10:00 - 14:00"),
        ("between 2 and 4 on Tuesday", "Tue 13 Oct 14:00 - 16:00"),
        ("next Tuesday", "Tue 13 Oct 09:00 - 17:00"),
        ("next Friday at 9", "Fri 16 Oct 09:00"),
        ("Tuesday next week", "Tue 13 Oct 09:00 - 17:00"),
        ("next week Tuesday at 3", "Tue 13 Oct 15:00"),
        ("Monday week at 9", "Mon 19 Oct 09:00"),
        ("a week on Tuesday", "Tue 20 Oct 09:00 - 17:00"),
        ("in two days", "Fri 9 Oct 09:00 - 17:00"),
        ("next week", "Mon 12 Oct 09:00 - Fri 16 Oct 17:00"),
        ("this week", "Wed 7 Oct 10:18 - Fri 9 Oct 17:00"),
        ("end of the week", "Fri 9 Oct 09:00 - 17:00"),
        ("Wed 9", "Wed 14 Oct 09:00"),
        ("Thurs pm", "Thu 8 Oct 12:00 - 17:00"),
        ("tomorrow am", "Thu 8 Oct 09:00 - 12:00"),
        ("tomorrow night", "Thu 8 Oct 17:00 - 20:00"),
        ("tomorrow but not before 2", "Thu 8 Oct 14:00 - 17:00"),
        ("Monday 14.00-16.30", "Mon 12 Oct 14:00 - 16:30"),
        ("Mon 9-10.30", "Mon 12 Oct 09:00 - 10:30"),
        ("Mon 10-11:30", "Mon 12 Oct 10:00 - 11:30"),
        ("Mon 9:30-11", "Mon 12 Oct 09:30 - 11:00"),
        ("Mon 9.30am-11.15", "Mon 12 Oct 09:30 - 11:15"),
        ("Friday the 9th at 2", "Fri 9 Oct 14:00"),
        # Dates in UK order.
        ("2026-10-13 10:00-11:00", "Tue 13 Oct 10:00 - 11:00"),
        ("12-10-2026 10:00", "Mon 12 Oct 10:00"),
        ("12.10.26 10.00", "Mon 12 Oct 10:00"),
        ("12/10 9am", "Mon 12 Oct 09:00"),
        ("Mon 12/10 at 9", "Mon 12 Oct 09:00"),
        ("12/10/26 9.30", "Mon 12 Oct 09:30"),
        ("2026-10-12 09:30", "Mon 12 Oct 09:30"),
        ("2026-10-12T09:30", "Mon 12 Oct 09:30"),
        ("3 Nov 14.00", "Tue 3 Nov 14:00"),
        ("3 Nov 10", "Tue 3 Nov 10:00"),
        ("3 Nov 10am", "Tue 3 Nov 10:00"),
        ("3rd November 2", "Tue 3 Nov 14:00"),
        ("Tuesday 13 October, 11", "Tue 13 Oct 11:00"),
        ("the 14th at 10", "Wed 14 Oct 10:00"),
        ("on the first at noon", "Sun 1 Nov 12:00"),
        ("14th October 2026", "Wed 14 Oct 09:00 - 17:00"),
        ("Christmas Eve at 10", "Thu 24 Dec 10:00"),
        # A day off lies as any other; whether it may be called on is for others to say.
        ("15 Oct 3pm", "Thu 15 Oct 15:00"),
        ("15 Oct", "Thu 15 Oct 09:00 - 17:00"),
    ],
)
def test_an_entry_is_read(said: str, meant: str) -> None:
    found = read_when(said, NOW, opening)
    assert isinstance(found, When), found
    assert told(found) == meant


@pytest.mark.parametrize(
    ("said", "why", "candidates"),
    [
        ("10:00", "that time is over today", ["Thu 8 Oct 10:00"]),
        ("ten", "that time is over today", ["Thu 8 Oct 10:00"]),
        ("quarter to ten", "that time is over today", ["Thu 8 Oct 09:45"]),
        ("9am today", "that time is over today", ["Thu 8 Oct 09:00"]),
        ("first thing", "that time is over today", ["Thu 8 Oct 09:00 - 10:00"]),
        ("before 10", "that time is over today", ["Thu 8 Oct 09:00 - 10:00"]),
        (
            "in the morning",
            "may be today or the next working day",
            ["Wed 7 Oct 10:18 - 12:00", "Thu 8 Oct 09:00 - 12:00"],
        ),
        (
            "Wednesday at 3",
            "may be today or a week away",
            ["Wed 7 Oct 15:00", "Wed 14 Oct 15:00"],
        ),
        (
            "Wed",
            "may be today or a week away",
            ["Wed 7 Oct 10:18 - 17:00", "Wed 14 Oct 09:00 - 17:00"],
        ),
        (
            "ten to four",
            "may be one time or from one to another",
            ["Wed 7 Oct 15:50", "Wed 7 Oct 10:18 - 16:00"],
        ),
        ("10 or 11 tomorrow", "may be either", ["Thu 8 Oct 10:00", "Thu 8 Oct 11:00"]),
        ("Monday or Friday at 2", "may be either", ["Mon 12 Oct 14:00", "Fri 9 Oct 14:00"]),
        ("tue 10 or thu 11", "may be either", ["Tue 13 Oct 10:00", "Thu 8 Oct 11:00"]),
        ("1 Oct", "that is most of a year away", ["Fri 1 Oct 09:00 - 17:00"]),
        ("yesterday", "that day is past", []),
        ("1 October 2026 at 10", "that day is past", []),
        ("Tuesday 14 October", "the day of the week does not fit the date", []),
        ("31/11 at 10", "no such date", []),
        ("next month", "the day is not said", []),
        ("2027", "the day is not said", []),
        ("next week at 10", "the day of the week is not said", []),
        ("14:30 in the morning", "the times do not fit together", []),
    ],
)
def test_what_may_be_several_times_or_none_is_a_doubt(said: str, why: str, candidates: list[str]) -> None:
    found = read_when(said, NOW, opening)
    assert isinstance(found, Doubt), found
    assert (found.why, [told(when) for when in found.candidates]) == (why, candidates)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "   ",
        "?",
        "soon",
        "not Tuesday",
        "no, 10",
        "I cannot do 10",
        "any day but Friday",
        "when she is back",
        "after the board meeting",
        "in 20",
        "2 days",
        "try 3 times",
        "extension 204",
        "0151 496 0123",
        "10-12 October",
        "25:00",
        "24:00",
        "13am",
        "half past",
        "an hour tomorrow",
        "this afternoon tomorrow",
        "10, 11, 12",
        "before Friday",
        "within the hour",
        "an hour or two",
        "2-4 or 5",
        "please",
        "at",
        "tomorrow " * 30,
    ],
)
def test_what_is_no_entry_is_not_read(said: str) -> None:
    assert read_when(said, NOW, opening) is None


@pytest.mark.parametrize(
    ("now", "said", "meant"),
    [
        # Friday evening, and Saturday: the next working day is Monday.
        ("2026-10-09T18:00", "10", ["Mon 12 Oct 10:00"]),
        ("2026-10-09T18:00", "today", ["Mon 12 Oct 09:00 - 17:00"]),
        ("2026-10-09T18:00", "first thing", ["Mon 12 Oct 09:00 - 10:00"]),
        ("2026-10-10T08:00", "10", ["Sat 10 Oct 10:00"]),
        ("2026-10-10T08:00", "2", ["Sat 10 Oct 14:00"]),
        # The day off is no working day either.
        ("2026-10-14T18:00", "10", ["Fri 16 Oct 10:00"]),
        # Before the office opens.
        ("2026-10-07T08:00", "first thing", ["Wed 7 Oct 09:00 - 10:00"]),
        ("2026-10-07T08:00", "9", ["Wed 7 Oct 09:00"]),
        ("2026-10-07T08:00", "today", ["Wed 7 Oct 09:00 - 17:00"]),
        ("2026-10-07T16:59:30", "5", ["Wed 7 Oct 17:00"]),
        # New Year's Eve.
        ("2026-12-31T10:00", "tomorrow at 2", ["Fri 1 Jan 14:00"]),
        ("2026-12-31T10:00", "4 Jan 9am", ["Mon 4 Jan 09:00"]),
        ("2026-12-31T10:00", "5/1 at 10", ["Tue 5 Jan 10:00"]),
    ],
)
def test_an_entry_is_counted_from_now(now: str, said: str, meant: list[str]) -> None:
    found = read_when(said, datetime.fromisoformat(now).replace(tzinfo=LONDON), opening)
    assert found is not None
    times = [found] if isinstance(found, When) else found.candidates
    assert [told(when) for when in times] == meant


@pytest.mark.parametrize(
    ("now", "said", "meant"),
    [
        # Spring, on the night of 29 March: the hour from one does not happen.
        ("2026-03-29T00:30+00:00", "in 1 hour", "2026-03-29T02:30+01:00"),
        ("2026-03-29T00:30+00:00", "01:30", "2026-03-29T02:30+01:00"),
        ("2026-03-28T23:00+00:00", "tomorrow 09:00", "2026-03-29T09:00+01:00"),
        ("2026-03-27T16:00+00:00", "Monday at 9", "2026-03-30T09:00+01:00"),
        # Autumn, on the night of 25 October: it happens twice.
        ("2026-10-25T00:30+01:00", "in 1 hour", "2026-10-25T01:30+01:00"),
        ("2026-10-25T00:30+01:00", "in 2 hours", "2026-10-25T01:30+00:00"),
        ("2026-10-25T00:30+01:00", "01:30", "2026-10-25T01:30+01:00"),
        ("2026-10-25T01:45+01:00", "01:30", "2026-10-25T01:30+00:00"),
        ("2026-10-23T16:00+01:00", "Monday at 9", "2026-10-26T09:00+00:00"),
    ],
)
def test_on_the_nights_the_clocks_change(now: str, said: str, meant: str) -> None:
    found = read_when(said, datetime.fromisoformat(now).astimezone(LONDON), opening)
    assert isinstance(found, When), found
    assert found.starts.isoformat(timespec="minutes") == meant


def test_longer_hours_leave_a_bare_hour_open() -> None:
    def late(day: date) -> tuple[int, int]:
        return 8 * 60, 21 * 60

    found = read_when("tomorrow at 8", NOW, late)
    assert isinstance(found, Doubt)
    assert [told(when) for when in found.candidates] == ["Thu 8 Oct 08:00", "Thu 8 Oct 20:00"]
    today = read_when("8", NOW, late)
    assert isinstance(today, When)
    assert told(today) == "Wed 7 Oct 20:00"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("tomorrow 10:00", "Thu 8 Oct 10:00"),
        ("Mon 10:30", "Mon 12 Oct 10:30"),
        ("Mon 10.30", "Mon 12 Oct 10:30"),
        ("tomorrow 09:15", "Thu 8 Oct 09:15"),
        ("tomorrow 22:30", "Thu 8 Oct 22:30"),
        ("tomorrow 10:30pm", "Thu 8 Oct 22:30"),
        ("tomorrow evening 10:30", "Thu 8 Oct 22:30"),
        ("after 10:30 tomorrow", "Thu 8 Oct 10:30 - 23:30"),
        ("tomorrow 10:00-11:30", "Thu 8 Oct 10:00 - 11:30"),
    ],
)
def test_a_time_written_with_its_minutes_is_as_written_however_late_the_hours(said: str, meant: str) -> None:
    found = read_when(said, NOW, lambda _: (8 * 60, 23 * 60 + 30))
    assert isinstance(found, When), found
    assert told(found) == meant


@pytest.mark.parametrize("said", ["tomorrow 10", "tomorrow at half ten"])
def test_an_hour_without_its_minutes_may_be_either_in_late_hours(said: str) -> None:
    found = read_when(said, NOW, lambda _: (8 * 60, 23 * 60 + 30))
    assert isinstance(found, Doubt)
    assert len(found.candidates) == 2


def test_another_zone_is_another_clock() -> None:
    kolkata = NOW.astimezone(ZoneInfo("Asia/Kolkata"))
    found = read_when("3", kolkata, opening)
    assert isinstance(found, When)
    assert found.starts.astimezone(UTC) == datetime(2026, 10, 7, 9, 30, tzinfo=UTC)


def test_a_moment_of_no_zone_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="time zone"):
        read_when("noon", NOW.replace(tzinfo=None), opening)


VOCABULARY = (
    "in at on the next this last after before by until from to and between or not about ish past half quarter "
    "1 2 3 9 10 12 14 20 30 45 00 two ten twenty thirty 9:30 14.00 1430 0930 2.30 12/10 31/2 3/11/26 2026-10-12 "
    "am pm oclock noon hour hours min minutes h m an a day days week fortnight month tomorrow today tom tonight "
    "Monday Tue Wed wednesday Friday Sat Oct November 1st 14th first thing morning afternoon evening lunch "
    "Christmas Easter end of play - , . ½ yesterday later onwards year 2026 2027 weekend"
)
WORDS = st.sampled_from(VOCABULARY.split())
ENTRIES = (
    st.text(max_size=40)
    | st.lists(WORDS, max_size=7).map(" ".join)
    | st.lists(WORDS, max_size=4).map("".join)
)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)) | st.sampled_from(
    [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)]
).flatmap(lambda night: st.integers(-180, 180).map(lambda minutes: night + timedelta(minutes=minutes)))
ZONES = st.sampled_from(["Europe/London", "Asia/Kolkata", "Africa/Lagos", "Australia/Lord_Howe"]).map(
    ZoneInfo
)


@given(ENTRIES, MOMENTS, ZONES)
def test_any_text_is_read_without_a_fault_and_never_as_past(
    text: str, moment: datetime, zone: ZoneInfo
) -> None:
    found = read_when(text, moment.astimezone(zone), opening)
    times = () if found is None else (found,) if isinstance(found, When) else found.candidates
    assert not isinstance(found, Doubt) or found.why
    for when in times:
        assert when.starts.astimezone(UTC) >= moment
        assert when.exact == (when.ends is None)
        assert when.ends is None or when.ends.astimezone(UTC) > when.starts.astimezone(UTC)
        assert when.ends is None or when.ends - when.starts <= timedelta(days=15)
        assert when.starts.tzinfo is zone
