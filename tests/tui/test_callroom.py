"""The call room on the full screen: between calls, the card, the call, and its coding.

What an interviewer expects of such a screen, and the test that holds it to it:

| expected | test |
|---|---|
| options by number, several codes, arrows that never answer, back and forward, probes (1-15) | test_answering, test_conversation |
| a remark on the question, the case, the contact, one key each (16) | test_remarks_have_a_key_each |
| header with number, time there, attempt; card with the last call (17) | test_the_call_is_told_above_the_interview |
| states of a call are told; no case is left uncoded (18) | test_a_call_is_coded_before_anything_else |
| outcomes short, grouped, by the state of the call (19-21) | test_outcomes_fit_the_state_of_the_call |
| an appointment by quick entry, read back, mine only, within hours (22, 23) | test_an_appointment_is_read_back |
| my appointments by state, others' taken over, a due one told between calls (24) | test_appointments_between_calls |
| the next case from the queue; any open one by name, ref, number (25) | test_a_case_is_found_by_typing |
| a break-off asks when to go on (26) | test_a_talk_put_off_is_coded_as_broken_off |
| another contact before or amid the interview, go on or begin again (27) | test_somebody_else_is_asked |
| the link, once the address is known (28) | test_the_link_needs_an_address |
| timers, rate, break, idle (29) | test_nobody_there_for_long, test_a_break |
| completion codes itself (30) | test_a_complete_interview_codes_itself |
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, OptionList

from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.engine.intent import About
from s11chat.services.calling import CallRoom
from s11chat.services.desk import Desk
from s11chat.services.fielding import add_person
from s11chat.services.framing import import_frame
from s11chat.services.outcome_entry import Coding
from s11chat.services.staffing import appoint
from s11chat.services.supervising import Supervision
from s11chat.tui import callword, wording
from s11chat.tui.app import S11chat, Start
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.callroom import CallRoomScreen
from s11chat.tui.screens.card import CardScreen
from s11chat.tui.screens.coding import CodingScreen
from tests.office import AUDIT, MORNING, PRACTICE, Clock, answer_on, desk_in, settings_in
from tests.tui.driving import Face

Room = Callable[..., AbstractAsyncContextManager[Face]]


@pytest.fixture
def clock() -> Clock:
    return Clock(tick=timedelta(0))


@pytest.fixture
def room(home: Path, dialogs: Mapping[str, Dialog], clock: Clock) -> Room:
    """The call room of a wave in an app whose clock is the store's."""

    @asynccontextmanager
    async def opened(wave: str = AUDIT, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Face]:
        app = S11chat(
            settings_in(home),
            Start(room=wave),
            clock=clock,
            opener=lambda _: desk_in(home, clock, dialogs),
        )
        async with app.run_test(size=size) as pilot:
            shown = Face(app, pilot)
            await shown.until(lambda: app.desk is not None and app.current_mode != "opening", "the desk")
            await shown.settle()
            yield shown

    return opened


def on(shown: Face, screen: type[FaceScreen[Any]]) -> bool:
    """Whether that is the screen one looks at."""
    return isinstance(shown.screen, screen)


def card_of(shown: Face) -> CardScreen:
    assert isinstance(shown.screen, CardScreen), shown.picture
    return shown.screen


def room_of(shown: Face) -> CallRoom:
    return next(screen for screen in shown.app.screen_stack if isinstance(screen, CallRoomScreen)).room


def kept(shown: Face) -> Desk:
    assert shown.app.desk is not None
    return shown.app.desk


def coded(shown: Face, case: str) -> list[str]:
    """The outcomes of the calls to a case."""
    desk = kept(shown).kept
    return [call.outcome for call in desk.fieldbook.calls(desk.case(case).return_id)]


async def found(shown: Face, ref: str) -> None:
    """Takes a case by its ref."""
    await shown.type(ref)
    await shown.settle()
    await shown.press("enter")
    assert on(shown, CardScreen), shown.picture


async def test_from_the_next_case_to_its_outcome(room: Room) -> None:
    async with room() as shown:
        assert callword.NEXT in shown.picture
        await shown.press("enter")
        case = card_of(shown).card.case
        assert "not called yet · attempt 1 of 8" in shown.picture
        await shown.press("1")
        assert "ringing" in shown.picture
        await shown.press("n")
        await shown.enter("n1")
        assert on(shown, CallRoomScreen)
        assert "It comes back" in shown.notice
        assert "1 call" in shown.picture
        assert coded(shown, case) == ["N1"]


