"""Returns handed out for statistics programs, and read back the same: every kind of question, every kind of no-answer."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyreadstat
import pytest

from s11chat.dialog.model import NoAnswer
from s11chat.errors import SourceError, UsageError
from s11chat.exchange.dataset import dataset
from s11chat.exchange.returned import Wave, wide
from s11chat.exchange.spss import as_sav
from s11chat.exchange.triple_s import as_triple_s
from s11chat.services.desk import Desk
from s11chat.services.exporting import returned
from s11chat.services.fielding import new_wave
from s11chat.services.framing import import_frame
from s11chat.services.importing import Checked, check_returns, take_returns

DIALOG = Path(__file__).parents[1] / "data" / "every-kind.yaml"
FIRST = "kinds-1"
FRAME = "ref,name,type,region\n" + "".join(
    f"{ref},Organisation {ref},{kind},North\n"
    for ref, kind in (("S1", "SCHOOL"), ("S2", "SCHOOL"), ("S3", "SCHOOL"), ("C1", "CLUB"), ("C2", "CLUB"))
)
TYPED = """\
ref,mode,1.1,1.1.evidence,1.1.due,q1,q2,q3.a,q3.b,q5,q6,q7,q8,q9,q12,q12.themes,q13
S1,online,fully_met,=SUM(A1) and more,,other: a deputy – Ms Ø,yes,1,2,a;other: cooks;,rec;tra;sup,12,-3.25,2025-03-31,"Money, ""time"" & #8217;s
second line ’ 語",money;4,!!no mark
S2,telephone,not_met,,2027-01-31,head,no,9,!refused,none,sup,10 to 20,0.5 to 1.75,2025-01-01/2025-03-31,Staff,4;new,
S3,online,na,,,!dk,!refused,!dk the plan is new,!skip,dk,oth: buses;tra,!dk,!refused nobody counts,!dk,!refused,,
C1,,!na no staff here,,,!refused,!skip,!skip,!na no plan,!refused,!na nothing matters,!na no children,!dk,!na there is none,!na all is well,,
"""
HOW = ("first_answer", "last_answer", "answers", "revisions", "minutes", "typed_by", "import")
"""What follows from how the answers came in, and not from them."""

Written = Callable[[Wave, Path], Path]


def spss(wave: Wave, folder: Path) -> Path:
    file = folder / "returns.sav"
    file.write_bytes(as_sav(dataset(wave)))
    return file


def triple_s(wave: Wave, folder: Path) -> Path:
    made = as_triple_s(dataset(wave))
    (folder / "returns.asc").write_bytes(made.fields)
    file = folder / "returns.sss"
    file.write_bytes(made.described)
    return file


@pytest.fixture
def answered(desk: Desk, tmp_path: Path) -> Wave:
    """A wave in which every kind of question is answered in every way there is."""
    opened(desk, FIRST, tmp_path)
    file = tmp_path / "typed.csv"
    file.write_text(TYPED.replace("a;other: cooks;", "a;other: cooks"), encoding="utf-8")
    take_returns(desk.kept, check_returns(desk.kept, FIRST, file))
    return returned(desk.kept, FIRST)


def opened(desk: Desk, wave: str, folder: Path) -> None:
    new_wave(desk.kept, wave, DIALOG)
    frame = folder / "frame.csv"
    frame.write_text(FRAME, encoding="utf-8")
    import_frame(desk.kept, wave, frame)


def table(wave: Wave) -> list[dict[str, str]]:
    header, rows = wide(wave.returns, wave.asked)
    found = [dict(zip(header, row, strict=True)) for row in rows]
    return [{name: cell for name, cell in row.items() if name not in HOW} for row in found]


def checked(desk: Desk, file: Path, folder: Path, wave: str = "kinds-2") -> Checked:
    opened(desk, wave, folder)
    return check_returns(desk.kept, wave, file)


@pytest.mark.parametrize("write", [spss, triple_s])
def test_what_was_exported_is_imported_as_the_same(
    desk: Desk, answered: Wave, tmp_path: Path, write: Written
) -> None:
    kinds = {each.answer.no_answer for one in answered.returns for each in one.answers}
    assert kinds == {None, *NoAnswer}
    found = checked(desk, write(answered, tmp_path), tmp_path)
    assert found.problems == ()
    assert {"NAME", "TYPE", "WEIGHT", "SIGNED", "MINUTES"} <= set(found.returns.passed_over)
    take_returns(desk.kept, found)
    assert table(returned(desk.kept, "kinds-2")) == table(answered)


def test_an_spss_file_has_labels_missing_kinds_dates_and_weights(answered: Wave, tmp_path: Path) -> None:
    file = spss(answered, tmp_path)
    cells, meta = pyreadstat.read_sav(file, user_missing=True, output_format="dict")
    row = {name: column[list(cells["REF"]).index("S2")] for name, column in cells.items()}
    labels: Mapping[str, Mapping[Any, str]] = meta.variable_value_labels
    assert (row["Q1_1"], labels["Q1_1"][1], meta.variable_measure["Q1_1"]) == (1, "Not met", "ordinal")
    assert meta.column_names_to_labels["Q3A"] == "q3.a: How far have you got with: a statement"
    assert meta.column_names_to_labels["Q1_1"] == "1.1: Managers at [organisation] champion safeguarding."
    assert (row["Q3A"], row["Q3B"], labels["Q3B"][-2]) == (9, -2, "No answer: refused")
    assert meta.missing_ranges["Q3A"] == [{"lo": -6, "hi": -1}, {"lo": 9, "hi": 9}]
    assert [row[f"Q5_{code}"] for code in ("A", "B", "OTHER", "NONE", "DK")] == [0, 0, 0, 1, 0]
    assert [row["Q6_1"], row["Q6_2"]] == [3, None]
    assert (row["Q7"], row["Q7_TO"], row["Q8"], row["Q8_TO"]) == (10, 20, 0.5, 1.75)
    assert str(row["Q9"]) == "2025-01-01"
    assert str(row["Q9_TO"]) == "2025-03-31"
    assert (row["Q12_MONEY"], row["Q12_4"], row["Q12_NEW"], row["Q12"]) == (0, 1, 1, "Staff")
    assert (row["TYPE"], labels["TYPE"]["SCHOOL"], row["MODE"]) == ("SCHOOL", "School", "telephone")
    weights = dict(zip(cells["REF"], cells["WEIGHT"], strict=True))
    assert weights == {"S1": 0.8, "S2": 0.8, "S3": 0.8, "C1": 1.6, "C2": 0}
    assert "WEIGHT (cell weight)" in str(meta.file_label)
    plain, _ = pyreadstat.read_sav(file, output_format="dict")
    assert list(plain["Q3A"]) == [None, None, 1, None, None]
    assert not {"EMAIL", "PHONE", "LEAD", "LEAD_NAME", "CONTACT"} & set(cells)


def test_triple_s_says_where_each_variable_stands(answered: Wave) -> None:
    from xml.etree import ElementTree

    made = as_triple_s(dataset(answered))
    record = ElementTree.fromstring(made.described).find("survey/record")
    assert record is not None
    places = {one.findtext("name", ""): one for one in record}
    lines = made.fields.decode("latin-1").splitlines()
    assert len(lines) == len(answered.returns)

    def field(name: str, line: int) -> str:
        at = places[name].find("position")
        assert at is not None
        return lines[line][int(at.attrib["start"]) - 1 : int(at.attrib["finish"])]

    assert [places[name].get("use") for name in ("REF", "WEIGHT")] == ["serial", "weight"]
    assert [field("REF", line).strip() for line in range(5)] == ["C1", "C2", "S1", "S2", "S3"]
    assert [field("Q3A", line) for line in range(5)] == ["94", "96", "01", "09", "09"]
    assert (field("Q5", 2), field("Q5", 0), field("Q5", 1)) == ("10100000000", "00000010000", "00000000001")
    assert (field("Q6", 2), field("Q6", 3), field("Q9", 3)) == ("020103", "030000", "20250101")
    assert field("Q8", 2).strip() == "-3.25"
    labels = {value.get("code"): str(value.text) for value in places["Q3A"].iter("value")}
    assert labels["92"] == "No answer: refused"
    assert "&#10;" in field("Q12", 2)
    assert "&#35486;" in field("Q12", 2)


def test_bad_cells_of_a_file_are_told_by_row_and_column(desk: Desk, answered: Wave, tmp_path: Path) -> None:
    file = spss(answered, tmp_path)
    frame, meta = pyreadstat.read_sav(file, user_missing=True)
    frame.loc[0, ["Q3A", "Q5_A", "Q7", "MODE"]] = [4.0, 3.0, -17.0, "postal"]
    frame.loc[1, "REF"] = "S9"
    for name, cells in {
        "Q6_1": ["x"] * 5,
        "Q8": ["1"] * 5,
        "Q9": [float("inf")] * 5,
        "Q13": [1.0] * 5,
    }.items():
        frame[name] = cells
    frame.loc[3, ["REF", "Q2"]] = ["S1", 7.0]
    pyreadstat.write_sav(frame, file, variable_value_labels=meta.variable_value_labels)
    found = checked(desk, file, tmp_path)
    told = [str(problem).removeprefix("returns.sav:") for problem in found.problems]
    types = [
        one for one in told if one.partition(": ")[2].partition(":")[0] in ("Q6_1", "Q6", "Q8", "Q9", "Q13")
    ]
    assert types[:4] == [
        "1: Q6: 'x' is no number",
        "1: Q8: '1' is of another type than in files that are exported here",
        "1: Q9: 'inf' is no day: make it a date",
        "1: Q13: '1.0' is of another type than in files that are exported here",
    ]
    told = [one for one in told if one not in types]
    assert told == [
        "1: Q3A: has no value 4",
        "1: Q5: Q5_A: '3.0' is neither 1 (chosen) nor 0 (not)",
        "1: Q7: -17 is below 0, the least it can be",
        "1: mode: 'postal' is not known: write online, telephone",
        "2: organisation: there is no 'S9' in this wave (did you mean 'S1'?): import its frame first",
        "4: REF: 'S1' stands in row 3 already: keep one",
    ]
    with pytest.raises(SourceError):
        take_returns(desk.kept, found)


def edited(content: bytes, **changes: str) -> bytes:
    for old, new in changes.items():
        content = content.replace(old.encode(), new.encode())
    return content


HOSTILE: Mapping[str, Callable[[bytes], bytes]] = {
    "no SPSS file that can be read, or a damaged one": lambda sav: sav[: len(sav) // 2],
    "is a compressed SPSS file": lambda sav: b"$FL3" + sav[4:],
    "is no SPSS file that can be read": lambda _: b"PK\x03\x04" + bytes(300),
}
BOMB = b'<!DOCTYPE sss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sss version="2.0">&b;</sss>'
ABROAD = (
    b'<!DOCTYPE sss [<!ENTITY a SYSTEM "file:///etc/passwd">]><sss version="2.0"><survey>&a;</survey></sss>'
)
DESCRIBED: Mapping[str, Callable[[bytes], bytes]] = {
    "declares entities of its own": lambda _: BOMB,
    "declares entities": lambda _: ABROAD,
    "is no description of a survey": lambda _: b"<html><body/></html>",
    "is no description of a survey in Triple-S": lambda _: b"<sss>" * 40 + b"</sss>" * 40,
    "is no XML that can be read": lambda described: described[:900],
    "is no XML": lambda described: described.replace(b"Volunteers", b"Volont\xe9ers"),
    "is of another form of Triple-S": lambda d: d.replace(b'ident="A"', b'ident="A" format="csv"', 1),
    "holds returns of another dialog": lambda d: d.replace(b"<name>kinds</name>", b"<name>other</name>"),
    "without a name or a place": lambda d: d.replace(b"<name>REF</name>", b"<name/>"),
    "no variable is called REF": lambda d: d.replace(b"<name>REF</name>", b"<name>ID</name>"),
}


@pytest.mark.parametrize("said", HOSTILE)
def test_a_damaged_spss_file_is_refused_in_a_sentence(
    desk: Desk, answered: Wave, tmp_path: Path, said: str
) -> None:
    file = spss(answered, tmp_path)
    file.write_bytes(HOSTILE[said](file.read_bytes()))
    with pytest.raises(SourceError, match=said):
        check_returns(desk.kept, FIRST, file)


@pytest.mark.parametrize("said", DESCRIBED)
def test_a_hostile_description_is_refused_in_a_sentence(
    desk: Desk, answered: Wave, tmp_path: Path, said: str
) -> None:
    file = triple_s(answered, tmp_path)
    file.write_bytes(DESCRIBED[said](file.read_bytes()))
    with pytest.raises(SourceError, match=said):
        check_returns(desk.kept, FIRST, file)


def test_files_of_others_and_data_cut_off_are_refused(desk: Desk, answered: Wave, tmp_path: Path) -> None:
    from pandas import DataFrame

    foreign: dict[str, Any] = {"id": [1.0, 2.0], "colour": ["red", "blue"]}
    file = tmp_path / "foreign.sav"
    pyreadstat.write_sav(DataFrame(foreign), file)
    with pytest.raises(SourceError, match="no variable is called REF"):
        check_returns(desk.kept, FIRST, file)
    pyreadstat.write_sav(DataFrame({"REF": ["S1"]}), file)
    with pytest.raises(SourceError, match="no variable is of its questions"):
        check_returns(desk.kept, FIRST, file)
    with pytest.raises(UsageError, match="brings its codebook"):
        check_returns(desk.kept, FIRST, file, wide=True)
    whole = triple_s(answered, tmp_path)
    data = whole.with_suffix(".asc")
    data.write_bytes(data.read_bytes()[:-40])
    with pytest.raises(SourceError, match=r"returns.asc:5: the line ends after"):
        check_returns(desk.kept, FIRST, whole)
    data.unlink()
    with pytest.raises(SourceError, match=r"put returns\.asc into the same folder"):
        check_returns(desk.kept, FIRST, whole)


def test_text_tells_weights_paradata_and_labels_beside_the_codes(answered: Wave) -> None:
    header, rows = wide(answered.returns, answered.asked, beside=True)
    made = io.StringIO()
    csv.writer(made).writerows([header, *rows])
    found = {row["ref"]: row for row in csv.DictReader(io.StringIO(made.getvalue()))}
    assert (found["S1"]["1.1"], found["S1"]["1.1.label"]) == ("fully_met", "Fully met")
    assert found["C1"]["q5.label"] == "Refused"
    assert {ref: row["weight"] for ref, row in found.items()} == {
        **dict.fromkeys(("S1", "S2", "S3"), "0.8"),
        "C1": "1.6",
        "C2": "0",
    }
    assert (found["S1"]["typed_by"], found["S1"]["revisions"], found["C2"]["answers"]) == ("manager", "0", "")
    assert found["S1"]["first_answer"].endswith("Z")


@pytest.mark.parametrize("library", ["pyreadstat", "pandas"])
def test_without_its_libraries_spss_is_refused_in_a_sentence(
    answered: Wave, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError, match=r"pip install 's11chat\[spss\]'"):
        as_sav(dataset(answered))
