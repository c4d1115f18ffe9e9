"""Rates side by side: every case in its row and in the total, one e for all rows."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11chat.analysis.rate import Dispositions
from s11chat.analysis.rate_table import Authority, Ended, rate_table
from s11chat.fieldwork.outcome import Rate

NAMES = {"gp": "Practice", "club": "Club", "prison": "Prison"}
FULL, R, NE, UO = Rate.COMPLETE, Rate.REFUSAL, Rate.NOT_ELIGIBLE, Rate.UNKNOWN
SIGNED, UNSIGNED, TELEPHONE = Authority
CASES = [
    Ended("gp", FULL, SIGNED),
    Ended("gp", FULL, TELEPHONE),
    Ended("gp", R, UNSIGNED),
    Ended("club", FULL, UNSIGNED),
    Ended("club", UO, UNSIGNED),
    Ended("club", NE, SIGNED),
]
ended = st.builds(Ended, st.sampled_from(list(NAMES)), st.sampled_from(Rate), st.sampled_from(Authority))


def test_every_case_is_in_its_row_and_in_the_total() -> None:
    table = rate_table(NAMES, CASES)
    assert [(row.key, row.name) for row in table.rows] == [("gp", "Practice"), ("club", "Club")]
    practices, clubs = table.rows
    assert practices.counts == Dispositions(complete=2, refusal=1)
    assert practices.complete == {SIGNED: 1, UNSIGNED: 0, TELEPHONE: 1}
    assert clubs.counts == Dispositions(complete=1, unknown_other=1, not_eligible=1)
    assert clubs.complete == {SIGNED: 0, UNSIGNED: 1, TELEPHONE: 0}
    assert table.total.complete == {SIGNED: 1, UNSIGNED: 1, TELEPHONE: 1}
    assert table.total.counts.total == 6


def test_one_e_serves_every_row() -> None:
    """4 known to be eligible, 1 known not to be: e = 4/5. Of the clubs 1 / (1 + 0.8)."""
    table = rate_table(NAMES, CASES)
    assert (table.e, table.estimated) == (Fraction(4, 5), True)
    assert table.rows[1].rates.rr3 == Fraction(5, 9)
    assert table.total.rates.rr3 == Fraction(15, 24)
    table = rate_table(NAMES, CASES, Fraction(1, 2))
    assert (table.e, table.estimated) == (Fraction(1, 2), False)
    assert table.rows[1].rates.rr3 == Fraction(2, 3)


def test_no_case_is_no_rate() -> None:
    table = rate_table(NAMES, [])
    assert (table.rows, table.e, table.total.rates.rr1) == ((), None, None)


def test_a_case_of_no_row_is_no_small_matter() -> None:
    with pytest.raises(KeyError):
        rate_table({}, CASES)


@given(st.lists(ended, max_size=30))
def test_rows_add_up_to_the_total(cases: list[Ended]) -> None:
    table = rate_table(NAMES, cases)
    summed = Dispositions()
    for row in table.rows:
        summed += row.counts
        assert sum(row.complete.values()) == row.counts.complete
        assert row.rates.e == table.e
    assert summed == table.total.counts
    assert summed.total == len(cases)
