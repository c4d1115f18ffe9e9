"""`s11chat dialog score`: the same answers under one rule or another, and plain words where they cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run

SMALL = Path(__file__).parents[1] / "dialogs" / "scoring.yaml"
ONE = "item,value\n1.1,100\n1.2,!na no staff\n2.1.a,50\n2.1.b,!dk\n1.3,Posters in the hall\n"
THREE = "return;item;value\nA;1.1;100\nA;1.2;100\nB;1.1;50\nB;1.2;na\nC;1.1;!na nobody\nC;1.2;\n"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    return tmp_path / "answers.csv"


def test_one_return_under_the_dialogs_own_rule(bare: Run, answers: Path) -> None:
    answers.write_text(ONE, encoding="utf-8")
    ran = bare("dialog", "score", SMALL, answers)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "declared: a standard is the mean of its items, met from 75 on; not applicable left out, "
        "not answered left out",
        "n: the items counted",
        "",
        "standard  score  met     n    title",
        "1           100  yes     1    Commitment",
        "2            50  no      1    Written policies",
    ]


def test_two_rules_stand_beside_each_other_in_the_order_asked(bare: Run, answers: Path) -> None:
    answers.write_text(THREE, encoding="utf-8")
    ran = bare("dialog", "score", SMALL, answers, "--rule", "as_published", "--rule", "declared")
    assert ran.out.splitlines()[2:] == [
        "n: the returns counted",
        "",
        "          as_published        declared",
        "standard  score  met     n    score  met     n    title",
        "1          41.7  no      3       75  yes     2    Commitment",
        "2             -  -       0        -  -       0    Written policies",
    ]


def test_as_json(bare: Run, answers: Path) -> None:
    answers.write_text(THREE, encoding="utf-8")
    shown = bare("dialog", "score", SMALL, answers, "--rule", "weakest", "--json").json
    assert (shown["dialog"], shown["returns"]) == ("scoring", 3)
    assert [rule["rule"] for rule in shown["rules"]] == ["weakest"]
    assert shown["rules"][0]["combine"] == "lowest"
    assert shown["rules"][0]["standards"][0] == {
        "standard": "1",
        "title": "Commitment",
        "score": 75.0,
        "met": True,
        "n": 2,
    }


def test_a_shipped_dialog_is_scored_by_its_name(bare: Run, answers: Path) -> None:
    answers.write_text("item,value\n3.1,50\n3.2,75\n", encoding="utf-8")
    ran = bare("dialog", "score", "dudley-2015", answers)
    assert "3          62.5  no      2    Line of accountability" in ran.out.splitlines()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("item,value\n1.1,60\n", "answers.csv:2: '1.1' has no option '60': it has 0, 50, 100, na"),
        ("item,value\n1.9,50\n", "answers.csv:2: no question is called '1.9' (did you mean '1.1'?)"),
        (
            "item,value\n1.1,!na\n",
            "answers.csv:2: !na needs a reason: write it behind, as in '!na no direct work'",
        ),
        (
            "item,value\n1.1,!nay\n",
            "answers.csv:2: '!nay' is not known (did you mean '!na'?); write !dk, !refused, !na",
        ),
        ("item,value\n1.1,50\n1.1,100\n", "answers.csv:3: '1.1' is answered twice: keep one"),
        (
            "item,answer\n1.1,50\n",
            "answers.csv:1: column 'value' is missing: columns are item,value and, for several returns, return",
        ),
        ("item,value\n", "answers.csv:1: there is no row below the column names: put one in for each"),
        ("", "answers.csv:1: the file is empty: columns are item, value, return"),
    ],
)
def test_answers_that_cannot_be_used_are_named_with_their_line(
    bare: Run, answers: Path, content: str, message: str
) -> None:
    answers.write_text(content, encoding="utf-8")
    ran = bare("dialog", "score", SMALL, answers)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines() == [message]


def test_every_bad_row_is_named_at_once(bare: Run, answers: Path) -> None:
    answers.write_text("item,value\n1.1,60\n1.9,50\n1.2,50\n", encoding="utf-8")
    assert len(bare("dialog", "score", SMALL, answers).err.splitlines()) == 2


def test_a_file_that_is_not_there(bare: Run, answers: Path) -> None:
    ran = bare("dialog", "score", SMALL, answers)
    assert ran.code == 3
    assert "cannot be read" in ran.err


def test_a_dialog_without_scoring_says_so(bare: Run, answers: Path) -> None:
    answers.write_text("item,value\n1.1,fully_met\n", encoding="utf-8")
    ran = bare("dialog", "score", "chscb-2011", answers)
    assert (ran.code, ran.out) == (2, "")
    assert "says nothing about scoring" in ran.err


def test_a_rule_that_is_not_there(bare: Run, answers: Path) -> None:
    answers.write_text(ONE, encoding="utf-8")
    ran = bare("dialog", "score", SMALL, answers, "--rule", "as_publishd")
    assert ran.code == 2
    assert ran.err.strip() == (
        "There is no rule 'as_publishd' (did you mean 'as_published'?): there is declared, as_published, weakest."
    )
