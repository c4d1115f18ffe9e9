"""Tolerances and differences needed: monotone, corrected for the population, and rounded without a float."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11chat.analysis.reliability import reliability
from s11chat.analysis.response_table import Cell, response_table
from s11chat.analysis.tolerance import Margin, difference_needed, tolerance, variance

shares = st.fractions(min_value=0, max_value=1, max_denominator=200)
bases = st.integers(min_value=1, max_value=1153)
few = settings(max_examples=40)


def test_the_formula() -> None:
    found = tolerance(Fraction(1, 2), 603, 1153).exact
    assert found == pytest.approx(100 * 1.96 * sqrt(0.25 / 603) * sqrt((1153 - 603) / 1152), rel=1e-12)
    needed = difference_needed(Fraction(3, 10), 100, 400, 1153).exact
    parts = (0.21 / 100 * 1053 / 1152, 0.21 / 400 * 753 / 1152)
    assert needed == pytest.approx(100 * 1.96 * sqrt(sum(parts)), rel=1e-12)


def test_without_the_correction_the_published_table_is_not_reached() -> None:
    plain = [tolerance(Fraction(share, 100), 603).points for share in (10, 30, 50)]
    assert plain == [2, 4, 4]
    assert [tolerance(Fraction(share, 100), 603, 1153).points for share in (10, 30, 50)] == [2, 3, 3]


@few
@given(shares, bases, bases)
def test_a_larger_base_never_has_a_larger_tolerance(share: Fraction, first: int, second: int) -> None:
    small, large = sorted((first, second))
    assert tolerance(share, large, 1153) <= tolerance(share, small, 1153)
    assert tolerance(share, large) <= tolerance(share, small)
    assert tolerance(share, large, 1153) <= tolerance(share, large)


@few
@given(shares, bases, bases)
def test_a_share_and_its_rest_have_the_same_margins_and_a_half_the_widest(
    share: Fraction, first: int, second: int
) -> None:
    assert (
        tolerance(share, first, 1153)
        == tolerance(1 - share, first, 1153)
        <= tolerance(Fraction(1, 2), first, 1153)
    )
    needed = difference_needed(share, first, second, 1153)
    assert needed == difference_needed(share, second, first, 1153)
    assert needed >= tolerance(share, first, 1153)


@few
@given(st.fractions(min_value=0, max_value=1, max_denominator=10**6))
def test_points_are_rounded_half_up(square: Fraction) -> None:
    points = Margin(square).points
    assert (2 * points - 1) ** 2 <= 40_000 * square or points == 0
    assert 40_000 * square < (2 * points + 1) ** 2


@pytest.mark.parametrize("points", ["0.5", "2.5", "2.49999", "13", "99.5"])
def test_a_half_of_a_point_goes_up(points: str) -> None:
    exact = Fraction(points) / 100
    assert Margin(exact * exact).points == int(Decimal(points).quantize(Decimal(1), ROUND_HALF_UP))


def test_who_asked_everybody_has_no_tolerance() -> None:
    assert tolerance(Fraction(1, 2), 40, 40) == Margin(Fraction(0))
    assert tolerance(Fraction(1, 2), 1, 1).points == 0


@pytest.mark.parametrize(
    ("share", "base"), [(Fraction(11, 10), 5), (Fraction(-1, 10), 5), (Fraction(1, 2), 0)]
)
def test_what_is_no_share_or_no_base_is_an_error(share: Fraction, base: int) -> None:
    with pytest.raises(ValueError, match="not"):
        variance(share, base)


def test_a_small_wave_has_no_rows_of_more_organisations_than_there_are() -> None:
    found = reliability(response_table([Cell("A", "A", 200, 40), Cell("B", "B", 100, 20)]))
    assert [row.base for row in found.tolerances] == [60, 100, 200]
    assert [(row.first, row.second) for row in found.differences] == [(100, 100)]
    assert found.design_effect == 1
    assert found.population == 300


def test_nobody_answered() -> None:
    found = reliability(response_table([Cell("A", "A", 30, 0)]))
    assert (found.n_eff, found.design_effect, found.tolerances, found.differences) == (None, None, (), ())
