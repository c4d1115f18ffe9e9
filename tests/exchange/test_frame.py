"""Frames as offices send them: workbooks and text, whole, odd and hostile."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Dialog
from s11chat.errors import SourceError
from s11chat.exchange.frame import Frame, read_frame
from s11chat.settings import shipped

HEADER = ("ref", "name", "type", "phone")


@pytest.fixture(scope="module")
def dialog() -> Dialog:
    return load_dialog(shipped("dialogs") / "chscb-2011.yaml")


def book(*rows: tuple[object, ...]) -> tuple[Workbook, Worksheet]:
    made = Workbook()
    sheet = made.worksheets[0]
    for row in (HEADER, *rows):
        sheet.append(list(row))
    return made, sheet


def read(made: Workbook, tmp_path: Path, dialog: Dialog) -> Frame:
    file = tmp_path / "frame.xlsx"
    made.save(file)
    return read_frame(file, dialog)


def problems(frame: Frame) -> list[str]:
    return [str(problem) for problem in frame.problems]


def refused(file: Path, dialog: Dialog) -> str:
    with pytest.raises(SourceError) as told:
        read_frame(file, dialog)
    (problem,) = told.value.problems
    return str(problem)


def test_text_keeps_its_zeros_and_numbers_are_taken_as_shown(tmp_path: Path, dialog: Dialog) -> None:
    made, sheet = book(
        ("007", "Alder", "gp", "01632 960001"),
        (1234, "Birch", "gp", 1632960002),
        (1234.5, "Cedar", "gp", 1632960003),
        (42, "Elm & Élan", "gp", 1632960004),
        (True, "  Two\nlines ", "gp", None),
    )
    sheet["A5"].number_format = "000000"
    sheet["D3"].number_format = "00000000000"
    sheet["D4"].number_format = "00000\\ 000000"
    sheet["D5"].number_format = '"("00000")" 000-000'
    rows = read(made, tmp_path, dialog).rows
    assert [row.ref for row in rows] == ["007", "1234", "1234.5", "000042", "TRUE"]
    assert [row.phone for row in rows] == [
        "01632 960001",
        "01632960002",
        "01632 960003",
        "(01632) 960-004",
        "",
    ]
    assert [row.name for row in rows][-2:] == ["Elm & Élan", "Two lines"]
    assert [row.line for row in rows] == [2, 3, 4, 5, 6]


def test_dates_long_numbers_formulas_and_merged_cells_are_faults_of_their_rows(
    tmp_path: Path, dialog: Dialog
) -> None:
    made, sheet = book(
        (date(2026, 3, 1), "Alder", "gp", "1"),
        ("B", "Birch", "gp", 1632960002123456789),
        ("C", "=1+1", "gp", "3"),
        ("D", "Elm", "gp", "4"),
        ("E", "Fir", "gp", None),
        ("G", "Gorse", "gp", "#N/A"),
        ("H", "Hazel", "gp", "6"),
    )
    sheet.merge_cells("D5:D6")
    sheet["D7"].data_type = "e"
    found = read(made, tmp_path, dialog)
    assert [row.ref for row in found.rows] == ["H"]
    assert problems(found) == [
        "frame.xlsx:2: ref in A2 holds a date or a time: format the cell as text and type again what it should be",
        "frame.xlsx:3: phone in D3 is a number with more digits than a spreadsheet keeps: format the cell as text",
        "frame.xlsx:4: name in B4 is a formula without a value: put the value in its place",
        "frame.xlsx:5: phone: the cell is merged with others: unmerge it and fill each in",
        "frame.xlsx:6: phone: the cell is merged with others: unmerge it and fill each in",
        "frame.xlsx:7: phone in D7 shows #N/A: mend the formula",
    ]


def test_a_formula_with_its_value_is_taken(tmp_path: Path, dialog: Dialog) -> None:
    made, _ = book(("A", "=PROPER(F1)", "gp", "1"))
    file = tmp_path / "frame.xlsx"
    made.save(file)
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(file, "w") as packed:
        for name, part in parts.items():
            told = b"<f>PROPER(F1)</f><v>Alder House</v>"
            part = part.replace(b"<f>PROPER(F1)</f><v></v>", told).replace(b"<f>PROPER(F1)</f><v />", told)
            packed.writestr(name, part.replace(b'<c r="B2">', b'<c r="B2" t="str">'))
    assert [row.name for row in read_frame(file, dialog).rows] == ["Alder House"]


def test_faults_in_columns_nobody_needs_are_no_faults(tmp_path: Path, dialog: Dialog) -> None:
    made, sheet = book(("A", "Alder", "gp", "1"))
    sheet["E1"], sheet["E2"] = "inspected", date(2026, 3, 1)
    sheet["F1"], sheet["F2"] = "sum", "=1+1"
    found = read(made, tmp_path, dialog)
    assert (len(found.rows), found.problems, found.passed_over) == (1, (), ("inspected", "sum"))


def test_hidden_rows_are_taken_and_the_sheet_called_frame(tmp_path: Path, dialog: Dialog) -> None:
    made, sheet = book(("X", "Elsewhere", "gp", ""))
    frame = made.create_sheet("Frame")
    for row in ((), HEADER, (), ("A", "Alder", "gp", "1"), ("B", "Birch", "gp", "2")):
        frame.append(row)
    frame.row_dimensions[4].hidden = True
    frame.append(("", "", "", "  "))
    found = read(made, tmp_path, dialog)
    assert [(row.ref, row.line) for row in found.rows] == [("A", 4), ("B", 5)]
    frame.title = "Other"
    assert [row.ref for row in read(made, tmp_path, dialog).rows] == ["X"]
    sheet.sheet_state = "hidden"
    made.active = 1
    assert [row.ref for row in read(made, tmp_path, dialog).rows] == ["A", "B"]


def test_text_files_keep_zeros_too(tmp_path: Path, dialog: Dialog) -> None:
    file = tmp_path / "frame.csv"
    file.write_text("ref,name,type,phone\n007,Alder,gp,01632960001\n", encoding="utf-8")
    (row,) = read_frame(file, dialog).rows
    assert (row.ref, row.phone) == ("007", "01632960001")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "frame.xlsx:1: the sheet 'Sheet' is empty: columns are ref, name, type"),
        ([HEADER], "frame.xlsx:1: there is no row below the column names"),
        ([("ref", "ref", "name", "type"), ("A", "A", "Alder", "gp")], "column 'ref' is there twice"),
        ([("The frame of 2026",), HEADER, ("A", "Alder", "gp", "")], "frame.xlsx:1: column 'ref' is missing"),
    ],
)
def test_every_kind_of_sheet_that_is_no_frame(
    tmp_path: Path, dialog: Dialog, rows: list[tuple[str, ...]], said: str
) -> None:
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    made.save(tmp_path / "frame.xlsx")
    with pytest.raises(SourceError) as told:
        read_frame(tmp_path / "frame.xlsx", dialog)
    assert said in str(told.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no .xlsx workbook: the file is empty"),
        (b"ref,name,type\nA,Alder,gp\n", "is no .xlsx workbook but text in columns: call it frame.csv"),
        (b"PK\x03\x04 cut off", "is no .xlsx workbook that can be read: save it as .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "but an old .xls, or one with a password: save it as .xlsx"),
        (b"\x00" * 100, "is no .xlsx workbook that can be read"),
    ],
)
def test_files_that_only_call_themselves_workbooks(
    tmp_path: Path, dialog: Dialog, content: bytes, said: str
) -> None:
    file = tmp_path / "frame.xlsx"
    file.write_bytes(content)
    assert said in refused(file, dialog)


def test_a_workbook_that_calls_itself_text(tmp_path: Path, dialog: Dialog) -> None:
    made, _ = book(("A", "Alder", "gp", ""))
    made.save(tmp_path / "frame.xlsx")
    file = (tmp_path / "frame.xlsx").rename(tmp_path / "frame.csv")
    assert refused(file, dialog).startswith("frame.csv:1: this is a workbook or packed file, not text")


def test_a_character_of_no_text_is_named_with_its_line(tmp_path: Path, dialog: Dialog) -> None:
    file = tmp_path / "frame.csv"
    file.write_bytes(b"ref,name,type\nA,Ald\x00er,gp\n")
    assert refused(file, dialog).startswith("frame.csv:2: a character of no text (NUL)")
    file.write_bytes("ref,name,type\nA,Alder,gp\n".encode("utf-16-le"))
    assert refused(file, dialog).startswith("frame.csv:1: a character of no text (NUL)")


def test_a_workbook_that_unpacks_to_very_much_is_not_unpacked(tmp_path: Path, dialog: Dialog) -> None:
    file = tmp_path / "frame.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(3):
            packed.writestr(f"xl/{number}.xml", b"0" * 80_000_000)
    assert refused(file, dialog) == "frame.xlsx:1: the workbook is too large to be a table"


def altered(tmp_path: Path, old: bytes, new: bytes) -> Path:
    """A workbook of one organisation, something in its sheet put in place of something else."""
    made, _ = book(("A", "Alder", "gp", "1"))
    made.save(tmp_path / "whole.xlsx")
    file = tmp_path / "frame.xlsx"
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as packed, zipfile.ZipFile(file, "w", 8) as changed:
        for name in packed.namelist():
            part = packed.read(name)
            assert "sheet1" not in name or old in part
            changed.writestr(name, part.replace(old, new) if "sheet1" in name else part)
    return file


def test_a_row_beyond_every_sheet_is_not_counted_up_to(tmp_path: Path, dialog: Dialog) -> None:
    file = altered(tmp_path, b'<row r="2"', b'<row r="2000000000"')
    assert "the sheet has more rows than a spreadsheet can have" in refused(file, dialog)


def test_a_cell_of_twenty_megabytes_is_a_fault_of_its_row(tmp_path: Path, dialog: Dialog) -> None:
    inline = b'<c r="D2" t="inlineStr"><is><t>' + b"9" * 20_000_000 + b"</t></is></c></row></sheetData>"
    found = read_frame(altered(tmp_path, b"</row></sheetData>", inline), dialog)
    assert problems(found) == ["frame.xlsx:2: phone in D2 has 20000000 characters: shorten it"]
    text = tmp_path / "frame.csv"
    text.write_text('ref,name,type\nA,"' + "x" * 19_000_000 + '",gp\n', encoding="utf-8")
    assert refused(text, dialog).startswith("frame.csv:2: a cell is far too long")


def test_entities_that_multiply_are_not_followed(tmp_path: Path, dialog: Dialog) -> None:
    made, _ = book(("A", "Alder", "gp", "1"))
    made.save(tmp_path / "whole.xlsx")
    file = tmp_path / "frame.xlsx"
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 100}">' for n in range(10))
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as packed, zipfile.ZipFile(file, "w") as changed:
        for name in packed.namelist():
            part = packed.read(name)
            if "sheet1" in name:
                inner = part.partition(b"?>")[2] or part
                part = f"<!DOCTYPE w [{bomb}]>".encode() + inner.replace(b"<v>2</v>", b"<v>&e9;</v>")
            changed.writestr(name, part)
    assert "is no .xlsx workbook that can be read" in refused(file, dialog)


def test_a_dialog_without_cohorts_takes_types_in_that_column_and_the_guide_s_frame_fits_it(
    tmp_path: Path, dialog: Dialog
) -> None:
    modern, file = load_dialog(shipped("dialogs") / "section11-2023.yaml"), tmp_path / "frame.csv"
    guide = Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")
    printed = next(block for block in guide.split("```") if block.startswith("\nref,name,"))
    file.write_text(printed.strip(), encoding="utf-8")
    assert [row.kind.type for one in (dialog, modern) for row in read_frame(file, one).rows] == ["gp", "gp"]
    file.write_text("ref,name,cohort\nHH,Hollow Hill,gp\nHX,Hollow Hall,gpp\n", encoding="utf-8")
    frame = read_frame(file, modern)
    assert [row.kind.type for row in frame.rows] == ["gp"]
    assert "'gpp' is no type" in problems(frame)[0]