async def test_the_line_of_keys_says_what_can_be_done_as_the_call_stands(room: Room) -> None:
    async with room() as shown:
        await shown.press("enter")
        assert "0 Other number" in shown.picture
        assert "a Answered" not in shown.picture
        await shown.press("1")
        assert "a Answered n No answer" in shown.picture
        assert "Other number" not in shown.picture
        await shown.press("a")
        assert "Enter Interview c Code" in shown.picture
        await shown.press("c")
        assert "P1" not in shown.picture  # nothing is answered yet


async def test_a_complaint_goes_with_escape(room: Room) -> None:
    async with room() as shown:
        await shown.press("enter", "a")
        assert callword.FIRST_RING in shown.notice
        await shown.press("c", "escape")
        assert on(shown, CardScreen)
        assert shown.notice == ""


async def test_two_organisations_of_one_name_are_told_apart(
    room: Room, home: Path, clock: Clock, dialogs: Mapping[str, Dialog], tmp_path: Path
) -> None:
    desk = desk_in(home, clock, dialogs)
    file = tmp_path / "twin.csv"
    file.write_text("ref,name,type,phone\nGP2,Larch Lane Surgery,gp,01632 960 019\n", encoding="utf-8")
    import_frame(desk.kept, AUDIT, file)
    calls = CallRoom(desk.kept, AUDIT)
    for ref in ("GP1", "GP2", "CO1"):
        calls.take(ref)
        calls.dial("01632 960 001")
        calls.code(Coding("A1", appointment=calls.book("in 1 hour").appointment))
    desk.close()
    async with room() as shown:
        for told in ("Larch Lane Surgery (GP1) · whoever", "Larch Lane Surgery (GP2) ·", "Limited · whoever"):
            assert told in shown.picture


async def test_a_number_that_a_colleague_has_in_hand_is_told_on_the_card(
    room: Room, home: Path, clock: Clock, dialogs: Mapping[str, Dialog]
) -> None:
    desk = desk_in(home, clock, dialogs)
    add_person(desk.kept, f"{AUDIT}/CO1", "Ben Marsh", phone="01632 960011")
    CallRoom(replace(desk.kept, actor="Ben"), AUDIT).take("GP1")
    desk.close()
    async with room() as shown:
        await found(shown, "CO1")
        assert "! Ben is about to call this number for Larch Lane Surgery (audit-11/GP1)." in shown.picture


async def test_a_call_is_coded_before_anything_else(room: Room) -> None:
    async with room() as shown:
        await shown.press("enter", "1")
        await shown.press("escape")
        assert callword.UNCODED in shown.notice
        await shown.press("ctrl+q")
        assert callword.UNCODED in shown.notice
        assert on(shown, CardScreen)
        await shown.press("a", "c", "ctrl+q")
        assert callword.UNCODED in shown.notice
        await shown.press("escape")
        assert on(shown, CardScreen)


async def test_a_case_not_called_goes_back(room: Room) -> None:
    async with room() as shown:
        await shown.press("enter", "escape")
        assert on(shown, CallRoomScreen)
        assert not room_of(shown).holds
        await shown.press("escape")
        assert shown.app._exit


async def test_outcomes_fit_the_state_of_the_call(room: Room) -> None:
    async with room() as shown:
        await shown.press("enter", "c")
        assert {"NOBODY REACHED", "SPOKEN WITH SOMEBODY"}.isdisjoint(shown.picture.split("  "))
        assert "Duplicate of another case" in shown.picture
        await shown.press("escape", "1", "n")
        assert "Voicemail; message left" in shown.picture
        assert "Refused for good" not in shown.picture
        await shown.press("escape", "a", "c")
        assert "Refused for good" in shown.picture
        assert "Voicemail; message left" not in shown.picture
        await shown.type("ref")
        await shown.settle()
        assert "Voicemail" not in shown.picture
        await shown.press("down", "enter")
        assert "say more in a note" not in shown.picture
        await shown.press("enter")
        assert "say more in a note" in shown.notice


