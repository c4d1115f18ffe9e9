"""`s11chat report status` and `report test`: groups of returns side by side, and what is typed wrongly."""

from __future__ import annotations

import csv

import pytest

from tests.cli.conftest import Run


def test_a_wave_without_a_return_has_nothing_to_compare(run: Run) -> None:
    assert run("wave", "new", "bare", "--dialog", "chscb-2011").code == 0
    ran = run("report", "status", "bare")
    assert (ran.code, ran.err) == (0, "")
    assert "No complete return is online or telephone: there is nothing to compare." in ran.out
    assert list(csv.DictReader(run("report", "status", "bare", "--format", "csv").out.splitlines())) == []
    found = run("report", "status", "bare", "--format", "json").json
    assert [one["comparison"] for one in found["comparisons"]] == ["mode", "completion", "signed"]
    assert found["comparisons"][0]["first"]["n_eff"] is None


def test_a_confidence_or_a_variance_that_is_none(run: Run) -> None:
    for option in ("--confidence=80", "--variance=guess"):
        ran = run("report", "status", "audit-11", option)
        assert (ran.code, ran.out) == (2, "")
        assert "choose from" in ran.err


def test_one_difference_needs_an_answer_and_a_group(run: Run) -> None:
    ran = run("report", "test", "survey-08")
    assert (ran.code, ran.out) == (2, "")
    assert "ITEM=CODES, GROUP" in ran.err


@pytest.mark.parametrize(
    ("answer", "group", "said"),
    [
        ("q2", "DC", "'q2' is no answer: write the question and the code, such as q3.k=1."),
        ("mode=online", "DC", "'mode=online' is no answer"),
        ("q99=1", "DC", "did you mean 'q9'?"),
        ("q2=9", "DC", "q2 has no '9'"),
        ("q2=1", "helth", "No type, group or cohort is called 'helth' (did you mean 'health'?)"),
        ("q2=1", "DC+health", "mixes types with groups"),
        ("q2=1", "mode=fax", "Mode has no 'fax'"),
    ],
)
def test_what_names_no_answer_or_group_is_said_with_what_there_is(
    run: Run, answer: str, group: str, said: str
) -> None:
    ran = run("report", "test", "survey-08", answer, group)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_groups_nobody_answered_for_have_nothing_to_compare(run: Run) -> None:
    ran = run("report", "test", "survey-08", "q2=1", "DC", "--against", "PCT")
    assert ran.code == 0
    assert "There is nothing to compare: nobody was asked in one of the groups." in ran.out


@pytest.mark.parametrize(("style", "variance"), [("house", "published"), ("accessible", "own")])
def test_the_accessible_style_corrects_with_the_population_of_each_group(
    run: Run, style: str, variance: str
) -> None:
    found = run("report", "test", "survey-08", "q2=1", "DC", "--style", style, "--format", "json").json
    assert found["test"]["variance"] == variance
    asked = run(
        "report",
        "test",
        "survey-08",
        "q2=1",
        "DC",
        "--variance=linearised",
        "--style",
        style,
        "--format=json",
    )
    assert asked.json["test"]["variance"] == "linearised"
