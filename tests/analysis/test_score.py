"""Scores of standards against examples worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11chat.analysis.score import Mark, marks, marks_over
from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Dialog, NoAnswer
from s11chat.dialog.scoring import DECLARED, Rule
from s11chat.settings import shipped

NA, DK, BLANK = NoAnswer.NOT_APPLICABLE, NoAnswer.DONT_KNOW, NoAnswer.NOT_ANSWERED
Said = dict[str, str | NoAnswer]


@cache
def small() -> Dialog:
    """Two standards: 1 of the items 1.1 and 1.2, 2 of the rows 2.1.a and 2.1.b; 0, 50 or 100, met from 75 on."""
    return load_dialog(Path(__file__).parents[1] / "dialogs" / "scoring.yaml")


@cache
def dudley() -> Dialog:
    """The audit of eleven standards as shipped."""
    return load_dialog(shipped("dialogs") / "dudley-2015.yaml")


def rule(dialog: Dialog, name: str = DECLARED) -> Rule:
    """A rule of a dialog by name."""
    assert dialog.scoring is not None
    return dialog.scoring.rule(name)


def first(
    answers: Mapping[str, str | NoAnswer], name: str = DECLARED
) -> tuple[float | None, bool | None, int]:
    """Score, met and number of the small dialog's first standard."""
    mark = marks(small(), answers, rule(small(), name))[0]
    return mark.score, mark.met, mark.n


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("100", "50", (75, True, 2)),  # (100 + 50) / 2
        ("50", "50", (50, False, 2)),
        ("100", NA, (100, True, 1)),  # 100 / 1: the base is one smaller
        ("100", "na", (100, True, 1)),  # the same, chosen from the list
        ("0", NA, (0, False, 1)),
        (NA, NA, (None, None, 0)),
        ("100", DK, (100, True, 1)),
        ("100", BLANK, (100, True, 1)),
        ("50", NoAnswer.REFUSED, (50, False, 1)),
    ],
)
def test_what_is_not_applicable_or_not_answered_leaves_the_base(
    one: str | NoAnswer, two: str | NoAnswer, expected: tuple[float | None, bool | None, int]
) -> None:
    assert first({"1.1": one, "1.2": two}) == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("100", "50", (75, True, 2)),
        ("100", NA, (50, False, 2)),  # (100 + 0) / 2
        ("100", "na", (50, False, 2)),
        (NA, NA, (0, False, 2)),
        ("50", DK, (25, False, 2)),
        ("100", NoAnswer.OFF_ROUTE, (100, True, 1)),  # never asked: no rule counts it
        ("100", NoAnswer.NOT_REACHED, (100, True, 1)),
    ],
)
def test_as_published_counts_them_as_nothing(
    one: str | NoAnswer, two: str | NoAnswer, expected: tuple[float | None, bool | None, int]
) -> None:
    assert first({"1.1": one, "1.2": two}, "as_published") == expected


def test_what_is_not_there_was_not_asked() -> None:
    assert first({"1.1": "50"}) == first({"1.1": "50"}, "as_published") == (50, False, 1)


def test_the_lowest_item_may_decide() -> None:
    assert first({"1.1": "100", "1.2": "50"}, "weakest") == (50, True, 2)  # met from 50 on under this rule
    assert first({"1.1": "100", "1.2": "0"}, "weakest") == (0, False, 2)
    assert first({"1.1": "100", "1.2": NA}, "weakest") == (100, True, 1)


def test_a_grid_counts_each_of_its_rows() -> None:
    found = marks(small(), {"2.1.a": "100", "2.1.b": "0"}, rule(small()))
    assert found[1] == Mark("2", "Written policies", 50, False, 2)
    assert found[0] == Mark("1", "Commitment", None, None, 0)


def test_several_returns_are_averaged_over_those_that_count() -> None:
    returns: list[Said] = [
        {"1.1": "100", "1.2": "100"},  # 100; as published 100
        {"1.1": "50", "1.2": NA},  # 50; as published (50 + 0) / 2 = 25
        {"1.1": NA, "1.2": NA},  # nothing; as published 0
    ]
    declared = marks_over(small(), returns, rule(small()))[0]
    assert declared == Mark("1", "Commitment", 75, True, 2)  # (100 + 50) / 2
    published = marks_over(small(), returns, rule(small(), "as_published"))[0]
    assert published.score == pytest.approx(125 / 3)
    assert (published.met, published.n) == (False, 3)


