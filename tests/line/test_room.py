"""The call room in lines: a whole call by keyboard, every outcome that asks for more, and no way out uncoded."""

from __future__ import annotations

from collections.abc import Iterator

from s11chat.fieldwork.queue import Standing
from s11chat.line.room import Room
from s11chat.services.desk import Desk
from tests.office import AUDIT, CLUB, PRACTICE, Clock


def held(desk: Desk, *lines: str) -> list[str]:
    written: list[str] = []
    Room(desk.call_room(AUDIT), written.append).hold(lines)
    return written


def standing(desk: Desk) -> tuple[Standing, str]:
    position = desk.kept.queue.of(AUDIT, "GP1").position
    return position.standing, position.outcome


def test_a_call_nobody_answers(desk: Desk) -> None:
    written = held(desk, "take GP1", "1", "no", "n1")
    assert "  1  Ben Marsh, Senior partner, lead: 01632 960011" in written
    assert "= Ring Ben Marsh, 01632 960011. Did somebody answer? yes or no" in written
    assert "    N1  No answer" in written
    assert "    R2  Refused for good" not in written
    assert any(line.startswith("= Larch Lane Surgery: no answer. It comes back") for line in written)
    assert written[-1] == "Nothing in hand"
    assert standing(desk) == (Standing.WAITING, "N1")


def test_an_interview_that_is_put_off_is_coded_with_its_appointment(desk: Desk) -> None:
    written = held(
        desk,
        "take GP1",
        "1",
        "yes",
        "interview",
        "2",
        "",
        "ring me back tomorrow at 10",
        "",
        "",
        "",
        "",
        "yes",
        "called away",
    )
    assert any(line.startswith("Paused at") for line in written)
    (appointment,) = desk.kept.fieldbook.appointments(desk.kept.case(PRACTICE).return_id)
    assert (appointment.starts.hour, appointment.exact, appointment.owner) == (9, True, desk.actor)
    assert standing(desk) == (Standing.WAITING, "B1")


def test_what_an_outcome_needs_is_asked_for_one_after_another(desk: Desk) -> None:
    written = held(
        desk, "take GP1", "1", "yes", "outcome", "D1", "Nell Thimble", "Nurse", "", "", "she does this"
    )
    assert "Their name:" in written
    contact = desk.kept.case(PRACTICE).contact
    assert contact
    assert (contact.name, contact.title) == ("Nell Thimble", "Nurse")


def test_every_line_keeps_the_case_and_only_silence_gives_it_back(desk: Desk, clock: Clock) -> None:
    def slowly(*lines: str, before: str = "") -> Iterator[str]:
        for line in lines:
            clock.pass_by(minutes=35 if line == before else 20)
            desk.call_room(AUDIT).sweep()
            yield line

    written: list[str] = []
    room = Room(desk.call_room(AUDIT), written.append)
    room.hold(slowly("take GP1", "1", "yes", "card", "outcome N4", "at lunch"))
    assert standing(desk) == (Standing.WAITING, "N4")
    written.clear()
    room.hold(slowly("take CO1", "1", "take IN1", before="take IN1"))
    assert any("the case went back to the queue" in line for line in written)
    assert any(line.endswith(f"Case {CLUB}.") for line in written)
    assert written[-1] == "Nothing in hand"
    assert desk.kept.queue.of(AUDIT, "CO1").position.outcome == "X2"


def test_a_slip_is_said_and_the_case_stays_in_hand(desk: Desk) -> None:
    written = held(
        desk,
        "take GP1",
        "7",
        "intreview",
        "1",
        "quit",
        "outcome ZZ",
        "outcome A1",
        "sometime",
        "in a while",
        "tomorrow 10:00",
        "",
        "",
        "",
        "outcome N1",
    )
    said = [line for line in written if line.startswith("! ")]
    assert said[0] == "! There is no person 7: the card lists 1."
    assert "did you mean 'interview'?" in said[1]
    assert any("code it with outcome before you leave" in line for line in said)
    assert any("There is no outcome 'ZZ'" in line for line in said)
    assert sum("is no time that can be kept" in line for line in said) == 2
    assert standing(desk) == (Standing.WAITING, "A1")


def test_lines_that_end_in_mid_call_leave_it_told(desk: Desk) -> None:
    written = held(desk, "take GP1", "1")
    assert written[-1] == f"Not coded: {PRACTICE}"
    assert standing(desk)[0] is Standing.HELD


def test_a_call_that_was_cut_off_is_told_of_and_goes_on(desk: Desk) -> None:
    held(desk, "take GP1", "ring 1")
    written = held(desk, "take GP1", "quit", "no", "N1")
    assert f"! Larch Lane Surgery ({PRACTICE}) is still in your hands: take GP1 goes on with it." in written
    assert "! The call to it is not coded yet: yes, no, interview or outcome." in written
    assert "! This call has begun: code it with outcome before you leave." in written
    assert written[-1] == "Nothing in hand"
    assert standing(desk) == (Standing.WAITING, "N1")


def test_a_case_is_given_back_and_a_call_coded_again(desk: Desk) -> None:
    written = held(desk, "take GP1", "back", "take GP1", "1", "no", "N1", "again", "N2")
    assert "= Given back." in written
    calls = desk.kept.fieldbook.calls(desk.kept.case(PRACTICE).return_id)
    assert [call.outcome for call in calls] == ["N2"]
    assert desk.kept.queue.of(AUDIT, "GP1").position.attempts == 1


def test_between_calls_there_is_the_day_and_what_is_left(desk: Desk) -> None:
    written = held(
        desk,
        "find larch",
        "find nobody",
        "appointments",
        "messages",
        "say The list is old",
        "day",
        "help",
        "",
    )
    assert any(PRACTICE in line for line in written)
    for said in (
        "= No case fits",
        "= No appointment waits",
        "= There is no message",
        "= Left for the supervisors.",
    ):
        assert any(line.startswith(said) for line in written), said
    assert any(line.startswith("= Today: 0 calls") for line in written)


def test_a_long_interview_stays_in_hand(desk: Desk, clock: Clock) -> None:
    def lines() -> Iterator[str]:
        yield from ("take GP1", "1", "yes", "interview")
        for _ in range(5):
            clock.pass_by(minutes=20)
            yield "3"
            yield "Minutes of 3 March"
        yield from (":quit", "N5", "away")

    written: list[str] = []
    Room(desk.call_room(AUDIT), written.append).hold(lines())
    assert standing(desk) == (Standing.CLOSED, "N5")
