"""`s11chat report compliance` on waves whose returns came in a file: figures as published, and what is said of them."""

from __future__ import annotations

import csv
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from s11chat.cli import main
from tests.analysis.audit_2011 import PRINTED, counts, ratings
from tests.office import copied

from .conftest import Ran, Run

COLUMNS = ["cohort", "standard", *PRINTED, "not_applicable", "base"]
PERCENT = [*4 * ["100"], *4 * ["75"], "50", "50", *4 * ["!na we decide no case"], "", ""]
"""What 16 organisations gave to standard 6 of the audit of about 2015."""


@pytest.fixture(scope="module")
def taken(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the statutory cohort of 2011, a provider with two commissioners, and an audit in percentages."""
    home = copied(furnished, tmp_path_factory.mktemp("taken"))
    frame = ["ref,name,type,commissioned_by", *(f"S{at},Body {at},statutory," for at in range(1, 19))]
    frame.append("C1,Bright Start,commissioned,S1; Youth Service")
    given = [
        f"S{at},{standard},{cell.replace('not_answered', '')}"
        for at, one in enumerate(ratings("statutory"), 1)
        for standard, cell in one.items()
    ]
    given += ["C1,1.1,partly_met", "C1,1.1.action,Train the team"]
    schools = ["ref,name,type", *(f"A{at},School {at},education" for at in range(1, 17))]
    scores = [f"A{at},{item},{cell}" for at, cell in enumerate(PERCENT, 1) for item in ("6.1",)]
    scores += [f"A{at},1.1,100" for at in range(1, 17)]
    files = {"frame": frame, "given": ["organisation,item,value", *given], "schools": schools}
    files["scores"] = ["organisation,item,value", *scores]
    for name, lines in files.items():
        (home / f"{name}.csv").write_text("\n".join((*lines, "")), encoding="utf-8")
    with pytest.MonkeyPatch.context() as settled, redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        settled.setenv("S11CHAT_HOME", str(home))
        settled.setenv("S11CHAT_ACTOR", "Mary Manager")
        settled.setattr(sys, "stdin", StringIO())
        for wave, dialog, names, answers in (
            ("a", "chscb-2011", "frame", "given"),
            ("d", "dudley-2015", "schools", "scores"),
        ):
            assert main(["wave", "new", wave, "--dialog", dialog]) == 0
            assert main(["frame", "import", wave, str(home / f"{names}.csv")]) == 0
            assert main(["returns", "import", wave, str(home / f"{answers}.csv"), "--long"]) == 0
    return home


@pytest.fixture
def audit(taken: Path, run: Run, home: Path) -> Run:
    """Runs a command beside these waves."""
    copied(taken, home)
    return run


def rows(ran: Ran) -> list[dict[str, str]]:
    assert ran.code == 0, ran.err
    return list(csv.DictReader(StringIO(ran.out)))


def test_the_statutory_cohort_comes_out_as_published(audit: Run) -> None:
    ran = audit("report", "compliance", "a", "--format", "csv")
    assert ran.out.splitlines()[0].split(",") == COLUMNS
    found = {row["standard"]: row for row in rows(ran) if row["cohort"] == "statutory"}
    printed = {standard: row for (column, standard), row in counts().items() if column == "statutory"}
    assert list(found) == list(printed)
    for standard, row in printed.items():
        assert [found[standard][cell] for cell in PRINTED] == [row[f"{cell}_printed"] for cell in PRINTED]
        assert (found[standard]["not_applicable"], found[standard]["base"]) == ("0", "17")
    assert "1 eligible organisation gave none" in ran.err
    cohorts = audit("report", "compliance", "a", "--format", "json").json["cohorts"]
    assert [(one["invited"], one["returns"], one["rate_printed"]) for one in cohorts] == [
        (18, 17, "94"),
        (1, 1, "100"),
    ]
    assert "Not applicable counts as not answered" in ran.err


def test_each_commissioner_has_a_column_and_the_notes_name_who_is_in_two(audit: Run) -> None:
    ran = audit("report", "compliance", "a", "--cohort", "commissioned", "--format", "csv")
    columns = ["commissioned", "commissioned:S1", "commissioned:Youth Service"]
    assert [row["cohort"] for row in rows(ran) if row["standard"] == "1.1"] == columns
    assert {row["base"] for row in rows(ran)} == {"1"}
    assert "Commissioners: Body 1, Youth Service." in ran.err
    assert "Commissioned by several: Bright Start." in ran.err
    read = audit("report", "compliance", "a", "--cohort", "commissioned", "--threshold", "80")
    assert "Organisation commissioned by a statutory one, commissioned by Body 1" in read.out
    assert max(map(len, read.out.splitlines())) <= 80


def test_a_percentage_audit_leaves_out_what_does_not_apply_and_shows_the_published_way_on_demand(
    audit: Run,
) -> None:
    by_standard = {
        row["standard"]: row for row in rows(audit("report", "compliance", "d", "--format", "csv"))
    }
    assert list(by_standard["6.1"].values()) == ["direct_work", "6.1", "0", "20", "80", "13", "25", "10"]
    ran = audit("report", "compliance", "d", "--scores", "--rule", "as_published", "--format", "csv")
    sixth = {row["rule"]: row for row in rows(ran) if row["standard"] == "6"}
    right, published = sixth["declared"], sixth["as_published"]
    assert [right[name] for name in ("score", "n", "met", "not_applicable", "not_answered")] == [
        *("80", "10", "yes"),
        *("4", "2"),
    ]
    assert (right["low"], right["high"]) == ("67", "83")  # 800 / 12 and 1000 / 12
    assert [published[name] for name in ("score", "n", "met")] == ["50", "16", "no"]
    read = audit("report", "compliance", "d", "--scores", "--rule", "as_published")
    assert "Standard 6: 80 of the 10 returns that scored it; as published prints 50 of 16." in read.out
    assert audit("report", "compliance", "d", "--format", "json").json["not_applicable"] == "rated"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("a", "--cohort", "statutary"), "did you mean 'statutory'?"),
        (("a", "--scores"), "says nothing about scoring"),
        (("a", "--threshold", "120"), "give a number from 0 to 100"),
        (("d", "--rule", "published"), "there is declared, as_published, weakest_item"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(audit: Run, argv: tuple[str, ...], said: str) -> None:
    ran = audit("report", "compliance", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err.replace("\n", " ")


def test_exceptions_say_that_they_hold_personal_data_and_unnamed_ones_do_not(audit: Run) -> None:
    named = audit("report", "exceptions", "a", "--standard", "1.2", "--format", "csv")
    assert sorted(row["level"] for row in rows(named)) == ["not_reached", *4 * ["partly_met"]]
    assert "It holds personal data" in named.err
    unnamed = audit("report", "exceptions", "a", "--standard", "1.2", "--unnamed", "--format", "csv")
    counted = {row["cohort"]: [*row.values()][2:] for row in rows(unnamed)}
    assert counted == {"statutory": ["17", "0", "4", "0", "4", "0"], "commissioned": ["1", *5 * ["[c]"]]}
    assert "personal" not in unnamed.err
    read = audit("report", "exceptions", "a")
    assert "Train the team (nobody named, by no day: open)" in " ".join(read.out.split())


def test_plans_have_a_row_for_each_action_and_each_one_missing(audit: Run) -> None:
    found = rows(audit("report", "plans", "a", "--format", "csv"))
    agreed = [row for row in found if row["standing"] != "missing"]
    assert [(row["standard"], row["what"]) for row in agreed] == [("1.1", "Train the team")]
    assert len(found) > 50
    read = audit("report", "plans", "a")
    assert read.code == 0
    assert max(map(len, read.out.splitlines())) <= 80


def test_what_compliance_states_reconciles_whatever_is_left_out(audit: Run) -> None:
    ran = audit("report", "check", "d")
    assert ran.code == 0, ran.out
    assert "everything reconciles" in ran.out
