"""A frame imported again: what differs is told, agreed to, recorded, and found where it was done by hand."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from s11chat.assurance.right import Role
from s11chat.errors import RefusedError, RightsError, SourceError, StaleResponseError
from s11chat.exchange.frame import COLUMNS
from s11chat.exchange.outgoing import as_csv, as_xlsx
from s11chat.fieldwork.case import State
from s11chat.language.cell import guarded, unguarded
from s11chat.services.desk import Desk
from s11chat.services.fielding import add_person, new_wave
from s11chat.services.framing import Framed, check_frame, import_frame, take_frame
from s11chat.services.keeping import verify
from s11chat.services.mending import Correction, mend, mending
from s11chat.services.roll import CONTACT, roll
from s11chat.services.staffing import appoint
from s11chat.settings import shipped
from s11chat.store import verify as stored
from s11chat.store.entry import Author, NewTransition
from s11chat.store.frame import NewCase
from tests.office import AUDIT, CLUB, COUNCIL, LEADS, PHRASE, PRACTICE, answer_on, docket, lead, say

ON_BOTH = True
HEADER = "ref,name,type,region,lead_name,lead_role,email,phone,commissioned_by"
CLUB_ROW = "IN1,Rivertown Youth Club,independent,West,Omar Reed,Chair,omar@example.org,01632 960013,"
PRACTICE_ROW = "GP1,Larch Lane Surgery,gp,East,Ben Marsh,Senior partner,ben@example.org,01632 960011,"


def written(folder: Path, *rows: str, header: str = HEADER) -> Path:
    file = folder / "frame.csv"
    file.write_text("\n".join((header, *rows, "")), encoding="utf-8")
    return file


def told(framed: Framed) -> list[str]:
    return [line for change in framed.changes for line in change.lines()]


def trace(desk: Desk) -> object:
    return desk.kept.casebook.cases(AUDIT), desk.kept.responses.events(f"wave:{AUDIT}")


def test_what_differs_is_told_field_by_field_and_done_once_agreed(desk: Desk, tmp_path: Path) -> None:
    file = written(
        tmp_path,
        CLUB_ROW.replace("Rivertown", "Riverton").replace("West", "North").replace("960013", "960055")
        + "st1;ST1; GP1",
        PRACTICE_ROW,
        "NEW1,Alder Surgery,gp,East,,,,,ST1",
    )
    before = trace(desk)
    framed = check_frame(desk.kept, AUDIT, file)
    assert told(framed) == [
        "IN1 name: was 'Rivertown Youth Club', will be 'Riverton Youth Club'",
        "IN1 region: was 'West', will be 'North'",
        "IN1 commissioned_by: was '', will be 'ST1; GP1'",
        "IN1 phone: was '01632 960013', will be '01632 960055'",
    ]
    assert ([row.ref for row in framed.new], framed.there, framed.absent) == (["NEW1"], 1, ("CO1", "ST1"))
    with pytest.raises(RefusedError, match="would change 1 organisations of audit-11"):
        import_frame(desk.kept, AUDIT, file)
    assert trace(desk) == before
    import_frame(desk.kept, AUDIT, file, changes=True)
    case = desk.kept.case(CLUB)
    assert (case.name, case.region, case.commissioned_by) == ("Riverton Youth Club", "North", "ST1; GP1")
    assert case.lead is not None
    assert (case.lead.name, case.lead.phone) == ("Omar Reed", "01632 960055")
    assert len(desk.kept.casebook.persons(AUDIT, "IN1")) == 1
    assert len(desk.kept.casebook.cases(AUDIT)) == 5
    again = check_frame(desk.kept, AUDIT, file)
    assert (again.changes, again.new, again.there) == ((), (), 3)
    assert verify(desk.kept).faults == ()


def test_the_journal_says_who_and_when_and_names_nobody(desk: Desk, tmp_path: Path) -> None:
    file = written(tmp_path, CLUB_ROW.replace("Omar Reed", "Zoe Quill").replace("Rivertown", "Riverton"))
    import_frame(desk.kept, AUDIT, file, changes=True)
    act = desk.kept.responses.events(f"wave:{AUDIT}")[-1]
    assert (act.body["act"], act.body["count"]) == ("cases changed", 1)
    case = desk.kept.case(CLUB)
    assert set(act.body["changed"]) == set(act.body["leads"]) == {case.return_id}
    assert "Zoe" not in str(act.body)
    assert "Riverton" not in str(act.body)
    with desk.kept.database.reading() as connection:
        by = connection.exec_driver_sql(
            "SELECT by_name, at FROM act WHERE kind = 'cases changed' AND wave = 'audit-11'"
        ).all()
    assert [row.by_name for row in by] == ["Ida Interviewer"]
    assert desk.kept.responses.holders(case.return_id)[-1].office == "lead"


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE organisation SET name = 'Other' WHERE ref = 'IN1'",
        "UPDATE organisation SET digest = 'x' || substr(digest, 2) WHERE ref = 'IN1'",
        "UPDATE organisation SET salt = 'x' WHERE ref = 'IN1'",
        "DELETE FROM organisation WHERE ref = 'IN1'",
        "UPDATE organisation SET region = 'x' WHERE ref = 'ST1'",
        "UPDATE audit_case SET lead = '' WHERE ref = 'IN1'",
        "UPDATE audit_return SET id = 'x' WHERE ref = 'CO1' AND wave = 'audit-11'",
    ],
)
def test_a_change_by_hand_is_found_after_a_change_by_the_office(
    desk: Desk, tmp_path: Path, tampering: str
) -> None:
    for name in ("Riverton Youth Club", "Rivertown Young Club"):
        file = written(tmp_path, CLUB_ROW.replace("Rivertown Youth Club", name))
        import_frame(desk.kept, AUDIT, file, changes=True)
    assert verify(desk.kept).faults == ()
    with desk.kept.database.writing() as writing:
        writing.connection.exec_driver_sql(tampering)
    assert verify(desk.kept).faults


def test_a_row_put_back_to_an_earlier_one_is_found(desk: Desk, tmp_path: Path) -> None:
    """Salt and digest fit the row, and it is one that once stood there: the journal knows better."""
    with desk.kept.database.reading() as connection:
        row = connection.exec_driver_sql(
            "SELECT name, salt, digest FROM organisation WHERE ref = 'IN1' AND wave = 'audit-11'"
        ).one()
    import_frame(desk.kept, AUDIT, written(tmp_path, CLUB_ROW.replace("Rivertown", "Riverton")), changes=True)
    with desk.kept.database.writing() as writing:
        put_back = "UPDATE organisation SET name = :name, salt = :salt, digest = :digest WHERE ref = 'IN1'"
        writing.connection.execute(text(put_back), row._asdict())
    (fault,) = (one for one in verify(desk.kept).faults if "IN1" in one)
    assert "organisation IN1 is not as event" in fault


@pytest.mark.parametrize(
    ("name", "email", "said", "people"),
    [
        ("Omar Read", "omar@example.org", "taken for another spelling of the same person", 1),
        ("O Reed", "", "taken for another spelling of the same person", 1),
        ("Omar Young", "OMAR@example.org", "taken for another spelling of the same person", 1),
        ("Zoe Quill", "zoe@example.org", "taken for another person", 2),
        ("Zoe Quill", "omar@example.org", "taken for another person", 2),
    ],
)
def test_a_changed_lead_is_another_person_or_another_spelling(
    desk: Desk, tmp_path: Path, name: str, email: str, said: str, people: int
) -> None:
    file = written(tmp_path, f"IN1,Rivertown Youth Club,independent,,{name},,{email},,")
    framed = check_frame(desk.kept, AUDIT, file)
    assert told(framed)[0] == f"IN1 lead_name: was 'Omar Reed', will be '{name}' ({said})"
    import_frame(desk.kept, AUDIT, file, changes=True)
    found = desk.kept.case(CLUB).lead
    assert found is not None
    assert found.name == name
    assert found.title == "Chair" if people == 1 else found.phone == ""
    assert len(desk.kept.casebook.persons(AUDIT, "IN1")) == people
    assert verify(desk.kept).faults == ()


def test_a_lead_who_is_on_file_for_the_case_is_taken_for_that_person(desk: Desk, tmp_path: Path) -> None:
    add_person(desk.kept, CLUB, "Zoe Quill", email="zoe@example.org")
    file = written(tmp_path, "IN1,Rivertown Youth Club,independent,,zoe quill,,,,")
    assert "who is on file for the case" in told(check_frame(desk.kept, AUDIT, file))[0]
    import_frame(desk.kept, AUDIT, file, changes=True)
    found = desk.kept.case(CLUB).lead
    assert found is not None
    assert (found.name, found.email) == ("zoe quill", "zoe@example.org")
    assert check_frame(desk.kept, AUDIT, file).changes == ()


def test_a_case_without_a_lead_gets_one(desk: Desk, tmp_path: Path) -> None:
    import_frame(desk.kept, AUDIT, written(tmp_path, "N,Alder,gp,,,,,,"))
    import_frame(desk.kept, AUDIT, written(tmp_path, "N,Alder,gp,,Ann Example,,,,"), changes=True)
    found = desk.kept.case("audit-11/N").lead
    assert found is not None
    assert found.name == "Ann Example"
    assert verify(desk.kept).faults == ()


def test_empty_cells_and_missing_columns_change_nothing_and_a_dash_takes_away(
    desk: Desk, tmp_path: Path
) -> None:
    for header, row in (
        (HEADER, "IN1,Rivertown Youth Club,independent,,,,,,"),
        ("ref,name,type", "in1,Rivertown Youth Club,independent"),
    ):
        framed = check_frame(desk.kept, AUDIT, written(tmp_path, row, header=header))
        assert (framed.changes, framed.there) == ((), 1)
    file = written(tmp_path, "IN1,Rivertown Youth Club,independent,-,,-,-,-,-")
    assert told(check_frame(desk.kept, AUDIT, file)) == [
        "IN1 region: was 'West', will be ''",
        "IN1 lead_role: was 'Chair', will be ''",
        "IN1 email: was 'omar@example.org', will be ''",
        "IN1 phone: was '01632 960013', will be ''",
    ]
    import_frame(desk.kept, AUDIT, file, changes=True)
    found = desk.kept.case(CLUB).lead
    assert found is not None
    assert (found.name, found.email, found.phone) == ("Omar Reed", "", "")


def test_the_type_changes_only_before_a_return_is_begun(desk: Desk, tmp_path: Path) -> None:
    file = written(tmp_path, CLUB_ROW.replace("independent", "commissioned"))
    assert (
        told(check_frame(desk.kept, AUDIT, file))[0] == "IN1 type: was 'independent', will be 'commissioned'"
    )
    framed = check_frame(desk.kept, AUDIT, file)
    say(lead(desk, CLUB), "fully met")
    with pytest.raises(StaleResponseError, match="audit-11/IN1 since the difference was shown"):
        take_frame(desk.kept, AUDIT, framed, changes=True)
    with pytest.raises(SourceError, match="IN1 is in the wave as independent and its return has been begun"):
        import_frame(desk.kept, AUDIT, file, changes=True)
    assert desk.kept.case(CLUB).type == "independent"
    other = written(tmp_path, PRACTICE_ROW.replace(",gp,", ",commissioned,"))
    import_frame(desk.kept, AUDIT, other, changes=True)
    case = desk.kept.case(PRACTICE)
    assert (case.type, case.cohort) == ("commissioned", "commissioned")
    assert verify(desk.kept).faults == ()


@pytest.fixture
def signed(desk: Desk, tmp_path: Path) -> Desk:
    """A return that is signed whole, in a dialog whose section 1 names the organisation."""
    file = tmp_path / "named.yaml"
    dialog = (shipped("dialogs") / "chscb-2011.yaml").read_text(encoding="utf-8")
    named = dialog.replace(
        "Somebody at the top of the organisation (", "Somebody at the top of {{ organisation }} (", 1
    )
    assert named != dialog
    file.write_text(named, encoding="utf-8")
    new_wave(desk.kept, "named", file)
    import_frame(desk.kept, "named", written(tmp_path, PRACTICE_ROW))
    answer_on(lead(desk, "named/GP1"))
    opened = docket(desk, "named/GP1")
    opened.enrol(PHRASE)
    opened.sign(tuple(line.section for line in opened.sections()), PHRASE, LEADS[PRACTICE])
    return desk


def test_a_changed_name_voids_the_signatures_on_what_is_asked_by_it(signed: Desk, tmp_path: Path) -> None:
    file = written(tmp_path, PRACTICE_ROW.replace("Larch Lane", "Larch House"))
    framed = check_frame(signed.kept, "named", file)
    assert told(framed)[-1] == "GP1: signatures on 1 will be void, since the wording changes"
    assert verify(signed.kept).faults == ()
    take_frame(signed.kept, "named", framed, changes=True)
    case = signed.kept.case("named/GP1")
    standing = {
        one.section for one in signed.kept.responses.signatures(case.return_id) if one.voided_at is None
    }
    assert case.state is State.SIGNED_IN_PART
    assert standing
    assert "1" not in standing
    assert verify(signed.kept).faults == ()


def test_what_no_question_names_leaves_signatures_standing(signed: Desk, tmp_path: Path) -> None:
    file = written(tmp_path, PRACTICE_ROW.replace("Ben Marsh", "Zoe Quill").replace("East", "West"))
    import_frame(signed.kept, "named", file, changes=True)
    case = signed.kept.case("named/GP1")
    assert case.state is State.SIGNED_OFF
    assert case.lead is not None
    assert case.lead.name == "Zoe Quill"
    assert verify(signed.kept).faults == ()


def test_a_closed_return_keeps_its_name_where_that_would_void_a_signature(
    signed: Desk, tmp_path: Path
) -> None:
    case = signed.kept.case("named/GP1")
    office = Author("", "Ida Interviewer", "manager")
    closed = [NewTransition(State.CLOSED_UNSIGNED, "the wave was closed")]
    signed.kept.responses.record(case.return_id, office, signed.kept.clock(), closed)
    file = written(tmp_path, PRACTICE_ROW.replace("Larch Lane", "Larch House"))
    with pytest.raises(SourceError, match="GP1 is closed with signatures on it, which this would void"):
        import_frame(signed.kept, "named", file, changes=True)
    import_frame(signed.kept, "named", written(tmp_path, PRACTICE_ROW.replace("East", "West")), changes=True)
    assert signed.kept.case("named/GP1").region == "West"


def test_nothing_at_all_is_done_where_one_case_has_changed_meanwhile(desk: Desk, tmp_path: Path) -> None:
    file = written(tmp_path, "N,Alder,gp,,,,,,", CLUB_ROW.replace("Rivertown", "Riverton"))
    framed = check_frame(desk.kept, AUDIT, file)
    import_frame(desk.kept, AUDIT, written(tmp_path, CLUB_ROW.replace("West", "North")), changes=True)
    before = trace(desk)
    with pytest.raises(StaleResponseError):
        take_frame(desk.kept, AUDIT, framed, changes=True)
    assert trace(desk) == before


def test_an_interrupted_import_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    rows = [f"N{number},Alder {number},gp,,Ann Example,,,," for number in range(2_500)]
    framed = check_frame(desk.kept, AUDIT, written(tmp_path, *rows))
    before = trace(desk)

    def stop(what: str, done: int, of: int) -> None:
        if (what, of) == ("writing", 2_500) and done >= 2_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_frame(desk.kept, AUDIT, framed, step=stop)
    assert trace(desk) == before
    take_frame(desk.kept, AUDIT, framed)
    assert len(desk.kept.casebook.cases(AUDIT)) == 2_504
    assert stored.verify(desk.kept.database).faults == ()


def test_another_organisation_under_a_known_ref_is_doubted(desk: Desk, tmp_path: Path) -> None:
    (line,) = told(check_frame(desk.kept, AUDIT, written(tmp_path, "IN1,Alder Scouts,independent,,,,,,")))
    assert line.endswith("(another name altogether: is it the same organisation?)")


def test_what_looks_alike_is_proposed_within_the_file_and_against_the_wave(
    desk: Desk, tmp_path: Path
) -> None:
    file = written(
        tmp_path,
        "A,Great Marzipan Council,statutory,,,,,,",
        "B,Little Marzipan Council,statutory,,,,,,",
        "C,St Mary's Surgery,gp,,Ann Example,,,01632 960077,",
        "D,Saint Marys Surgery Ltd,gp,,Ann Example,,,+44 1632 960077,",
        "E,Rivertown Youth Club,independent,,,,,,",
        "F,Alder House,independent,,Ann Example,,ruth@example.org,,",
        "G,Birch House,statutory,,Ann Example,,ruth@example.org,,",
    )
    framed = check_frame(desk.kept, AUDIT, file)
    assert [str(pair) for pair in framed.alike] == [
        "sure: row 4 'St Mary's Surgery' and row 5 'Saint Marys Surgery Ltd' look like the same organisation: "
        "same telephone, same name",
        "sure: row 6 'Rivertown Youth Club' and IN1 'Rivertown Youth Club' in the wave look like the same "
        "organisation: same name",
        "likely: row 8 'Birch House' and ST1 'Hackham Council' in the wave look like the same organisation: "
        "same e-mail",
    ]
    import_frame(desk.kept, AUDIT, file)
    assert len(desk.kept.casebook.cases(AUDIT)) == 11


def test_who_commissions_is_named_by_refs_or_is_an_outside_body(desk: Desk, tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "N1,Alder,gp,,,,,,ST1;n2",
        "N2,Birch,gp,,,,,,North Trust; Barnardos",
        "N3,Cedar,gp,,,,,,Hackham Council",
        "N4,Elm,gp,,,,,,North Trust",
        "N5,Fir,gp,,,,,,ST7",
        "N6,Gorse,gp,,,,,,N6",
    )
    framed = check_frame(desk.kept, AUDIT, file)
    assert [str(problem) for problem in framed.problems] == [
        "frame.csv:6: commissioned_by 'ST7' is no ref in the wave or the file (did you mean 'ST1'?)",
        "frame.csv:7: commissioned_by names N6 itself",
    ]
    assert [row.commissioned_by for row in framed.new] == [
        "ST1; N2",
        "North Trust; Barnardos",
        "Hackham Council",
        "North Trust",
    ]
    assert [str(warning) for warning in framed.warnings] == [
        "frame.csv:3: commissioned_by 'North Trust' in 2 rows is no ref: kept as the name of an outside body",
        "frame.csv:3: commissioned_by 'Barnardos' in row 3 is no ref: kept as the name of an outside body",
        "frame.csv:4: commissioned_by 'Hackham Council' in row 4 is no ref: write its ref, ST1, if that is meant",
    ]


def test_contact_data_without_a_lead_is_told(desk: Desk, tmp_path: Path) -> None:
    (warning,) = check_frame(desk.kept, AUDIT, written(tmp_path, "N,Alder,gp,,,,a@example.org,,")).warnings
    assert str(warning).startswith("frame.csv:2: row 2 has an e-mail address or telephone and no lead_name")


NASTY = [
    "=1+1",
    "+44 1632 960099",
    "-",
    "-5",
    "@SUM(A1)",
    "'=x",
    "''-",
    "'quoted'",
    "a,b;c",
    'say "x"',
    "007",
    "TRUE",
]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_exported_and_imported_again_changes_nothing(desk: Desk, tmp_path: Path, form: str) -> None:
    rows = [
        NewCase(
            f"N{n}",
            name,
            "gp",
            cohort="gp",
            region=name,
            commissioned_by="ST1; GP1",
            lead_name=name,
            phone=name,
        )
        for n, name in enumerate(NASTY)
    ]
    rows.append(NewCase("=A1", "Élan & Söhne", "gp", cohort="gp"))
    desk.kept.casebook.add_cases(AUDIT, rows, "Ida Interviewer", desk.kept.clock())
    say(lead(desk, CLUB), "fully met")
    made = roll(desk.kept, AUDIT)
    assert made.header == (*COLUMNS, "state")
    assert dict(zip(made.header, made.rows[-1], strict=True))["ref"] == "ST1"
    file = tmp_path / f"frame.{form}"
    file.write_bytes(
        as_csv(made.header, made.rows) if form == "csv" else as_xlsx(made.header, made.rows, "frame")
    )
    before = trace(desk)
    framed = check_frame(desk.kept, AUDIT, file)
    assert (told(framed), framed.problems, framed.new, framed.passed_over) == ([], (), (), ())
    assert (framed.there, framed.absent) == (len(made.rows), ())
    take_frame(desk.kept, AUDIT, framed)
    assert trace(desk) == before


def test_no_cell_of_the_csv_runs_as_a_formula() -> None:
    dice = random.Random(3)
    cells = ["".join(dice.choice("'=+-@\t x7") for _ in range(4)) for _ in range(500)]
    for cell in cells:
        assert unguarded(guarded(cell)) == cell
        assert guarded(cell)[0] not in "=+-@\t"
    (_, *rows) = csv.reader(io.StringIO(as_csv(("a",), [(cell,) for cell in cells]).decode()))
    assert [row[0] for row in rows] == [guarded(cell) for cell in cells]


def test_contact_details_are_for_those_who_may_see_them(desk: Desk) -> None:
    for name, role in (("Max", Role.MANAGER), ("Ana", Role.ANALYST), ("Ian", Role.INTERVIEWER)):
        appoint(desk.kept, AUDIT, name, role)
    acting = {name: replace(desk.kept, actor=name) for name in ("Max", "Ana", "Ian")}
    assert roll(acting["Max"], AUDIT).withheld == ()
    without = roll(acting["Ana"], AUDIT)
    assert without.withheld == CONTACT
    assert set(without.header).isdisjoint(CONTACT)
    assert not any("example.org" in cell or "Reed" in cell for row in without.rows for cell in row)
    with pytest.raises(RightsError, match="may not export a frame"):
        roll(acting["Ian"], AUDIT)
    assert COUNCIL.endswith(without.rows[-1][0])


def test_a_number_put_right_while_a_frame_was_looked_at_stays(desk: Desk, tmp_path: Path) -> None:
    file = written(tmp_path, CLUB_ROW.replace("Rivertown", "Riverton").replace("01632 960013", ""))
    framed = check_frame(desk.kept, AUDIT, file)
    mend(desk.kept, mending(desk.kept, CLUB, LEADS[CLUB], Correction(phone="01632 960777")))
    with pytest.raises(StaleResponseError, match=r"Somebody has changed audit-11/IN1"):
        take_frame(desk.kept, AUDIT, framed, changes=True)
    import_frame(desk.kept, AUDIT, file, changes=True)
    now = desk.kept.case(CLUB)
    assert now.lead
    assert (now.name, now.lead.phone) == ("Riverton Youth Club", "01632 960777")
