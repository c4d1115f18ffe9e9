"""Differences between groups: what the survey of 2008 says of them, and what a test must hold whatever the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11chat.analysis.column_test import against_all, apart, higher_than, letter, letters
from s11chat.analysis.difference import Difference, Form, Method, Untested, Variance, difference
from s11chat.analysis.estimate import Frequency, frequency
from s11chat.analysis.response_table import Cell, ResponseTable, response_table
from s11chat.analysis.rounding import half_up
from s11chat.analysis.tally import Tally

from .survey_2008 import Returned, asked, returns, rows, table

GROUPS = {
    "LA": ("DC", "TTLA"),
    "HT": ("FT", "ACUTE", "MHT"),
    "HEALTH": ("PCT", "FT", "ACUTE", "MHT", "SHA", "AMB", "NHSD"),
    "CJ": ("YOT", "PRIS", "POL", "PROB", "YOI", "STC"),
}
few = settings(max_examples=30, deadline=None)
OFF = {"190"}
"""Of delegates 39 % naming training cannot be reconciled with 23 % of all, as the publication's own errata have it."""


def group(name: str) -> list[Returned]:
    """The returns of a type, a group of types, who chose an answer, who delegated, or all."""
    return [one for one in returns() if _belongs(name)(one)]


def _belongs(name: str) -> Callable[[Returned], bool]:
    if name == "ALL":
        return lambda one: True
    if name in ("DELEG", "DIRECT"):
        return lambda one: one.delegated == (name == "DELEG")
    question, _, code = name.partition("=")
    if code:
        return lambda one: code in said if isinstance(said := one.said[question], frozenset) else False
    return lambda one: one.type in GROUPS.get(name, (name,))


def held(question: str, codes: Sequence[str], first: str, second: str, method: Method) -> Difference:
    """The difference of two groups of the survey."""
    one, two = group(first), group(second)
    both = list(filter(_belongs(second), one))
    shared = asked(question, both) if both else None
    return difference(asked(question, one), asked(question, two), codes, method, shared)


@cache
def published() -> tuple[tuple[dict[str, str], Difference], ...]:
    """Every comparison that the publication prints, as it comes out."""
    method = Method(table())
    return tuple(
        (row, held(row["question"], row["codes"].split(";"), row["first"], row["second"], method))
        for row in rows("dcsf-2008-subgroups.csv")
    )


def test_every_difference_that_the_survey_calls_significant_is_or_stands_on_a_base_under_50() -> None:
    found = Counter(
        str(one.untested or one.significant) for row, one in published() if row["says_significantly"] == "yes"
    )
    assert found == {"True": 45, "small base": 9}
    small = {
        name
        for row, one in published()
        if one.untested is Untested.SMALL and row["says_significantly"] == "yes"
        for name, size in ((row["first"], one.first.base), (row["second"], one.second.base))
        if size.unweighted < 50
    }
    assert small == {"PRIS", "FT", "q17=2"}


def test_those_it_prints_without_saying_so_mostly_are_too() -> None:
    found = Counter(
        str(one.untested or one.significant) for row, one in published() if row["says_significantly"] == "no"
    )
    assert found == {"True": 82, "small base": 9, "False": 3}


def test_the_shares_are_those_printed() -> None:
    off = {
        row["id"]
        for row, one in published()
        for estimate, printed in ((one.first, "first_percent"), (one.second, "second_percent"))
        if estimate.share is None or abs(half_up(100 * estimate.share) - int(row[printed])) > 1
    }
    assert off == OFF


@pytest.mark.parametrize("variance", [Variance.PUBLISHED, Variance.OWN])
def test_the_ordinary_test_by_hand(variance: Variance) -> None:
    found = held("q3.k", ("1",), "TTLA", "DC", Method(table(), variance))
    a, b, n_a, n_b = (97, 77, 111, 137)
    weight = {row.cell.type: float(row.weight or 0) for row in table().rows}
    p = (a * weight["TTLA"] + b * weight["DC"]) / (n_a * weight["TTLA"] + n_b * weight["DC"])
    big = (1153, 1153) if variance is Variance.PUBLISHED else (149, 232)
    square = sum(p * (1 - p) / n * (N - n) / (N - 1) for n, N in zip((n_a, n_b), big, strict=True))
    assert found.gap == Fraction(a, n_a) - Fraction(b, n_b)
    assert found.standard_error == pytest.approx(sqrt(square), rel=1e-12)
    assert found.z == pytest.approx((a / n_a - b / n_b) / sqrt(square), rel=1e-12)
    assert found.form is Form.APART
    assert found.significant


