"""Time slots: what was tried least is tried next, the earliest of the day first."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11chat.errors import UsageError
from s11chat.fieldwork.hours import Hours
from s11chat.fieldwork.slot import SLOTS, hours_of, next_slot, read_slots, slot_of, written
from s11chat.fieldwork.timetable import read_hours

LONG = read_hours("Mon-Fri 9:00-20:00; Sat 10:00-13:00")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        ("2026-12-11T09:00", "morning"),
        ("2026-12-11T11:59:59", "morning"),
        ("2026-12-11T12:00", "midday"),
        ("2026-12-11T14:00", "afternoon"),
        ("2026-12-11T17:00", "late"),
        ("2026-12-11T23:59:59", "late"),
        # In summer London is an hour ahead.
        ("2026-07-10T11:00", "midday"),
    ],
)
def test_a_moment_lies_in_a_slot_by_the_clock_on_the_wall(moment: str, name: str) -> None:
    assert slot_of(utc(moment), Hours()) == name


@pytest.mark.parametrize(
    ("hours", "tried", "following"),
    [
        (LONG, [], "morning"),
        (LONG, ["morning"], "midday"),
        (LONG, ["morning", "midday"], "afternoon"),
        (LONG, ["morning", "midday", "afternoon"], "late"),
        (LONG, ["morning", "midday", "afternoon", "late"], "morning"),
        (LONG, Counter(morning=2, midday=1, afternoon=3, late=1), "midday"),
        (LONG, ["a slot of an older plan"], "morning"),
        # An office that closes at five is never called late.
        (Hours(), ["morning", "midday", "afternoon"], "morning"),
        (read_hours("Mon 13-17"), [], "midday"),
    ],
)
def test_the_slot_tried_least_is_next(hours: Hours, tried: list[str], following: str) -> None:
    assert next_slot(tried, hours) == following


@given(st.lists(st.sampled_from([slot.name for slot in SLOTS]), max_size=12))
def test_trying_what_is_next_goes_round_the_day(tried: list[str]) -> None:
    counts = Counter({slot.name: 0 for slot in SLOTS}) + Counter(tried)
    for _ in range(60):
        counts[next_slot(counts, LONG)] += 1
    assert max(counts.values()) - min(counts.values()) <= 1


def test_a_slot_without_permitted_hours_has_none() -> None:
    assert hours_of("late", Hours()) is None
    assert str(hours_of("morning", LONG)) == "Mon-Fri 9:00-12:00; Sat 10:00-12:00"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (written(SLOTS), "morning until 12:00; midday until 14:00; afternoon until 17:00; late"),
        ("Morning until 13; Evening", "morning until 13:00; evening"),
        ("early to 10.30; rest until 24", "early until 10:30; rest"),
    ],
)
def test_slots_are_read_and_written(typed: str, kept: str) -> None:
    assert written(read_slots(typed)) == kept


def test_the_standard_slots_are_read_as_they_are_written() -> None:
    assert read_slots(written(SLOTS)) == SLOTS


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "The last slot has to last to the end of the day"),
        ("morning until 12", "The last slot has to last to the end of the day"),
        ("until 12; late", '"until 12" is no time slot: write slots as morning until 12:00;'),
        ("morning until noon; late", "is no time slot"),
        ("morning until 12; midday until 11; late", '"midday until 11" ends no later'),
        ("morning until 12:75; late", "is no time slot"),
        ("late; later", '"later" ends no later'),
        ("morning until 12; Morning", "The slot Morning is given twice"),
    ],
)
def test_every_slip_gets_one_sentence(typed: str, told: str) -> None:
    with pytest.raises(UsageError) as slip:
        read_slots(typed)
    assert told in str(slip.value)
