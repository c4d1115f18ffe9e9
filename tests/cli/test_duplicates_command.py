"""`s11chat duplicates` and `person change`: the court from the command line, and contact data put right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import PRACTICE

from .conftest import Run

WAVE, WHY = "audit-11", "one surgery, two rows"


@pytest.fixture
def twins(run: Run, tmp_path: Path) -> Run:
    """A surgery that stands in the frame twice."""
    file = tmp_path / "twin.csv"
    file.write_text(
        "ref,name,type,region,lead_name,lead_role,email,phone\n"
        "GP2,Larch Lane Medical Practice,gp,East,Eve Hart,Practice manager,eve@example.org,01632 960011\n",
        encoding="utf-8",
    )
    assert run("frame", "import", WAVE, file).code == 0
    return run


def test_lists_what_looks_like_one_organisation_with_or_without_the_verb(twins: Run) -> None:
    ran = twins("duplicates", WAVE)
    assert ran.code == 0
    assert "GP1 and GP2 · same telephone" in ran.out
    assert "GP2  Larch Lane Medical Practice, assigned" in ran.out
    assert twins("duplicates", "list", WAVE).out == ran.out
    (line,) = twins("duplicates", WAVE, "--json").json
    assert (line["matter"], line["refs"], line["decided"]) == ("alike", ["GP1", "GP2"], None)


def test_shows_two_returns_within_eighty_columns(twins: Run) -> None:
    assert twins("interview", PRACTICE, "--plain", stdin="fully met\n:pause\n").code == 0
    ran = twins("duplicates", "show", WAVE, "GP1", "GP2")
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "Proposed: GP1, since nobody has answered in the other." in ran.out
    assert "Fully met" in ran.out
    assert "no answer" in ran.out
    found = twins("duplicates", "show", WAVE, "GP1", "GP2", "--json").json
    assert (found["proposed"], found["left"]["respondent"]) == ("GP1", "Ben Marsh")
    assert [one["question"] for one in found["differing"]] == ["1.1"]


def test_decides_only_once_it_is_agreed_to_and_takes_it_back(twins: Run) -> None:
    refused = twins("duplicates", "decide", WAVE, "GP1", "GP2", "--reason", WHY)
    assert refused.code == 1
    assert "GP2 (Larch Lane Medical Practice) is left out for GP1" in refused.err
    assert twins("duplicates", "list", WAVE, "--open", "--json").json != []
    done = twins("duplicates", "decide", WAVE, "GP1", "GP2", "--reason", WHY, "--yes")
    assert done.code == 0
    assert twins("duplicates", WAVE, "--open").err == "Nothing is left to decide.\n"
    listed = twins("duplicates", WAVE).out
    assert "GP2 is left out for GP1" in listed
    assert WHY in listed
    assert "superseded" in twins("returns", "show", f"{WAVE}/GP2").out
    again = twins("duplicates", "decide", WAVE, "GP1", "GP2", "--reason", WHY, "--yes")
    assert (again.code, "Take that back first" in again.err) == (1, True)
    undone = twins("duplicates", "undo", WAVE, "GP2", "--reason", "two surgeries")
    assert undone.err == "Larch Lane Medical Practice counts again: its return is assigned.\n"
    assert twins("verify").code == 0


def test_both_may_stand(twins: Run) -> None:
    assert twins("duplicates", "distinct", WAVE, "GP1", "GP2", "--reason", "one house").code == 0
    assert "decided    both stand" in twins("duplicates", WAVE).out
    assert twins("duplicates", "accept", WAVE, "GP1", "--reason", "so").code == 1


def test_asks_for_a_reason_and_for_cases_that_are_there(twins: Run) -> None:
    assert twins("duplicates", "decide", WAVE, "GP1", "GP2", "--yes").code == 2
    assert "There is no case 'GP9'" in twins("duplicates", "show", WAVE, "GP1", "GP9").err
    assert twins("duplicates").code == 2
    assert "There is no wave 'nowhere'" in twins("duplicates", "nowhere").err


def test_puts_a_number_right(run: Run) -> None:
    ran = run("person", "change", PRACTICE, "Ben Marsh", "--phone", "01632 960777")
    assert (ran.code, ran.err) == (0, f"Ben Marsh of {PRACTICE}: the number on file is changed.\n")
    assert run("person", "show", PRACTICE, "Ben Marsh", "--json").json["phone"] == "01632 960777"
    assert run("person", "change", PRACTICE, "Ben Marsh").code == 2
    assert run("verify").code == 0
