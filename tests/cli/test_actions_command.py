"""`s11chat actions`: a plan from its rating to its last word, by whoever may, one command at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.services.framing import import_frame
from tests.cli.conftest import Run
from tests.office import AUDIT, COUNCIL, PRACTICE, Clock, admitted, desk_in, say

SPRING, SUMMER, AUTUMN = ((date.today() + timedelta(days=days)).isoformat() for days in (200, 300, 330))


def told(day: str) -> str:
    return f"{date.fromisoformat(day):%-d %B %Y}"


@pytest.fixture
def codes(home: Path, dialogs: Mapping[str, Dialog], run: Run) -> tuple[str, str]:
    """The practice has rated its first standard, and the council commissions it; the codes of both leads."""
    desk = desk_in(home, Clock(), dialogs)
    say(
        desk.interview(admitted(desk, PRACTICE, Role.LEAD)),
        "2",
        "Put it into writing",
        "Ben, partner",
        SPRING,
    )
    file = home / "who.csv"
    file.write_text("ref,name,type,commissioned_by\nGP1,Larch Lane Surgery,gp,ST1\n")
    import_frame(desk.kept, AUDIT, file, changes=True)
    desk.close()
    ben, ruth = (run("access", "issue", case, "--role", "lead").last for case in (PRACTICE, COUNCIL))
    return ben, ruth


def test_a_plan_from_the_command_line(
    run: Run, codes: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben, ruth = codes
    monkeypatch.setenv("S11CHAT_CODE", ben)
    added = (
        "add",
        PRACTICE,
        "1.1",
        "Train all",
        "--owner",
        "Nell",
        "--due",
        SUMMER,
        "--priority",
        "high",
    )
    made = run("actions", *added)
    assert made.out == "1.1+1\n", made.err
    assert "1.1: under way, 50 %" in run("actions", "update", PRACTICE, "1.1", "50% half is written").err
    assert "Taken back: " in run("actions", "undo", PRACTICE, "1.1").err
    run("actions", "update", PRACTICE, "1.1+1", "under way", "--expected", AUTUMN)
    run("actions", "change", PRACTICE, "1.1+1", "--owner", "Eve Hart, nurse")
    first, second = run("actions", "list", PRACTICE, "--json").json
    assert (first["action"], first["standing"], first["due"], first["told"]) == (
        "1.1",
        "open",
        SPRING,
        [],
    )
    assert (second["owner"], second["expected"], second["overdue"]) == (
        "Eve Hart, nurse",
        AUTUMN,
        False,
    )
    shown = run("actions", "show", PRACTICE, "1.1+1").out
    assert f"from {told(SUMMER)} to {told(AUTUMN)} (expected)" in " ".join(shown.split())
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert "There is no action '7'" in run("actions", "update", PRACTICE, "7", "done").err
    assert run("actions", "list", AUDIT).code == 2
    assert run("actions", "list", COUNCIL).code == 1
    assert run("actions", "remove", PRACTICE, "1.1+1").code == 0
    monkeypatch.setenv("S11CHAT_CODE", ruth)
    assert "Not handed in yet." in run("actions", "list", COUNCIL, "--commissioned").out
    assert run("actions", "chase", PRACTICE, "When is it ready?").code == 0
    assert "commissions nobody called" in run("actions", "chase", f"{AUDIT}/IN1", "Well?").err
    monkeypatch.delenv("S11CHAT_CODE")
    assert "may not report progress" in run("actions", "update", PRACTICE, "1.1", "done").err
    assert run("actions", "chase", PRACTICE, "The office asks too.", "--action", "1.1").code == 0
    seen = " ".join(run("actions", "list", PRACTICE).out.split())
    assert "asked by Ruth Oakley for Hackham Council" in seen
    assert "asked by Ida Interviewer, the office" in seen
    assert [one["action"] for one in run("actions", "list", AUDIT, "--json").json] == ["1.1"]
    for name in ("progress.html", "progress.docx", "progress.xlsx", "progress.csv", "progress.txt"):
        assert run("actions", "report", AUDIT, "--out", tmp_path / name).code == 0
        assert (tmp_path / name).stat().st_size > 200
    assert run("actions", "report", PRACTICE, "--format", "json").json["total"]["promised"] == 1
    assert run("actions", "report", AUDIT, "--format", "docx").code == 2
    assert run("actions", "report", AUDIT, "--from", "2026-05-01", "--to", "2026-04-01").code == 2
    assert run("actions", "export", AUDIT, "--out", tmp_path / "list.html").code == 2
    assert "Put it into writing" in run("actions", "export", AUDIT).out
    assert "Nothing is planned here" in run("actions", "list", AUDIT, "--overdue").err
