"""Delegates: several sittings, several people, and the hand-over to the lead."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from s11chat.assurance.right import Role
from s11chat.assurance.status import Status
from s11chat.dialog.model import Dialog
from s11chat.engine.answer import Answer
from s11chat.engine.turn import Ask, Ended, Finished, Repair, Say, Waiting
from s11chat.errors import StateError
from s11chat.fieldwork.case import State
from s11chat.line.talk import Talk
from s11chat.services.desk import Desk
from s11chat.services.keeping import verify
from tests.office import (
    AUTHORITY,
    COUNCIL,
    DISTRICT,
    PHRASE,
    PRACTICE,
    Clock,
    admitted,
    answer_on,
    code_for,
    completed,
    copied,
    delegate,
    desk_in,
    docket,
    lead,
    say,
)

ON_BOTH = True


def asked(desk: Desk, case: str) -> str:
    """The question at which Nell's next sitting begins."""
    turn = delegate(desk, case).opening()[-1]
    assert isinstance(turn, Ask)
    return turn.question.id


def test_works_in_as_many_sittings_as_it_takes(desk: Desk) -> None:
    for until in ("1.2", "2.1", "2.2", "5.1"):
        sitting = delegate(desk, PRACTICE)
        answer_on(sitting, until)
        say(sitting, ":pause")
        sitting.leave()
        assert asked(desk, PRACTICE) == until
    last = delegate(desk, PRACTICE)
    answer_on(last)
    assert desk.returned(PRACTICE).state is State.COMPLETE
    assert verify(desk.kept).faults == ()


def test_parks_what_somebody_else_knows(desk: Desk) -> None:
    first = delegate(desk, PRACTICE)
    turns = say(first, ":park Hugh at reception by Friday")
    assert turns[0] == Waiting(
        first.conversation.questions["1.1"], "Hugh at reception", "Friday, 4 September 2026"
    )
    answer_on(first)
    finished = first.opening()[-1]
    assert isinstance(finished, Finished)
    assert [question.id for question in finished.left] == ["1.1"]
    assert desk.returned(PRACTICE).state is State.IN_PROGRESS
    second = delegate(desk, PRACTICE)
    say(second, ":go 1.1", "fully met", "The job description of March 2026")
    line = desk.returned(PRACTICE).answers[0]
    assert (line.said, line.parked) == ("Fully met", None)
    assert desk.returned(PRACTICE).state is State.COMPLETE


def test_reads_through_what_was_said(desk: Desk) -> None:
    sitting = delegate(desk, PRACTICE)
    say(sitting, "fully met", ":note asked twice", "Minutes of 3 March")
    rating, evidence, *_ = sitting.review().answers
    assert (rating.said, rating.words, rating.by, rating.role) == (
        "Fully met",
        "fully met",
        "Nell Thimble",
        "delegate",
    )
    assert rating.on_behalf_of == "Ben Marsh"
    assert (evidence.said, evidence.remarks) == ("Minutes of 3 March", ("asked twice",))


def test_hands_a_finished_return_to_the_lead(desk: Desk) -> None:
    sitting = delegate(desk, PRACTICE)
    answer_on(sitting)
    turns = say(sitting, ":handover Ben Marsh")
    assert isinstance(turns[-1], Ended)
    whole = desk.returned(PRACTICE)
    assert (whole.state, whole.status, whole.header.respondent) == (
        State.COMPLETE,
        Status.UNSIGNED,
        "Nell Thimble",
    )
    facts = [fact.kind for fact in desk.kept.responses.facts(desk.kept.case(PRACTICE).return_id)]
    assert "handed over to the lead" in facts


@pytest.mark.parametrize("until", ["1.1", "2.1"])
def test_hands_an_unfinished_return_to_the_lead_who_goes_on(desk: Desk, until: str) -> None:
    sitting = delegate(desk, PRACTICE)
    answer_on(sitting, until)
    asked = say(sitting, ":handover Ben Marsh")[-1]
    assert isinstance(asked, Repair)
    assert asked.reason.startswith(f"Not everything has an answer: not asked yet: {until}, ")
    assert desk.returned(PRACTICE).header.respondent != "Ben Marsh" or until == "1.1"
    say(sitting, "y")
    sitting.leave()
    whole = desk.returned(PRACTICE)
    assert whole.state in (State.OPENED, State.IN_PROGRESS)
    assert (whole.header.respondent, whole.header.delegated) == ("Ben Marsh", False)
    assert (
        next(line for line in desk.cases() if line.case == PRACTICE).waits_for == "Ben Marsh: to be finished"
    )
    own = lead(desk, PRACTICE)
    turn = own.opening()[-1]
    assert isinstance(turn, Ask)
    assert turn.question.id == until


