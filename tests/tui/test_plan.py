"""Action plans on the full screen: told by a key, taken back by one, added to; chased by those who commission."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.services.framing import import_frame
from s11chat.tui import planword
from s11chat.tui.app import Start
from s11chat.tui.screens.commissioned import CommissionedScreen
from s11chat.tui.screens.plan import PlanScreen
from tests.office import AUDIT, COUNCIL, PRACTICE, Clock, answer_on, code_for, desk_in, lead, say
from tests.tui.driving import Face, Opened


@pytest.fixture
def codes(home: Path, dialogs: Mapping[str, Dialog]) -> tuple[str, str]:
    """A complete return with one action, of an organisation that the council commissions; the codes of both leads."""
    desk = desk_in(home, Clock(), dialogs)
    interview = lead(desk, PRACTICE)
    say(interview, "2", "Put it into writing", "Ben Marsh, partner", "31 March 2027")
    answer_on(interview)
    interview.leave()
    file = home / "who.csv"
    file.write_text("ref,name,type,commissioned_by\nGP1,Larch Lane Surgery,gp,ST1\n")
    import_frame(desk.kept, AUDIT, file, changes=True)
    made = code_for(desk, PRACTICE, Role.LEAD).code, code_for(desk, COUNCIL, Role.LEAD).code
    desk.close()
    return made


async def chosen(shown: Face, say: str) -> None:
    """Past the menu at the door, by what a choice says."""
    await shown.until(lambda: say in shown.picture)
    found = re.search(rf"(\d)\s+{re.escape(say)}", shown.picture)
    assert found
    await shown.press(found[1])


async def test_a_lead_tells_how_it_goes_takes_it_back_and_adds(face: Opened, codes: tuple[str, str]) -> None:
    async with face(Start(case=PRACTICE, code=codes[0])) as shown:
        await chosen(shown, "Action plan: 1 of 1 not done yet")
        assert isinstance(shown.screen, PlanScreen)
        assert "Put it into writing" in shown.picture
        await shown.press("w")
        assert shown.notice == "1.1 is under way."
        await shown.press("u")
        await shown.enter("dropped")
        assert "Say why 1.1 is dropped" in shown.picture
        await shown.press("escape", "x")
        await shown.enter("30 April 2027")
        assert "under way, expected 30 April 2027" in shown.picture
        await shown.press("z", "z")
        assert shown.notice.startswith("Taken back: 1 September 2026, Ben Marsh (lead): under way")
        await shown.press("a")
        await shown.enter("x")
        assert "There is no question '1.1x'" in shown.picture
        await shown.press("backspace", "enter")
        for line in ("Hold a day", "Nell Thimble, nurse", "30 June 2027"):
            await shown.enter(line)
        assert shown.notice == "1.1+1 is agreed."
        await shown.press("t", "2")
        assert shown.notice == "1.1+1 is no longer in the plan."
        await shown.press("o")
        assert planword.NOBODY_COMMISSIONED in " ".join(shown.notice.split())
        await shown.press("escape")
        await shown.until(lambda: "what would you like to do?" in shown.picture)


async def test_whoever_commissions_asks_after_an_action(face: Opened, codes: tuple[str, str]) -> None:
    async with face(Start(case=COUNCIL, code=codes[1])) as shown:
        await chosen(shown, "Action plans of those you commission")
        assert isinstance(shown.screen, CommissionedScreen)
        assert "Larch Lane Surgery · 1 running" in shown.picture
        await shown.press("down", "enter")
        assert "Ben Marsh, partner" in shown.picture
        assert "Partly met" not in shown.picture
        await shown.press("escape", "c")
        await shown.enter("When is it ready?")
        assert "asked by Hackham Council: When is it ready?" in shown.picture
        await shown.press("z")
        assert shown.notice == 'Taken back: "When is it ready?"'