async def test_an_appointment_is_read_back(room: Room) -> None:
    async with room() as shown:
        await found(shown, "GP1")
        await shown.press("1", "a", "c")
        await shown.enter("a1")
        await shown.enter("whenever")
        assert "'whenever' is no time" in shown.notice
        assert shown.focused.value == "whenever"
        shown.focused.value = ""
        await shown.enter("tomorrow 10:00")
        assert "Wednesday 2 September at 10:00" in shown.notice
        await shown.press("shift+tab", "space", "tab")
        await shown.enter("after the board")
        assert "It comes back Wed 02 Sep 10:00" in shown.notice
        desk = kept(shown).kept
        (line,) = desk.fieldbook.appointments(desk.case(PRACTICE).return_id)
        assert (line.owner, line.person, line.number, line.note, line.exact) == (
            "Ida Interviewer",
            "Ben Marsh",
            "01632 960011",
            "after the board",
            True,
        )


async def test_an_appointment_takes_two_enters(room: Room) -> None:
    async with room() as shown:
        await found(shown, "GP1")
        await shown.press("1", "a", "c")
        await shown.enter("a1")
        await shown.enter("tomorrow 10:00")
        assert "10:00 their time, 09:00 yours. Enter takes it." in shown.notice
        await shown.press("enter")
        assert "It comes back Wed 02 Sep 10:00" in shown.notice


async def test_no_answer_is_marked_before_anything_is_typed(room: Room) -> None:
    async with room() as shown:
        await found(shown, "GP1")
        await shown.press("1", "n")
        assert "Appointment not kept" not in shown.picture
        await shown.press("enter")
        assert coded(shown, PRACTICE) == ["N1"]


async def test_what_begins_with_the_words_is_marked_first(room: Room) -> None:
    async with room() as shown:
        await found(shown, "GP1")
        await shown.press("1", "a", "c")
        await shown.enter("no")
        assert "Not available; spoke to somebody else" in shown.picture
        assert "Appointment at a set time" not in shown.picture
        await shown.enter("the office")
        assert coded(shown, PRACTICE) == ["N4"]


async def test_every_line_that_an_outcome_asks_for_is_seen(room: Room) -> None:
    async with room() as shown:
        await found(shown, "GP1")
        await shown.press("1", "a", "c")
        await shown.enter("d1")
        for words in ("Pat Deputy", "deputy head", "01632 960444"):
            await shown.enter(words)
            assert words in shown.picture


async def test_a_name_and_enter_in_one_go_take_the_case(room: Room) -> None:
    async with room() as shown:
        line = shown.screen.query_one("#filter", Input)
        line.value = "Larch"
        await line.action_submit()
        await shown.settle()
        assert card_of(shown).card.case == PRACTICE


async def test_a_case_is_found_by_typing(room: Room) -> None:
    async with room() as shown:
        await shown.type("nobody")
        await shown.settle()
        assert callword.NONE_FOUND.format(words="nobody") in shown.picture
        await shown.press("escape")
        await shown.type("960011")
        await shown.settle()
        assert "Larch Lane Surgery" in shown.picture
        await shown.press("enter")
        assert on(shown, CardScreen)
        assert card_of(shown).card.case == PRACTICE


async def test_a_closed_case_is_off_limits(
    room: Room, home: Path, clock: Clock, dialogs: Mapping[str, Dialog]
) -> None:
    desk = desk_in(home, clock, dialogs)
    calls = CallRoom(desk.kept, AUDIT)
    calls.take("GP1")
    calls.dial("01632 960011")
    calls.code(Coding("R2", note="never again"))
    appoint(desk.kept, AUDIT, "Meg", Role.MANAGER)
    appoint(replace(desk.kept, actor="Meg"), AUDIT, "Ida Interviewer", Role.INTERVIEWER)
    desk.close()
    async with room() as shown:
        await shown.type("larch")
        await shown.settle()
        assert "closed: Refused for good" in shown.picture
        await shown.press("enter")
        assert "the manager can have it called again" in shown.notice
        assert on(shown, CallRoomScreen)


async def test_the_call_is_told_above_the_interview(room: Room, clock: Clock) -> None:
    async with room(size=(120, 36)) as shown:
        await found(shown, "GP1")
        await shown.press("1", "a")
        clock.pass_by(seconds=75)
        await shown.press("enter")
        assert "01632 960011 · attempt 1 of 8 · Ben Marsh (lead)" in shown.picture
        assert "10:01 · 01:15" in shown.picture


