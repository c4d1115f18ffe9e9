"""Returns that came in a file: every bad cell named, nobody's answer overwritten, all of it on record and undone whole."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from s11chat.dialog.model import NoAnswer
from s11chat.errors import SourceError, StaleResponseError, StateError, UsageError
from s11chat.exchange.outgoing import as_csv, as_xlsx
from s11chat.exchange.returned import long, wide
from s11chat.fieldwork.case import State
from s11chat.services.desk import Desk
from s11chat.services.exporting import returned
from s11chat.services.fielding import new_wave
from s11chat.services.framing import import_frame
from s11chat.services.imported import IMPORT, IMPORTED, imports, said_of, themes_of
from s11chat.services.importing import DELEGATE, Taken, check_returns, take_returns
from s11chat.services.keeping import verify
from s11chat.services.unimporting import undo_import
from s11chat.settings import shipped
from tests.office import (
    AUDIT,
    DISTRICT,
    FRAMES,
    PHRASE,
    PRACTICE,
    PRISON,
    SURVEY,
    answer_on,
    docket,
    lead,
    say,
)

ON_BOTH = True
BOOK = Path(__file__).parents[1] / "data" / "dcsf-2008-codebook.csv"
WHOLE = {"DC1": ("telephone", "direct"), "PRIS1": ("online", "delegated"), "SHA1": ("online", "direct")}


def columns() -> list[str]:
    with BOOK.open(encoding="utf-8") as file:
        return list(dict.fromkeys(row["column"] for row in csv.DictReader(file)))


def respondent(ref: str, **cells: str) -> dict[str, str]:
    """A row that answers everything its organisation is asked."""
    mode, completion = WHOLE[ref]
    row = {name: "0" if "_" in name else "1" for name in columns()}
    row |= {"Q5_A": "1", "Q5_C": "1", "Q12_4": "1", "Q12_11": "1"}
    if ref == "SHA1":
        row |= dict.fromkeys(("Q3D", "Q3F", "Q3I", "Q3J", "Q4", "Q7C", "Q7F", "Q7G"), "") | dict.fromkeys(
            ("Q10A", "Q10B", "Q10C", "Q10D", "Q10E"), ""
        )
    if mode == "telephone":
        row["Q15"] = ""
    elif completion == "direct":
        row["Q16"] = ""
    return {
        "id": ref,
        "mode": mode,
        "completion": completion,
        "signed_off": "yes",
        "weight": "1.2",
        **row,
        **cells,
    }


def surveyed(folder: Path, *rows: dict[str, str]) -> Path:
    file = folder / "survey.csv"
    with file.open("w", encoding="utf-8", newline="") as made:
        writer = csv.DictWriter(made, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return file


def take(desk: Desk, file: Path, *, skip_bad: bool = False) -> Taken:
    checked = check_returns(desk.kept, SURVEY, file, codebook=BOOK, key="id")
    return take_returns(desk.kept, checked, skip_bad=skip_bad)


def listed(folder: Path, *rows: str) -> Path:
    file = folder / "answers.csv"
    file.write_text("\n".join(("organisation,item,value", *rows, "")), encoding="utf-8")
    return file


def take_list(desk: Desk, file: Path, *, amend: bool = False, skip_bad: bool = False) -> Taken:
    return take_returns(desk.kept, check_returns(desk.kept, AUDIT, file, amend=amend), skip_bad=skip_bad)


def answers(desk: Desk, case: str) -> Mapping[str, object]:
    current = desk.kept.responses.current(desk.kept.case(case).return_id)
    return {item: record.answer for item, record in current.items()}


def test_a_wide_table_with_its_codebook_becomes_returns(desk: Desk, tmp_path: Path) -> None:
    file = surveyed(tmp_path, *(respondent(ref) for ref in WHOLE))
    assert take(desk, file) == Taken(1, 3, sum(len(answers(desk, f"{SURVEY}/{ref}")) for ref in WHOLE))
    cases = {ref: desk.kept.case(f"{SURVEY}/{ref}") for ref in WHOLE}
    assert {ref: (case.state, case.mode) for ref, case in cases.items()} == {
        "DC1": (State.COMPLETE_TELEPHONE, "telephone"),
        "PRIS1": (State.COMPLETE, "online"),
        "SHA1": (State.COMPLETE, "online"),
    }
    assert cases["PRIS1"].contact is not None
    assert cases["PRIS1"].contact.name == DELEGATE
    given = answers(desk, DISTRICT)
    assert given["q3.a"] == {"value": "1"}
    assert given["q5"] == {"value": ["a", "c"]}
    assert given["q12"] == {"no_answer": "not_answered", "reason": "its words are not in the file"}
    assert given["q13"] == {"no_answer": "not_answered"}
    assert "q16" in given
    assert "q15" not in given
    assert themes_of(desk.kept, SURVEY)[cases["DC1"].return_id] == {"q12": "4;11"}
    assert not {"q3.d", "q16"} & set(answers(desk, f"{SURVEY}/SHA1"))
    whole = desk.returned(DISTRICT)
    assert not whole.sections_signed
    assert whole.status == "not applicable (telephone)"
    line = next(one for one in whole.answers if one.question == "q3.a")
    assert (line.mode, line.by, line.role) == (IMPORT, "Ida Interviewer", "manager")
    assert line.because == "import 1: survey.csv row 2, Q3A"
    fact = said_of(desk.kept, SURVEY)[cases["PRIS1"].return_id]
    assert fact.details["digest"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (fact.kind, fact.details["file"], fact.details["line"]) == (IMPORTED, "survey.csv", 3)
    assert (fact.details["completion"], fact.details["signed_off"]) == ("delegated", "yes")
    assert take(desk, file).number == 0
    verify(desk.kept)


def test_every_bad_cell_is_named_and_nothing_is_imported(desk: Desk, tmp_path: Path) -> None:
    file = surveyed(
        tmp_path,
        respondent("DC1", Q3A="7", Q5_A="yes", mode="postal", Q16="Prison"),
        respondent("SHA1", Q3D="1", Q5_O="1"),
        respondent("PRIS1", id="PRIS9"),
        respondent("PRIS1"),
        respondent("PRIS1"),
    )
    with pytest.raises(SourceError) as caught:
        take(desk, file)
    told = [str(problem).partition(":")[2] for problem in caught.value.problems]
    assert [line[:60] for line in told] == [
        "2: Q3A: has no option '7': write one of 1, 2, 3, 4, 5, or it",
        "2: Q16: has no option 'Prison': write one of 1, 2, 3, 4, 5, ",
        "2: Q5_A: 'yes' is neither 1 (chosen) nor 0 (not)",
        "2: mode: 'postal' is not known: write online, telephone",
        "3: Q5_A and those after it: 'o' (No-one) cannot go with anot",
        "3: Q3D: q3.d is not asked of this organisation, by its other",
        "4: organisation: there is no 'PRIS9' in this wave (did you m",
        "6: id: 'PRIS1' stands in row 5 already: keep one",
    ]
    assert answers(desk, DISTRICT) == {}
    assert imports(desk.kept, SURVEY) == ()
    taken = take(desk, file, skip_bad=True)
    assert (taken.number, taken.returns) == (1, 3)
    assert "q3.a" not in answers(desk, DISTRICT)
    assert "q3.b" in answers(desk, DISTRICT)
    assert desk.kept.case(PRISON).state is State.COMPLETE
    assert desk.kept.case(DISTRICT).state is State.IN_PROGRESS


def test_a_long_list_answers_what_it_names(desk: Desk, tmp_path: Path) -> None:
    file = listed(
        tmp_path, "GP1,1.1,Fully met", "gp1,1.2,!na no staff here", "GP1,2.1,", "GP1,9.9,1", "GP1,1.1,not_met"
    )
    with pytest.raises(SourceError) as caught:
        take_list(desk, file)
    assert [problem.line for problem in caught.value.problems] == [5, 6]
    assert take_list(desk, file, skip_bad=True) == Taken(1, 1, 3)
    assert answers(desk, PRACTICE) == {
        "1.1": {"value": "fully_met"},
        "1.2": {"no_answer": "not_applicable", "reason": "no staff here"},
        "2.1": {"no_answer": "not_answered"},
    }
    assert desk.kept.case(PRACTICE).state is State.IN_PROGRESS


def test_what_somebody_answered_stays_unless_it_is_to_be_amended(desk: Desk, tmp_path: Path) -> None:
    interview = lead(desk, PRACTICE)
    answer_on(interview, "3.1")
    interview.leave()
    opened = docket(desk, PRACTICE)
    opened.enrol(PHRASE)
    opened.sign(("1", "2"), PHRASE, "Ben Marsh")
    before = answers(desk, PRACTICE)
    file = listed(tmp_path, "GP1,1.1,not_met", "GP1,1.2,", "GP1,2.1,fully_met")
    with pytest.raises(SourceError, match=r"1\.1 is answered already \('Fully met'\)"):
        take_list(desk, file)
    assert take_list(desk, listed(tmp_path, "GP1,1.2,", "GP1,2.1,fully_met")).number == 0
    assert answers(desk, PRACTICE) == before
    checked = check_returns(desk.kept, AUDIT, listed(tmp_path, "GP1,1.1,not_met"), amend=True)
    assert checked.signed == ("GP1",)
    take_returns(desk.kept, checked)
    assert answers(desk, PRACTICE)["1.1"] == {"value": "not_met"}
    whole = desk.returned(PRACTICE)
    assert "1" not in whole.sections_signed
    assert "2" in whole.sections_signed
    assert whole.state is State.SIGNED_IN_PART
    with pytest.raises(StaleResponseError):
        take_returns(desk.kept, checked)
    assert undo_import(desk.kept, AUDIT, 1).stayed == ()
    assert answers(desk, PRACTICE) == before
    assert "1" not in desk.returned(PRACTICE).sections_signed
    verify(desk.kept)


def test_an_import_is_taken_back_whole_but_for_what_changed_since(desk: Desk, tmp_path: Path) -> None:
    take(desk, surveyed(tmp_path, *(respondent(ref) for ref in WHOLE)))
    interview = lead(desk, f"{SURVEY}/SHA1")
    say(interview, ":go q2", "some")
    undone = undo_import(desk.kept, SURVEY, 1)
    assert undone.stayed == ("SHA1 q2: changed since by Hugh Tate",)
    assert answers(desk, DISTRICT) == {}
    assert answers(desk, f"{SURVEY}/SHA1") == {"q2": {"value": "3"}}
    district, prison = desk.kept.case(DISTRICT), desk.kept.case(PRISON)
    assert (district.state, district.mode, prison.contact) == (State.IN_PROGRESS, "", None)
    assert set(themes_of(desk.kept, SURVEY)[district.return_id].values()) == {""}
    assert said_of(desk.kept, SURVEY) == {}
    with pytest.raises(StateError, match="taken back already"):
        undo_import(desk.kept, SURVEY, 1)
    with pytest.raises(
        UsageError, match=r"no import 5 in survey-08. There are: 1 \(survey.csv, 3 returns, by Ida"
    ):
        undo_import(desk.kept, SURVEY, 5)
    verify(desk.kept)


def test_what_was_exported_is_imported_as_the_same(desk: Desk, tmp_path: Path) -> None:
    take(desk, surveyed(tmp_path, *(respondent(ref) for ref in WHOLE)))
    interview = lead(desk, DISTRICT)
    say(interview, ":go q13", "=1+1, and '-more'", ":go q14", "!dk is what they said")
    wave = returned(desk.kept, SURVEY)
    asked, found = wave.asked, wave.returns
    kinds = {each.answer.no_answer for one in found for each in one.answers}
    assert {NoAnswer.OFF_ROUTE, NoAnswer.NOT_ANSWERED} <= kinds
    header, lines = wide(found, asked)
    rows = list(lines)
    for number, form in enumerate(
        (as_csv(header, rows), as_xlsx(header, rows, "returns"), as_csv(*long(found)))
    ):
        other = f"again-{number}"
        new_wave(desk.kept, other, shipped("dialogs") / "dcsf-2008.yaml")
        frame = tmp_path / "frame.csv"
        frame.write_text(FRAMES[SURVEY], encoding="utf-8")
        import_frame(desk.kept, other, frame)
        file = tmp_path / ("again.xlsx" if form.startswith(b"PK") else "again.csv")
        file.write_bytes(form)
        take_returns(desk.kept, check_returns(desk.kept, other, file))
        again = [list(row) for row in wide(returned(desk.kept, other).returns, asked)[1]]
        came = [
            header.index(name) for name in ("first_answer", "last_answer", "revisions", "minutes", "typed_by")
        ]
        assert len(again) == len(rows)
        for row, before in zip(again, rows, strict=True):
            assert [cell for at, cell in enumerate(row) if at not in came] == [
                cell for at, cell in enumerate(before) if at not in came
            ]


def test_no_cell_of_an_export_runs_as_a_formula(desk: Desk) -> None:
    interview = lead(desk, DISTRICT)
    say(interview, ":go q12", "=HYPERLINK(1)", ":go q13", "+441632", ":go q14", "@cmd")
    wave = returned(desk.kept, SURVEY)
    asked, found = wave.asked, wave.returns
    made = as_csv(*wide(found, asked)).decode()
    cells = [cell for row in csv.reader(io.StringIO(made)) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
