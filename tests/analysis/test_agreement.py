"""Agreement of two raters: worked by hand, and by the definitions in exact fractions beside the library."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

import pytest

from s11chat.analysis.agreement import FEW, Agreement, agreement, kappas

ABC = ("not", "partly", "fully")
Table = Sequence[Sequence[int]]


def made(table: Table, codes: Sequence[str] = ABC) -> Agreement:
    """The agreement of a table, from its pairs."""
    pairs = [
        (codes[row], codes[column])
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]
    return agreement(pairs, codes[: len(table)])


def by_definition(table: Table, power: int | None) -> tuple[Fraction, float]:
    """Kappa as 1 - observed / expected disagreement, and its standard error by the delta method, from scratch.

    With w the disagreement weights, qo = sum w p and qe = sum w p(i+) p(+j), kappa is 1 - qo / qe. Its derivative by
    p(i, j) is -w/qe + qo (r(i) + c(j)) / qe^2, where r(i) = sum w p(+j) and c(j) = sum w p(i+): the variance is that
    of this derivative under p, over n.
    """
    size, n = range(len(table)), sum(map(sum, table))
    weight = {
        (i, j): Fraction(int(i != j) if power is None else abs(i - j) ** power) for i in size for j in size
    }
    p = {(i, j): Fraction(table[i][j], n) for i in size for j in size}
    row = [sum(p[i, j] for j in size) for i in size]
    column = [sum(p[i, j] for i in size) for j in size]
    observed = sum(weight[spot] * p[spot] for spot in p)
    expected = sum(weight[i, j] * row[i] * column[j] for i, j in p)
    r = [sum(weight[i, j] * column[j] for j in size) for i in size]
    c = [sum(weight[i, j] * row[i] for i in size) for j in size]
    slope = {(i, j): -weight[i, j] / expected + observed * (r[i] + c[j]) / expected**2 for i, j in p}
    mean = sum(slope[spot] * p[spot] for spot in p)
    variance = sum(p[spot] * (slope[spot] - mean) ** 2 for spot in p) / n
    return 1 - Fraction(observed, expected), sqrt(variance)


def test_two_steps_worked_by_hand() -> None:
    # 50 pairs, 35 the same: po = 0.7. Rows 25/25, columns 30/20: pe = 0.5*0.6 + 0.5*0.4 = 0.5. kappa = 0.2/0.5.
    found = made([[20, 5], [10, 15]])
    assert (found.n, found.same, found.higher, found.lower, found.small) == (50, 35, 10, 5, False)
    kappa = kappas(found)["kappa"]
    assert kappa.value == pytest.approx(0.4)
    # var = (sum pii (1 - (pi+ + p+i)(1-k))^2 + (1-k)^2 sum pij (p+i + pj+)^2 - (k - pe(1-k))^2) / ((1-pe)^2 n)
    #     = (0.4*0.34^2 + 0.3*0.46^2 + 0.36*(0.1*1.1^2 + 0.2*0.9^2) - 0.1^2) / (0.25*50) = 0.20160 / 12.5
    deviation = sqrt((0.4 * 0.34**2 + 0.3 * 0.46**2 + 0.36 * (0.1 * 1.1**2 + 0.2 * 0.9**2) - 0.01) / 12.5)
    assert kappa.low == pytest.approx(0.4 - 1.96 * deviation, abs=1e-4)
    assert kappa.high == pytest.approx(0.4 + 1.96 * deviation, abs=1e-4)
    assert list(kappas(found)) == ["kappa"]  # with two steps every weighting is the same


def test_three_steps_worked_by_hand() -> None:
    # 40 pairs. Rows 10/15/15, columns 12/16/12. Disagreement by steps: 9 of one step, 1 of two: (9 + 2)/40.
    # Expected by steps: sum |i-j| ri cj / 1600 = (10*16 + 10*12*2 + 15*12 + 15*12 + 15*12*2 + 15*16) / 1600 = 1360/1600
    table = [[8, 2, 0], [3, 11, 1], [1, 3, 11]]
    found = kappas(made(table))
    assert found["linear"].value == pytest.approx(1 - (11 / 40) / (1360 / 1600))
    # By squares: (9 + 4)/40 against (160 + 480 + 180 + 180 + 720 + 240)/1600 = 1960/1600
    assert found["quadratic"].value == pytest.approx(1 - (13 / 40) / (1960 / 1600))
    # po = 30/40, pe = (120 + 240 + 180)/1600
    assert found["kappa"].value == pytest.approx((0.75 - 0.3375) / (1 - 0.3375))


@pytest.mark.parametrize("seed", range(12))
def test_the_library_says_what_the_definitions_say(seed: int) -> None:
    dice = random.Random(seed)
    size = dice.choice((2, 3, 4, 5))
    table = [[dice.choice((0, 1, 3, 9)) + 5 * (i == j) for j in range(size)] for i in range(size)]
    codes = [str(place) for place in range(size)]
    for name, power in (("kappa", None), ("linear", 1), ("quadratic", 2)):
        found = kappas(made(table, codes)).get(name)
        if found is None:
            continue
        value, deviation = by_definition(table, power)
        assert found.value == pytest.approx(float(value))
        if found.why:
            same = sum(table[i][i] for i in range(size))
            assert min(same, sum(map(sum, table)) - same) < FEW
            continue
        assert found.low == pytest.approx(max(-1, float(value) - 1.959964 * deviation), abs=1e-5)
        assert found.high == pytest.approx(min(1, float(value) + 1.959964 * deviation), abs=1e-5)


@pytest.mark.parametrize(
    ("table", "value", "why"),
    [
        ([[0, 0, 0]] * 3, None, "not defined: there are no pairs"),
        ([[0, 0, 0], [0, 9, 0], [0, 0, 0]], None, "not defined: all ratings of both are the same step"),
        ([[0, 1, 0], [0, 0, 0], [0, 0, 0]], None, "not defined: there is one pair only"),
        ([[4, 0, 0], [0, 3, 0], [0, 0, 2]], 1.0, "no interval: every pair agrees"),
        ([[0, 0, 0], [2, 3, 4], [0, 0, 0]], 0.0, "no interval: one of the two used one step throughout"),
        ([[0, 5], [5, 0]], -1.0, "no interval: only 0 pairs agree"),
        ([[6, 0], [4, 6]], 9 / 17, "no interval: only 4 pairs differ"),
    ],
)
def test_what_cannot_be_reckoned_is_told(table: Table, value: float | None, why: str) -> None:
    for kappa in kappas(made(table)).values():
        assert kappa.value == (None if value is None else pytest.approx(value))
        assert (kappa.low, kappa.high, kappa.why) == (None, None, why)


def test_a_scale_without_scores_is_not_weighted_and_strange_codes_are_left_out() -> None:
    found = agreement([("not", "not"), ("partly", "not"), ("n/a", "not"), ("fully", "?")], ABC)
    assert found.n == 2
    assert found.share == 0.5
    assert found.small
    assert list(kappas(found, ordered=False)) == ["kappa"]
