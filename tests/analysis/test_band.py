"""Bounds of means by bands of scores, held against the summary of Dudley's audit of about 2015."""

from __future__ import annotations

import csv
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11chat.analysis.band import Band, Bounds, bounds

PUBLISHED = Path(__file__).parents[1] / "data" / "published" / "dudley-2015.csv"
BANDS = {"ge75": (75, 100), "at50": (50, 50), "at25": (25, 25), "below50": (0, 25), "le50": (0, 50)}
"""What scores in steps of 25 the bands of the summary stand for."""
STEP = Fraction(25)


def rows(table: str) -> dict[str, dict[str, str]]:
    """The figures of a table by its rows."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["table"] == table:
                found[row["row"]][row["column"]] = row["figure"]
    return found


def bounded(*names: str, nothing: bool = False) -> Bounds:
    """The bounds of some points of the summary; with `nothing`, those without a score count as 0."""
    found = [rows("subitems")[name] for name in names]
    bands = [
        Band(Fraction(low), Fraction(high), int(row[band]))
        for row in found
        for band, (low, high) in BANDS.items()
        if band in row
    ]
    if nothing:
        silent = sum(int(row.get(kind, 0)) for row in found for kind in ("not_applicable", "no_response"))
        bands.append(Band(Fraction(0), Fraction(0), silent))
    made = bounds(bands)
    assert made is not None
    return made


def test_the_standards_are_marked_against_the_threshold_as_printed() -> None:
    printed = rows("standards")
    assert len(printed) == 11
    for row in printed.values():
        assert (int(row["overall_pct"]) >= int(row["threshold_pct"])) == (row["meets_threshold"] == "yes")
        assert row["threshold_pct"] == "75"


@pytest.mark.parametrize(("standard", "points"), [("4", ("4a",)), ("5", ("5a",)), ("7", ("7a", "7b"))])
def test_the_bands_allow_what_is_printed(standard: str, points: tuple[str, ...]) -> None:
    assert bounded(*points).reach(int(rows("standards")[standard]["overall_pct"]), STEP)


def test_the_bands_of_standard_6_do_not_allow_what_is_printed() -> None:
    """8 scored 75 or more and 2 scored 50: 70 to 90. With 4 not applicable and 2 silent at 0 it is 44 to 56: 50."""
    printed = int(rows("standards")["6"]["overall_pct"])
    assert printed == 50
    assert bounded("6a") == Bounds(Fraction(70), Fraction(90), 10)
    assert not bounded("6a").reach(printed, STEP)
    as_published = bounded("6a", nothing=True)
    assert as_published == Bounds(Fraction(700, 16), Fraction(900, 16), 16)
    assert as_published.reach(printed, STEP)
    assert not bounded("6a").reach(72, STEP)  # 10 scores in steps of 25 have means in steps of 2.5


def test_without_a_score_there_are_no_bounds() -> None:
    assert bounds([]) is None
    assert bounds([Band(Fraction(0), Fraction(100), 0)]) is None


@given(st.lists(st.tuples(st.sampled_from((0, 25, 50, 75, 100)), st.sampled_from((0, 25, 50))), min_size=1))
def test_the_true_mean_is_within_the_bounds(scores: list[tuple[int, int]]) -> None:
    bands = [Band(Fraction(max(0, one - wide)), Fraction(min(100, one + wide)), 1) for one, wide in scores]
    found = bounds(bands)
    assert found is not None
    assert found.low <= Fraction(sum(one for one, _ in scores), len(scores)) <= found.high
