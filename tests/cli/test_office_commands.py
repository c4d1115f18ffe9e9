"""Who works in the office, and what the one named by --actor may do."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.office import CLUB, PRACTICE


def test_an_interviewer_named_as_actor_runs_no_wave(run: Run, tmp_path: Path) -> None:
    assert run("office", "list", "audit-11").err.startswith("Nobody is on file")
    assert run("office", "add", "audit-11", "Ida Interviewer", "--role", "interviewer").code == 0
    assert run("interview", CLUB, "--plain", stdin="fully met\n").code == 0
    assert run("access", "issue", PRACTICE, "--role", "delegate", "--person", "Nell Thimble").code == 0
    for refused in (
        ("access", "issue", PRACTICE, "--role", "lead"),
        ("access", "revoke", PRACTICE),
        ("wave", "close", "audit-11", "--yes"),
        ("backup", tmp_path / "copy.db"),
        ("verify",),
        ("office", "add", "audit-11", "Ida Interviewer", "--role", "manager"),
    ):
        ran = run(*refused)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("An interviewer may not ")
    assert not (tmp_path / "copy.db").exists()


def test_somebody_on_file_for_another_wave_sees_nothing_of_this_one(run: Run) -> None:
    run("--actor", "Mo", "office", "add", "survey-08", "Mo", "--role", "manager")
    for refused in (
        ("wave", "status", "audit-11"),
        ("returns", "show", PRACTICE),
        ("interview", CLUB, "--plain"),
    ):
        ran = run("--actor", "Mo", *refused)
        assert ran.code == 1
        assert "has no role in the office of wave audit-11" in ran.err or "A manager may not" in ran.err
    assert run("--actor", "Mo", "wave", "list").out.count("\n") == 1


def test_the_office_is_listed_and_left(run: Run) -> None:
    run("office", "add", "audit-11", "Mo", "--role", "manager")
    run("office", "add", "audit-11", "Mo", "--role", "interviewer")
    (line,) = run("office", "list", "audit-11", "--json").json
    assert (line["name"], set(line["roles"])) == ("Mo", {"manager", "interviewer"})
    assert run("office", "remove", "audit-11", "mo").code == 0
    assert run("office", "list", "audit-11").out.endswith("no role any more\n")
    assert run("--actor", "Mo", "wave", "status", "audit-11").code == 1
    assert run("office", "remove", "audit-11", "Nobody").code == 2
