"""Nobody is lost in the queue, rung twice or rung in vain, whatever happens while a case is in somebody's hands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from s11chat.assurance.right import Role
from s11chat.errors import RightsError, StateError, UsageError
from s11chat.fieldwork.appointment import Appointment
from s11chat.fieldwork.case import State
from s11chat.fieldwork.plan import Plan
from s11chat.fieldwork.queue import Position, Standing
from s11chat.services.calling import CallRoom
from s11chat.services.desk import Desk
from s11chat.services.fielding import close_wave
from s11chat.services.keeping import verify
from s11chat.services.outcome_entry import Coding
from s11chat.services.staffing import appoint, dismiss
from s11chat.services.supervising import Supervision
from s11chat.store.entry import Author, NewTransition, Placed
from tests.office import AUDIT, Clock, Dice
from tests.services.conftest import Named

ON_BOTH = True
NUMBER = "01632 960 001"


def room(desk: Desk) -> CallRoom:
    return desk.call_room(AUDIT)


def at(hour: int, minute: int = 0, day: int = 1) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=UTC)


def booked(starts: datetime, mine_only: bool = False) -> Appointment:
    return Appointment(starts, starts + timedelta(minutes=30), exact=True, mine_only=mine_only)


def rung(room: CallRoom, ref: str, coding: Coding) -> str:
    """Takes a case, rings it and codes the call."""
    room.take(ref)
    room.dial(NUMBER)
    return room.code(coding)


def became(desk: Desk, ref: str, *states: State) -> None:
    """What a delegate or lead does online, as the return shows it."""
    case = desk.kept.casebook.case(AUDIT, ref)
    online = Author("", "Nell Thimble", "delegate", "", "online")
    for state in states:
        desk.kept.responses.record(
            case.return_id, online, desk.kept.clock(), [NewTransition(state, "online")]
        )


def stands(desk: Desk, ref: str = "GP1") -> Position:
    return desk.kept.queue.of(AUDIT, ref).position


def standing_appointments(desk: Desk, ref: str = "GP1") -> int:
    case = desk.kept.casebook.case(AUDIT, ref)
    return sum(one.stands for one in desk.kept.fieldbook.appointments(case.return_id))


ONLINE = (State.IN_PROGRESS, State.COMPLETE)


@pytest.mark.parametrize("back_first", [True, False])
def test_a_return_finished_and_taken_up_again_while_in_hand_is_called_again(
    desks: Named, clock: Clock, back_first: bool
) -> None:
    desk, ida = desks("Office"), room(desks("Ida"))
    ida.take("GP1")
    became(desk, "GP1", *ONLINE)
    if back_first:
        ida.put_back()
    became(desk, "GP1", State.IN_PROGRESS)
    if not back_first:
        ida.put_back()
    clock.moment = at(10, day=8)
    ida.sweep()
    assert stands(desk).standing is Standing.READY


def test_a_call_that_was_never_coded_is_told_when_the_case_is_taken_by_its_ref(
    desks: Named, clock: Clock
) -> None:
    ida, ben = room(desks("Ida")), room(desks("Ben"))
    ida.take("GP1")
    ida.dial(NUMBER)
    clock.pass_by(minutes=31)
    card = ben.take("GP1")
    assert [(line.outcome, line.by) for line in card.history] == [("X2", "Ida")]
    assert card.attempts == 1


def test_whose_hold_ran_out_in_a_call_goes_on_with_another_case(desks: Named, clock: Clock) -> None:
    ida, ben = room(desks("Ida")), room(desks("Ben"))
    ida.take("GP1")
    ida.dial(NUMBER)
    clock.pass_by(minutes=31)
    ben.sweep()
    with pytest.raises(StateError, match="no longer held by you"):
        ida.code(Coding("N1"))
    assert ida.take("CO1").case == f"{AUDIT}/CO1"


@pytest.mark.parametrize("minutes", [0, 200])
def test_a_promised_appointment_outlives_a_call_that_was_never_coded(
    desks: Named, clock: Clock, minutes: int
) -> None:
    desk, ida, ben = desks("Office"), room(desks("Ida")), room(desks("Ben"))
    rung(ida, "GP1", Coding("A1", appointment=booked(at(14))))
    clock.pass_by(minutes=minutes)
    ida.take("GP1")
    ida.dial(NUMBER)
    clock.pass_by(minutes=31)
    ben.sweep()
    assert (stands(desk).standing, stands(desk).until) == (Standing.WAITING, at(14))
    clock.moment = at(14, 1)
    found = ben.next()
    assert found
    assert (found.case, found.why) == (f"{AUDIT}/GP1", "an appointment is due")


def test_an_appointment_that_ended_in_a_call_never_coded_is_broken(desks: Named, clock: Clock) -> None:
    desk, ida, ben = desks("Office"), room(desks("Ida")), room(desks("Ben"))
    rung(ida, "GP1", Coding("A1", appointment=booked(at(13))))
    clock.moment = at(13, 1)
    ida.next()
    ida.dial(NUMBER)
    clock.pass_by(minutes=45)
    ben.sweep()
    assert standing_appointments(desk) == 0
    assert stands(desk).why == "Call not coded"


@pytest.mark.parametrize("in_hand", [True, False])
def test_nobody_is_reminded_of_an_appointment_with_somebody_who_has_finished_online(
    desks: Named, clock: Clock, in_hand: bool
) -> None:
    desk, ida = desks("Office"), room(desks("Ida"))
    rung(ida, "GP1", Coding("A1", appointment=booked(at(13), mine_only=True)))
    if in_hand:
        ida.take("GP1")
    became(desk, "GP1", *ONLINE)
    if in_hand:
        ida.put_back()
    clock.moment = at(13, 1)
    assert ida.shift.due() is None
    ida.sweep()
    assert standing_appointments(desk) == 0
    became(desk, "GP1", State.IN_PROGRESS)
    clock.moment = at(10, day=8)
    ida.sweep()
    assert (stands(desk).standing, stands(desk).owner) == (Standing.READY, "")


def test_a_case_assigned_to_whom_it_was_kept_from_comes_to_them(desks: Named, clock: Clock) -> None:
    desk, ida = desks("Office"), room(desks("Ida"))
    rung(ida, "GP1", Coding("R1", note="not now"))
    clock.moment = at(10, day=9)
    for _ in range(3):
        ida.next()
        ida.dial(NUMBER)
        ida.code(Coding("N5", note="away until the end"))
    assert ida.next() is None
    assert ida.nothing() == "Whoever is left (1) is for another interviewer."
    Supervision(desk.kept, AUDIT).assign(["GP1"], "Ida")
    found = ida.next()
    assert found
    assert found.case == f"{AUDIT}/GP1"


def test_a_name_typed_otherwise_finds_the_same_cases_and_messages(desks: Named) -> None:
    desk = desks("Office")
    appoint(desk.kept, AUDIT, "Office", Role.MANAGER)
    appoint(desk.kept, AUDIT, "Ida Example", Role.INTERVIEWER)
    office = Supervision(desk.kept, AUDIT)
    office.assign(["GP1"], "ida example")
    office.say("Ring the surgery", to="ida example")
    ida = room(desks("IDA example"))
    assert [line.text for line in ida.shift.messages()] == ["Ring the surgery"]
    found = ida.next()
    assert found
    assert found.case == f"{AUDIT}/GP1"


def test_nothing_takes_a_case_out_of_somebodys_hands(desks: Named) -> None:
    """Somebody took it between the look of another and what the other writes."""
    desk, ida = desks("Office"), room(desks("Ida"))
    before = stands(desk)
    ida.take("GP1")
    case = desk.kept.casebook.case(AUDIT, "GP1")
    with pytest.raises(StateError, match="Ida has"):
        desk.kept.responses.record(
            case.return_id, Author("", "Office", "manager"), desk.kept.clock(), [Placed(before)]
        )
    ida.dial(NUMBER)
    ida.code(Coding("N1"))


def test_a_return_finished_in_the_moment_of_coding_is_not_called_again(desks: Named) -> None:
    desk, ida = desks("Office"), room(desks("Ida"))
    rung(ida, "GP1", Coding("N1"))
    before = stands(desk)
    became(desk, "GP1", *ONLINE)
    case = desk.kept.casebook.case(AUDIT, "GP1")
    desk.kept.responses.record(
        case.return_id, Author("", "Ida", "interviewer"), desk.kept.clock(), [Placed(before)]
    )
    assert (stands(desk).standing, stands(desk).why) == (Standing.CLOSED, "complete")


def test_a_refusal_stays_closed_to_interviewers_when_a_managers_hold_runs_out(
    desks: Named, clock: Clock
) -> None:
    desk = desks("Office")
    appoint(desk.kept, AUDIT, "Office", Role.MANAGER)
    appoint(desk.kept, AUDIT, "Ida", Role.INTERVIEWER)
    office, ida = room(desk), room(desks("Ida"))
    rung(ida, "GP1", Coding("R2", note="never again"))
    office.take("GP1")
    clock.pass_by(minutes=31)
    with pytest.raises(StateError, match="the manager can have it called again"):
        ida.take("GP1")


def test_a_wave_closed_in_mid_call_leaves_no_call_uncoded(desks: Named) -> None:
    desk, ida = desks("Office"), room(desks("Ida"))
    ida.take("GP1")
    ida.dial(NUMBER)
    close_wave(desk.kept, AUDIT)
    assert "It is not called again" in ida.code(Coding("N1"))
    ida.leave()
    assert stands(desk).standing is Standing.CLOSED
    assert not verify(desk.kept).faults


def test_attempts_lowered_in_mid_call_close_the_case_for_the_next_room(desks: Named, clock: Clock) -> None:
    desk, ida = desks("Office"), room(desks("Ida"))
    for _ in range(3):
        rung(ida, "GP1", Coding("N1"))
    ida.take("GP1")
    ida.dial(NUMBER)
    desk.kept.plans.settle(AUDIT, Plan(attempts=1), "Office", clock())
    ida.code(Coding("N1"))
    clock.moment = at(10, day=2)
    ben = room(desks("Ben"))
    assert "used up" in rung(ben, "GP1", Coding("N1"))
    assert not verify(desk.kept).faults


def test_a_clock_that_jumps_in_mid_call_makes_no_call_negative(desks: Named, clock: Clock) -> None:
    desk, ida = desks("Office"), room(desks("Ida"))
    ida.take("GP1")
    ida.dial(NUMBER)
    clock.pass_by(hours=-1)
    ida.code(Coding("N1"))
    assert [line.minutes for line in Supervision(desk.kept, AUDIT).history("GP1")] == [0]
    assert ida.shift.tally().hours >= 0
    ida.take("CO1")
    ida.dial(NUMBER)
    clock.pass_by(days=1)
    ida.code(Coding("N1"))
    assert not verify(desk.kept).faults


def test_a_role_taken_away_in_mid_call_lets_nothing_more_be_coded(desks: Named, clock: Clock) -> None:
    desk = desks("Office")
    appoint(desk.kept, AUDIT, "Office", Role.MANAGER)
    appoint(desk.kept, AUDIT, "Ida", Role.INTERVIEWER)
    ida, free = room(desks("Ida")), room(desks("Ida"))
    ida.take("GP1")
    ida.dial(NUMBER)
    dismiss(desk.kept, AUDIT, "Ida")
    with pytest.raises(RightsError):
        ida.code(Coding("N1"))
    for act in (free.next, lambda: free.take("CO1")):
        with pytest.raises(RightsError):
            act()
    clock.pass_by(minutes=31)
    office = room(desk)
    office.sweep()
    assert stands(desk).outcome == "X2"


def test_of_two_rooms_of_one_name_only_one_has_the_call(desks: Named) -> None:
    desk = desks("Ida")
    one, other = room(desk), room(Desk(replace(desk.kept, token=Dice("another terminal"))))
    one.take("GP1")
    one.dial(NUMBER)
    assert other.take("GP1").dialled
    with pytest.raises(StateError, match="no longer held by you"):
        one.code(Coding("N1"))
    one.leave()
    other.code(Coding("N1"))
    assert len(Supervision(desk.kept, AUDIT).history("GP1")) == 1


def test_no_interviewer_gives_away_or_calls_off_what_another_keeps(desks: Named) -> None:
    desk = desks("Office")
    appoint(desk.kept, AUDIT, "Office", Role.MANAGER)
    for name in ("Ida", "Ben"):
        appoint(desk.kept, AUDIT, name, Role.INTERVIEWER)
    ida, ben = room(desks("Ida")), room(desks("Ben"))
    rung(ida, "GP1", Coding("A1", appointment=booked(at(13), mine_only=True)))
    (line,) = ida.shift.appointments()
    with pytest.raises(RightsError, match="assign cases to interviewers"):
        ida.shift.office.take_over("GP1", line.number, "Ben")
    with pytest.raises(RightsError, match="assign cases to interviewers"):
        ben.shift.office.cancel("GP1", line.number, "no time")
    ben.shift.office.take_over("GP1", line.number, "Ben")
    ben.shift.office.take_over("GP1", line.number)
    ida.shift.office.cancel("GP1", line.number, "they rang")


def test_only_whom_a_message_is_for_has_read_it(desks: Named) -> None:
    desk = desks("Office")
    appoint(desk.kept, AUDIT, "Office", Role.MANAGER)
    for name in ("Ida", "Ben"):
        appoint(desk.kept, AUDIT, name, Role.INTERVIEWER)
    office = Supervision(desk.kept, AUDIT)
    office.say("Ring the surgery", to="Ida")
    (line,) = Supervision(desks("Ida").kept, AUDIT).messages()
    with pytest.raises(UsageError, match="No message of number"):
        Supervision(desks("Ben").kept, AUDIT).read(line.number)
    assert Supervision(desks("Ida").kept, AUDIT).messages(unread=True)


def test_what_is_too_long_or_too_large_to_be_meant_is_refused_in_a_sentence(
    desks: Named, clock: Clock
) -> None:
    desk, ida = desks("Office"), room(desks("Ida"))
    office = Supervision(desk.kept, AUDIT)
    ida.take("GP1")
    with pytest.raises(UsageError, match="A number has at most"):
        ida.dial("0" * 100_000)
    ida.dial(NUMBER)
    for told in ({"person": "x" * 100_000}, {"number": "0" * 100_000}):
        long = replace(booked(at(14)), **told)  # type: ignore[arg-type]
        with pytest.raises(UsageError, match="has at most"):
            ida.code(Coding("A1", appointment=long))
    ida.code(Coding("A1", appointment=booked(at(14))))
    (line,) = office.appointments()
    with pytest.raises(UsageError, match="A reason has at most"):
        office.cancel("GP1", line.number, "x" * 100_000)
    with pytest.raises(UsageError, match="A reason has at most"):
        office.call_again("GP1", "x" * 100_000)
    with pytest.raises(UsageError, match="A priority lies between"):
        office.assign(["GP1"], "", priority=10**30)
    with pytest.raises(UsageError, match="no appointment"):
        office.take_over("GP1", 10**30, "Office")