def test_handing_over_to_nobody_in_particular(desk: Desk) -> None:
    sitting = delegate(desk, PRACTICE)
    assert isinstance(say(sitting, ":handover", "y")[-1], Ended)  # to the lead, in every face
    assert desk.returned(PRACTICE).header.respondent == "Ben Marsh"
    asked = say(desk.interview_as_interviewer(COUNCIL), ":handover")
    assert [type(turn) for turn in asked] == [Repair]


def test_what_a_delegate_said_is_unsigned_though_the_lead_finished_it(desk: Desk) -> None:
    sitting = delegate(desk, PRACTICE)
    answer_on(sitting, "5.1")
    say(sitting, ":handover Ben Marsh", "y")
    answer_on(lead(desk, PRACTICE))
    assert desk.returned(PRACTICE).status is Status.UNSIGNED
    line = next(line for line in desk.cases() if line.case == PRACTICE)
    assert (line.state, line.status) == (State.COMPLETE, Status.UNSIGNED)


def test_a_delegate_names_a_colleague_who_gets_the_return_by_a_code_alone(desk: Desk) -> None:
    sitting = delegate(desk, PRACTICE)
    turns = say(sitting, "fully met", ":handover Hugh Pym, reception manager", "y")
    told, ended = turns
    assert isinstance(told, Say)
    assert told.text.startswith("Hugh Pym, reception manager is on record as the one to go on with this.")
    assert "ask Ben Marsh or the office to issue one" in told.text
    assert isinstance(ended, Ended)
    assert desk.returned(PRACTICE).header.respondent == "Nell Thimble", "nobody is let in by a word"
    line = next(line for line in desk.cases() if line.case == PRACTICE)
    assert line.successor == "Hugh Pym"
    assert line.waits_for.endswith("Hugh Pym is named to go on and needs an access code")
    hugh = delegate(desk, PRACTICE, "Hugh Pym")
    assert desk.returned(PRACTICE).header.respondent == "Nell Thimble"
    say(hugh, "Minutes of 3 March")
    above = desk.returned(PRACTICE).header
    assert (above.respondent, above.respondent_title) == ("Hugh Pym", "reception manager")
    assert next(line for line in desk.cases() if line.case == PRACTICE).successor == ""


def test_two_delegates_answer_under_their_own_names(desk: Desk) -> None:
    nell = delegate(desk, PRACTICE)
    say(nell, "fully met", "Minutes of 3 March")
    hugh = delegate(desk, PRACTICE, "Hugh Pym")
    say(hugh, "not met")
    by = {line.question: line.by for line in desk.returned(PRACTICE).answers if line.by}
    assert by == {"1.1": "Nell Thimble", "1.1.evidence": "Nell Thimble", "1.2": "Hugh Pym"}
    assert desk.returned(PRACTICE).header.respondent == "Hugh Pym"


def test_two_people_in_one_return_do_not_overwrite_each_other(desk: Desk) -> None:
    nell, hugh = delegate(desk, PRACTICE), delegate(desk, PRACTICE, "Hugh Pym")
    say(nell, "fully met")
    repair, again = say(hugh, "not met")
    assert isinstance(repair, Repair)
    assert repair.reason.startswith("Nell Thimble has answered 1.1 since you looked")
    assert isinstance(again, Ask)
    assert again.question.id == "1.1.evidence"
    assert hugh.conversation.answers["1.1"] == Answer("fully_met")
    revisited = say(hugh, ":go 1.1")[-1]
    assert isinstance(revisited, Ask)
    assert revisited.given == Answer("fully_met")
    say(hugh, "not met")
    history = desk.kept.responses.history(desk.kept.case(PRACTICE).return_id, "1.1")
    assert [(one.revision, one.by_name, one.answer["value"]) for one in history] == [
        (1, "Nell Thimble", "fully_met"),
        (2, "Hugh Pym", "not_met"),
    ]