async def test_a_complete_interview_codes_itself(room: Room) -> None:
    async with room() as shown:
        await found(shown, "IN1")
        await shown.press("1", "a", "enter")
        answer_on(shown.interview, "8.3")
        await shown.press("f2")
        await shown.settle()
        while not on(shown, CodingScreen):
            question = shown.interview.conversation.current
            assert question is not None
            answer = "3" if question.rates else "Ann Example" if question.kind == "text" else "1"
            await shown.enter(answer)
            await shown.settle()
        assert "Completed by telephone with the lead" in shown.picture
        await shown.press("enter")
        assert on(shown, CallRoomScreen)
        assert "1 complete today" in shown.picture
        assert coded(shown, f"{AUDIT}/IN1") == ["C1"]


async def test_remarks_have_a_key_each(room: Room) -> None:
    async with room() as shown:
        await found(shown, "GP1")
        await shown.press("f4")
        await shown.enter("merging in May")
        assert "merging in May (Ida Interviewer)" in shown.picture
        await shown.press("ctrl+g")
        await shown.enter("mornings only")
        await shown.press("1", "a", "enter", "ctrl+o")
        await shown.enter("told of the merger")
        await shown.press("f4")
        await shown.enter("looked it up")
        await shown.press("ctrl+g")
        await shown.enter("prefers e-mail")
        desk = kept(shown).kept
        remarks = desk.responses.remarks(desk.case(PRACTICE).return_id)
        assert [(one.on, one.text) for one in remarks] == [
            ("case", "merging in May"),
            ("contact", "mornings only"),
            ("case", "told of the merger"),
            ("question", "looked it up"),
            ("contact", "prefers e-mail"),
        ]


async def test_words_stand_for_keys(room: Room) -> None:
    async with room() as shown:
        await shown.enter(":nonsense")
        assert wording.NO_WORD.format(word=":nonsense") in shown.notice
        await shown.enter(":next")
        await shown.press(":")
        await shown.enter("ring 7")
        assert callword.NO_SUCH.format(number=7) in shown.notice
        for word in ("ring 1", "answered", "interview"):
            await shown.press(":")
            await shown.enter(word)
        await shown.enter(":outcome")
        assert on(shown, CodingScreen)
        await shown.enter(":back")
        assert shown.app.screen is shown.talk


async def test_appointments_between_calls(
    room: Room, home: Path, clock: Clock, dialogs: Mapping[str, Dialog]
) -> None:
    desk = desk_in(home, clock, dialogs)
    for name, ref, minutes in (("Ida Interviewer", "GP1", 60), ("Ben", "CO1", 90)):
        calls = CallRoom(replace(desk.kept, actor=name), AUDIT)
        calls.take(ref)
        calls.dial("01632 960011")
        booked = calls.book(f"in {minutes} minutes", person="Ann", mine_only=True)
        calls.code(Coding("A1", appointment=booked.appointment))
    desk.close()
    async with room() as shown:
        assert "○ to come Tue 01 Sep 11:00 Larch Lane Surgery" in shown.picture
        assert "Larch Lane Surgery · yours · Ann" in shown.picture
        assert "KEPT BY OTHERS" in shown.picture
        assert "▸" not in shown.picture
        await shown.press("f6")
        assert callword.TAKE_OVER_WHICH in shown.notice
        await shown.press("down")
        assert "▸ ○ to come Tue 01 Sep 11:00" in shown.picture
        await shown.press("down", "f6")
        assert "The appointment with Bright Start Limited is yours now." in shown.notice
        assert "KEPT BY OTHERS" not in shown.picture
        clock.pass_by(minutes=61)
        await found(shown, "IN1")
        between(shown).beat()
        await shown.settle()
        assert "is due" not in shown.notice
        await shown.press("escape")
        await shown.settle()
        assert "Your appointment is due: Larch Lane Surgery" in shown.notice
        assert "● due now Tue 01 Sep 11:00 Larch Lane Surgery" in shown.picture
        await shown.press("enter")
        assert card_of(shown).card.case == PRACTICE
        assert "your appointment is due" in shown.picture


