"""`s11chat echo` from the first code to the figures, as people at a terminal and programs see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run
from tests.office import PRACTICE

DIALOG = Path(__file__).parent.parent / "dialogs" / "echo.yaml"
LINES = "1\n3\nMore time for it.\n"


def test_a_survey_of_staff_from_its_code_to_its_figures(
    bare: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*words: object, stdin: str = "", code: str = "") -> Ran:
        monkeypatch.setenv("S11CHAT_CODE", code) if code else monkeypatch.delenv(
            "S11CHAT_CODE", raising=False
        )
        return bare("--home", home, "echo", *words, stdin=stdin)

    poster = home / "poster.txt"
    opened = run("open", PRACTICE, "--dialog", DIALOG, "--minimum", 5, "--poster", poster, "--json")
    code = opened.json["code"]
    assert code in poster.read_text()
    assert "Nobody is shown what one person answered" in " ".join(poster.read_text().split())
    assert run("compare", PRACTICE).code == 1
    broken = run("answer", "--plain", stdin=f"{code}\n1\n:note I am the only nurse\n")
    assert broken.out.rstrip().endswith("begin again whenever you like.")
    assert "no notes are kept" in broken.out
    for _ in range(5):
        assert run("answer", "--plain", stdin=LINES, code=code).last.endswith("cannot be changed. Goodbye.")
    (line,) = run("status", PRACTICE, "--json").json
    assert (line["state"], line["answered_at_least"], line["minimum"]) == ("open", 5, 5)
    assert "5 or more answered" in run("status", PRACTICE.partition("/")[0]).out
    lead = bare("--home", home, "access", "issue", PRACTICE, "--role", "lead").out.strip()
    renewed = run("code", PRACTICE, code=lead)
    anew = renewed.out.strip()
    last_day = " ".join(poster.read_text().split()).partition(" until ")[2].partition(".")[0]
    assert f", until {last_day}; its lead" in " ".join(renewed.err.split())
    assert f"; code until {last_day}" in " ".join(run("status", PRACTICE).out.split())
    assert run("answer", "--plain", stdin=LINES, code=code).err.startswith(
        "This code was replaced or taken back"
    )
    assert run("extend", PRACTICE).code == 2
    assert run("extend", PRACTICE, "--to", "2100-01-31").err.startswith(
        "Staff may answer until 31 January 2100; the"
    )
    assert run("extend", PRACTICE, "--take-back").err.startswith(
        f"Staff may answer until {last_day}; the code stays"
    )
    assert bare("--home", home, "interview", PRACTICE, "--plain", "--as", "delegate", stdin=anew).code == 1
    assert run("close", PRACTICE, "--yes", code=lead).code == 1
    assert run("close", PRACTICE).err.startswith(f"The staff echo of {PRACTICE} ends for good")
    assert run("close", PRACTICE, "--yes").code == 0
    assert run("close", PRACTICE).err.startswith("The staff echo of Larch Lane Surgery was closed on ")
    assert run("answer", "--plain", stdin=LINES, code=anew).err.startswith("This survey was closed on ")
    shown = run("compare", PRACTICE, "--json", code=lead).json
    assert [(row["share_low"], row["share_high"], row["base_at_least"]) for row in shown["rows"]] == [
        (40, 100, 5),
        (0, 60, 5),
    ]
    table = run("compare", PRACTICE).out
    assert "over 40" in table
    assert "under 60" in table
    assert "More time for it." in table
    assert "Organisations shown" in run("report", PRACTICE.partition("/")[0]).out
    assert bare("--home", home, "verify").code == 0
