"""`s11chat returns import`, `undo-import` and `export`: what they print, and the codes they end with."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from openpyxl import load_workbook

from .conftest import Run

LIST = "organisation,item,value\nGP1,1.1,fully_met\nGP1,1.2,!refused too busy\nIN1,1.1,\n"
PERSONAL = "It holds personal data: names"


def test_an_import_is_foretold_done_and_taken_back(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(LIST, encoding="utf-8")
    ran = run("returns", "import", "audit-11", file, "--dry-run")
    foretold = "3 answers of 2 returns to import, 0 stand so already, 0 to mend."
    assert (ran.code, ran.out, ran.err.strip()) == (0, "", foretold)
    ran = run("returns", "import", "audit-11", file)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.strip() == (
        "Import 1: 3 answers of 2 returns; 0 stood so already. 's11chat returns undo-import audit-11 1' takes it back."
    )
    ran = run("returns", "import", "audit-11", file)
    assert (ran.code, ran.err.strip()) == (0, "Nothing new: 2 answers of audit-11 stand as in the file.")
    item = run("returns", "show", "audit-11/GP1", "--json").json["items"]["1.1"]
    assert (item["value"], item["mode"], item["by"]) == ("fully_met", "import", "Ida Interviewer")
    ran = run("returns", "undo-import", "audit-11", 1)
    assert (ran.code, ran.err.strip()) == (
        0,
        "Import 1 of audit-11 is taken back: 3 answers of 2 returns; 0 stayed.",
    )
    assert run("returns", "undo-import", "audit-11", 1).code == 1
    assert run("returns", "undo-import", "audit-11", 7).code == 2
    assert run("verify").code == 0


def test_bad_cells_are_all_told_and_skipped_where_that_is_said(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(LIST + "GP9,1.1,fully_met\nCO1,1.1,fuly_met\n", encoding="utf-8")
    ran = run("returns", "import", "audit-11", file)
    told = [
        "answers.csv:5: organisation: there is no 'GP9' in this wave (did you mean 'GP1'?): import its frame first",
        "answers.csv:6: value: 1.1 has no option 'fuly_met' (did you mean 'fully_met'?): write one of not_met, "
        "partly_met, fully_met, or its words",
    ]
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines() == [
        "Nothing was imported into audit-11. Mend this, or take in all else with --skip-bad:",
        *told,
    ]
    ran = run("returns", "import", "audit-11", file, "--skip-bad")
    assert ran.code == 3
    assert ran.err.splitlines()[:2] == told
    assert ran.err.splitlines()[2].startswith("Import 1: 3 answers of 2 returns")


def test_what_is_no_table_of_returns_is_said_in_a_sentence(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    for text, said in (
        ("a,b\n1,2\n", "no column says whose answers a row holds"),
        ("ref,colour\nGP1,red\n", "no column is about a question"),
        ("organisation,item\nGP1,1.1\n", "no column is about a question"),
        ("ref,1.1,1.1\nGP1,,\n", "column '1.1' is there twice: keep one"),
    ):
        file.write_text(text, encoding="utf-8")
        ran = run("returns", "import", "audit-11", file)
        assert ran.code == 3
        assert said in ran.err
    ran = run("returns", "import", "audit-11", file, "--long")
    assert "column '1.1' is there twice" in ran.err
    assert run("returns", "import", "audit-11", tmp_path / "none.csv").code == 3


def test_returns_are_handed_out_in_every_form(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(LIST, encoding="utf-8")
    run("returns", "import", "audit-11", file)
    ran = run("returns", "export", "audit-11")
    assert ran.code == 0
    assert ran.err.startswith(PERSONAL)
    rows = {row["ref"]: row for row in csv.DictReader(io.StringIO(ran.out))}
    practice = rows["GP1"]
    assert (practice["1.1"], practice["1.2"], practice["1.1.action"], practice["2.1"]) == (
        "fully_met",
        "!refused too busy",
        "!off_route",
        "!not_reached",
    )
    told = [practice[name] for name in ("state", "status", "signed", "delegated", "completion", "import")]
    assert told == ["in progress", "unsigned", "no", "no", "direct", "1"]
    ran = run("returns", "export", "audit-11", "--long", "--out", tmp_path / "long.csv")
    assert ran.err.startswith(f"{tmp_path / 'long.csv'} is written: 4 returns.")
    with (tmp_path / "long.csv").open(encoding="utf-8") as made:
        found = {(row["organisation"], row["item"]): row for row in csv.DictReader(made)}
    assert found["GP1", "1.1"]["label"] == "Fully met"
    assert found["GP1", "1.2"]["no_answer"] == "refused"
    assert found["GP1", "1.1"]["answer_mode"] == "import"
    lines = [
        json.loads(line)
        for line in run("returns", "export", "audit-11", "--format", "jsonl").out.splitlines()
    ]
    item = next(one for one in lines if one["ref"] == "GP1")["items"]["1.1"]
    assert (item["value"], item["label"], item["mode"]) == ("fully_met", "Fully met", "import")
    assert (item["role"], item["revision"]) == ("manager", 1)
    book = tmp_path / "returns.xlsx"
    assert run("returns", "export", "audit-11", "--labels", "--out", book).code == 0
    sheet = load_workbook(book).active
    assert sheet is not None
    assert "Fully met" in [cell.value for cell in sheet[3]]
    assert run("returns", "import", "audit-11", book).err.splitlines()[-1].startswith("Nothing new")
    assert run("returns", "export", "audit-11", "--format", "xlsx").code == 2


def test_statistics_programs_get_files_that_come_back(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(LIST, encoding="utf-8")
    run("returns", "import", "audit-11", file)
    for name in ("returns.sav", "returns.sss"):
        made = tmp_path / name
        ran = run("returns", "export", "audit-11", "--out", made)
        assert (ran.code, ran.out) == (0, "")
        also = f" and {made.with_suffix('.asc')} are" if name.endswith(".sss") else " is"
        assert ran.err.startswith(f"{made}{also} written: 4 returns.")
        ran = run("returns", "import", "audit-11", made)
        assert ran.err.splitlines()[0].startswith("Columns passed over: NAME, TYPE, ")
        assert "WEIGHT" in ran.err.splitlines()[0]
        assert ran.err.splitlines()[-1].startswith("Nothing new: 3 answers")
    for wrong in (
        ("--format", "spss"),
        ("--format", "spss", "--out", tmp_path / "a.csv"),
        ("--long", "--out", tmp_path / "a.sss"),
    ):
        assert run("returns", "export", "audit-11", *wrong).code == 2