def between(shown: Face) -> CallRoomScreen:
    return next(screen for screen in shown.app.screen_stack if isinstance(screen, CallRoomScreen))


async def test_nothing_to_be_called_is_said_and_looked_at_again(room: Room, clock: Clock) -> None:
    async with room() as shown:
        for _ in range(4):
            await shown.press("enter", "1", "n")
            await shown.enter("n2")
        await shown.press("enter")
        assert "Nobody is to be called before" in shown.picture
        clock.pass_by(minutes=21)
        between(shown).beat()
        await shown.settle()
        assert callword.NEXT in shown.picture


async def test_a_talk_put_off_is_coded_as_broken_off(room: Room) -> None:
    async with room() as shown:
        await found(shown, "GP1")
        await shown.press("1", "a", "enter")
        await shown.enter("2")
        await shown.enter(":pause tomorrow 10:00")
        assert on(shown, CodingScreen)
        assert shown.screen.query_one("#outcomes", OptionList).highlighted_option is not None
        await shown.press("enter")
        assert shown.screen.query_one("#when", Input).value.startswith("tomorrow 10:00")
        await shown.type("the board meets")
        await shown.press("enter")
        assert "It comes back Wed 02 Sep 10:00" in shown.notice
        assert coded(shown, PRACTICE) == ["B1"]


async def test_the_talk_ends_with_its_outcome_from_anywhere(room: Room) -> None:
    async with room() as shown:
        await found(shown, "GP1")
        await shown.press("1", "a", "enter", "f8", "1", "escape")
        assert shown.app.screen is shown.talk
        await shown.press("f8", "1")
        await shown.enter("r1")
        await shown.enter("too busy this month")
        assert on(shown, CallRoomScreen)
        assert coded(shown, PRACTICE) == ["R1"]


async def test_somebody_else_is_asked(room: Room) -> None:
    async with room() as shown:
        await found(shown, "GP1")
        await shown.press("e")
        for words in ("Nell Thimble", "Practice nurse", "01632 960222", "no address"):
            await shown.enter(words)
        assert "'no address' is not an e-mail address" in shown.picture
        for _ in range(10):
            await shown.press("backspace")
        await shown.press("enter")
        assert "1 Nell Thimble, Practice nurse (answers) 01632 960222" in shown.picture
        assert "2 Ben Marsh, Senior partner (lead) 01632 960011" in shown.picture
        await shown.press("1", "a", "enter")
        await shown.enter("2")
        await shown.enter(":contact Eve Hart, Deputy")
        assert "Go on, or begin again?" in shown.picture
        await shown.press("2")
        assert callword.BEGUN_AGAIN in shown.notice
        assert shown.asked == "1.1"
        assert dict(shown.interview.conversation.answers) == {}
        assert shown.interview.header.respondent == "Eve Hart"


async def test_the_link_needs_an_address(room: Room) -> None:
    async with room() as shown:
        await found(shown, "GP1")
        await shown.press("1", "a", "c")
        await shown.enter("w1")
        email = shown.screen.query_one("#email", Input)
        assert email.value == "ben@example.org"
        email.value = "ben.marsh@example.org"
        await shown.press("enter")
        assert "It comes back Tue 08 Sep" in shown.notice
        contact = kept(shown).kept.case(PRACTICE).contact
        assert contact is not None
        assert (contact.name, contact.email, contact.phone) == (
            "Ben Marsh",
            "ben.marsh@example.org",
            "01632 960011",
        )


async def test_the_last_call_can_be_coded_again(room: Room) -> None:
    async with room() as shown:
        await shown.press("f3")
        assert "No call has been coded in this sitting" in shown.notice
        await found(shown, "GP1")
        await shown.press("1", "n")
        await shown.enter("n1")
        await shown.press("f3")
        assert "this takes the place of: No answer" in shown.picture
        await shown.press("escape")
        assert on(shown, CallRoomScreen)
        assert coded(shown, PRACTICE) == ["N1"]
        await shown.press("f3")
        await shown.enter("n2")
        assert on(shown, CallRoomScreen)
        assert coded(shown, PRACTICE) == ["N2"]


