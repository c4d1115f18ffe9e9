"""The split of the survey of 2008 between delegates and original recipients, from returns that give its published figures."""

from __future__ import annotations

import pytest

from s11chat.analysis.authorship import Given, of_all, split
from s11chat.analysis.rounding import whole_per_cent

from .survey_2008 import returns, weights

PUBLISHED = {
    ("q12", "2"): ("46", "35"),
    ("q13", "1"): ("42", "30"),
    ("q13", "2"): ("34", "26"),
    ("q13", "3"): ("29", "19"),
}
"""Delegates and original recipients, per cent; the last is printed as 39, which its own total of 23 rules out."""


@pytest.fixture(scope="module")
def given() -> list[Given]:
    return [
        Given(
            delegated=one.delegated,
            weight=weights()[one.type],
            chosen={"group": frozenset({one.group})}
            | {question: codes for question, codes in one.said.items() if isinstance(codes, frozenset)},
        )
        for one in returns()
    ]


def test_it_gives_the_published_differences(given: list[Given]) -> None:
    found = split(given, PUBLISHED)
    assert {
        (one.question, one.code): (whole_per_cent(one.delegates.share), whole_per_cent(one.originals.share))
        for one in found
    } == PUBLISHED
    assert all(one.significant for one in found)
    assert {one.delegates.base + one.originals.base for one in found} == {647}


def test_it_gives_the_published_profile_of_delegates(given: list[Given]) -> None:
    (health,) = split(given, [("group", "health")])
    assert whole_per_cent(health.delegates.share) == "50"
    assert whole_per_cent(of_all(given, "group", "health").share) == "35"


def test_a_small_difference_or_none_to_compare_is_no_difference(given: list[Given]) -> None:
    few = given[:20]
    assert not any(one.significant for one in split(few, [("q13", "2")]))
    (nobody,) = split([], [("q13", "2")])
    assert (nobody.difference, nobody.significant, nobody.delegates.base) == (None, False, 0)
