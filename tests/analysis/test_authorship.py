"""The split of the survey of 2008 between delegates and original recipients, from returns that give its published figures."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from s11chat.analysis.authorship import Given, of_all, split
from s11chat.analysis.rounding import whole_per_cent

FILE = Path(__file__).parents[1] / "data" / "dcsf-2008-authors.csv"
PUBLISHED = {
    ("Q12", "2"): ("46", "35"),
    ("Q13", "1"): ("42", "30"),
    ("Q13", "2"): ("34", "26"),
    ("Q13", "3"): ("29", "19"),
}
"""Delegates and original recipients, per cent; the last is printed as 39, which its own total of 23 rules out."""


@pytest.fixture(scope="module")
def given() -> list[Given]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Given(
            delegated=row["completion"] == "delegated",
            weight=Fraction(row["weight"]),
            chosen={"group": frozenset({row["group"]})}
            | {
                question: frozenset(
                    code for q, code in PUBLISHED if q == question and row[f"{q}_{code}"] == "1"
                )
                for question, _ in PUBLISHED
            },
        )
        for row in rows
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
    (health,) = split(given, [("group", "HEALTH")])
    assert whole_per_cent(health.delegates.share) == "50"
    assert whole_per_cent(of_all(given, "group", "HEALTH").share) == "35"


def test_a_small_difference_or_none_to_compare_is_no_difference(given: list[Given]) -> None:
    few = given[:20]
    assert not any(one.significant for one in split(few, [("Q13", "2")]))
    (nobody,) = split([], [("Q13", "2")])
    assert (nobody.difference, nobody.significant, nobody.delegates.base) == (None, False, 0)