async def test_words_to_and_from_the_office(
    room: Room, home: Path, clock: Clock, dialogs: Mapping[str, Dialog]
) -> None:
    desk = desk_in(home, clock, dialogs)
    office = Supervision(replace(desk.kept, actor="Meg"), AUDIT)
    office.say("Ring before noon.", to="Ida Interviewer", ref="GP1")
    async with room() as shown:
        assert "› Meg, Tue 01 Sep 10:00 Ring before noon." in shown.picture
        await found(shown, "GP1")
        assert "Meg, Tue 01 Sep 10:00: Ring before noon." in shown.picture
        await shown.press("m")
        await shown.enter("They asked for the director.")
        await shown.press("escape", "down", "enter")
        await shown.enter("Done.")
        assert "Ring before noon." not in shown.picture
    said = desk.kept.plans.messages(AUDIT)
    assert [(one.from_name, one.to_name, one.ref, one.text) for one in said[1:]] == [
        ("Ida Interviewer", "", "GP1", "They asked for the director."),
        ("Ida Interviewer", "Meg", "GP1", "Done."),
    ]
    assert said[0].read_at is not None
    desk.close()


async def test_a_break(room: Room, clock: Clock) -> None:
    async with room() as shown:
        await shown.press("f7")
        assert "On a break since 10:00" in shown.picture
        clock.pass_by(minutes=30)
        await shown.press("enter")
        assert "On a break" not in shown.picture
        await shown.press("enter")
        assert on(shown, CardScreen)


async def test_nobody_there_for_long(room: Room, clock: Clock) -> None:
    async with room() as shown:
        await found(shown, "GP1")
        clock.pass_by(minutes=20)
        await shown.press("pagedown")
        between(shown).beat()
        await shown.settle()
        clock.pass_by(minutes=20)
        between(shown).beat()
        await shown.settle()
        assert on(shown, CardScreen)
        clock.pass_by(minutes=31)
        between(shown).beat()
        await shown.settle()
        assert on(shown, CallRoomScreen)
        assert "nothing was typed for 30 minutes" in shown.notice
        assert not room_of(shown).holds


async def test_a_call_left_uncoded_for_long_is_told_as_it_was(
    room: Room, home: Path, clock: Clock, dialogs: Mapping[str, Dialog]
) -> None:
    async with room() as shown:
        await found(shown, "GP1")
        await shown.press("1", "a", "enter")
        clock.pass_by(minutes=31)
        between(shown).beat()
        await shown.settle()
        assert shown.app.screen is shown.talk  # nobody else has looked for a case yet
        desk = desk_in(home, clock, dialogs)
        CallRoom(replace(desk.kept, actor="Ben"), AUDIT).sweep()
        desk.close()
        await shown.press("pagedown")
        between(shown).beat()
        await shown.settle()
        assert on(shown, CallRoomScreen)
        assert callword.LOST_CALL in shown.notice
        assert coded(shown, PRACTICE) == ["X2"]


async def test_the_office_leads_to_the_call_room_and_back(
    home: Path, clock: Clock, dialogs: Mapping[str, Dialog]
) -> None:
    app = S11chat(settings_in(home), clock=clock, opener=lambda _: desk_in(home, clock, dialogs))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = Face(app, pilot)
        await shown.until(lambda: app.current_mode == "home", "the office")
        await shown.settle()
        await shown.press("f7")
        await shown.until(lambda: app.current_mode == "callroom", "the call room")
        await shown.settle()
        await shown.press("enter")
        assert on(shown, CardScreen)
        await shown.press("escape", "escape")
        await shown.until(lambda: app.current_mode == "home", "the office")


async def test_which_wave_is_asked_where_several_are_open(
    home: Path, clock: Clock, dialogs: Mapping[str, Dialog]
) -> None:
    app = S11chat(settings_in(home), Start(room=""), clock, lambda _: desk_in(home, clock, dialogs))
    async with app.run_test() as pilot:
        await Face(app, pilot).until(lambda: app.failure is not None, "the sentence")
    assert "Several waves are open: name one" in str(app.failure)


async def test_the_mouse_works_too(room: Room) -> None:
    async with room() as shown:
        await shown.pilot.click("KeyBar", offset=(2, 0))
        await shown.settle()
        assert on(shown, CardScreen)
        await shown.pilot.click("#people", offset=(8, 0))
        await shown.settle()
        assert "ringing" in shown.picture
        await shown.press("n")
        await shown.pilot.click("#outcomes", offset=(8, 1))
        await shown.settle()
        assert on(shown, CallRoomScreen)
        assert "no answer. It comes back" in shown.notice


