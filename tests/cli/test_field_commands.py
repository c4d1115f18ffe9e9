"""`s11chat wave`, `frame`, `person` and `access`: setting up, and every bad row by its line."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.office import DIALOGS, FRAMES, LEADS, PRACTICE

from .conftest import Ran, Run

HEADER = "ref,name,type,cohort,region,lead_name,lead_role,email,phone,commissioned_by\n"


def framed(run: Run, tmp_path: Path, content: str | bytes, verb: str = "check", *more: str) -> Ran:
    file = tmp_path / "frame.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return run("frame", verb, "audit-11", file, *more)


def test_makes_a_wave_where_there_was_nothing(bare: Run, tmp_path: Path) -> None:
    home = tmp_path / "new" / "folder"
    ran = bare("--home", home, "wave", "new", "first", "--dialog", "chscb-2011", "--title", "The first")
    assert (ran.code, ran.out) == (0, "")
    assert "Next: s11chat frame import first" in ran.err
    (wave,) = bare("--home", home, "wave", "list", "--json").json
    assert wave == {
        "id": "first",
        "title": "The first",
        "dialog": "chscb-2011",
        "cases": 0,
        "complete": 0,
        "signed": 0,
        "closes": "",
        "opens": "",
        "scale": "",
    }
    assert home.stat().st_mode & 0o777 == 0o700
    assert "There is no case yet" in bare("--home", home, "wave", "status", "first").err


def test_makes_a_wave_on_another_scale(bare: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    made = bare("--home", home, "wave", "new", "w", "--dialog", "section11-2023", "--scale", "rag")
    assert made.code == 0
    assert made.err.startswith("The dialog is a draft. A safeguarding practitioner has to review")
    assert "section11-2023, rag" in bare("--home", home, "wave", "list").out
    assert bare("--home", home, "wave", "list", "--json").json[0]["scale"] == "rag"
    refused = bare("--home", home, "wave", "new", "v", "--dialog", "chscb-2011", "--scale", "rag")
    assert refused.code == 2
    assert refused.err == "Dialog chscb-2011 has no scale 'rag'; it has its own scale only.\n"


def test_takes_the_published_frame_as_population(run: Run, tmp_path: Path) -> None:
    published = Path(__file__).parents[1] / "data" / "dcsf-2008-frame.csv"
    with published.open(encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    good = tmp_path / "population.csv"
    with good.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*header, "population"], *([*row, "9"] for row in rows)])
    assert run("wave", "new", "w2", "--dialog", "dcsf-2008", "--population", good).code == 0


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("type,population\nDC,238\nTOTAL,238\n", "population.csv:3: a TOTAL row is no type of organisation"),
        ("type_code,population\nDC,238\nTotal,238\n", "population.csv:3: a TOTAL row"),
        ("type,population\nDX,238\n", "population.csv:2: type 'DX' is not known"),
        ("type,population\nDC,238\ndc,1\n", "population.csv:3: type 'DC' is there twice"),
        ("type,population\nDC,many\n", "population.csv:2: 'many' is not a whole number"),
        ("type,population\nDC,-1\n", "population.csv:2: '-1' is not a whole number"),
        ("type,population\nDC\n", "population.csv:2: '' is not a whole number"),
        ("kind,number\nDC,1\n", "population.csv:1: columns 'type' or 'type_code', and 'population'"),
        ("", "population.csv:1: the file is empty: columns are type_code, type, population"),
    ],
)
def test_refuses_a_population_by_name(run: Run, tmp_path: Path, rows: str, said: str) -> None:
    file = tmp_path / "population.csv"
    file.write_text(rows, encoding="utf-8")
    ran = run("wave", "new", "w2", "--dialog", "dcsf-2008", "--population", file)
    assert (ran.code, ran.out) == (3, "")
    assert said in ran.err
    assert "w2" not in run("wave", "list").out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("wave", "new", "audit-11", "--dialog", "chscb-2011"), 2, "already a wave"),
        (("wave", "new", "a b", "--dialog", "chscb-2011"), 2, "cannot name a wave"),
        (("wave", "new", "w", "--dialog", "none"), 2, "There is no dialog 'none'"),
        (("wave", "new", "w", "--dialog", "chscb-2011", "--to", "soon"), 2, "is not a day"),
        (
            ("wave", "new", "w", "--dialog", "chscb-2011", "--from", "2026-02-02", "--to", "2026-01-01"),
            2,
            "before",
        ),
        (("wave", "status", "none"), 3, "no wave"),
        (
            ("wave", "close", "audit-11"),
            1,
            "lack a signature and will stay without. Close wave audit-11? Add --yes",
        ),
        (("wave", "close", "none"), 3, "no wave"),
        (("returns", "reopen", PRACTICE, "--reason", "figures"), 1, "so there is nothing to reopen.\n"),
        (("person", "list", "audit-11/NONE"), 3, "NONE"),
        (("person", "list", "GP1"), 2, "WAVE/REF"),
        (("person", "add", PRACTICE, "  "), 2, "needs a name"),
        (("person", "add", PRACTICE, "Nell", "--email", "nell@"), 2, "'nell@' is not an e-mail address"),
        (("person", "add", PRACTICE, "Nell", "--email", "a@b@c.org"), 2, "is not an e-mail address"),
        (("access", "issue", PRACTICE, "--role", "delegate"), 1, "Say who the delegate is"),
        (("access", "issue", PRACTICE, "--role", "lead", "--person", "Eve"), 1, "for nobody else"),
        (("access", "issue", PRACTICE, "--role", "manager"), 2, "invalid choice"),
        (("access", "revoke", "none/NONE"), 3, "no case 'NONE' in wave 'none'"),
        (("frame", "check", "none", "none.csv"), 3, "no wave"),
        (("frame", "import", "audit-11", "none.csv"), 3, "cannot be read"),
        (("returns", "show", "audit-11/NONE"), 3, "NONE"),
        (("backup", "/nowhere/at/all/copy.db"), 2, "There is no folder"),
    ],
)
def test_says_in_one_sentence_what_is_wrong(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_closes_a_wave_when_told_to(run: Run) -> None:
    assert run("wave", "close", "audit-11", "--yes").code == 0
    assert run("wave", "close", "audit-11", "--yes").code == 1
    assert {case["state"] for case in run("wave", "status", "audit-11", "--json").json} == {"closed unsigned"}


def test_tells_how_every_case_stands(run: Run) -> None:
    cases = run("wave", "status", "survey-08", "--json").json
    assert {case["case"] for case in cases} == {f"survey-08/{ref}" for ref in ("SHA1", "DC1", "PRIS1")}
    assert set(cases[0]) == {
        "case",
        "organisation",
        "type_name",
        "respondent",
        "state",
        "status",
        "answered",
        "waits_for",
        "paused_until",
        "successor",
    }
    assert "Pat Lowe: not opened yet" in run("wave", "status", "survey-08").out


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A1,Alder,gp,,,,,,,", ""),
        ("A1,Alder,,gp,,,,,,", ""),
        ("A1,Alder,GP,,,,,a@example.org,,", ""),
        (",Alder,gp,,,,,,,", "ref is empty"),
        ("A/1,Alder,gp,,,,,,,", "holds a slash or a space"),
        ("A 1,Alder,gp,,,,,,,", "holds a slash or a space"),
        (
            "A1,Alder,gp,,,,,,,ST9",
            "commissioned_by 'ST9' is no ref in the wave or the file (did you mean 'ST1'?)",
        ),
        ("A1,Alder,gp,,,,,,,a1; ST1", "commissioned_by names A1 itself"),
        ("A1,Alder,gp,,,,,,,st1;Hackney Trust", ""),
        ("A1,Alder,gp,,,-,,,,", "a lead is not taken away"),
        ("A1,Alder,gp,,-,Ann Example,-,-,-,-", ""),
        ("A1,,gp,,,,,,,", "name is empty"),
        ("A1,Alder,school,,,,,,,", "type 'school' is not known"),
        ("A1,Alder,commisioned,,,,,,,", "did you mean 'commissioned'"),
        ("A1,Alder,,,,,,,,", "type '' is not known"),
        ("A1,Alder,gp,,,,,not an address,,", "is not an e-mail address"),
        ("A1,Alder,gp,statutory,,,,,,", "cohort 'statutory' does not go with type 'gp'"),
        ("A1,Alder,,statutary,,,,,,", "cohort 'statutary' is not known (did you mean 'statutory'?)"),
        ("TOTAL,Total,gp,,,,,,,", "a TOTAL row is no organisation"),
        ("TOTAL,,,,,,,,,", "a TOTAL row is no organisation"),
        (",Total:,,,,,,,,", "a TOTAL row is no organisation"),
        ("A 1,,gp,,,,,,,", "holds a slash or a space: use letters, digits and dashes; name is empty"),
        ("A1,Alder,gp,,,,,,,,,,more", "more cells than columns (13 for 10)"),
        (f"A1,{'x' * 201},gp,,,,,,,", "name has 201 characters"),
        ("A1", "name is empty"),
    ],
)
def test_every_kind_of_row(run: Run, tmp_path: Path, row: str, said: str) -> None:
    ran = framed(run, tmp_path, f"{HEADER}{row}\n")
    assert ran.code == (3 if said else 0)
    assert said in ran.out
    if said:
        (line,) = ran.out.splitlines()
        assert line.startswith("frame.csv:2: ")
        assert "0 good rows" in ran.err
        assert framed(run, tmp_path, f"{HEADER}{row}\n", "import").code == 3
        assert len(run("wave", "status", "audit-11", "--json").json) == 4
    else:
        assert "1 good row, 0 to mend." in ran.err
        assert framed(run, tmp_path, f"{HEADER}{row}\n", "import").code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "frame.csv:1: the file is empty: columns are ref, name"),
        ("\n\n", "frame.csv:1: the file is empty"),
        (HEADER, "frame.csv:1: there is no row below the column names"),
        (f"\n{HEADER}\n,,\n", "frame.csv:2: there is no row below the column names"),
        ("ref,name,type,lead_nmae\nA,Alder,gp,Ann\n", "'lead_nmae' is not known (did you mean 'lead_name'?)"),
        ("ref,name\nA,Alder\n", "column 'type' or 'cohort' is missing"),
        ("ref,nmae,type\nA,Alder,gp\n", "column 'nmae' is not known (did you mean 'name'?)"),
        ("ref,ref,name,type\nA,A,Alder,gp\n", "column 'ref' is there twice"),
        (b"ref,name,type\nA,Ald\xe9r,gp\n", "frame.csv:2: not UTF-8 text: save the file as UTF-8"),
        (b"\xff\xfer", "frame.csv:1: not UTF-8 text"),
        (b"\x00\x01\x02\xff", "frame.csv:1: "),
        ('ref,name,type\nA,"' + "x" * 200_000 + '",gp\n', "frame.csv:2: a cell is far too long"),
        ('ref,name,type\nA,"Alder,gp\nB,Birch,gp\n', "frame.csv:2: a cell that begins with"),
        ('ref,name,type\nA,Alder,"gp\nB,Birch,gp\n', "frame.csv:2: a cell that begins with"),
        ('ref,name,type\nA,Alder,gp\nB,"Birch" House,gp\n', "frame.csv:3: a cell that begins with"),
        ("A,Alder,gp\n" * 3, "column 'ref' is missing"),
    ],
)
def test_every_kind_of_file_that_is_no_frame(
    run: Run, tmp_path: Path, content: str | bytes, said: str
) -> None:
    ran = framed(run, tmp_path, content)
    assert (ran.code, ran.out) == (3, "")
    assert said in ran.err
    ran = framed(run, tmp_path, content, "import")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("Nothing was added to audit-11. ")
    assert said in ran.err


@pytest.mark.parametrize(
    "content",
    [
        "ref;name;type\nA1;Alder & Élan, Ltd;gp\n".encode(),
        "ref\tname\ttype\r\nA1\tAlder & Élan, Ltd\tgp\r\n".encode("utf-16"),
        'Ref,Name,Type\n\nA1,"Alder & Élan, Ltd",gp\n'.encode("utf-8-sig"),
        '\n"ref";"name";"type"\n"A1";"Alder & Élan, Ltd";"GP"\n'.encode(),
    ],
    ids=["semicolons", "utf-16 and tabs", "byte order mark", "quotes"],
)
def test_reads_what_spreadsheets_save(run: Run, tmp_path: Path, content: bytes) -> None:
    assert framed(run, tmp_path, content, "import").code == 0
    names = {case["organisation"] for case in run("wave", "status", "audit-11", "--json").json}
    assert "Alder & Élan, Ltd" in names


def test_columns_nobody_needs_are_named_and_passed_over(run: Run, tmp_path: Path) -> None:
    ran = framed(run, tmp_path, "ref,name,type,postcode,ward,\nA,Alder,gp,E8,,\n")
    assert (ran.code, ran.out) == (0, "")
    assert "Columns passed over: postcode, ward." in ran.err


def test_two_rows_with_one_reference(run: Run, tmp_path: Path) -> None:
    ran = framed(run, tmp_path, "ref,name,type\nA,Alder,gp\na,Birch,gp\n")
    assert ran.out == "frame.csv:3: ref 'a' is already in row 2: references differ\n"


def test_reads_a_frame_from_a_spreadsheet(run: Run, tmp_path: Path) -> None:
    content = b'\xef\xbb\xbfRef,Name,Type\r\nA1,"Alder, Larch & Co",gp\r\n\r\n,,\r\n'
    assert framed(run, tmp_path, content, "import").code == 0
    names = {case["organisation"] for case in run("wave", "status", "audit-11", "--json").json}
    assert "Alder, Larch & Co" in names


def test_takes_the_good_rows_and_names_the_others_when_told_to(run: Run, tmp_path: Path) -> None:
    content = "ref,name,type\nA,Alder,gp\n\nB,,gp\nA,Again,gp\nTOTAL,,\nC,Cedar,gp\n"
    ran = framed(run, tmp_path, content, "import", "--good-rows")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines() == [
        "frame.csv:4: name is empty",
        "frame.csv:5: ref 'A' is already in row 2: references differ",
        "frame.csv:6: a TOTAL row is no organisation: leave it out",
        "2 cases added to audit-11.",
        "3 rows left out. Mend them and import the same file again: what is in stays as it is.",
    ]
    ran = framed(run, tmp_path, "ref,name,type\nA,Alder,gp\nB,Birch,gp\nC,Cedar,gp\n", "import")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        "2 rows in the wave already, left as they are.\n"
        "In the wave and not in the file, left as they are: CO1, GP1, IN1, ST1.\n"
        "1 case added to audit-11.\n"
    )


def test_takes_all_or_nothing(run: Run, tmp_path: Path) -> None:
    ran = framed(run, tmp_path, "ref,name,type\nA,Alder,gp\nB,,gp\n", "import")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines() == [
        "Nothing was added to audit-11. Mend this and import the file again, "
        "or add the good rows alone with --good-rows:",
        "frame.csv:3: name is empty",
    ]


def test_a_name_of_escape_codes_is_shown_harmless(run: Run, tmp_path: Path) -> None:
    framed(run, tmp_path, "ref,name,type\nA,\x1b[31mAlder\x1b[0m [b]x[/b],gp\n", "import")
    shown = run("wave", "status", "audit-11").out
    assert "\x1b" not in shown
    assert "Alder [b]x[/b]" in shown


def test_puts_people_on_file(run: Run) -> None:
    assert run("person", "add", PRACTICE, "Eve Hart", "--title", "Partner", "--lead").code == 0
    assert run("person", "add", PRACTICE, "Hugh Pym", "--email", "h@example.org", "--delegate").code == 0
    people = run("person", "list", PRACTICE, "--json").json
    assert {person["name"]: person["office"] for person in people} == {
        LEADS[PRACTICE]: "",
        "Eve Hart": "lead",
        "Hugh Pym": "contact",
    }
    assert set(people[0]) == {"name", "title", "office", "email", "phone"}
    assert "Eve Hart" in run("person", "list", PRACTICE).out
    assert run("person", "add", PRACTICE, "X", "--lead", "--delegate").code == 2


def test_issues_a_code_for_a_program_to_print(run: Run) -> None:
    issued = run("access", "issue", PRACTICE, "--role", "delegate", "--person", "Nell Thimble", "--json").json
    assert set(issued) == {"case", "role", "code", "expires"}
    assert (issued["case"], issued["role"]) == (PRACTICE, "delegate")
    expires = datetime.fromisoformat(issued["expires"])
    assert expires.tzinfo is not None
    assert timedelta(days=59) < expires - datetime.now(UTC) < timedelta(days=61)


def test_shows_a_code_once_and_alone(run: Run) -> None:
    ran = run("access", "issue", PRACTICE, "--role", "lead")
    assert len(ran.out.strip().replace("-", "")) == 22
    assert ran.out.strip() not in ran.err
    assert "Ben Marsh (lead)" in ran.err
    assert run("access", "revoke", PRACTICE, "--role", "lead").err == "1 code revoked.\n"
    assert run("access", "revoke", PRACTICE).err == "0 codes revoked.\n"


def test_frames_of_the_tests_are_good_frames() -> None:
    assert set(FRAMES) == set(DIALOGS)


@pytest.mark.parametrize(
    "named",
    [["audit-11", "GP1", "CO1"], ["audit-11/GP1", "audit-11/CO1"], ["audit-11", "audit-11/GP1", "CO1"]],
)
def test_cases_are_assigned_by_their_refs_or_whole_names(run: Run, named: list[str]) -> None:
    ran = run("calls", "assign", *named, "--to", "Ida")
    assert (ran.code, ran.err) == (0, "2 cases for Ida.\n")
    owners = {line["case"]: line["owner"] for line in run("calls", "list", "audit-11", "--json").json}
    assert sorted(case for case, owner in owners.items() if owner == "Ida") == [
        "audit-11/CO1",
        "audit-11/GP1",
    ]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (["audit-11"], "Say which cases of audit-11"),
        (["audit-11/GP1", "survey-07/DC1"], "audit-11 and survey-07 are two"),
        (["audit-11/"], "A case is named WAVE/REF"),
    ],
)
def test_what_names_no_cases_of_one_wave_is_not_assigned(run: Run, named: list[str], said: str) -> None:
    ran = run("calls", "assign", *named, "--to", "Ida")
    assert ran.code == 2
    assert said in ran.err
