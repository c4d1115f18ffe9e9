"""A read-back is the interviewer's word as a witness: its own record, never a signature."""

from __future__ import annotations

import pytest

from s11chat.assurance.right import Role
from s11chat.assurance.status import Status
from s11chat.errors import RightsError, StateError
from s11chat.fieldwork.case import State
from s11chat.services.desk import Desk
from s11chat.services.interviewing import Interview
from s11chat.services.keeping import verify
from s11chat.services.surveying import survey
from tests.office import AUDIT, PHRASE, PRACTICE, Clock, admitted, answer_on, delegate, docket, lead, say

ON_BOTH = True


def called(desk: Desk) -> Interview:
    """A call that has come to its end."""
    interview = desk.interview_as_interviewer(PRACTICE)
    answer_on(interview)
    return interview


def statuses(desk: Desk) -> tuple[Status, Status]:
    """The status of the return, read alone and in a list."""
    listed = next(one.status for one in survey(desk.kept, AUDIT) if one.case.ref == "GP1")
    return desk.returned(PRACTICE).status, listed


def test_a_read_back_stands_until_an_answer_changes_or_it_is_taken_back(desk: Desk) -> None:
    interview = called(desk)
    assert statuses(desk) == (Status.NOT_APPLICABLE,) * 2
    assert "read all answers of Larch Lane Surgery back to Ben Marsh" in interview.attesting.statement
    interview.attesting.attest()
    assert statuses(desk) == (Status.ATTESTED,) * 2
    whole = desk.returned(PRACTICE)
    assert whole.attested is not None
    assert (whole.attested.by, whole.attested.to) == ("Ida Interviewer", "Ben Marsh")
    assert (whole.state, whole.sections_signed) == (State.COMPLETE_TELEPHONE, ())
    with pytest.raises(StateError, match="attested already"):
        interview.attesting.attest()
    say(interview, ":casenote rang from the mobile")
    assert statuses(desk) == (Status.ATTESTED,) * 2
    say(interview, ":go 1.1", "not met")
    assert statuses(desk)[0] is statuses(desk)[1] is Status.NOT_APPLICABLE
    say(interview, ":undo")
    answer_on(interview)
    interview.attesting.attest()
    interview.attesting.take_back()
    assert statuses(desk) == (Status.NOT_APPLICABLE,) * 2
    with pytest.raises(StateError, match="nothing to take back"):
        interview.attesting.take_back()
    assert verify(desk.kept).faults == ()


def test_only_an_interviewer_attests_and_only_a_finished_call(desk: Desk) -> None:
    interview = desk.interview_as_interviewer(PRACTICE)
    with pytest.raises(StateError, match="when a call has come to its end"):
        interview.attesting.attest()
    for other in (delegate(desk, PRACTICE), lead(desk, PRACTICE)):
        with pytest.raises(RightsError, match="attest a read-back"):
            other.attesting.attest()
    answer_on(interview)
    for other in (delegate(desk, PRACTICE), lead(desk, PRACTICE)):
        for act in (other.attesting.attest, other.attesting.take_back):
            with pytest.raises(RightsError, match="attest a read-back"):
                act()
    assert desk.returned(PRACTICE).attested is None


def test_a_call_is_attested_and_later_signed_by_its_lead_with_a_code_sent_after_it(
    desk: Desk, clock: Clock
) -> None:
    interview = called(desk)
    interview.attesting.attest()
    certificate = desk.certificate(PRACTICE)
    assert "Ida Interviewer read the answers back to Ben Marsh" in certificate.text
    assert "SIGNED by" not in certificate.text
    clock.pass_by(days=2)
    opened = desk.docket(admitted(desk, PRACTICE, Role.LEAD))
    opened.review()
    opened.enrol(PHRASE)
    opened.sign(tuple(line.section for line in opened.sections()), PHRASE, "Ben Marsh")
    assert statuses(desk) == (Status.SIGNED,) * 2
    assert desk.returned(PRACTICE).header.mode == "telephone"
    with pytest.raises(StateError):
        desk.interview_as_interviewer(PRACTICE)
    opened.reopen("a date was heard wrongly")
    assert statuses(desk)[0] is statuses(desk)[1]
    assert statuses(desk)[0] is not Status.SIGNED
    assert docket(desk, PRACTICE).review().state is State.IN_PROGRESS
    assert verify(desk.kept).faults == ()
