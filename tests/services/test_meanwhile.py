"""What others do while somebody sits at a return: open it too, revoke the code, close the wave, put the lead out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from s11chat.assurance.right import Role
from s11chat.engine.turn import Ended
from s11chat.errors import AccessError, StateError
from s11chat.fieldwork.case import State
from s11chat.services.admitting import revoke
from s11chat.services.desk import Desk
from s11chat.services.fielding import close_wave
from s11chat.services.interviewing import Interview
from s11chat.services.keeping import verify
from s11chat.store.record import SignatureRecord
from s11chat.store.response import Responses
from tests.office import (
    AUDIT,
    DISTRICT,
    PHRASE,
    PRACTICE,
    SURVEY,
    Clock,
    admitted,
    answer_on,
    code_for,
    delegate,
    desk_in,
    docket,
    lead,
    say,
)

ON_BOTH = True


def test_a_return_opened_by_somebody_else_in_the_same_moment_is_opened_once(desk: Desk) -> None:
    slow = replace(desk.kept.case(DISTRICT))
    say(desk.interview_as_interviewer(DISTRICT), "2")
    late = Interview(desk.kept, slow, Role.INTERVIEWER, "Una", "", "telephone")
    assert late.conversation.current is not None
    assert late.conversation.current.id == "q2"
    moves = [move.became for move in desk.kept.responses.transitions(slow.return_id)]
    assert moves == [State.OPENED, State.IN_PROGRESS]


def test_ten_open_a_return_at_once(home: Path) -> None:
    faults: list[BaseException] = []

    def sit() -> None:
        desk = desk_in(home, Clock())
        try:
            desk.interview_as_interviewer(DISTRICT).leave()
        except BaseException as error:  # noqa: BLE001  # told by the thread that waits
            faults.append(error)
        finally:
            desk.close()

    threads = [threading.Thread(target=sit) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    desk = desk_in(home, Clock())
    assert len(desk.kept.responses.transitions(desk.kept.case(DISTRICT).return_id)) == 1
    assert verify(desk.kept).faults == ()
    desk.close()


def test_nothing_more_is_kept_once_the_code_is_revoked(desk: Desk) -> None:
    sitting = delegate(desk, PRACTICE)
    say(sitting, "fully met")
    revoke(desk.kept, PRACTICE)
    for said in ("Minutes of 3 March", ":note late", ":undo", ":park Jane by Friday"):
        with pytest.raises(AccessError, match="was revoked just now"):
            say(sitting, said)
    sitting.leave()
    assert list(desk.kept.responses.current(desk.kept.case(PRACTICE).return_id)) == ["1.1"]
    assert verify(desk.kept).faults == ()


def test_a_lead_whose_code_is_revoked_signs_nothing(answered: Desk) -> None:
    opened = docket(answered, PRACTICE)
    opened.enrol(PHRASE)
    revoke(answered.kept, PRACTICE)
    for done in (
        lambda: opened.sign(("1",), PHRASE, "Ben Marsh"),
        lambda: opened.send_back("Look at 1.1 again."),
        lambda: opened.amend("1.1", "not met"),
        lambda: opened.review(),
        lambda: opened.accept("1.1"),
    ):
        with pytest.raises(AccessError, match="was revoked just now"):
            done()
    assert answered.returned(PRACTICE).sections_signed == ()


def test_a_code_that_expires_in_mid_sitting_does_not_cut_it_short(desk: Desk, clock: Clock) -> None:
    admission = admitted(desk, PRACTICE)
    sitting = desk.interview(admission)
    clock.pass_by(days=61)
    say(sitting, "fully met")
    assert list(desk.kept.responses.current(desk.kept.case(PRACTICE).return_id)) == ["1.1"]


def test_a_code_issued_anew_ends_the_sitting_of_the_old_one(desk: Desk) -> None:
    sitting = lead(desk, PRACTICE)
    code_for(desk, PRACTICE, Role.LEAD)
    with pytest.raises(AccessError, match="was revoked just now"):
        say(sitting, "fully met")


@pytest.mark.parametrize("said", ["2", ":note late", ":park Jane by Friday"])
def test_a_wave_closed_in_mid_interview_takes_nothing_more(desk: Desk, said: str) -> None:
    sitting = desk.interview_as_interviewer(DISTRICT)
    say(sitting, "2")
    close_wave(desk.kept, SURVEY)
    before = desk.kept.responses.events(f"return:{desk.kept.case(DISTRICT).return_id}")
    with pytest.raises(StateError, match="takes no more answers"):
        say(sitting, said)
    with pytest.raises(StateError, match="takes no more answers"):
        sitting.replace_contact("Ann Other", "Head")
    assert any(isinstance(turn, Ended) for turn in say(sitting, ":quit"))
    sitting.leave()
    assert desk.kept.responses.events(f"return:{desk.kept.case(DISTRICT).return_id}") == before
    assert desk.kept.case(DISTRICT).contact is None
    assert verify(desk.kept).faults == ()


def test_a_wave_closed_while_a_lead_reviews_takes_no_signature(answered: Desk) -> None:
    opened = docket(answered, PRACTICE)
    opened.enrol(PHRASE)
    close_wave(answered.kept, AUDIT)
    with pytest.raises(StateError):
        opened.sign(("1",), PHRASE, "Ben Marsh")
    assert verify(answered.kept).faults == ()


def test_closing_that_was_broken_off_is_taken_to_its_end(desk: Desk) -> None:
    desk.kept.casebook.close_wave(SURVEY, "Ida", desk.kept.clock())  # and killed before the returns
    assert desk.kept.case(DISTRICT).state is State.ASSIGNED
    close_wave(desk.kept, SURVEY)
    assert {case.state for case in desk.kept.casebook.cases(SURVEY)} == {State.CLOSED_UNSIGNED}
    with pytest.raises(StateError, match="closed already"):
        close_wave(desk.kept, SURVEY)
    assert verify(desk.kept).faults == ()


class Interrupted(Responses):
    """Lets somebody else do something between two looks at a return."""

    meanwhile: dict[str, Callable[[], object]] = {}

    def signatures(self, return_id: str) -> tuple[SignatureRecord, ...]:
        if return_id in self.meanwhile:
            self.meanwhile.pop(return_id)()
        return super().signatures(return_id)


def test_a_signature_that_comes_while_the_office_verifies_is_no_fault(answered: Desk) -> None:
    opened = docket(answered, PRACTICE)
    opened.enrol(PHRASE)
    opened.sign(("1",), PHRASE, "Ben Marsh")

    def amended() -> None:
        opened.amend("1.1", "not met")
        opened.review()
        opened.sign(("1",), PHRASE, "Ben Marsh")

    slow = replace(answered.kept, responses=Interrupted(answered.kept.database))
    Interrupted.meanwhile[slow.case(PRACTICE).return_id] = amended
    assert verify(slow).faults == ()
    assert Interrupted.meanwhile == {}


def state(desk: Desk, case: str) -> State:
    return desk.kept.case(case).state


def test_what_one_takes_back_after_the_other_completed_is_open_again(desk: Desk) -> None:
    one = desk.interview_as_interviewer(DISTRICT)
    say(one, "2")
    other = desk.interview_as_interviewer(DISTRICT)
    answer_on(other)
    assert state(desk, DISTRICT) is State.COMPLETE_TELEPHONE
    say(one, ":undo")
    assert state(desk, DISTRICT) is State.IN_PROGRESS
    answer_on(desk.interview_as_interviewer(DISTRICT))
    assert state(desk, DISTRICT) is State.COMPLETE_TELEPHONE


def test_what_one_took_back_is_not_completed_by_the_other(desk: Desk) -> None:
    one = desk.interview_as_interviewer(DISTRICT)
    say(one, "2")
    other = desk.interview_as_interviewer(DISTRICT)
    say(one, ":undo")
    answer_on(other)
    assert state(desk, DISTRICT) is State.IN_PROGRESS
    answer_on(desk.interview_as_interviewer(DISTRICT))
    assert state(desk, DISTRICT) is State.COMPLETE_TELEPHONE
    assert verify(desk.kept).faults == ()
