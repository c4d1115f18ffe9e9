"""What the survey of 2008 says of delegates and of mode, and how many differences chance alone would find."""

from __future__ import annotations

from fractions import Fraction

import pytest

from s11chat.analysis import status_panel
from s11chat.analysis.difference import Method, Untested, Variance
from s11chat.analysis.rounding import half_up
from s11chat.analysis.status_panel import Compared, Line, panel

from .survey_2008 import collection, table

MODE, COMPLETION, SIGNED = panel(collection(), Method(table()))


def line(compared: Compared, question: str, code: str) -> Line:
    """One answer of a comparison."""
    return next(one for one in compared.lines if (one.question, one.code) == (question, code))


def percent(share: Fraction | None) -> int:
    """A share in whole per cent."""
    assert share is not None
    return half_up(100 * share)


@pytest.mark.parametrize(
    ("question", "code", "delegates", "direct"),
    [
        ("(group)", "health", 50, None),
        ("q12", "2", 46, 35),
        ("q13", "1", 42, 30),
        ("q13", "2", 34, 26),
        ("q13", "3", 29, 19),
    ],
)
def test_delegates_differ_as_published(question: str, code: str, delegates: int, direct: int | None) -> None:
    """Of delegates 39 % naming training are printed, which the total of 23 rules out: 29 fit."""
    found = line(COMPLETION, question, code)
    assert percent(found.difference.first.share) == delegates
    assert direct is None or percent(found.difference.second.share) == direct
    assert found.difference.higher


def test_bases_of_both_modes_and_of_both_ways_of_answering_are_the_published_ones() -> None:
    assert [size.unweighted for size in MODE.sizes] == [318, 329]
    assert sum(size.unweighted for size in COMPLETION.sizes) == 647
    assert [size.unweighted for size in SIGNED.sizes] == [159, 54]


def test_mode_makes_little_difference_and_the_panel_says_how_little() -> None:
    """Of some 220 differences chance alone would find eleven; few stand with all tests taken together."""
    assert half_up(MODE.by_chance) in (11, 12, 13)
    assert MODE.firm <= 3 < MODE.significant
    assert not any(one.firm for one in MODE.lines if one.question in ("q2", "q3.a", "q7.a"))


def test_who_the_organisations_are_stands_first_and_is_no_answer() -> None:
    assert not COMPLETION.lines[0].answers
    answers = [one for one in COMPLETION.lines if one.answers]
    assert COMPLETION.tested == sum(one.difference.untested is None for one in answers) < len(answers)
    assert COMPLETION.by_chance == Fraction(COMPLETION.tested, 20)


def test_a_question_of_one_mode_alone_is_compared_with_nobody() -> None:
    assert line(MODE, "q15", "1").difference.untested is Untested.EMPTY


def test_holm_is_the_stricter() -> None:
    for one in (MODE, COMPLETION, SIGNED):
        assert all(found.difference.significant for found in one.lines if found.firm)
        least = min(found.difference.p or 1 for found in one.lines if found.answers)
        assert (one.firm > 0) == (least * one.tested <= 0.05)


def test_the_linearised_variance_finds_what_effective_sizes_find_with_their_own_populations() -> None:
    """One population for all groups, as published, leaves variances too wide and so finds less."""
    found = [
        panel(collection(), Method(table(), variance), (status_panel.COMPLETION,))[0] for variance in Variance
    ]
    published, own, linearised = ([one.difference.significant for one in both.lines] for both in found)
    agree = sum(a == b for a, b in zip(own, linearised, strict=True)) / len(own)
    assert agree > 0.9
    assert sum(published) < sum(own)
    assert all(b for a, b in zip(published, own, strict=True) if a)
