"""The supervisor's part: assigning, calling again, appointments of others, and words between people."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from s11chat.assurance.right import Role
from s11chat.errors import RightsError, StateError, UsageError
from s11chat.fieldwork.appointment import Appointment
from s11chat.fieldwork.queue import Standing
from s11chat.services.desk import Desk
from s11chat.services.outcome_entry import Coding
from s11chat.services.staffing import appoint
from s11chat.services.supervising import Supervision
from tests.office import AUDIT, MORNING, Clock, Dice


@pytest.fixture
def ida(desk: Desk) -> Desk:
    """An interviewer; the desk's own actor is the manager."""
    appoint(desk.kept, AUDIT, desk.actor, Role.MANAGER)
    for name in ("Ida", "Ben"):
        appoint(desk.kept, AUDIT, name, Role.INTERVIEWER)
    return Desk(replace(desk.kept, actor="Ida", token=Dice("Ida")))


def test_a_case_for_one_interviewer_is_offered_to_nobody_else(desk: Desk, ida: Desk) -> None:
    room = Supervision(desk.kept, AUDIT)
    assert room.assign(["ST1", "GP1", "CO1"], "ben") == 3
    card = ida.call_room(AUDIT).next()
    assert card
    assert card.case == f"{AUDIT}/IN1"
    assert {line.owner for line in room.queue() if line.case != card.case} == {"Ben"}
    assert room.assign(["GP1"], "") == 1


def test_priority_brings_a_case_forward(desk: Desk, ida: Desk) -> None:
    Supervision(desk.kept, AUDIT).assign(["ST1"], "", priority=-1)
    card = ida.call_room(AUDIT).next()
    assert card
    assert card.case == f"{AUDIT}/ST1"


def test_nobody_is_assigned_who_does_not_work_there_and_interviewers_assign_nothing(
    desk: Desk, ida: Desk
) -> None:
    with pytest.raises(UsageError, match=r"No interviewer of audit-11 is called 'Zoe'; there are Ben, Ida\."):
        Supervision(desk.kept, AUDIT).assign(["GP1"], "Zoe")
    with pytest.raises(RightsError):
        Supervision(ida.kept, AUDIT).assign(["GP1"], "Ida")


def test_a_case_for_the_office_is_called_again_with_a_reason(desk: Desk, ida: Desk) -> None:
    calls = ida.call_room(AUDIT)
    calls.take("GP1")
    calls.dial("01632 960 001")
    calls.code(Coding("T1", note="a florist"))
    room = Supervision(desk.kept, AUDIT)
    assert [line.case for line in room.queue(Standing.OFFICE)] == [f"{AUDIT}/GP1"]
    with pytest.raises(UsageError, match="Say why"):
        room.call_again("GP1", " ")
    room.call_again("GP1", "new number from the council", to="Ben")
    (line,) = [line for line in room.queue() if line.case == f"{AUDIT}/GP1"]
    assert (line.standing, line.owner, line.attempts) == (Standing.READY, "Ben", 1)


def test_a_case_in_hand_is_not_moved(desk: Desk, ida: Desk) -> None:
    ida.call_room(AUDIT).take("GP1")
    with pytest.raises(StateError, match="Ida has"):
        Supervision(desk.kept, AUDIT).call_again("GP1", "new number")


def test_an_appointment_is_taken_over_and_called_off(desk: Desk, ida: Desk, clock: Clock) -> None:
    calls = ida.call_room(AUDIT)
    calls.take("GP1")
    calls.dial("01632 960 001")
    starts = MORNING + timedelta(hours=3)
    booked = Appointment(starts, starts + timedelta(minutes=30), exact=True, mine_only=True)
    calls.code(Coding("A1", appointment=booked))
    room = Supervision(desk.kept, AUDIT)
    (line,) = room.appointments()
    assert (line.owner, line.state) == ("Ida", "upcoming")
    room.take_over("GP1", line.number, "Ben")
    assert [one.owner for one in room.appointments()] == ["Ben"]
    room.cancel("GP1", line.number, "rang to cancel")
    assert room.appointments() == ()
    stands = desk.kept.queue.of(AUDIT, "GP1").position
    assert (stands.standing, stands.owner) == (Standing.READY, "")
    with pytest.raises(StateError, match="was cancelled already"):
        room.cancel("GP1", line.number, "again")


def test_a_word_reaches_whom_it_is_for_and_the_card_of_its_case(desk: Desk, ida: Desk) -> None:
    room, hers = Supervision(desk.kept, AUDIT), Supervision(ida.kept, AUDIT)
    room.say("Ring the branch surgery", to="Ida", ref="GP1")
    hers.say("They have moved")
    assert [line.text for line in hers.messages()] == ["Ring the branch surgery"]
    assert [line.text for line in room.messages()] == ["They have moved"]
    card = ida.call_room(AUDIT).take("GP1")
    assert [line.text for line in card.messages] == ["Ring the branch surgery"]
    hers.read(card.messages[0].number)
    assert hers.messages(unread=True) == ()
    with pytest.raises(UsageError, match="between 1 and"):
        hers.say(" ")
