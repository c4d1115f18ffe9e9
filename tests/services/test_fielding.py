"""Setting a wave up, and closing it."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11chat.assurance.status import Status
from s11chat.errors import DialogError, SourceError, StateError, StoreError, TamperError, UsageError
from s11chat.fieldwork.case import State
from s11chat.services.desk import Desk
from s11chat.services.fielding import add_person, close_wave, new_wave, persons
from s11chat.services.framing import import_frame
from s11chat.services.keeping import verify
from s11chat.settings import shipped
from tests.office import (
    CLUB,
    COUNCIL,
    DISTRICT,
    PHRASE,
    PRACTICE,
    PRISON,
    PROVIDER,
    answer_on,
    delegate,
    docket,
    lead,
    say,
)

DIALOG = shipped("dialogs") / "chscb-2011.yaml"


@pytest.mark.parametrize("id_", ["", "a b", "a/b", "-x", "../x", "x" * 61, "é"])
def test_a_wave_has_a_name_that_can_be_typed(desk: Desk, id_: str) -> None:
    with pytest.raises(UsageError, match="cannot name a wave"):
        new_wave(desk.kept, id_, DIALOG)


def test_a_wave_ends_after_it_begins(desk: Desk) -> None:
    with pytest.raises(UsageError, match="before it opens"):
        new_wave(desk.kept, "w", DIALOG, opens="2026-09-02", closes="2026-09-01")
    for day in ("tomorrow", "2026-02-30", "1/9/2026"):
        with pytest.raises(UsageError, match="is not a day"):
            new_wave(desk.kept, "w", DIALOG, closes=day)
    with pytest.raises(UsageError, match="already a wave"):
        new_wave(desk.kept, "audit-11", DIALOG)


def test_a_wave_pins_its_dialog(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "chscb-2011.yaml"
    file.write_text(DIALOG.read_text(encoding="utf-8"), encoding="utf-8")
    new_wave(desk.kept, "pinned", file)
    file.write_text("not a dialog any more", encoding="utf-8")
    frame = tmp_path / "frame.csv"
    frame.write_text("ref,name,type\nX,Example,gp\n", encoding="utf-8")
    import_frame(desk.kept, "pinned", frame)
    assert desk.interview_as_interviewer("pinned/X").conversation.current is not None
    with pytest.raises(DialogError):
        new_wave(desk.kept, "broken", file)


def test_a_wave_may_choose_a_scale(desk: Desk, tmp_path: Path) -> None:
    file = DIALOG.with_name("section11-2023.yaml")
    new_wave(desk.kept, "own", file)
    asked = new_wave(desk.kept, "colours", file, scale="rag")
    assert asked.variant == "rag"
    frame = tmp_path / "frame.csv"
    frame.write_text("ref,name,type\nX,Example,small_group\n", encoding="utf-8")
    steps = {}
    for wave in ("own", "colours"):
        import_frame(desk.kept, wave, frame)
        every = desk.interview_as_interviewer(f"{wave}/X").conversation.questions
        steps[wave] = [option.code for option in every["1.1"].options]
    assert steps == {"own": ["0", "1", "2", "3"], "colours": ["red", "amber", "green"]}
    lines = {line.id: (line.dialog, line.scale) for line in desk.waves()}
    assert lines["own"] == ("section11-2023", "")
    assert lines["colours"] == ("section11-2023", "rag")
    assert verify(desk.kept).faults == ()


def test_the_choice_of_a_scale_cannot_be_altered_unseen(desk: Desk) -> None:
    new_wave(desk.kept, "colours", DIALOG.with_name("section11-2023.yaml"), scale="rag")
    with desk.kept.database.writing() as writing:
        writing.connection.exec_driver_sql(
            "UPDATE wave SET dialog_text = replace(dialog_text, 'variant: rag', 'variant: levels') "
            "WHERE id = 'colours'"
        )
    assert any("colours" in fault for fault in verify(desk.kept).faults)
    with pytest.raises(TamperError):
        desk.kept.dialog(desk.kept.casebook.wave("colours"))


def test_a_scale_the_dialog_does_not_offer_makes_no_wave(desk: Desk) -> None:
    for file, said in (
        (DIALOG, "it has its own scale only"),
        (DIALOG.with_name("section11-2023.yaml"), "offers rag, levels, percent, reflection"),
    ):
        with pytest.raises(UsageError, match=said):
            new_wave(desk.kept, "w", file, scale="stars")
    assert "w" not in {line.id for line in desk.waves()}


def test_a_bad_row_loses_none_of_the_others(desk: Desk, tmp_path: Path) -> None:
    frame = tmp_path / "frame.csv"
    frame.write_text("ref,name,type\nA,Alder,gp\nB,,gp\nGP1,Larch Lane Surgery,statutory\n", encoding="utf-8")
    say(lead(desk, PRACTICE), "fully met")
    before = desk.cases("audit-11")
    said = [
        "frame.csv:3: name is empty",
        "frame.csv:4: GP1 is in the wave as gp and its return has been begun: its type stays, "
        "since it decides what is asked",
    ]
    with pytest.raises(SourceError) as refused:
        import_frame(desk.kept, "audit-11", frame)
    assert [str(problem) for problem in refused.value.problems] == said
    assert desk.cases("audit-11") == before
    framed = import_frame(desk.kept, "audit-11", frame, good_rows=True)
    assert [str(problem) for problem in framed.problems] == said
    assert [row.ref for row in framed.new] == ["A"]
    assert len(desk.cases("audit-11")) == len(before) + 1
    with pytest.raises(StoreError, match="no wave"):
        import_frame(desk.kept, "audit-12", frame)


def test_a_mended_frame_can_be_imported_again(desk: Desk, tmp_path: Path) -> None:
    frame = tmp_path / "frame.csv"
    frame.write_text("ref,name,type\nA,Alder,gp\nB,,gp\n", encoding="utf-8")
    import_frame(desk.kept, "audit-11", frame, good_rows=True)
    frame.write_text("ref,name,type\nA,Alder,gp\nB,Birch,gp\n", encoding="utf-8")
    framed = import_frame(desk.kept, "audit-11", frame)
    assert ([row.ref for row in framed.new], framed.there, framed.problems) == (["B"], 1, ())


def test_people_are_put_on_file_and_take_over(desk: Desk) -> None:
    add_person(desk.kept, PRACTICE, "Eve  Hart", title="Partner", office="lead")
    add_person(desk.kept, PRACTICE, "Hugh Pym", email="hugh@example.org", office="contact")
    assert {(p.name, p.title, p.office) for p in persons(desk.kept, PRACTICE)} == {
        ("Ben Marsh", "Senior partner", ""),
        ("Eve Hart", "Partner", "lead"),
        ("Hugh Pym", "", "contact"),
    }
    assert desk.header(PRACTICE).lead == "Eve Hart"
    with pytest.raises(UsageError, match="needs a name"):
        add_person(desk.kept, PRACTICE, " \x1b[0m ")
    with pytest.raises(UsageError, match="at most 200"):
        add_person(desk.kept, PRACTICE, "x", title="x" * 201)


def test_closing_a_wave_closes_what_lacks_a_signature(answered: Desk) -> None:
    opened = docket(answered, COUNCIL)
    opened.enrol(PHRASE)
    opened.sign(tuple(line.section for line in opened.sections()), PHRASE, "Ruth Oakley")
    answer_on(lead(answered, PROVIDER))
    say(lead(answered, CLUB), "fully met")
    close_wave(answered.kept, "audit-11")
    assert {line.case: (line.state, line.status) for line in answered.cases("audit-11")} == {
        COUNCIL: (State.SIGNED_OFF, Status.SIGNED),
        PRACTICE: (State.CLOSED_UNSIGNED, Status.UNSIGNED),
        PROVIDER: (State.COMPLETE, Status.DIRECT),
        CLUB: (State.CLOSED_UNSIGNED, Status.UNSIGNED),
    }
    with pytest.raises(StateError, match="closed already"):
        close_wave(answered.kept, "audit-11")
    assert verify(answered.kept).faults == ()


def test_closing_a_wave_closes_what_a_delegate_began_and_the_lead_finished(desk: Desk) -> None:
    sitting = delegate(desk, PRACTICE)
    answer_on(sitting, "5.1")
    say(sitting, ":handover Ben Marsh")
    answer_on(lead(desk, PRACTICE))
    close_wave(desk.kept, "audit-11")
    assert desk.returned(PRACTICE).state is State.CLOSED_UNSIGNED


def test_closing_a_wave_leaves_telephone_returns_complete(answered: Desk) -> None:
    answer_on(answered.interview_as_interviewer(PRISON))
    close_wave(answered.kept, "survey-08")
    states = {line.case: (line.state, line.status) for line in answered.cases("survey-08")}
    assert states[PRISON] == (State.COMPLETE_TELEPHONE, Status.NOT_APPLICABLE)
    assert states[DISTRICT] == (State.CLOSED_UNSIGNED, Status.UNSIGNED)
    with pytest.raises(StateError, match="closed"):
        answered.interview_as_interviewer(PRISON)


def test_a_sitting_ends_when_the_wave_closes_meanwhile(desk: Desk) -> None:
    sitting = lead(desk, CLUB)
    say(sitting, "fully met")
    close_wave(desk.kept, "audit-11")
    with pytest.raises(StateError, match="takes no more answers"):
        say(sitting, "The minutes of 3 March")
    assert [line.question for line in desk.returned(CLUB).answers if line.by] == ["1.1"]


def test_every_status_can_be_told_from_the_others(answered: Desk) -> None:
    opened = docket(answered, COUNCIL)
    opened.enrol(PHRASE)
    opened.sign(("1",), PHRASE, "Ruth Oakley")
    full = docket(answered, PRACTICE)
    full.enrol(PHRASE)
    full.sign(tuple(line.section for line in full.sections()), PHRASE, "Ben Marsh")
    answer_on(lead(answered, PROVIDER))
    answer_on(answered.interview_as_interviewer(PRISON))
    expected = {
        COUNCIL: "signed in part",
        PRACTICE: "signed",
        PROVIDER: "direct",
        PRISON: "not applicable (telephone)",
        DISTRICT: "unsigned",
        CLUB: "unsigned",
    }
    assert {case: answered.returned(case).status.value for case in expected} == expected
    lines = {line.case: line.status.value for line in answered.cases()}
    assert {case: lines[case] for case in expected} == expected


def test_lists_and_returns_agree_on_what_stands_behind_them(answered: Desk) -> None:
    say(lead(answered, PROVIDER), "fully met")  # by the lead alone, and not complete: not direct yet
    answer_on(answered.interview_as_interviewer(PRISON), "q3.a")
    opened = docket(answered, COUNCIL)
    opened.enrol(PHRASE)
    opened.sign(("1",), PHRASE, "Ruth Oakley")
    say(
        lead(answered, PRACTICE), ":go 1.1", "partly met", "Plan", "Nell", "1 May 2027"
    )  # both had a hand in it
    for close in (False, True):
        if close:
            close_wave(answered.kept, "audit-11")
        for line in answered.cases():
            assert line.status is answered.returned(line.case).status, line.case
    assert answered.returned(PROVIDER).status is Status.UNSIGNED


def test_what_is_answered_is_counted_as_the_interview_counts(answered: Desk) -> None:
    sitting = answered.interview_as_interviewer(PRISON)
    say(sitting, "5", ":skip")
    answer_on(sitting, "q7.f")
    say(lead(answered, DISTRICT), ":go q7.f", "4")  # q8 keeps its answer and leaves the route
    lines = {line.case: line.answered for line in answered.cases("survey-08")}
    assert lines[PRISON] == sitting.progress().settled
    assert lines[DISTRICT] == lead(answered, DISTRICT).progress().settled