async def test_a_low_window_has_room_for_the_lines_of_an_outcome(room: Room) -> None:
    async with room(size=(40, 12)) as shown:
        await found(shown, "GP1")
        await shown.press("1", "a", "c")
        await shown.enter("a1")
        await shown.enter("tomorrow 10:00")
        assert "A1 Appointment at a set time" in shown.picture
        assert "Wednesday 2 September at 10:00" in shown.picture
        assert "n a few words" in shown.picture
        await shown.press("escape")
        assert "SPOKEN WITH SOMEBODY" in shown.picture


Same = Callable[[Face], None]
WIDE = (120, 36)


@pytest.mark.parametrize("size", [(80, 24), WIDE], ids=["narrow", "wide"])
async def test_how_it_looks_between_calls(
    room: Room,
    same_picture: Same,
    size: tuple[int, int],
    home: Path,
    clock: Clock,
    dialogs: Mapping[str, Dialog],
) -> None:
    furnished(home, clock, dialogs)
    async with room(size=size) as shown:
        same_picture(shown)


@pytest.mark.parametrize("size", [(80, 24), WIDE], ids=["narrow", "wide"])
async def test_how_the_card_looks(
    room: Room,
    same_picture: Same,
    size: tuple[int, int],
    home: Path,
    clock: Clock,
    dialogs: Mapping[str, Dialog],
) -> None:
    furnished(home, clock, dialogs)
    async with room(size=size) as shown:
        await found(shown, "GP1")
        same_picture(shown)


async def test_how_ringing_looks(room: Room, same_picture: Same, clock: Clock) -> None:
    async with room() as shown:
        await found(shown, "GP1")
        await shown.press("1")
        clock.pass_by(seconds=12)
        await shown.press("pagedown")
        same_picture(shown)


async def test_how_coding_looks(room: Room, same_picture: Same) -> None:
    async with room() as shown:
        await found(shown, "GP1")
        await shown.press("1", "n")
        same_picture(shown)


async def test_how_an_appointment_looks(room: Room, same_picture: Same) -> None:
    async with room() as shown:
        await found(shown, "GP1")
        await shown.press("1", "a", "c")
        await shown.enter("a1")
        await shown.enter("Thursday 2-4pm")
        same_picture(shown)


async def test_how_the_interview_of_a_call_looks(room: Room, same_picture: Same) -> None:
    async with room(size=WIDE) as shown:
        await found(shown, "GP1")
        await shown.press("1", "a", "enter")
        same_picture(shown)


def furnished(home: Path, clock: Clock, dialogs: Mapping[str, Dialog]) -> None:
    """Calls, appointments and words of the day before."""
    desk = desk_in(home, clock, dialogs)
    ida, ben = (CallRoom(replace(desk.kept, actor=name), AUDIT) for name in ("Ida Interviewer", "Ben"))
    clock.pass_by(days=-1)
    for calls, ref, code, note in (
        (ida, "GP1", "N4", "in surgery until ten; ask for the practice manager"),
        (ben, "GP1", "N3", ""),
    ):
        calls.take(ref)
        calls.dial("01632 960011", calls.card().people[0].id)
        clock.pass_by(minutes=3)
        calls.code(Coding(code, note=note))
    for calls, ref, words, mine in (
        (ida, "GP1", "tomorrow 10:00", True),
        (ben, "CO1", "tomorrow 14:00", True),
        (ben, "IN1", "tomorrow between 2 and 4", False),
    ):
        calls.take(ref)
        calls.dial("01632 960011")
        clock.pass_by(minutes=2)
        booked = calls.book(words, person="Ann Example", number="01632 960011", mine_only=mine)
        calls.code(Coding("A1", note="after the board", appointment=booked.appointment))
    ida.take("GP1")
    ida.remark("The surgery merges with Mill Road in May.", About.CASE)
    ida.put_back()
    Supervision(replace(desk.kept, actor="Meg"), AUDIT).say(
        "Please ring before noon; the chair is away later.", to="Ida Interviewer", ref="GP1"
    )
    desk.close()
    clock.moment = MORNING + timedelta(minutes=5)