@pytest.mark.parametrize("variance", list(Variance))
def test_a_group_against_all_is_the_group_against_the_rest(variance: Variance) -> None:
    method = Method(table(), variance)
    part, everybody = group("HEALTH"), list(returns())
    rest = [one for one in everybody if one.type not in GROUPS["HEALTH"]]
    whole = against_all(asked("q11", part), asked("q11", everybody), ("1",), method)
    other = difference(asked("q11", part), asked("q11", rest), ("1",), method)
    assert (whole.form, other.form) == (Form.PART, Form.APART)
    close = 1e-3 if variance is Variance.LINEARISED else 1e-12  # a type with one return is centred on all
    assert whole.z == pytest.approx(other.z, rel=close)
    assert whole.gap is not None
    assert other.gap is not None
    assert abs(whole.gap) < abs(other.gap)


# What holds whatever the answers

CELLS = ("a", "b", "c")


def survey(populations: Sequence[int], answers: Sequence[tuple[int, int]]) -> ResponseTable:
    """The response of three types; each answer is of a type and a group."""
    given_by = Counter(cell for cell, _ in answers)
    return response_table(
        Cell(name, name, given_by[at] + extra, given_by[at])
        for at, (name, extra) in enumerate(zip(CELLS, populations, strict=True))
    )


def column(table_: ResponseTable, given_by: Sequence[tuple[int, bool]]) -> Frequency:
    """Returns of these types, of which some chose `y`."""
    weights = {row.cell.type: row.weight for row in table_.rows if row.weight is not None}
    tally = Tally.of((CELLS[cell], frozenset("y") if yes else frozenset("n")) for cell, yes in given_by)
    return frequency(tally, weights)


counts = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60)),
    min_size=3,
    max_size=3,
)
populations = st.tuples(*[st.integers(0, 300)] * 3)


def columns_of(
    four: Sequence[tuple[int, int, int, int]], extra: Sequence[int]
) -> tuple[ResponseTable, list[Frequency]]:
    """Two groups out of how many in each type said yes and no."""
    groups: list[list[tuple[int, bool]]] = [[], []]
    for cell, (yes, no, also, nor) in enumerate(four):
        groups[0] += [(cell, True)] * yes + [(cell, False)] * no
        groups[1] += [(cell, True)] * also + [(cell, False)] * nor
    made = survey(extra, [(cell, 0) for part in groups for cell, _ in part])
    return made, [column(made, part) for part in groups]


@few
@given(counts, populations, st.sampled_from(Variance))
def test_it_does_not_matter_which_group_is_named_first(
    four: list[tuple[int, int, int, int]], extra: tuple[int, int, int], variance: Variance
) -> None:
    made, (one, two) = columns_of(four, extra)
    if not made.n_eff:
        return
    method = Method(made, variance)
    there, back = difference(one, two, "y", method), difference(two, one, "y", method)
    assert (there.untested, there.significant) == (back.untested, back.significant)
    if there.p is not None and there.z is not None:
        assert there.p == pytest.approx(back.p, rel=1e-9)
        assert 0 <= there.p <= 1
        assert there.z == pytest.approx(-(back.z or 0), rel=1e-9)
    assert not (there.higher and back.higher)
    no = difference(one, two, "n", method)
    assert no.significant == there.significant
    assert no.p == (None if there.p is None else pytest.approx(there.p, rel=1e-9))


@few
@given(st.integers(1, 40), st.integers(1, 40), st.integers(2, 5))
def test_more_returns_of_the_same_shares_never_make_a_difference_less_sure(
    a: int, b: int, times: int
) -> None:
    found = []
    for n in (1, times):
        made = survey((2000 - n * 100, 0, 0), [(0, 0)] * (n * 200))
        one = column(made, [(0, True)] * (n * a) + [(0, False)] * (n * (100 - a)))
        two = column(made, [(0, True)] * (n * b) + [(0, False)] * (n * (100 - b)))
        found.append(difference(one, two, "y", Method(made, Variance.PUBLISHED)))
    small, large = found
    assert (large.p is None) == (small.p is None)
    if large.p is not None and small.p is not None:
        assert large.p <= small.p
        assert (large.square or 0) < (small.square or 0)
    assert large.significant or not small.significant


