"""Figures as printed: halves go up, columns add up, and nothing is lost between none and a half."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11chat.analysis.rounding import controlled, decimal, half_up, per_cent, short_per_cent, whole_per_cent

columns = st.lists(st.fractions(min_value=0, max_value=5000, max_denominator=1153), min_size=0, max_size=20)


@pytest.mark.parametrize(
    ("share", "printed"),
    [
        (Fraction(0), "0"),
        (Fraction(1, 1153), "*"),
        (Fraction(49, 10000), "*"),
        (Fraction(1, 200), "1"),
        (Fraction(3, 8), "38"),  # 37.5 %: 21 of 56, printed 37 by whoever rounds floats to even
        (Fraction(7, 40), "18"),
        (Fraction(137, 232), "59"),
        (Fraction(1), "100"),
        (Fraction(3, 2), "150"),
        (None, "[x]"),
    ],
)
def test_whole_per_cents(share: Fraction | None, printed: str) -> None:
    assert whole_per_cent(share) == printed


@pytest.mark.parametrize(
    ("share", "printed"),
    [
        (Fraction(232, 1150), "20.17"),
        (Fraction(1, 1150), "0.09"),
        (Fraction(12345, 1000000), "1.23"),
        (Fraction(12355, 1000000), "1.24"),
        (Fraction(99999, 100000), "100.00"),
        (Fraction(0), "0"),
        (Fraction(1), "100"),
        (None, "[x]"),
    ],
)
def test_per_cents_with_decimals(share: Fraction | None, printed: str) -> None:
    assert per_cent(share) == printed


def test_decimals_go_half_up() -> None:
    assert [decimal(Fraction(1, 8), places) for places in (0, 1, 2, 3)] == ["0", "0.1", "0.13", "0.125"]
    assert decimal(Fraction(2, 1), 2) == "2.00"
    assert decimal(Fraction(603026, 1000), 1) == "603.0"


@given(st.integers(min_value=-1000, max_value=1000))
def test_a_half_goes_up(whole: int) -> None:
    assert half_up(Fraction(2 * whole + 1, 2)) == whole + 1
    assert half_up(Fraction(whole)) == whole


def test_a_column_gives_up_its_smallest_half() -> None:
    assert controlled(
        [Fraction(13053, 100), Fraction(8383, 100), Fraction(8608, 100), Fraction(5956, 100)]
    ) == (130, 84, 86, 60)
    assert controlled([Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)]) == (1, 0, 0)
    assert controlled([Fraction(1, 2), Fraction(0), Fraction(1, 2), Fraction(1)]) == (1, 0, 0, 1)
    assert controlled([]) == ()


def test_at_a_glance_what_is_there_is_not_shown_as_nothing() -> None:
    shares = (Fraction(0), Fraction(1, 1000), Fraction(1, 200), Fraction(3, 8), Fraction(1))
    assert [short_per_cent(share) for share in shares] == ["0", "<1", "1", "38", "100"]


@given(columns)
def test_a_column_adds_up_and_no_figure_moves_by_one(exact: list[Fraction]) -> None:
    printed = controlled(exact)
    assert sum(printed) == half_up(sum(exact, Fraction(0)))
    assert all(abs(whole - one) < 1 for whole, one in zip(printed, exact, strict=True))


@given(columns)
def test_a_column_that_adds_up_by_itself_is_rounded_as_usual(exact: list[Fraction]) -> None:
    usual = [half_up(one) for one in exact]
    if sum(usual) == half_up(sum(exact, Fraction(0))):
        moved = sum(abs(whole - one) for whole, one in zip(controlled(exact), exact, strict=True))
        assert moved == sum(abs(whole - one) for whole, one in zip(usual, exact, strict=True))