def test_a_dialog_that_says_nothing_about_scoring_has_no_standards() -> None:
    plain = load_dialog(shipped("dialogs") / "chscb-2011.yaml")
    assert marks(plain, {"1.1": "fully_met"}, Rule(threshold=75)) == ()


def test_the_published_half_for_case_decisions_is_eighty_among_those_it_concerned() -> None:
    """Standard 6 of Dudley's summary: 8 at 75 or more, 2 at 50, 4 not applicable, 2 without an answer; 50 overall.

    With four of the eight at 100, counting the six others as 0 gives (4 x 100 + 4 x 75 + 2 x 50) / 16 = 50.
    """
    codes: list[str | NoAnswer] = [*4 * ["100"], *4 * ["75"], "50", "50", *4 * [NA], BLANK, BLANK]
    returns: list[Said] = [{"6.1": code} for code in codes]
    published = marks_over(dudley(), returns, rule(dudley(), "as_published"))[5]
    assert (published.score, published.met, published.n) == (50, False, 16)
    declared = marks_over(dudley(), returns, rule(dudley()))[5]
    assert (declared.score, declared.met, declared.n) == (80, True, 10)


def test_a_return_of_the_shipped_audit_worked_by_hand() -> None:
    said: Said = {
        "1.1": "100",
        "2.1": "100",
        "2.2": "75",
        "2.3": "50",
        "2.4": "100",  # 325 / 4 = 81.25
        "3.1": "50",
        "3.2": "75",  # 125 / 2 = 62.5
        "6.1": NoAnswer.OFF_ROUTE,  # a body without direct work
        "7.1": NA,
        "7.2": "75",  # 75 / 1
        "10.1": "75",
        "10.2": "100",
        "10.3": "50",
        "10.4": "25",
        "10.5": "100",
        "10.6": NoAnswer.OFF_ROUTE,
        "10.7": NA,  # 350 / 5 = 70
    }
    found = {mark.standard: mark for mark in marks(dudley(), said, rule(dudley()))}
    scores = {name: (mark.score, mark.met, mark.n) for name, mark in found.items()}
    assert scores == {
        "1": (100, True, 1),
        "2": (81.25, True, 4),
        "3": (62.5, False, 2),
        "6": (None, None, 0),
        "7": (75, True, 1),
        "10": (70, False, 5),
        **dict.fromkeys(("4", "5", "8", "9", "11"), (None, None, 0)),
    }


codes = st.sampled_from(["0", "50", "100", "na", NA, DK, BLANK, NoAnswer.OFF_ROUTE])
returns = st.fixed_dictionaries(dict.fromkeys(("1.1", "1.2", "2.1.a", "2.1.b"), codes))


@given(returns)
def test_no_rule_leaves_the_range_and_zero_never_helps(answers: Said) -> None:
    own, harsh = (marks(small(), answers, rule(small(), name)) for name in (DECLARED, "as_published"))
    weakest = marks(small(), answers, rule(small(), "weakest"))
    for mine, theirs, least in zip(own, harsh, weakest, strict=True):
        assert mine.n == least.n <= theirs.n
        for mark in (mine, theirs, least):
            assert (mark.score is None) == (mark.met is None) == (mark.n == 0)
            assert mark.score is None or 0 <= mark.score <= 100
        if mine.score is not None and theirs.score is not None and least.score is not None:
            assert theirs.score <= mine.score
            assert least.score <= mine.score


@given(st.lists(returns, max_size=4))
def test_one_return_over_many_is_that_return(many: list[Said]) -> None:
    over = marks_over(small(), many, rule(small()))
    if len(many) == 1:
        alone = marks(small(), many[0], rule(small()))
        assert [mark.score for mark in over] == [mark.score for mark in alone]
    assert all(mark.n <= len(many) for mark in over)
