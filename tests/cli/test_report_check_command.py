"""`s11chat report check`, `waive`, `unwaive` and `release`, as a manager calls them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from s11chat.services.publishing import MANIFEST
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
    assert "6 statements of draft.csv: 1 finding; 1 more explained" in ran.out
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


def test_a_wave_is_released_whole_with_a_note_and_a_manifest(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    ran = run("report", "release", AUDIT, "--to", folder, "--format", "csv", "terminal")
    assert (ran.code, ran.out) == (0, ""), ran
    lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    digests = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    made = {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert made.pop(MANIFEST)
    assert made == digests
    assert {"topline.csv", "topline.txt", "response.csv", "technical-note.txt"} <= made.keys()
    assert "interviewers.csv" not in made
    note = (folder / "technical-note.txt").read_text(encoding="utf-8")
    for told in ("chscb-2011", "Weighting", "verified:", "interviewers", "personal data", "topline.csv"):
        assert told in note, told
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_release_is_refused_where_something_is_there_or_no_place_for_it(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    folder.mkdir()
    ran = run("report", "release", AUDIT, "--to", folder)
    assert (ran.code, "is there already" in ran.err) == (2, True)
    ran = run("report", "release", AUDIT, "--to", tmp_path / "none" / "published")
    assert (ran.code, "there is no folder" in ran.err) == (2, True)
    other = tmp_path / "other"
    ran = run(
        "report", "release", AUDIT, "--to", other, "--format", "docx", "--template", tmp_path / "no.docx"
    )
    assert (ran.code, other.exists()) == (2, False), ran
