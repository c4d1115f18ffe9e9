"""Where a case stands after a call, and after its return went on by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from s11chat.fieldwork.case import State
from s11chat.fieldwork.outcome import standard
from s11chat.fieldwork.queue import (
    ANSWERS_ONLINE,
    APPOINTMENT,
    BEGUN,
    ORDINARY,
    Coded,
    Position,
    Standing,
    after,
    after_return,
    undecided,
)

NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
CAP = 3
OUTCOMES = standard()


def coded(code: str, before: Position | None = None, **told: object) -> Position:
    said = Coded(OUTCOMES[code], NOON, "Ida", **told)  # type: ignore[arg-type]
    return after(before or Position(), said, cap=CAP, outcomes=OUTCOMES)


@pytest.mark.parametrize(
    ("code", "standing", "wait"),
    [
        ("N1", Standing.WAITING, timedelta(hours=3)),
        ("N2", Standing.WAITING, timedelta(minutes=20)),
        ("N3", Standing.WAITING, timedelta(hours=3)),
        ("N4", Standing.WAITING, timedelta(days=1)),
        ("A2", Standing.WAITING, timedelta(days=1)),
        ("A3", Standing.WAITING, timedelta(days=1)),
        ("D1", Standing.WAITING, timedelta(0)),
        ("D2", Standing.WAITING, timedelta(days=2)),
        ("W1", Standing.WAITING, timedelta(days=7)),
        ("R1", Standing.WAITING, timedelta(days=7)),
        ("X2", Standing.WAITING, timedelta(0)),
        ("T1", Standing.OFFICE, None),
        ("T2", Standing.OFFICE, None),
        ("H1", Standing.OFFICE, None),
        ("E2", Standing.OFFICE, None),
        ("R2", Standing.CLOSED, None),
        ("R3", Standing.CLOSED, None),
        ("N5", Standing.CLOSED, None),
        ("E1", Standing.CLOSED, None),
        ("E3", Standing.CLOSED, None),
        ("C1", Standing.CLOSED, None),
        ("P1", Standing.CLOSED, None),
    ],
)
def test_what_an_outcome_makes_of_a_case(code: str, standing: Standing, wait: timedelta | None) -> None:
    found = coded(code)
    assert (found.standing, found.outcome) == (standing, code)
    assert found.until == (NOON + wait if wait is not None else None)
    assert found.attempts == OUTCOMES[code].attempt


def test_no_outcome_leaves_a_case_that_nobody_would_ever_see_again() -> None:
    for code, outcome in OUTCOMES.items():
        found = coded(code)
        if found.standing is Standing.WAITING:
            assert found.until is not None, code
        assert found.why, code
        if found.standing is Standing.CLOSED:
            assert outcome.final or code == "X1", code


def test_an_appointment_comes_first_and_may_be_one_persons_alone() -> None:
    starts = NOON + timedelta(hours=2)
    free, mine = coded("A1", appointment=starts), coded("A1", appointment=starts, mine_only=True)
    assert (free.standing, free.until, free.rank, free.owner) == (Standing.WAITING, starts, APPOINTMENT, "")
    assert mine.owner == "Ida"
    later = coded("N1", mine)
    assert (later.rank, later.owner) == (ORDINARY, "")


def test_a_soft_refusal_is_for_somebody_else_until_the_next_call() -> None:
    refused = coded("R1")
    assert refused.avoid == "Ida"
    assert coded("N1", refused).avoid == ""


@pytest.mark.parametrize(
    ("code", "kept"), [("N1", "X1"), ("N4", "X1"), ("R1", "R1"), ("R2", "R2"), ("E1", "E1"), ("T1", "T1")]
)
def test_the_last_attempt_closes_a_case_and_overwrites_no_refusal(code: str, kept: str) -> None:
    last = coded(code, Position(attempts=CAP - 1))
    assert last.outcome == kept
    assert last.standing is (Standing.OFFICE if code == "T1" else Standing.CLOSED)


def test_a_promised_appointment_and_a_link_that_was_sent_outlive_the_cap() -> None:
    tried = Position(attempts=CAP - 1)
    assert coded("A1", tried, appointment=NOON + timedelta(days=1)).standing is Standing.WAITING
    assert coded("W1", tried).standing is Standing.WAITING


def test_whoever_is_named_by_the_last_attempt_is_asked_once() -> None:
    named = coded("D1", Position(attempts=CAP - 1))
    assert (named.standing, named.attempts) == (Standing.WAITING, CAP)
    assert coded("D1", named).standing is Standing.CLOSED
    assert coded("N1", named).outcome == "X1"


def test_a_wave_closed_before_the_office_decided_leaves_it_undecided() -> None:
    waits = coded("E2")
    closed = after_return(waits, State.CLOSED_UNSIGNED, NOON)
    assert (undecided(waits), undecided(closed), closed.standing) == (True, True, Standing.CLOSED)
    assert not undecided(after_return(coded("E2", confirmed=True), State.CLOSED_UNSIGNED, NOON))
    assert after_return(closed, State.IN_PROGRESS, NOON).standing is Standing.WAITING


def test_what_counts_as_no_attempt_uses_none_up() -> None:
    assert coded("H1", Position(attempts=CAP - 1)).attempts == CAP - 1


def test_a_link_is_waited_for_as_long_as_the_wave_says_and_longer_once_somebody_is_at_work() -> None:
    sent = coded("W1", wait=timedelta(days=5))
    assert (sent.until, sent.why) == (NOON + timedelta(days=5), ANSWERS_ONLINE)
    early = after_return(sent, State.OPENED, NOON + timedelta(days=1))
    assert early.until == sent.until
    late = after_return(sent, State.IN_PROGRESS, NOON + timedelta(days=4))
    assert (late.until, late.stage) == (NOON + timedelta(days=7), BEGUN)


@pytest.mark.parametrize("became", [State.COMPLETE, State.COMPLETE_TELEPHONE, State.SIGNED_OFF])
def test_a_return_that_is_complete_ends_the_calls(became: State) -> None:
    stands = after_return(coded("A1", appointment=NOON + timedelta(days=1)), became, NOON)
    assert (stands.standing, stands.until, stands.why) == (Standing.CLOSED, None, "complete")


def test_a_section_signed_before_the_rest_is_answered_ends_no_calls() -> None:
    waiting = coded("N1")
    assert after_return(waiting, State.SIGNED_IN_PART, NOON) == waiting


def test_a_return_taken_up_again_comes_back_and_a_refusal_does_not() -> None:
    done = after_return(Position(), State.COMPLETE, NOON)
    again = after_return(done, State.SENT_BACK, NOON)
    assert (again.standing, again.until) == (Standing.WAITING, NOON + timedelta(days=3))
    refused = coded("R2")
    assert after_return(refused, State.IN_PROGRESS, NOON) == replace(refused, stage=BEGUN)
