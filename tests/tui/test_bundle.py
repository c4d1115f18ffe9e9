"""Bundles on the full screen: made and taken in by keys, told before anything is done."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.services.delegating import Delegating
from s11chat.tui import bundleword
from s11chat.tui.app import Start
from s11chat.tui.screens.bundling import SumCard
from s11chat.tui.screens.docket import DocketScreen
from s11chat.tui.screens.modal import Card, Menu, Prompt
from s11chat.tui.widgets.sheet import Sheet
from tests.office import PRACTICE, Clock, admitted, code_for, delegate, desk_in, say
from tests.post import Machine, standing
from tests.tui.driving import Face, Opened


@pytest.fixture
def codes(home: Path, dialogs: Mapping[str, Dialog]) -> tuple[str, str]:
    """Those of a lead and of somebody they asked for a section."""
    desk = desk_in(home, Clock(), dialogs)
    ben = admitted(desk, PRACTICE, Role.LEAD)
    dee = Delegating(desk.kept, PRACTICE, ben).give("1", "Dee Holt").code
    lead = code_for(desk, PRACTICE, Role.LEAD).code
    desk.close()
    return lead, dee


async def bundles(shown: Face) -> None:
    """From what a lead may do to the bundles of the return."""
    await shown.until(lambda: isinstance(shown.screen, Menu), "what a lead may do")
    await shown.settle()
    says = [str(option.prompt) for option in shown.screen.query_one(OptionList).options]
    await shown.press(str(next(n for n, say in enumerate(says, 1) if "bundle" in say)))
    await shown.until(lambda: isinstance(shown.screen, Menu) and len(shown.app.screen_stack) > 1)
    await shown.settle()


async def test_a_lead_makes_a_bundle_and_takes_it_in(
    face: Opened, home: Path, dialogs: Mapping[str, Dialog], codes: tuple[str, str], tmp_path: Path
) -> None:
    lead, dee = codes
    file = tmp_path / "dee.s11"
    async with face(Start(case=PRACTICE, code=lead), size=(80, 24)) as shown:
        await bundles(shown)
        await shown.press("1")
        await shown.until(lambda: "Whom" in str(shown.screen.query_one(".title", Static).content))
        await shown.settle()
        await shown.press("2")  # the first is the lead
        await shown.until(lambda: isinstance(shown.screen, Prompt))
        await shown.settle()
        assert "It holds section 1" in str(shown.screen.query_one(".detail", Static).content)
        assert shown.screen.query_one(Input).value == "GP1-dee-holt.s11"
        shown.screen.query_one(Input).value = str(file)
        await shown.press("enter")
        await shown.until(lambda: isinstance(shown.screen, Card))
        assert "They open it with their access code" in shown.screen.query_one(Sheet).plain
        assert file.exists()
        await shown.press("escape")
    Machine(tmp_path / "far", file, dee, Clock()).answers("2")
    desk = desk_in(home, Clock(), dialogs)
    say(delegate(desk, PRACTICE), "3")
    async with face(Start(case=PRACTICE, code=lead), size=(80, 24)) as shown:
        await bundles(shown)
        for answer in ("escape", "2"):
            await shown.press("2")
            await shown.until(lambda: isinstance(shown.screen, Prompt))
            await shown.press(*str(file), "enter")
            await shown.until(lambda: "both sides" in str(shown.screen.query_one(".title", Static).content))
            await shown.settle()
            await shown.press(answer)
            if answer == "escape":
                await shown.until(lambda: isinstance(shown.screen, DocketScreen))
                await shown.settle()
                assert str(shown.screen.query_one("#notice", Static).content) == bundleword.LEFT
                await shown.press("x")
                await shown.until(lambda: isinstance(shown.screen, Menu))
        await shown.until(lambda: isinstance(shown.screen, SumCard))
        await shown.settle()
        assert "1 answer (Dee Holt)" in shown.screen.query_one(Sheet).plain
        assert standing(desk)["1.1"] == ("Fully met", "Nell Thimble")
        await shown.press("enter")
        await shown.until(lambda: isinstance(shown.screen, DocketScreen))
        await shown.settle()
        assert "of Dee Holt merged" in str(shown.screen.query_one("#notice", Static).content)
        assert standing(desk)["1.1"] == ("Partly met", "Dee Holt")
    desk.close()