def test_goes_on_in_another_folder_and_through_another_face(
    desk: Desk, home: Path, tmp_path: Path, dialogs: Mapping[str, Dialog]
) -> None:
    sitting = delegate(desk, PRACTICE)
    answer_on(sitting, "3.1")
    say(sitting, ":park Hugh")
    sitting.leave()
    code = code_for(desk, PRACTICE).code
    desk.close()
    elsewhere = desk_in(copied(home, tmp_path / "elsewhere"), Clock(desk.kept.clock()), dialogs)
    lines: list[str] = []
    Talk(elsewhere.interview(elsewhere.admit(code)), lines.append).hold(["fully met", ":quit"])
    elsewhere.close()
    assert any("(3.2)" in line for line in lines[:3])
    assert lines[-1] == "Paused at 3.2.evidence"


def test_leaves_the_leads_own_questions_to_the_lead(desk: Desk) -> None:
    sitting = delegate(desk, DISTRICT)
    answer_on(sitting, "q10.a")
    say(sitting, ":leave")
    answer_on(sitting)
    whole = desk.returned(DISTRICT)
    assert whole.state is State.COMPLETE
    reasons = {line.question: line.reasons for line in whole.answers if line.question.startswith("q10")}
    assert set(reasons) == {f"q10.{row}" for row in "abcde"}
    assert set(reasons.values()) == {("left to the lead",)}


def test_the_wording_follows_who_answers(desk: Desk) -> None:
    first = delegate(desk, AUTHORITY).opening()[-1]
    assert isinstance(first, Ask)
    assert "the organisation you answer for" in first.text
    own = lead(desk, DISTRICT).opening()[-1]
    assert isinstance(own, Ask)
    assert "your organisation" in own.text


def test_hears_why_a_return_came_back_and_what_was_asked(desk: Desk) -> None:
    completed(desk, PRACTICE)
    opened = docket(desk, PRACTICE)
    opened.query("1.1", "Which minutes?")
    opened.send_back("Please name the minutes.")
    sitting = delegate(desk, PRACTICE)
    said = [turn.text for turn in sitting.opening() if isinstance(turn, Say)]
    assert said == [
        "Sent back by Ben Marsh: Please name the minutes.",
        "Ben Marsh asks about 1.1: Which minutes?",
        "Answer by :go to that question, then :note or another answer.",
    ]
    say(sitting, ":go 1.1.evidence", "Governors' minutes, 3 March 2026, held by the clerk")
    say(sitting, ":handover Ben Marsh")
    assert desk.returned(PRACTICE).state is State.COMPLETE
    assert desk.returned(PRACTICE).round == 2


def test_what_was_handed_over_with_gaps_and_sent_back_does_not_wait_for_the_lead(desk: Desk) -> None:
    say(delegate(desk, PRACTICE), "partly met", ":handover", "yes")
    docket(desk, PRACTICE).send_back("Please finish it.")
    waits_for = next(line.waits_for for line in desk.cases() if line.case == PRACTICE)
    assert waits_for == "whoever answered: sent back by Ben Marsh"


def test_a_sitting_ends_when_the_lead_signs_meanwhile(desk: Desk) -> None:
    sitting = delegate(desk, PRACTICE)
    answer_on(sitting)
    opened = docket(desk, PRACTICE)
    opened.enrol(PHRASE)
    opened.sign(tuple(line.section for line in opened.sections()), PHRASE, "Ben Marsh")
    say(sitting, ":go 1.1")
    with pytest.raises(StateError, match="has been signed off"):
        say(sitting, "not met")
    assert desk.returned(PRACTICE).status is Status.SIGNED
    assert verify(desk.kept).faults == ()


def test_a_section_signed_meanwhile_is_voided_by_a_later_answer(desk: Desk) -> None:
    sitting = delegate(desk, PRACTICE)
    answer_on(sitting)
    opened = docket(desk, PRACTICE)
    opened.enrol(PHRASE)
    opened.sign(("1", "2"), PHRASE, "Ben Marsh")
    say(sitting, ":go 1.1", "not met")
    whole = desk.returned(PRACTICE)
    assert (whole.status, whole.sections_signed) == (Status.SIGNED_IN_PART, ("2",))
    assert verify(desk.kept).faults == ()


def test_a_lead_who_answers_alone_needs_no_signature(desk: Desk) -> None:
    own = lead(desk, PRACTICE)
    answer_on(own)
    assert desk.returned(PRACTICE).status is Status.DIRECT
    assert next(line for line in desk.cases() if line.case == PRACTICE).status is Status.DIRECT


def test_the_desk_lets_a_delegate_see_no_docket_line(desk: Desk) -> None:
    admission = admitted(desk, PRACTICE, Role.LEAD)
    assert [line.case for line in desk.dockets(admission)] == [PRACTICE]
