"""`s11chat report check`, `waive` and `unwaive`, as a manager calls them."""

from __future__ import annotations

from pathlib import Path

from tests.office import AUDIT

from .conftest import Run

DRAFT = """\
place,says,item,option,group,value,of
page 12,returns,,,online,318,
page 12,returns,,,telephone,329,
page 40,percent,q15,sent directly,online,35,329
page 41,item,q2,yes+no,,,
page 41,percent,q2,yes,,60,
page 41,percent,q2,no,,41,
"""


def test_a_draft_is_checked_and_what_would_fit_is_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "draft.csv"
    file.write_text(DRAFT, encoding="utf-8")
    ran = run("report", "check", "--figures", file)
    assert ran.code == 3
    assert "what would fit: 318; 329 is the number of telephone" in ran.out
    assert ran.last == "6 statements of draft.csv: 1 finding; 1 more explained by rounding or by what is"[
        :80
    ] or ("1 finding" in ran.out)
    assert "(explained)" not in ran.out
    assert "(explained)" in run("report", "check", "--figures", file, "--explained").out
    (found,) = run("report", "check", "--figures", file, "--json").json["open"]
    assert found["finding"].startswith("base-")
    file.write_text(DRAFT.replace("35,329", "35,318"), encoding="utf-8")
    ran = run("report", "check", "--figures", file)
    assert (ran.code, "everything reconciles" in ran.out) == (0, True)


def test_a_draft_that_cannot_be_read_is_told_by_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "draft.csv"
    file.write_text(DRAFT.replace("percent,q15", "procent,q15"), encoding="utf-8")
    ran = run("report", "check", "--figures", file)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("draft.csv:4: column says: 'procent' is not known (did you mean 'percent'?)")


def test_a_wave_reconciles_and_there_is_nothing_to_waive(run: Run) -> None:
    ran = run("report", "check", AUDIT)
    assert (ran.code, "everything reconciles" in ran.out) == (0, True), ran
    made = run("report", "check", AUDIT, "--json").json
    assert (made["open"], made["waived"], made["lapsed"]) == ([], [], [])
    ran = run("report", "waive", AUDIT, "text-1a2b3c4d", "--reason", "known")
    assert (ran.code, "Nothing called text-1a2b3c4d is open" in ran.err) == (2, True)
    ran = run("report", "unwaive", AUDIT, "text-1a2b3c4d", "--reason", "known")
    assert (ran.code, "There are: none" in ran.err) == (2, True)


def test_one_of_a_wave_and_a_file_is_named(run: Run, tmp_path: Path) -> None:
    assert run("report", "check").code == 2
    assert run("report", "check", AUDIT, "--figures", tmp_path / "draft.csv").code == 2
    assert run("report", "check", "--figures", tmp_path / "none.csv").code == 3
