"""A survey of staff on the full screen: opened and closed by the manager, answered at the door."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.widgets import Static

from s11chat.dialog.model import Dialog
from s11chat.services.echoing import Echoing
from s11chat.tui import echoword
from s11chat.tui.app import Start
from s11chat.tui.screens.casefile import CaseFileScreen
from s11chat.tui.screens.door import DoorScreen
from s11chat.tui.screens.modal import Card, Letter, Menu, Prompt
from s11chat.tui.screens.staff import StaffScreen
from s11chat.tui.widgets.sheet import Sheet
from tests.office import AUDIT, PRACTICE, Clock, desk_in
from tests.tui.driving import Face, Opened

DIALOG = Path(__file__).parent.parent / "dialogs" / "echo.yaml"


@pytest.fixture
def code(home: Path, dialogs: Mapping[str, Dialog]) -> str:
    """The shared code of a practice whose staff are asked."""
    desk = desk_in(home, Clock(), dialogs)
    issued = Echoing(desk.kept, PRACTICE).open(DIALOG, minimum=5)
    desk.close()
    return issued.code


def shown_text(shown: Face) -> str:
    return " ".join(shown.screen.query_one(Sheet).plain.split())


async def test_staff_answer_at_the_door_and_the_next_may_come(face: Opened, code: str) -> None:
    async with face(Start(office=False, code=code)) as shown:
        await shown.until(lambda: shown.app.current_mode == "staff", "the survey")
        await shown.settle()
        assert isinstance(shown.screen, StaffScreen)
        assert any("This is anonymous" in said for said in shown.said)
        await shown.press("f7")
        await shown.enter("Jane in HR")
        assert "no notes are kept" in shown.notice
        await shown.press("f8")
        assert isinstance(shown.screen, Menu)
        await shown.press("escape")
        for line in ("1", "2", "More time for it"):
            await shown.enter(line)
        assert isinstance(shown.screen, Card)
        assert "Thank you, that was all. Your answers are handed in." in shown_text(shown)
        await shown.press("enter")
        await shown.until(lambda: shown.app.current_mode == "home", "the door")
        assert isinstance(shown.screen, DoorScreen)
        await shown.press("f4")
        assert isinstance(shown.screen, Prompt)


async def test_the_manager_asks_staff_and_sees_nothing_of_few(face: Opened) -> None:
    async with face() as shown:
        assert shown.app.desk is not None
        shown.app.push_screen(CaseFileScreen(shown.app.desk, AUDIT, PRACTICE))
        await shown.settle()
        await shown.press("w", "1")
        assert isinstance(shown.screen, Prompt)
        assert shown.focused.value == "2026-09-22"
        await shown.press("backspace", "enter")
        assert "'2026-09-2' is not a day" in str(shown.screen.query_one(".error", Static).render())
        await shown.press("2", "enter")
        assert isinstance(shown.screen, Letter)
        assert "What do you say? Safeguarding children where we work" in shown_text(shown)
        await shown.press("enter", "w")
        title = str(shown.screen.query_one(".title", Static).render())
        assert "Open, 1 September to 22 September; fewer than 10 answered; code until 22 September." in title
        await shown.press("2")
        assert shown.notice == echoword.REVOKED
        await shown.press("w", "3", "2")
        assert isinstance(shown.screen, Card)
        assert "fewer than 10 answered, so nothing is shown" in shown_text(shown)
