"""Interviews by telephone: who answers changes, the call breaks off, and is taken up again."""

from __future__ import annotations

import pytest

from s11chat.assurance.status import Status
from s11chat.engine.turn import Ask, Ended, Finished
from s11chat.errors import RightsError, StateError, UsageError
from s11chat.fieldwork.case import State
from s11chat.services.desk import Desk
from s11chat.services.fielding import persons
from s11chat.services.keeping import verify
from tests.office import COUNCIL, DISTRICT, PHRASE, PRISON, answer_on, completed, delegate, docket, lead, say

ON_BOTH = True


def test_the_lead_is_asked_where_nobody_else_answers(desk: Desk) -> None:
    interview = desk.interview_as_interviewer(DISTRICT)
    assert (interview.header.respondent, interview.header.delegated) == ("Pat Lowe", False)
    assert interview.header.typist == "Ida Interviewer"


def test_somebody_else_may_answer_before_the_first_question(desk: Desk) -> None:
    interview = desk.interview_as_interviewer(DISTRICT)
    interview.replace_contact("Dana Fox", "Safeguarding officer", "dana@example.org", "01632 960033")
    assert interview.header.respondent == "Dana Fox"
    assert interview.header.respondent_title == "Safeguarding officer"
    assert interview.header.delegated
    assert interview.header.lead == "Pat Lowe"
    say(interview, "2")
    line = interview.review().answers[0]
    assert (line.by, line.role, line.on_behalf_of, line.mode) == (
        "Ida Interviewer",
        "interviewer",
        "Dana Fox",
        "telephone",
    )
    on_file = {(person.name, person.office) for person in persons(desk.kept, DISTRICT)}
    assert on_file == {("Pat Lowe", "lead"), ("Dana Fox", "contact")}


def test_somebody_else_may_take_over_in_the_middle(desk: Desk) -> None:
    interview = desk.interview_as_interviewer(DISTRICT)
    answer_on(interview, "q3.c")
    interview.replace_contact("Dana Fox", "Safeguarding officer")
    assert interview.conversation.current is not None
    assert interview.conversation.current.id == "q3.c"
    say(interview, "2")
    behalf = {line.question: line.on_behalf_of for line in interview.review().answers if line.by}
    assert (behalf["q3.b"], behalf["q3.c"]) == ("Pat Lowe", "Dana Fox")
    holders = desk.kept.responses.holders(desk.kept.case(DISTRICT).return_id)
    assert [(holder.office, holder.by_name) for holder in holders] == [("contact", "Ida Interviewer")]


def test_a_colleague_named_twice_is_put_on_file_once(desk: Desk) -> None:
    interview = desk.interview_as_interviewer(DISTRICT)
    for name in ("Dana Fox", "Sam Reed", "dana  fox", "Pat Lowe"):
        interview.replace_contact(name, "")
    assert [person.name for person in persons(desk.kept, DISTRICT)] == ["Dana Fox", "Pat Lowe", "Sam Reed"]
    assert not interview.header.delegated


@pytest.mark.parametrize("name", ["", "   ", "\x1b[2J", "x" * 201])
def test_a_contact_needs_a_name_that_can_be_kept(desk: Desk, name: str) -> None:
    interview = desk.interview_as_interviewer(DISTRICT)
    with pytest.raises(UsageError, match=r"\.$"):
        interview.replace_contact(name, "")
    assert interview.header.respondent == "Pat Lowe"


def test_a_delegate_names_no_other_contact(desk: Desk) -> None:
    lead(desk, DISTRICT).replace_contact("Dana Fox", "")
    sitting = delegate(desk, DISTRICT, "Dana Fox")
    with pytest.raises(RightsError):
        sitting.replace_contact("Eve Hart", "")


def test_a_call_broken_off_is_taken_up_at_the_same_question(desk: Desk) -> None:
    first = desk.interview_as_interviewer(DISTRICT)
    answer_on(first, "q3.d")
    turns = say(first, ":pause Tuesday 10:00")
    assert isinstance(turns[-1], Ended)
    assert turns[-1].text == "To be taken up again Tuesday 10:00."
    first.leave()
    second = desk.interview_as_interviewer(DISTRICT)
    asked = second.opening()[-1]
    assert isinstance(asked, Ask)
    assert asked.question.id == "q3.d"
    assert desk.kept.responses.remarks(desk.kept.case(DISTRICT).return_id) == ()


def test_a_finished_call_is_complete_without_a_signature(desk: Desk) -> None:
    interview = desk.interview_as_interviewer(PRISON)
    answer_on(interview)
    assert isinstance(interview.opening()[-1], Finished)
    whole = desk.returned(PRISON)
    assert (whole.state, whole.status) == (State.COMPLETE_TELEPHONE, Status.NOT_APPLICABLE)
    line = next(line for line in desk.cases() if line.case == PRISON)
    assert (line.state, line.status) == (State.COMPLETE_TELEPHONE, Status.NOT_APPLICABLE)
    assert line.waits_for == "nothing; the lead may sign"


def test_looking_at_a_telephone_return_online_changes_nothing(desk: Desk) -> None:
    answer_on(desk.interview_as_interviewer(PRISON))
    own = lead(desk, PRISON)
    assert own.conversation.current is None
    say(own, ":go q2", "3")
    whole = desk.returned(PRISON)
    assert (whole.state, whole.status) == (State.COMPLETE_TELEPHONE, Status.NOT_APPLICABLE)


def test_the_time_each_answer_took_is_kept(desk: Desk) -> None:
    interview = desk.interview_as_interviewer(DISTRICT)
    say(interview, "2", "1")
    current = desk.kept.responses.current(desk.kept.case(DISTRICT).return_id)
    assert all(record.seconds > 0 for record in current.values())


def test_an_interviewer_stays_out_of_what_was_signed_off(desk: Desk) -> None:
    completed(desk, COUNCIL)
    opened = docket(desk, COUNCIL)
    opened.enrol(PHRASE)
    opened.sign(tuple(s.section for s in opened.sections()), PHRASE, "Ruth Oakley")
    with pytest.raises(StateError, match="has been signed off"):
        desk.interview_as_interviewer(COUNCIL)


def test_somebody_else_may_begin_again_and_what_was_said_stays_on_record(desk: Desk) -> None:
    interview = desk.interview_as_interviewer(COUNCIL)
    say(interview, "2", "the plan", "3")
    interview.replace_contact("Dana Fox", "Safeguarding officer")
    assert interview.begin_again()
    assert dict(interview.conversation.answers) == {}
    assert interview.conversation.current is not None
    assert interview.conversation.current.id == "1.1"
    case = desk.kept.case(COUNCIL)
    assert [one.withdrawn for one in desk.kept.responses.history(case.return_id, "1.1")] == [False, True]
    say(interview, "3")
    assert interview.review().answers[0].on_behalf_of == "Dana Fox"
    assert not verify(desk.kept).faults


def test_beginning_again_takes_up_what_was_complete(desk: Desk) -> None:
    interview = desk.interview_as_interviewer(COUNCIL)
    answer_on(interview)
    assert desk.kept.case(COUNCIL).state is State.COMPLETE_TELEPHONE
    interview.begin_again()
    assert desk.kept.case(COUNCIL).state is State.IN_PROGRESS
    assert interview.conversation.current is not None
    assert not verify(desk.kept).faults
