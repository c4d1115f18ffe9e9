"""Weighted shares: exact, of a base that is told, and the same in whatever order returns come."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11chat.analysis.estimate import Estimate, Size, frequency, weigh
from s11chat.analysis.response_table import Cell, response_table
from s11chat.analysis.small_base import NO_BASE, Reading, may_be_tested, printed, reading
from s11chat.analysis.tally import Said, Tally
from s11chat.dialog.model import NoAnswer, Option

CELLS = ("p", "q", "r")
Given = tuple[str, Said]
answers = st.one_of(st.frozensets(st.sampled_from("abc")), st.sampled_from(NoAnswer))
surveys = st.lists(st.tuples(st.sampled_from(CELLS), answers), max_size=20)
weights = st.fixed_dictionaries(
    {cell: st.fractions(min_value=Fraction(1, 9), max_value=9, max_denominator=50) for cell in CELLS}
)
few = settings(max_examples=30)


def equal(count: int, base: int) -> Estimate:
    """So many of so many, all of weight one."""
    return Estimate(Size(count, Fraction(count), Fraction(count)), Size(base, Fraction(base), Fraction(base)))


@few
@given(surveys, weights, st.randoms())
def test_the_order_of_returns_makes_no_difference(
    survey: list[Given], weight: dict[str, Fraction], random: Random
) -> None:
    shuffled = list(survey)
    random.shuffle(shuffled)
    first, second = frequency(Tally.of(survey), weight), frequency(Tally.of(shuffled), weight)
    assert first.base == second.base
    assert [first.of(code) for code in "abc"] == [second.of(code) for code in "abc"]


@few
@given(surveys, weights)
def test_shares_lie_within_the_base_and_nets_between_the_largest_and_the_sum(
    survey: list[Given], weight: dict[str, Fraction]
) -> None:
    found = frequency(Tally.of(survey), weight)
    apart = [found.of(code).share for code in "abc"]
    together = found.of(*"abc").share
    if together is None:
        assert apart == [None, None, None]
        return
    shares = [share for share in apart if share is not None]
    assert max(shares) <= together <= min(1, sum(shares))


@few
@given(surveys, weights)
def test_every_return_is_in_the_base_or_apart_for_one_reason(
    survey: list[Given], weight: dict[str, Fraction]
) -> None:
    found = frequency(Tally.of(survey), weight)
    apart = [found.without(kind) for kind in NoAnswer]
    assert found.base.unweighted + sum(one.unweighted for one in apart) == len(survey)
    assert found.base.weighted + sum(one.weighted for one in apart) == sum(weight[cell] for cell, _ in survey)


@few
@given(surveys, weights, st.fractions(min_value=Fraction(1, 9), max_value=9))
def test_only_the_proportions_of_weights_matter(
    survey: list[Given], weight: dict[str, Fraction], factor: Fraction
) -> None:
    scaled = {cell: factor * one for cell, one in weight.items()}
    first, second = frequency(Tally.of(survey), weight), frequency(Tally.of(survey), scaled)
    assert first.of("a").share == second.of("a").share
    assert first.base.n_eff == second.base.n_eff


@few
@given(surveys, weights)
def test_the_effective_size_is_never_above_the_returns(
    survey: list[Given], weight: dict[str, Fraction]
) -> None:
    base = frequency(Tally.of(survey), weight).base
    if base.n_eff is None or base.design_effect is None:
        assert base.unweighted == 0
        return
    assert 1 <= base.n_eff <= base.unweighted
    assert base.design_effect >= 1
    assert frequency(Tally.of(survey), dict.fromkeys(CELLS, Fraction(1))).base.n_eff == base.unweighted


@few
@given(surveys)
def test_cell_weights_add_up_to_the_returns(survey: list[Given]) -> None:
    counts = {cell: sum(1 for one, _ in survey if one == cell) for cell in CELLS}
    table = response_table(Cell(cell, cell, 70 + times, times) for cell, times in counts.items())
    weight = {row.cell.type: row.weight for row in table.rows if row.weight is not None}
    everybody = weigh(counts, weight)
    assert everybody.weighted == len(survey)
    assert everybody.n_eff == table.n_eff


def test_an_option_outside_the_base_takes_its_returns_out() -> None:
    options = (Option(code="a", say="A"), Option(code="x", say="Cannot say", in_base=False))
    chosen = ("a", "a", "a", "x")
    survey: list[Given] = [("p", frozenset(code)) for code in chosen]
    assert frequency(Tally.of(survey), {"p": Fraction(1)}).of("a").share == Fraction(3, 4)
    assert frequency(Tally.of(survey), {"p": Fraction(1)}, options).of("a").share == 1


def test_a_kind_of_no_answer_stays_in_the_base_where_it_is_kept() -> None:
    survey: list[Given] = [("p", frozenset("a")), ("p", NoAnswer.NOT_ANSWERED)]
    weight = {"p": Fraction(2)}
    assert frequency(Tally.of(survey), weight).of("a").share == 1
    kept = frequency(Tally.of(survey), weight, kept=[NoAnswer.NOT_ANSWERED])
    assert kept.of("a").share == Fraction(1, 2)
    assert (kept.base.unweighted, int(kept.base.weighted)) == (2, 4)


def test_a_return_without_a_weight_is_an_error() -> None:
    with pytest.raises(ValueError, match="no weight for the returns of 'q'"):
        weigh({"p": 1, "q": 2}, {"p": Fraction(1)})
    assert weigh({"q": 0}, {}).unweighted == 0


@pytest.mark.parametrize(
    ("base", "rule"),
    [
        (0, Reading.COUNT),
        (19, Reading.COUNT),
        (20, Reading.INDICATIVE),
        (49, Reading.INDICATIVE),
        (50, Reading.CAUTION),
        (99, Reading.CAUTION),
        (100, Reading.PLAIN),
    ],
)
def test_small_bases(base: int, rule: Reading) -> None:
    assert reading(base) is rule
    assert may_be_tested(base) is (base >= 50)


def test_a_base_below_nought_is_an_error() -> None:
    with pytest.raises(ValueError, match="never below nought"):
        reading(-1)


@pytest.mark.parametrize(
    ("count", "base", "text"),
    [
        (0, 0, NO_BASE),
        (0, 19, "N=0"),
        (7, 19, "N=7"),
        (5, 20, "25"),
        (0, 20, "0"),
        (1, 201, "*"),
        (1, 200, "1"),
        (21, 56, "38"),
        (647, 647, "100"),
    ],
)
def test_printed(count: int, base: int, text: str) -> None:
    assert printed(equal(count, base)) == text
