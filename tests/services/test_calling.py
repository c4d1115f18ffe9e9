"""The call room: who gets which case next, what coding a call does to it, and what nobody can lose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from s11chat.assurance.right import Role
from s11chat.errors import RefusedError, StateError, UsageError
from s11chat.fieldwork.appointment import Appointment
from s11chat.fieldwork.case import State
from s11chat.fieldwork.plan import Plan, Stage, StageKind
from s11chat.fieldwork.queue import APPOINTMENT, Standing
from s11chat.services.calling import CallRoom
from s11chat.services.counting import rates
from s11chat.services.desk import Desk
from s11chat.services.fielding import add_person, close_wave
from s11chat.services.keeping import verify
from s11chat.services.outcome_entry import Coding, NewPerson
from s11chat.services.staffing import appoint
from tests.office import AUDIT, CLUB, MORNING, PRACTICE, SURVEY, Clock, answer_on, completed, say
from tests.services.conftest import Named

ON_BOTH = True


def room(desk: Desk) -> CallRoom:
    return desk.call_room(AUDIT)


def coded(room: CallRoom, outcome: str, **told: object) -> str:
    """Rings the case in hand and codes it."""
    card = room.card()
    room.dial(card.people[0].phone or "01632 960 001")
    return room.code(Coding(outcome, **told))  # type: ignore[arg-type]


def at(hour: int, minute: int = 0, day: int = 1) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=UTC)


def booked(starts: datetime, **told: object) -> Appointment:
    return Appointment(starts, starts + timedelta(minutes=30), exact=True, **told)  # type: ignore[arg-type]


def test_two_interviewers_never_get_the_same_case(desks: Named) -> None:
    ida, ben = room(desks("Ida")), room(desks("Ben"))
    cards = [card.case for card in (ida.next(), ben.next()) if card]
    assert len(set(cards)) == 2
    with pytest.raises(StateError, match=r"Ida has .* in hand since"):
        ben.take(cards[0].partition("/")[2])


def test_nobody_interviews_a_case_that_somebody_rings(desks: Named) -> None:
    card = room(desks("Ida")).next()
    assert card
    with pytest.raises(StateError, match="Ida has"):
        desks("Ben").interview_as_interviewer(card.case)


def test_whoever_has_a_case_in_hand_is_told_so_and_where_to_take_it_back(desks: Named) -> None:
    desk = desks("Ida")
    card = room(desk).next()
    assert card
    with pytest.raises(StateError, match=r"You have .* in hand yourself since .* take it in the call room"):
        desk.interview_as_interviewer(card.case)
    ref = card.case.partition("/")[2]
    again = room(desk)
    assert again.take(ref).case == card.case
    again.put_back()
    assert desk.interview_as_interviewer(card.case)


def test_a_case_that_was_dialled_is_coded_before_anything_else(desks: Named) -> None:
    ida = room(desks("Ida"))
    card = ida.next()
    assert card
    ida.dial("01632 960 001")
    for way_out in (ida.next, ida.put_back, ida.leave, lambda: ida.take("GP1")):
        with pytest.raises(StateError, match="code it before"):
            way_out()
    assert "comes back Tue 01 Sep 13:0" in ida.code(Coding("N1"))
    assert not ida.holds


def test_a_case_not_called_goes_back_as_it_was(desks: Named) -> None:
    ida = room(desks("Ida"))
    card = ida.next()
    assert card
    ida.put_back()
    assert all(one.position.standing is Standing.READY for one in ida._kept.queue.of_wave(AUDIT))
    again = ida.next()
    assert again
    assert again.case == card.case


def test_no_answer_comes_back_in_another_part_of_the_day(desks: Named, clock: Clock) -> None:
    ida = room(desks("Ida"))
    first = ida.next()
    assert first
    coded(ida, "N1")
    (last,) = ida._kept.fieldbook.calls(ida._kept.case(first.case).return_id)
    assert (last.slot, last.attempt, last.by_name) == ("morning", True, "Ida")
    position = ida._kept.queue.of(AUDIT, first.case.partition("/")[2]).position
    assert (position.attempts, position.next_slot, position.outcome) == (1, "midday", "N1")
    for _ in range(3):
        assert ida.next()
        coded(ida, "N2")
    assert ida.next() is None
    assert "Nobody is to be called before" in ida.nothing()
    clock.moment = at(12, 30)
    again = ida.next()
    assert again
    assert (again.case, again.why) == (first.case, "called once; no answer")


def test_what_an_outcome_needs_is_asked_for_and_the_case_stays_in_hand(desks: Named) -> None:
    ida = room(desks("Ida"))
    assert ida.next()
    ida.dial("01632 960 001")
    for coding, lacking in (
        (Coding("R1"), "say more in a note"),
        (Coding("A1"), "say when"),
        (Coding("D1", note="she is away"), "give the name"),
        (Coding("E3", note="same"), "give the ref"),
        (Coding("ZZ"), "There is no outcome 'ZZ'"),
        (Coding("X1"), "not coded by hand"),
    ):
        with pytest.raises((UsageError, RefusedError), match=lacking):
            ida.code(coding)
        assert ida.holds
    ida.code(Coding("N1"))


def test_a_soft_refusal_goes_to_another_interviewer_after_a_week(desks: Named, clock: Clock) -> None:
    ida, ben = room(desks("Ida")), room(desks("Ben"))
    card = ida.take("GP1")
    coded(ida, "R1", note="too busy, gatekeeper")
    clock.moment = at(10, day=9)
    assert card.case not in _called(ida)
    found = ben.next()
    assert found
    assert found.case == card.case
    assert found.last
    assert found.last.note == "too busy, gatekeeper"


def _called(room: CallRoom) -> list[str]:
    """Whom a room offers until there is nobody left; nobody answers."""
    called = []
    while (card := room.next()) is not None:
        called.append(card.case)
        coded(room, "N1")
    return called


def test_a_hard_refusal_is_final_and_no_attempt_overwrites_a_refusal(desks: Named, clock: Clock) -> None:
    manager = desks("Office")
    manager.kept.plans.settle(AUDIT, Plan(attempts=2), "Office", clock())
    ida = room(desks("Ida"))
    ida.take("GP1")
    assert "It is not called again" in coded(ida, "R2", note="never again")
    ida.take("CO1")
    coded(ida, "R1", note="not now")
    clock.moment = at(10, day=9)
    ben = room(desks("Ben"))
    ben.take("CO1")
    coded(ben, "R1", note="no")
    kept = ida._kept
    stands = {one.ref: one.position for one in kept.queue.of_wave(AUDIT)}
    assert (stands["GP1"].standing, stands["GP1"].outcome) == (Standing.CLOSED, "R2")
    assert (stands["CO1"].standing, stands["CO1"].outcome) == (Standing.CLOSED, "R1")
    assert not verify(manager.kept).faults


def test_the_attempt_cap_closes_a_case_nobody_reached(desks: Named, clock: Clock) -> None:
    desks("Office").kept.plans.settle(AUDIT, Plan(attempts=2), "Office", clock())
    ida = room(desks("Ida"))
    told = ""
    for day in (1, 2):
        clock.moment = at(10, day=day)
        ida.take("GP1")
        told = coded(ida, "N1")
    assert "attempts used up" in told
    position = ida._kept.queue.of(AUDIT, "GP1").position
    assert (position.standing, position.outcome, position.attempts) == (Standing.CLOSED, "X1", 2)


def test_an_appointment_brings_the_case_back_to_whoever_made_it(desks: Named, clock: Clock) -> None:
    ida, ben = room(desks("Ida")), room(desks("Ben"))
    card = ida.take("GP1")
    coded(ida, "A1", appointment=booked(at(13), person="Ben Marsh", mine_only=True))
    clock.moment = at(13, 5)
    found = ben.next()
    assert found
    assert found.case != card.case
    mine = ida.next()
    assert mine
    assert (mine.case, mine.why) == (card.case, "your appointment is due")
    assert mine.appointment
    assert (mine.appointment.local, mine.appointment.state) == ("Tue 01 Sep 14:00", "due")
    coded(ida, "N4", note="called away, ring tomorrow")
    (line,) = ida._kept.fieldbook.appointments(ida._kept.case(card.case).return_id)
    assert line.step == "kept"


def test_an_appointment_nobody_keeps_is_broken_and_the_case_comes_to_all(desks: Named, clock: Clock) -> None:
    ida, ben = room(desks("Ida")), room(desks("Ben"))
    card = ida.take("GP1")
    coded(ida, "A1", appointment=booked(at(13), mine_only=True))
    clock.moment = at(13, 45)
    while (found := ben.next()) is not None and found.case != card.case:
        coded(ben, "N1")
    assert found is not None
    (line,) = ida._kept.fieldbook.appointments(ida._kept.case(card.case).return_id)
    assert (line.step, line.stands) == ("broken", False)


@pytest.mark.parametrize("minute", [0, 50])
def test_a_call_that_reaches_nobody_leaves_the_appointment_standing(
    desks: Named, clock: Clock, minute: int
) -> None:
    ida = room(desks("Ida"))
    ida.take("GP1")
    coded(ida, "A1", appointment=booked(at(13), mine_only=True))
    for moment, back in ((at(12, minute), at(13)), (at(13, 5), at(13, 25))):
        clock.moment = moment
        ida.take("GP1")
        coded(ida, "N2")
        stands = ida._kept.queue.of(AUDIT, "GP1").position
        assert (stands.standing, stands.rank, stands.owner) == (Standing.WAITING, APPOINTMENT, "Ida")
        assert stands.until is not None
        assert stands.until.replace(second=0) == back
        (line,) = ida._kept.fieldbook.appointments(ida._kept.case(PRACTICE).return_id)
        assert line.stands
    clock.moment = at(13, 26)
    assert (card := ida.next())
    assert (card.case, card.why) == (PRACTICE, "your appointment is due")
    coded(ida, "A3", note="gone home")
    (line,) = ida._kept.fieldbook.appointments(ida._kept.case(PRACTICE).return_id)
    assert (line.step, line.stands) == ("broken", False)
    assert not verify(ida._kept).faults


def test_an_appointment_stands_by_whatever_a_call_to_nobody_is_coded_again(
    desks: Named, clock: Clock
) -> None:
    ida = room(desks("Ida"))
    ida.take("GP1")
    coded(ida, "A1", appointment=booked(at(13)))
    clock.moment = at(12)
    ida.take("GP1")
    coded(ida, "N2")
    ida.again()
    ida.code(Coding("N3"))
    (line,) = ida._kept.fieldbook.appointments(ida._kept.case(PRACTICE).return_id)
    assert line.stands
    ida.again()
    ida.code(Coding("T1", note="dead line"))
    (line,) = ida._kept.fieldbook.appointments(ida._kept.case(PRACTICE).return_id)
    assert (line.step, line.stands) == ("cancelled", False)
    assert ida._kept.queue.of(AUDIT, "GP1").position.standing is Standing.OFFICE


def test_an_appointment_lies_within_the_hours_unless_a_manager_makes_it(desks: Named) -> None:
    manager = desks("Office")
    appoint(manager.kept, AUDIT, "Office", Role.MANAGER)
    appoint(manager.kept, AUDIT, "Ida", Role.INTERVIEWER)
    ida = room(desks("Ida"))
    ida.take("GP1")
    ida.dial("01632 960 001")
    evening = booked(at(19))
    with pytest.raises(RefusedError, match="next permitted time is"):
        ida.code(Coding("A1", appointment=evening))
    ida.code(Coding("N1"))
    office = room(manager)
    office.take("GP1")
    assert "comes back Tue 01 Sep 20:00" in coded(office, "A1", appointment=evening)


def test_outside_the_hours_only_appointments_are_offered(desks: Named, clock: Clock) -> None:
    ida = room(desks("Ida"))
    clock.moment = at(18)
    assert ida.next() is None
    assert ida.nothing() == "Calls are permitted again Wednesday 2 September at 9:00."
    card = ida.take("GP1")
    assert not card.permitted


def test_before_the_telephone_stage_only_appointments_are_offered(desks: Named, clock: Clock) -> None:
    begins = Stage(stage=StageKind.TELEPHONE, on=(MORNING + timedelta(days=30)).date())
    desks("Office").kept.plans.settle(AUDIT, Plan(stages=(begins,)), "Office", clock())
    ida = room(desks("Ida"))
    assert ida.next() is None
    assert "The telephone stage begins on 01 October" in ida.nothing()


def test_a_delegate_named_on_the_telephone_is_the_contact_and_the_first_stays_known(desks: Named) -> None:
    ida = room(desks("Ida"))
    card = ida.take("GP1")
    told = NewPerson("Nell Thimble", "Practice nurse", "01632 960 222", "nell@example.org")
    coded(ida, "D1", note="she does all this", passed_to=told)
    again = ida.take("GP1")
    assert [(one.name, one.office) for one in again.people] == [
        ("Nell Thimble", "contact"),
        ("Ben Marsh", "lead"),
    ]
    assert again.case == card.case


def test_a_return_finished_on_the_telephone_is_coded_by_who_answered(desks: Named) -> None:
    desk = desks("Ida")
    ida = room(desk)
    ida.take("IN1")
    ida.dial("01632 960 001")
    interview = ida.interview()
    answer_on(interview)
    assert [one.code for one in ida.outcomes(answered=True)] == ["C1"]
    ida.code(Coding("C1"))
    stands = desk.kept.queue.of(AUDIT, "IN1").position
    assert (stands.standing, stands.outcome, stands.why) == (Standing.CLOSED, "C1", "complete")


def test_a_return_finished_online_ends_the_calls(desks: Named) -> None:
    desk = desks("Office")
    ida = room(desks("Ida"))
    completed(desk, PRACTICE)
    assert desk.kept.queue.of(AUDIT, "GP1").position.standing is Standing.CLOSED
    assert PRACTICE not in _called(ida)


def test_finished_online_while_somebody_rings_it_is_closed_once_coded(desks: Named) -> None:
    desk = desks("Office")
    ida = room(desks("Ida"))
    ida.take("GP1")
    ida.dial("01632 960 001")
    completed(desk, PRACTICE)
    ida.code(Coding("N1"))
    stands = desk.kept.queue.of(AUDIT, "GP1").position
    assert (stands.standing, stands.why) == (Standing.CLOSED, "complete")


def test_a_call_of_a_killed_program_is_told_and_the_case_comes_back(desks: Named, clock: Clock) -> None:
    ida, ben = room(desks("Ida")), room(desks("Ben"))
    card = ida.next()
    assert card
    ida.dial("01632 960 001")
    clock.moment += timedelta(minutes=31)
    ben.sweep()
    calls = ben._kept.fieldbook.calls(ben._kept.case(card.case).return_id)
    assert [(call.outcome, call.by_name) for call in calls] == [("X2", "Ida")]
    with pytest.raises(StateError, match="no longer held by you"):
        ida.code(Coding("N1"))
    assert not verify(ben._kept).faults


def test_a_forgotten_hold_runs_out_and_a_sign_of_life_keeps_it(desks: Named, clock: Clock) -> None:
    ida, ben = room(desks("Ida")), room(desks("Ben"))
    card = ida.take("GP1")
    clock.moment += timedelta(minutes=20)
    assert ida.stay()
    clock.moment += timedelta(minutes=20)
    with pytest.raises(StateError, match="Ida has"):
        ben.take("GP1")
    clock.moment += timedelta(minutes=20)
    ben.sweep()
    assert not ida.stay()
    assert ben.take("GP1").case == card.case


def test_a_duplicate_points_at_the_other_case_and_takes_no_more_answers(desks: Named) -> None:
    ida = room(desks("Ida"))
    ida.take("GP1")
    coded(ida, "E3", note="same surgery", points_to="CO1")
    assert ida._kept.case(PRACTICE).state is State.SUPERSEDED
    ida.take("IN1")
    ida.dial("01632 960 001")
    say(ida.interview(), "1")
    assert "It goes to the office." in coded(ida, "E3", note="same", points_to="CO1")
    assert ida._kept.case(CLUB).state is State.IN_PROGRESS


def test_abolished_waits_for_the_supervisor_and_a_dead_number_for_the_office(desks: Named) -> None:
    manager = desks("Office")
    appoint(manager.kept, AUDIT, "Office", Role.MANAGER)
    appoint(manager.kept, AUDIT, "Ida", Role.INTERVIEWER)
    ida = room(desks("Ida"))
    ida.take("GP1")
    assert "goes to the supervisor" in coded(ida, "E2", note="closed in March")
    assert _ineligible(manager) == 0
    ida.take("CO1")
    assert "goes to the office" in coded(ida, "T1", note="a florist")
    office = room(manager)
    office.take("GP1")
    assert _ineligible(manager) == 0
    coded(office, "E2", note="confirmed by the trust")
    assert _ineligible(manager) == 1
    assert manager.kept.queue.of(AUDIT, "GP1").position.standing is Standing.CLOSED
    with pytest.raises(StateError, match="the manager can have it called again"):
        ida.take("GP1")


def _ineligible(desk: Desk) -> int:
    """How many cases of the wave count as not eligible."""
    return rates(desk.kept, AUDIT).table.total.counts.not_eligible


def test_cases_are_found_by_ref_name_and_number(desks: Named) -> None:
    ida = room(desks("Ida"))
    assert [line.case for line in ida.find("gp1")] == [PRACTICE]
    assert [line.case for line in ida.find("omar")] == [CLUB]
    assert ida.find("nowhere") == ()


def test_appointments_are_right_across_the_change_of_the_clocks(desks: Named, clock: Clock) -> None:
    """On Friday 23 October it is 10:00 in London at 9:00 UTC; on Monday the 26th at 10:00 UTC."""
    ida = room(desks("Ida"))
    clock.moment = datetime(2026, 10, 23, 9, 0, tzinfo=UTC)
    ida.take("GP1")
    monday = datetime(2026, 10, 26, 10, 0, tzinfo=UTC)
    told = coded(ida, "A1", appointment=booked(monday))
    assert "comes back Mon 26 Oct 10:00" in told
    clock.moment = datetime(2026, 10, 26, 9, 30, tzinfo=UTC)
    first = ida.next()
    assert first
    assert first.why != "an appointment is due"
    coded(ida, "N1")
    clock.moment = datetime(2026, 10, 26, 10, 1, tzinfo=UTC)
    found = ida.next()
    assert found
    assert found.why == "an appointment is due"


def calls_to(room: CallRoom, case: str) -> list[tuple[str, bool]]:
    """The outcomes that count of a case, and whether each is an attempt."""
    return [(one.outcome, one.attempt) for one in room._kept.fieldbook.calls(room._kept.case(case).return_id)]


def test_the_call_coded_last_can_be_coded_again_and_counts_once(desks: Named) -> None:
    ida = room(desks("Ida"))
    ida.take("GP1")
    coded(ida, "N1")
    card = ida.again()
    assert (card.case, card.attempts, card.last and card.last.outcome) == (PRACTICE, 0, "N1")
    assert {"N1", "R2", "H1"} <= {one.code for one in ida.outcomes(answered=None)}
    assert "never again" not in ida.code(Coding("R2", note="never again"))
    assert calls_to(ida, PRACTICE) == [("R2", True)]
    stands = ida._kept.queue.of(AUDIT, "GP1").position
    assert (stands.standing, stands.outcome, stands.attempts) == (Standing.CLOSED, "R2", 1)
    ida.again()
    assert "It comes back" in ida.code(Coding("N2"))
    assert calls_to(ida, PRACTICE) == [("N2", True)]
    assert ida._kept.queue.of(AUDIT, "GP1").position.attempts == 1
    (day,) = ida._kept.fieldbook.calls_of_wave(AUDIT)
    assert day.outcome == "N2"
    assert not verify(ida._kept).faults


def test_coding_again_that_is_given_up_leaves_the_call_as_it_was_coded(desks: Named) -> None:
    ida = room(desks("Ida"))
    ida.take("GP1")
    coded(ida, "R2", note="never again")
    ida.again()
    assert not ida.uncoded
    with pytest.raises(StateError, match="This call is over"):
        ida.dial("01632 960 001")
    ida.put_back()
    stands = ida._kept.queue.of(AUDIT, "GP1").position
    assert (stands.standing, stands.outcome) == (Standing.CLOSED, "R2")
    ida.again()
    assert ida.next() is not None
    assert ida._kept.queue.of(AUDIT, "GP1").position.standing is Standing.CLOSED


def test_coding_again_takes_back_the_appointment_and_the_person_of_the_former(desks: Named) -> None:
    ida = room(desks("Ida"))
    ida.take("GP1")
    coded(ida, "A1", appointment=booked(at(13)))
    ida.again()
    ida.code(Coding("D1", note="she does this", passed_to=NewPerson("Nell Thimble")))
    case = ida._kept.case(PRACTICE)
    (line,) = ida._kept.fieldbook.appointments(case.return_id)
    assert (line.step, line.stands) == ("cancelled", False)
    assert case.contact
    assert case.contact.name == "Nell Thimble"
    ida.again()
    ida.code(Coding("N4", note="wrong line"))
    case = ida._kept.case(PRACTICE)
    assert case.contact
    assert case.contact.name == "Ben Marsh"
    assert not verify(ida._kept).faults


def test_what_has_gone_on_is_not_coded_again(desks: Named, clock: Clock) -> None:
    ida, ben = room(desks("Ida")), room(desks("Ben"))
    with pytest.raises(StateError, match="No call has been coded in this sitting"):
        ida.again()
    ida.take("GP1")
    coded(ida, "N2")
    ben.take("GP1")
    with pytest.raises(StateError, match="Ben has"):
        ida.again()
    coded(ben, "N1")
    with pytest.raises(StateError, match="has gone on since"):
        ida.again()
    ida.take("CO1")
    assert coded(ida, "E3", note="same", points_to="GP1").endswith(
        "The other case is Larch Lane Surgery (GP1)."
    )
    with pytest.raises(StateError, match="was left out by it"):
        ida.again()


def test_a_case_comes_back_when_it_may_be_rung(desks: Named, clock: Clock) -> None:
    ida = room(desks("Ida"))
    clock.moment = at(15, 30)
    ida.take("GP1")
    ida.dial("01632 960 001")
    assert "It comes back Wed 02 Sep 09:00." in ida.code(Coding("N1"))


def test_a_hold_that_ran_out_leaves_nothing_in_hand(desks: Named, clock: Clock) -> None:
    ida, ben = room(desks("Ida")), room(desks("Ben"))
    ida.take("GP1")
    ida.dial("01632 960 001")
    assert ida.stay()
    clock.pass_by(minutes=31)
    ben.sweep()
    assert not ida.stay()
    assert not ida.holds
    assert not ida.uncoded
    assert [code for code, _ in calls_to(ida, PRACTICE)] == ["X2"]


def test_a_talk_that_was_put_off_speaks_for_a_break_off(desks: Named) -> None:
    ida = room(desks("Ida"))
    ida.take("GP1")
    ida.dial("01632 960 001")
    say(ida.interview(), "2", "the plan", ":pause tomorrow 10:00")
    offer = ida.offer(answered=True)
    assert (offer.chosen, offer.when) == ("B1", "tomorrow 10:00, 2 September 2026")
    made = ida.book(offer.when, person="Ben Marsh")
    assert made.appointment.starts == at(9, day=2)
    assert "comes back Wed 02 Sep 10:00" in ida.code(
        Coding("B1", note="called away", appointment=made.appointment)
    )


def test_partly_completed_is_offered_once_something_is_answered_and_last(desks: Named) -> None:
    ida = room(desks("Ida"))
    ida.take("GP1")
    ida.dial("01632 960 011")
    assert "P1" not in [one.code for one in ida.outcomes(answered=True)]
    say(ida.interview(), "2", "the plan")
    assert ida.outcomes(answered=True)[-1].code == "P1"


def test_a_number_that_a_colleague_rings_is_passed_over_and_told(desks: Named) -> None:
    manager, ben_desk, ida_desk = desks("Mo"), desks("Ben"), desks("Ida")
    add_person(manager.kept, f"{AUDIT}/CO1", "Ben Marsh", phone="+44 1632 960 011")
    ben = room(ben_desk)
    ben.take("GP1")
    ida = room(ida_desk)
    offered = []
    while (card := ida.next()) is not None and not card.engaged:
        offered.append(card.case)
        coded(ida, "N1")
    assert sorted(offered) == [f"{AUDIT}/IN1", f"{AUDIT}/ST1"]
    assert card is not None
    assert card.case == f"{AUDIT}/CO1"
    assert card.engaged == f"Ben is about to call this number for Larch Lane Surgery ({PRACTICE})."
    ben.dial("01632 960 011")
    assert ida.card().engaged.startswith("Ben is calling this number for Larch Lane Surgery")
    ben.code(Coding("N1"))
    assert ida.card().engaged == ""
    ida.dial("01632 960 011")


def test_without_a_call_only_what_needs_none_is_offered(desks: Named) -> None:
    ida = room(desks("Ida"))
    ida.take("GP1")
    assert {one.code for one in ida.outcomes(answered=False)} == {"E3", "H1"}


def test_a_time_that_is_none_is_asked_for_again(desks: Named) -> None:
    ida = room(desks("Ida"))
    for words, said in (
        ("whenever", "'whenever' is no time"),
        ("yesterday at ten", "that day is past"),
    ):
        with pytest.raises((UsageError, RefusedError), match=said):
            ida.book(words)
    assert ida.book("in 1 hour").told.startswith("Tuesday 1 September at 11:0")
    assert "outside the hours" in ida.book("tomorrow 21:00").told  # alone on a machine of their own


def test_the_other_case_is_found_by_part_of_its_name(desks: Named) -> None:
    ida = room(desks("Ida"))
    ida.take("GP1")
    assert ida.pointed("bright start") == "CO1"
    for words, said in (("larch", "No other case"), ("", "No other case"), ("e", "give the ref of one")):
        with pytest.raises(UsageError, match=said):
            ida.pointed(words)


def test_what_an_interviewer_has_done_today(desks: Named, clock: Clock) -> None:
    ida, ben = room(desks("Ida")), room(desks("Ben"))
    ben.take("ST1")
    coded(ben, "N1")
    ida.take("IN1")
    ida.dial("01632 960 001")
    answer_on(ida.interview())
    ida.code(Coding("C1"))
    clock.moment = at(11)
    tally = ida.shift.tally()
    assert (tally.calls, tally.completes) == (1, 1)
    assert 1.9 < tally.hours < 2.1
    ida.shift.leave_for_break()
    clock.pass_by(hours=1)
    assert ida.shift.tally().away is not None
    ida.shift.back_from_break()
    tally = ida.shift.tally()
    assert (round(tally.hours, 1), tally.away) == (2.0, None)
    assert tally.per_hour
    assert 0.4 < tally.per_hour < 0.6


def test_the_only_open_wave_is_called_unless_one_is_named(desks: Named) -> None:
    desk = desks("Ida")
    with pytest.raises(UsageError, match="s11chat room audit-11 or s11chat room survey-08"):
        desk.call_room()
    close_wave(desks("Office").kept, SURVEY)
    assert desk.call_room().wave == AUDIT


def test_a_call_is_coded_only_with_what_it_can_have_come_to(desks: Named) -> None:
    ida = room(desks("Ida"))
    ida.take("GP1")
    with pytest.raises(StateError, match="nobody was rung"):
        ida.code(Coding("N1"))
    ida.dial("01632 960 001")
    with pytest.raises(StateError, match="not at its end"):
        ida.code(Coding("C1"))
    assert ida.holds
    ida.code(Coding("N1"))


def test_a_manager_who_also_interviews_supervises_all_the_same(desks: Named, clock: Clock) -> None:
    both = desks("Office")
    for role in (Role.MANAGER, Role.INTERVIEWER):
        appoint(both.kept, AUDIT, "Office", role)
    office = room(both)
    office.take("GP1")
    coded(office, "R2", note="never again")
    assert office.take("GP1").case == PRACTICE
    clock.moment = at(19)
    assert office.dial("01632 960 001").dialled
    office.code(Coding("N1"))
    room(both).shift.office.say("the list is wrong")
    assert [line.text for line in office.shift.office.messages()] == ["the list is wrong"]


def test_an_appointment_not_kept_is_offered_only_where_there_was_one(desks: Named) -> None:
    ida = room(desks("Ida"))
    ida.take("IN1")
    ida.dial("01632 960 001")
    offer = ida.offer(answered=False)
    assert (offer.chosen, "A3" in {one.code for one in offer.outcomes}) == ("N1", False)
    assert "A3" not in {one.code for one in ida.outcomes(answered=None)}
    ida.code(Coding("A1", appointment=ida.book("in 1 hour").appointment))
    ida.take("IN1")
    ida.dial("01632 960 001")
    offer = ida.offer(answered=False)
    assert (offer.chosen, "A3" in {one.code for one in offer.outcomes}) == ("", True)


def test_whoever_was_cut_off_in_mid_call_goes_on_with_it(desks: Named, clock: Clock) -> None:
    desk = desks("Ida")
    killed = room(desk)
    killed.take("IN1")
    killed.dial("01632 960 001")
    begun = desk.kept.queue.of(AUDIT, "IN1").dialled
    clock.pass_by(minutes=2)
    assert room(desks("Ben")).shift.left_behind() == ()
    with pytest.raises(StateError, match="Ida has"):
        room(desks("Ben")).take("IN1")
    ida = room(desk)
    (line,) = ida.shift.left_behind()
    assert line.case == f"{AUDIT}/IN1"
    assert ida.take("IN1").dialled == begun
    assert ida.uncoded
    assert not killed.stay()
    ida.code(Coding("N2"))
    (call,) = desk.kept.fieldbook.calls(desk.kept.case(f"{AUDIT}/IN1").return_id)
    assert (call.outcome, call.started) == ("N2", begun)