@few
@given(st.lists(st.integers(0, 70), min_size=4, max_size=4), st.permutations(range(4)))
def test_letters_do_not_hang_on_the_order_of_columns(yes: list[int], order: list[int]) -> None:
    made = survey((400, 0, 0), [(0, 0)] * 280)
    columns = [column(made, [(0, True)] * n + [(0, False)] * (70 - n)) for n in yes]
    pairs = apart([[f"{at}-{n}" for n in range(70)] for at in range(4)])
    method = Method(made)
    straight = higher_than(columns, "y", method, pairs)
    turned = higher_than([columns[at] for at in order], "y", method, pairs)
    assert [frozenset(order[low] for low in lows) for lows in turned] == [
        frozenset(straight[at]) for at in order
    ]


@few
@given(counts, populations, st.sampled_from(Variance), st.sampled_from((90, 95, 99)))
def test_letters_are_those_of_the_whole_test(
    four: list[tuple[int, int, int, int]], extra: tuple[int, int, int], variance: Variance, confidence: int
) -> None:
    made, columns = columns_of(four, extra)
    if not made.n_eff:
        return
    method = Method(made, variance, confidence)
    whole = difference(columns[0], columns[1], "y", method)
    expected = ((1,), ()) if whole.higher else ((), (0,)) if whole.significant else ((), ())
    assert higher_than(columns, "y", method, {(0, 1)}) == expected


def test_columns_with_a_common_return_and_small_ones_get_no_letter() -> None:
    made = survey((400, 0, 0), [(0, 0)] * 200)
    many, none = column(made, [(0, True)] * 60), column(made, [(0, False)] * 60)
    assert apart([["x", "y"], ["y"], ["z"]]) == {(0, 2), (1, 2)}
    assert higher_than([many, none], "y", Method(made), {(0, 1)}) == ((1,), ())
    assert higher_than([many, none], "y", Method(made), ()) == ((), ())
    short = column(made, [(0, False)] * 49)
    assert higher_than([many, short], "y", Method(made), {(0, 1)}) == ((), ())


def test_letters_go_on_after_z() -> None:
    assert [letter(place) for place in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]
    assert letters((2, 0)) == "AC"
    assert letters((26, 0)) == "A AA"


@pytest.mark.parametrize("variance", list(Variance))
def test_what_is_not_tested_has_neither_z_nor_p_and_a_reason(variance: Variance) -> None:
    made = survey((40, 0, 0), [(0, 0)] * 200)
    method = Method(made, variance)
    hundred = column(made, [(0, True)] * 60 + [(0, False)] * 40)
    for other, reason in (
        (column(made, [(0, True)] * 49), Untested.SMALL),
        (column(made, []), Untested.EMPTY),
    ):
        found = difference(hundred, other, "y", method)
        assert (found.untested, found.z, found.p, found.significant) == (reason, None, None, False)
    assert difference(hundred, hundred, "y", method, hundred).untested is Untested.SAME
    assert difference(hundred, hundred, "x", method).untested is Untested.ALIKE
    rest = column(made, [(0, True)] * 10 + [(0, False)] * 39)
    assert difference(hundred, rest, "y", method).untested is Untested.SMALL


@pytest.mark.parametrize("variance", list(Variance))
def test_where_all_of_both_groups_answered_a_difference_is_a_fact_and_no_matter_of_chance(
    variance: Variance,
) -> None:
    made = survey((0, 0, 90), [(0, 0)] * 80 + [(1, 0)] * 60 + [(2, 0)] * 60)
    one = column(made, [(0, True)] * 40 + [(0, False)] * 40)
    two = column(made, [(1, True)] * 20 + [(1, False)] * 40)
    sampled = column(made, [(2, True)] * 20 + [(2, False)] * 40)
    method = Method(made, variance)
    assert difference(one, two, "y", method).untested is Untested.WHOLE
    assert difference(one, sampled, "y", method).untested is None


def test_a_test_with_few_expected_answers_is_rough() -> None:
    made = survey((400, 0, 0), [(0, 0)] * 200)
    method = Method(made)
    rare = column(made, [(0, True)] * 4 + [(0, False)] * 96), column(made, [(0, False)] * 100)
    often = column(made, [(0, True)] * 40 + [(0, False)] * 60), column(made, [(0, False)] * 100)
    assert difference(*rare, "y", method).rough
    assert not difference(*often, "y", method).rough
