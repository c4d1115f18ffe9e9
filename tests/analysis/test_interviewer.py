"""Interviewers and timings: hours without pauses, medians without breaks, every figure reckoned by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from s11chat.analysis.interviewer import Work, interviewer_table
from s11chat.analysis.stint import at_work
from s11chat.analysis.timing import Timed, timings
from s11chat.fieldwork.outcome import standard

TEN = datetime(2008, 10, 1, 10, 0, tzinfo=UTC)


def span(begins: float, ends: float) -> tuple[datetime, datetime]:
    """From and to so many minutes after ten."""
    return TEN + timedelta(minutes=begins), TEN + timedelta(minutes=ends)


@pytest.mark.parametrize(
    ("spans", "minutes"),
    [
        ([], 0),
        ([(0, 0)], 0),
        ([(0, 0), (30, 30)], 30),
        ([(0, 0), (31, 31)], 0),
        ([(0, 10), (20, 25)], 25),
        ([(20, 25), (0, 10)], 25),
        ([(0, 40), (5, 6), (60, 70)], 70),
        ([(0, 10), (45, 50), (55, 60)], 25),
        ([(0, 90)], 90),
    ],
)
def test_hours_are_what_lies_between_without_longer_pauses(
    spans: list[tuple[float, float]], minutes: float
) -> None:
    assert at_work(span(*one) for one in spans) == timedelta(minutes=minutes)


def test_the_table_of_the_interviewers() -> None:
    outcomes = standard()
    ida = Work(
        "Ida",
        tuple(outcomes[code] for code in ("C1", "C2", "N1", "N1", "R1", "B1", "X2")),
        (span(0, 60), span(80, 120)),
        completes=2,
        minutes=(20.0, 30.0),
    )
    ben = Work("ben", (outcomes["N1"],), (span(0, 0),))
    table = interviewer_table((ida, ben))
    assert [row.name for row in table.rows] == ["ben", "Ida"]
    row = table.rows[1]
    assert (row.calls, row.contacts, row.completes, row.refusals, row.break_offs, row.uncoded) == (
        7,
        4,
        2,
        1,
        1,
        1,
    )
    assert (row.hours, row.calls_per_complete, row.completes_per_hour, row.minutes) == (
        Fraction(2),
        Fraction(7, 2),
        Fraction(1),
        25.0,
    )
    quiet = table.rows[0]
    assert (quiet.calls_per_complete, quiet.completes_per_hour, quiet.minutes) == (None, None, None)
    assert (table.total.calls, table.total.calls_per_complete, table.total.minutes) == (8, Fraction(4), 25.0)


def test_nobody_at_all() -> None:
    table = interviewer_table(())
    assert (table.rows, table.total.calls, table.total.minutes) == ((), 0, None)


def test_timings_in_the_order_of_the_dialog_breaks_apart() -> None:
    seconds = [*range(1, 11), 600, 601]
    answers = [Timed("b", "online", float(one)) for one in seconds] + [Timed("c", "online", 5.0)]
    first, second = timings(("b", "a"), ("telephone", "online"), answers)
    assert (first.item, second.item) == ("b", "a")
    online = first.modes["online"]
    assert (online.n, online.median, online.top, online.breaks) == (11, 6.0, 10.0, 1)
    assert first.modes["telephone"] == second.modes["online"]
    assert (second.modes["online"].n, second.modes["online"].median) == (0, None)


def test_an_even_number_and_a_single_one() -> None:
    (two,) = timings(("a",), ("online",), [Timed("a", "online", 2.0), Timed("a", "online", 5.0)])
    assert (two.modes["online"].median, two.modes["online"].top) == (3.5, 5.0)
    (one,) = timings(("a",), ("online",), [Timed("a", "online", 700.0)])
    assert (one.modes["online"].n, one.modes["online"].top, one.modes["online"].breaks) == (0, None, 1)
