"""Every golden transcript, typed into the full screen: what is stored is what the plain face stored."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.services.desk import Desk
from s11chat.services.interviewing import Interview
from s11chat.tui.app import S11chat, Start
from s11chat.tui.screens.interview import InterviewScreen
from tests.office import Clock, admitted, desk_in, furnish_for, settings_in
from tests.transcript import Sitting, hold_plain, paths, read, stored
from tests.tui.driving import STILL, Face

_PATHS = paths()
SELDOM = 0.25
"""Seconds between two pictures; what is stored is what counts here, and lines come faster than they can be drawn."""


@pytest.fixture(autouse=True)
def drawn_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", SELDOM)


def test_there_are_twenty_or_more() -> None:
    assert len(_PATHS) >= 20


@pytest.mark.parametrize("path", _PATHS, ids=lambda path: path.stem)
async def test_both_faces_store_the_same(path: Path, home: Path, dialogs: Mapping[str, Dialog]) -> None:
    script = read(path)
    furnish_for(home, script.case)
    for sitting in script.sittings:
        desk = desk_in(home, Clock(), dialogs)
        if sitting.role == "docket":
            hold_plain(desk, script.case, sitting)
        else:
            await _hold_on_screen(desk, home, script.case, sitting)
        desk.close()
    desk = desk_in(home, Clock(), dialogs)
    assert stored(desk, script.case) == list(script.stored)
    desk.close()


async def _hold_on_screen(desk: Desk, home: Path, case: str, sitting: Sitting) -> None:
    interview = _interview(desk, case, sitting)
    app = S11chat(settings_in(home), Start(), clock=lambda: STILL, opener=lambda _: desk)
    async with app.run_test(size=(100, 30)) as pilot:
        shown = Face(app, pilot)
        await shown.until(lambda: app.desk is not None and app.current_mode == "home", "the desk")
        app.begin("interview", partial(InterviewScreen, interview), interview)
        await shown.until(lambda: isinstance(app.screen, InterviewScreen), "the interview")
        await shown.settle()
        for line in sitting.typed:
            await _type(shown, line)
            if app.current_mode != "interview":
                break


async def _type(shown: Face, line: str) -> None:
    """One line, as it would be pasted, and Enter; whatever opens in front of the talk is closed again."""
    shown.line.value = line
    shown.send("enter")
    await shown.quiet()
    for _ in range(3):
        if shown.app.current_mode != "interview" or isinstance(shown.screen, InterviewScreen):
            break
        await shown.press("escape")
    if shown.app.current_mode == "interview" and shown.line.value:
        shown.line.value = ""


def _interview(desk: Desk, case: str, sitting: Sitting) -> Interview:
    if sitting.role == "interviewer":
        return desk.interview_as_interviewer(case)
    person = sitting.name if sitting.role == "delegate" else ""
    return desk.interview(admitted(desk, case, Role(sitting.role), person))
