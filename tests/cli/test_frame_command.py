"""`s11chat frame`: what differs is shown and asked for, likenesses are listed, progress shows on terminals alone."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pexpect
import pytest
from openpyxl import load_workbook

from tests.office import FRAMES

from .conftest import Run

CLUB = "ref,name,type,region,lead_name\nIN1,Riverton Youth Club,independent,North,Zoe Quill\n"
LINES = [
    "IN1 name: was 'Rivertown Youth Club', will be 'Riverton Youth Club'",
    "IN1 region: was 'West', will be 'North'",
    "IN1 lead_name: was 'Omar Reed', will be 'Zoe Quill' (taken for another person)",
    "IN1 lead_role: was 'Chair', will be 'Chair or chief executive'",
    "IN1 email: was 'omar@example.org', will be ''",
    "IN1 phone: was '01632 960013', will be ''",
]


@pytest.fixture
def club(tmp_path: Path) -> Path:
    file = tmp_path / "club.csv"
    file.write_text(CLUB, encoding="utf-8")
    return file


PERSONAL = "It holds personal data: names and contact details.\n"


def exported(run: Run) -> dict[str, dict[str, str]]:
    ran = run("frame", "export", "audit-11")
    assert (ran.code, ran.err) == (0, PERSONAL)
    return {row["ref"]: row for row in csv.DictReader(io.StringIO(ran.out))}


def test_checking_shows_what_would_change_and_changes_nothing(run: Run, club: Path) -> None:
    before = exported(run)
    ran = run("frame", "check", "audit-11", club)
    assert (ran.code, ran.out.splitlines()) == (0, LINES)
    assert ran.err.splitlines() == [
        "In the wave and not in the file, left as they are: CO1, GP1, ST1.",
        "0 good rows, 1 organisation to change, 0 to mend.",
        PERSONAL.strip(),
    ]
    assert exported(run) == before


def test_importing_shows_what_would_change_and_waits_for_a_yes(run: Run, club: Path) -> None:
    before = exported(run)
    ran = run("frame", "import", "audit-11", club)
    assert (ran.code, ran.out) == (1, "")
    asked = "The file differs from audit-11. Change 1 organisation in it? Add --yes to do it."
    assert ran.err.splitlines() == [*LINES, asked]
    assert exported(run) == before
    ran = run("frame", "import", "audit-11", club, "--yes")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[-2:] == [
        "0 cases added to audit-11.",
        "1 case changed; the journal of the wave says who and when.",
    ]
    now = exported(run)
    assert (now["IN1"]["name"], now["IN1"]["lead_name"]) == ("Riverton Youth Club", "Zoe Quill")
    assert {ref: row for ref, row in now.items() if ref != "IN1"} == {
        ref: row for ref, row in before.items() if ref != "IN1"
    }
    assert run("verify").code == 0
    assert run("frame", "import", "audit-11", club).code == 0


def test_rows_with_problems_hold_up_what_differs_too(run: Run, club: Path) -> None:
    before = exported(run)
    club.write_text(f"{CLUB}B,,gp,,\n", encoding="utf-8")
    ran = run("frame", "import", "audit-11", club, "--yes")
    assert (ran.code, ran.err.splitlines()[-1]) == (3, "club.csv:3: name is empty")
    assert exported(run) == before
    assert run("frame", "import", "audit-11", club, "--good-rows").code == 1
    assert exported(run) == before
    assert run("frame", "import", "audit-11", club, "--good-rows", "--yes").code == 3
    assert exported(run)["IN1"]["region"] == "North"


def test_likenesses_are_listed_and_are_no_problem(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "frame.csv"
    file.write_text("ref,name,type\nA,St Mary's Surgery,gp\nB,Saint Marys Surgery,gp\n", encoding="utf-8")
    said = "sure: row 2 'St Mary's Surgery' and row 3 'Saint Marys Surgery' look like the same organisation: same name"
    ran = run("frame", "check", "audit-11", file)
    assert (ran.code, ran.out) == (0, f"{said}\n")
    ran = run("frame", "import", "audit-11", file)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines() == [said, "2 cases added to audit-11."]
    assert said not in run("frame", "import", "audit-11", file).err


def test_a_name_of_escape_codes_in_what_differs_is_harmless(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "frame.csv"
    file.write_text("ref,name,type\nIN1,\x1b[31mRiver\u202etown Club,independent\n", encoding="utf-8")
    for verb in ("check", "import"):
        ran = run("frame", verb, "audit-11", file)
        assert not set(ran.out + ran.err) & set("\x1b\u202e")


@pytest.mark.parametrize("name", ["frame.csv", "frame.xlsx"])
def test_an_export_can_be_imported_again(run: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    ran = run("frame", "export", "audit-11", "--out", file)
    assert (ran.code, ran.out, ran.err) == (0, "", f"{file} is written: 4 organisations.\n{PERSONAL}")
    ran = run("frame", "import", "audit-11", file)
    assert (ran.code, ran.err) == (
        0,
        "4 rows in the wave already, left as they are.\n0 cases added to audit-11.\n",
    )
    assert run("frame", "export", "audit-11", "--out", tmp_path / f"again-{name}").code == 0
    if name == "frame.csv":
        assert (tmp_path / f"again-{name}").read_bytes() == file.read_bytes()


def test_a_workbook_is_text_under_a_header_that_stays_in_sight(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "frame.xlsx"
    assert run("frame", "export", "audit-11", "--format", "xlsx", "--out", file).code == 0
    sheet = load_workbook(file)["frame"]
    assert sheet.freeze_panes == "A2"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert {cell.number_format for cell in sheet[2] if cell.value} == {"@"}
    assert [cell.value for cell in sheet[1]][-1] == "state"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "xlsx"), "A workbook cannot be shown on the screen: give --out FILE.xlsx."),
        (("--format", "xlsx", "--out", "a.csv"), "a.csv would not be read as xlsx: call it a.xlsx."),
        (("--format", "csv", "--out", "a.xlsx"), "a.xlsx would not be read as csv: call it a.csv."),
        (("--out", "/nowhere/at/all/a.csv"), "cannot be written"),
    ],
)
def test_an_export_that_cannot_be(run: Run, words: tuple[str, ...], said: str) -> None:
    ran = run("frame", "export", "audit-11", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_an_analyst_gets_no_contact_details(run: Run) -> None:
    assert run("office", "add", "audit-11", "Max", "--role", "manager").code == 0
    assert run("office", "add", "audit-11", "Ana", "--role", "analyst", "--actor", "Max").code == 0
    ran = run("frame", "export", "audit-11", "--actor", "Ana")
    assert ran.code == 0
    assert ran.err == (
        "Left out, since you may not see contact details: lead_name, lead_role, email, phone.\n"
    )
    assert ran.out.splitlines()[0] == "ref,name,type,cohort,region,commissioned_by,state"
    assert "example.org" not in ran.out


def on_terminal(home: Path, *words: object) -> pexpect.spawn[str]:
    command = ["-m", "s11chat", "--home", str(home), "--actor", "Ida Interviewer", *map(str, words)]
    return pexpect.spawn(sys.executable, command, timeout=60, dimensions=(24, 200), encoding="utf-8")


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """As many rows as take a second or more to write."""
    file = tmp_path / "large.csv"
    rows = (f"N{n},Body {n},gp,Ann Example\n" for n in range(15_000))
    file.write_text("".join(("ref,name,type,lead_name\n", *rows)), encoding="utf-8")
    return file


def test_a_terminal_shows_how_far_it_is_and_ctrl_c_leaves_nothing(run: Run, home: Path, large: Path) -> None:
    with on_terminal(home, "frame", "import", "audit-11", large) as screen:
        screen.expect(r"reading( [\d,]+ of 15,000 rows)? \.\.\.")
        screen.expect(r"writing( [\d,]+ of 15,000 rows)? \.\.\.")
        screen.sendintr()
        screen.expect("Stopped: nothing was added to audit-11 or changed in it.")
        screen.expect(pexpect.EOF)
    assert screen.wait() == 130
    assert set(exported(run)) == {"ST1", "GP1", "CO1", "IN1"}
    assert run("verify").code == 0


def test_a_pipe_shows_no_progress(run: Run, large: Path) -> None:
    ran = run("frame", "check", "audit-11", large)
    assert (ran.code, ran.out, ran.err) == (0, "", "15000 good rows, 0 to mend.\n")


def test_a_yes_is_typed_on_a_terminal(run: Run, home: Path, club: Path) -> None:
    for typed, code in (("no", 1), ("yes", 0)):
        with on_terminal(home, "frame", "import", "audit-11", club) as screen:
            screen.expect("Change 1 organisation in it\\? Type yes to do it: ")
            screen.sendline(typed)
            screen.expect("1 case changed" if typed == "yes" else "Nothing was changed.")
            screen.expect(pexpect.EOF)
        assert screen.wait() == code
        assert (exported(run)["IN1"]["region"] == "North") is (typed == "yes")


def test_the_frame_of_the_tests_is_what_is_exported(run: Run) -> None:
    given = list(csv.DictReader(io.StringIO(FRAMES["audit-11"])))
    found = exported(run)
    assert [{name: found[row["ref"]][name] for name in row} for row in given] == given
