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

from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.services.calling import CallRoom
from s11chat.services.desk import Desk
from s11chat.services.outcome_entry import Coding
from s11chat.services.staffing import appoint
from s11chat.tui import callword
from s11chat.tui.app import S11chat, Start
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.callroom import CallRoomScreen
from s11chat.tui.screens.card import CardScreen
from s11chat.tui.screens.coding import CodingScreen
from tests.office import AUDIT, PRACTICE, Clock, answer_on, desk_in, settings_in
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
        await shown.press("enter", "enter", "shift+tab", "space", "tab")
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
