"""Rates against examples worked out by hand, and what holds between them whatever the counts."""

from __future__ import annotations

from dataclasses import asdict, replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11chat.analysis.rate import EDITION, RATES, Dispositions, Rates, eligible_share, rates
from s11chat.fieldwork.outcome import Rate

numbers = st.integers(min_value=0, max_value=2000)
counts = st.builds(Dispositions, *[numbers] * 8)
shares = st.fractions(min_value=0, max_value=1, max_denominator=1000)


def told(found: Rates) -> dict[str, Fraction | None]:
    return asdict(found)


def test_every_class_is_in_its_place() -> None:
    """I 40, P 8, R 12, NC 16, O 4: 80 eligible. UH 6, UO 14: 20 unknown. 20 not eligible: e = 80/100."""
    found = rates(Dispositions(40, 8, 12, 16, 4, 6, 14, 20))
    assert told(found) == {
        "e": Fraction(4, 5),
        "rr1": Fraction(40, 100),
        "rr2": Fraction(48, 100),
        "rr3": Fraction(40, 96),  # 80 + 0.8 x 20
        "rr4": Fraction(48, 96),
        "rr5": Fraction(40, 80),
        "rr6": Fraction(48, 80),
        "coop1": Fraction(40, 64),  # 40 + 8 + 12 + 4
        "coop2": Fraction(48, 64),
        "coop3": Fraction(40, 60),  # without the 4 others
        "coop4": Fraction(48, 60),
        "ref1": Fraction(12, 100),
        "ref2": Fraction(12, 96),
        "ref3": Fraction(12, 80),
        "con1": Fraction(64, 100),
        "con2": Fraction(64, 96),
        "con3": Fraction(64, 80),
    }


def test_e_may_be_given() -> None:
    """The same cases where half of the unknown ones are taken to be eligible: 80 + 0.5 x 20 = 90."""
    found = rates(Dispositions(40, 8, 12, 16, 4, 6, 14, 20), e=Fraction(1, 2))
    assert (found.e, found.rr3, found.rr4, found.ref2, found.con2) == (
        Fraction(1, 2),
        Fraction(40, 90),
        Fraction(48, 90),
        Fraction(12, 90),
        Fraction(64, 90),
    )
    assert (found.rr1, found.rr5) == (Fraction(2, 5), Fraction(1, 2))


@pytest.mark.parametrize("e", [Fraction(-1, 100), Fraction(101, 100)])
def test_an_e_that_is_no_share_is_refused(e: Fraction) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        rates(Dispositions(complete=1), e=e)


def test_the_survey_of_2008() -> None:
    """647 of 1,153 on a closed list, nothing told about the others: all six rates are the published 56 %."""
    found = rates(Dispositions(complete=647, non_contact=506))
    assert {found.rr1, found.rr2, found.rr3, found.rr4, found.rr5, found.rr6} == {Fraction(647, 1153)}
    assert [found.e, found.coop1, found.ref1, found.con1] == [1, 1, 0, Fraction(647, 1153)]


def test_nobody_knows_anything() -> None:
    """Unknown cases alone: nothing estimates e, so what needs it, or needs eligible cases, is undefined."""
    found = rates(Dispositions(unknown_household=3, unknown_other=4))
    assert {name for name, rate in told(found).items() if rate is not None} == {"rr1", "rr2", "ref1", "con1"}
    assert [found.rr1, found.rr2, found.ref1, found.con1] == [0, 0, 0, 0]


def test_unknown_cases_alone_with_an_e() -> None:
    found = rates(Dispositions(unknown_other=10), e=Fraction(1, 5))
    assert [found.rr3, found.rr4, found.ref2, found.con2] == [0, 0, 0, 0]
    assert rates(Dispositions(unknown_other=10), e=Fraction(0)).rr3 is None


def test_no_case_at_all_and_none_that_is_eligible() -> None:
    assert set(told(rates(Dispositions())).values()) == {None}
    found = rates(Dispositions(not_eligible=5))
    assert found.e == 0
    assert [name for name in RATES if getattr(found, name) is not None] == []
    found = rates(Dispositions(not_eligible=5, unknown_other=5))
    assert [found.e, found.rr1, found.rr3, found.rr5] == [0, 0, None, None]


def test_only_non_contacts_leave_cooperation_undefined() -> None:
    found = rates(Dispositions(non_contact=9))
    assert [found.rr1, found.rr6, found.con3, found.ref3] == [0, 0, 0, 0]
    assert {found.coop1, found.coop2, found.coop3, found.coop4} == {None}
    assert rates(Dispositions(other=9)).coop3 is None
    assert rates(Dispositions(other=9)).coop1 == 0


def test_eligibility_is_estimated_from_what_is_known() -> None:
    assert eligible_share(
        Dispositions(complete=30, refusal=15, unknown_other=100, not_eligible=5)
    ) == Fraction(9, 10)
    assert eligible_share(Dispositions(unknown_household=1)) is None


def test_counts_add_up_and_are_never_below_nought() -> None:
    one = Dispositions(1, 2, 3, 4, 5, 6, 7, 8)
    assert one + one == Dispositions(2, 4, 6, 8, 10, 12, 14, 16)
    assert (one.interviews, one.eligible, one.unknown, one.total) == (3, 15, 13, 36)
    with pytest.raises(ValueError, match="refusal is -1"):
        Dispositions(refusal=-1)


def test_cases_are_counted_by_their_classes() -> None:
    ends = [one for number, one in enumerate(Rate, 1) for _ in range(number)]
    assert [str(one) for one in Rate] == ["I", "P", "R", "NC", "O", "UO", "NE"]
    assert Dispositions.of(reversed(ends)) == Dispositions(1, 2, 3, 4, 5, 0, 6, 7)


def test_the_edition_is_named() -> None:
    assert "10th edition" in EDITION
    assert RATES[0] == "rr1"
    assert len(RATES) == 16


@given(counts, shares)
def test_rates_stand_in_their_order(given_counts: Dispositions, e: Fraction) -> None:
    found = rates(given_counts, e)
    for lower, upper in (
        ("rr1", "rr3"), ("rr3", "rr5"), ("rr2", "rr4"), ("rr4", "rr6"),
        ("rr1", "rr2"), ("rr3", "rr4"), ("rr5", "rr6"),
        ("coop1", "coop2"), ("coop3", "coop4"), ("coop1", "coop3"), ("coop2", "coop4"),
        ("ref1", "ref2"), ("ref2", "ref3"), ("con1", "con2"), ("con2", "con3"),
        ("rr6", "coop2"),
    ):  # fmt: skip
        less, more = getattr(found, lower), getattr(found, upper)
        assert less is None or more is None or less <= more, (lower, upper)


@given(counts)
def test_every_rate_is_a_share_and_parts_add_up(given_counts: Dispositions) -> None:
    found = rates(given_counts)
    assert all(rate is None or 0 <= rate <= 1 for rate in told(found).values())
    if found.rr5 is not None and found.rr6 is not None and found.ref3 is not None:
        rest = Fraction(given_counts.non_contact + given_counts.other, given_counts.eligible)
        assert found.rr6 + found.ref3 + rest == 1


@given(counts)
def test_without_unknown_cases_the_three_assumptions_agree(given_counts: Dispositions) -> None:
    known = replace(given_counts, unknown_household=0, unknown_other=0)
    found = rates(known)
    assert found.rr1 == found.rr3 == found.rr5
    assert found.con1 == found.con2 == found.con3
