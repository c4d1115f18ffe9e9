"""What each screen looks like in its main states. `pytest --snapshot-update` draws the pictures anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.services.delegating import Delegating
from s11chat.tui.app import Start
from tests.office import (
    AUTHORITY,
    COUNCIL,
    MODERN,
    PHRASE,
    PRACTICE,
    Clock,
    answer_on,
    code_for,
    delegate,
    desk_in,
    furnish_for,
    say,
)
from tests.tui.driving import Face, Opened

Same = Callable[[Face], None]
WIDE = (120, 36)


@pytest.fixture
def lead(home: Path, dialogs: Mapping[str, Dialog]) -> Start:
    """A return to be signed, and its lead."""
    desk = desk_in(home, Clock(), dialogs)
    interview = delegate(desk, PRACTICE)
    say(interview, "1")
    answer_on(interview, "3.1")
    say(interview, ":note late paperwork", ":park Jane in HR by Friday")
    answer_on(interview)
    interview.leave()
    code = code_for(desk, PRACTICE, Role.LEAD).code
    desk.close()
    return Start(case=PRACTICE, code=code)


async def test_office(face: Opened, same_picture: Same) -> None:
    async with face() as shown:
        same_picture(shown)


async def test_door(face: Opened, same_picture: Same) -> None:
    async with face(Start(office=False)) as shown:
        await shown.settle()
        same_picture(shown)


async def test_first_question(face: Opened, same_picture: Same) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        same_picture(shown)


async def test_answered_marked_and_doubted(face: Opened, same_picture: Same) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter("partially")
        await shown.enter("train the new staff")
        await shown.enter("Jane")
        await shown.enter("31 March 2027")
        await shown.enter("qwertyuiop")
        await shown.press("down", "down")
        same_picture(shown)


@pytest.mark.parametrize("size", [(80, 24), WIDE], ids=["narrow", "wide"])
async def test_what_each_step_means(
    face: Opened, home: Path, same_picture: Same, size: tuple[int, int]
) -> None:
    case = f"{MODERN}/SG1"
    furnish_for(home, case)
    async with face(Start(case=case), size=size) as shown:
        await shown.enter("5")
        await shown.press("down", "down")
        same_picture(shown)


@pytest.mark.parametrize("theme", ["s11-dark", "s11-light", "s11-contrast"])
async def test_grid_beside_the_outline(face: Opened, same_picture: Same, theme: str) -> None:
    async with face(Start(case=AUTHORITY), size=WIDE) as shown:
        shown.app.theme = theme
        await shown.enter("sha")
        await shown.enter("1")
        await shown.enter("2")
        await shown.press("down")
        same_picture(shown)


async def test_several_with_ticks(face: Opened, same_picture: Same) -> None:
    async with face(Start(case=AUTHORITY)) as shown:
        answer_on(shown.interview, "q5")
        await shown.enter(":go q5")
        await shown.press("down", "space", "down")
        same_picture(shown)


async def test_open_answer_of_several_lines(face: Opened, same_picture: Same) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter("3")
        await shown.type("The board's minutes of March")
        await shown.press("ctrl+j")
        await shown.type("The induction pack, which every new member of staff signs for in the first week")
        await shown.until(lambda: shown.line.size.height == 3)
        await shown.settle()
        same_picture(shown)


async def test_explained(face: Opened, same_picture: Same) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.press("f3", "f3")
        same_picture(shown)


async def test_menu(face: Opened, same_picture: Same) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.press("f8")
        same_picture(shown)


async def test_reminder(face: Opened, same_picture: Same) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter(":park Jane in HR by Friday")
        await shown.enter(":park the LADO")
        await shown.enter(":remind")
        same_picture(shown)


async def test_referral(face: Opened, same_picture: Same) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter(":concern")
        same_picture(shown)


async def test_help(face: Opened, same_picture: Same) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter("?")
        same_picture(shown)


async def test_end(face: Opened, same_picture: Same) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        answer_on(shown.interview, "8.3")
        await shown.enter(":go 8.3")
        await shown.enter(":skip")
        same_picture(shown)


async def test_review(face: Opened, same_picture: Same) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        answer_on(shown.interview, "2.1")
        await shown.press("f9")
        same_picture(shown)


async def _in_docket(shown: Face) -> None:
    await shown.until(lambda: "what would you like to do" in shown.picture)
    await shown.press("1")
    await shown.until(lambda: shown.app.current_mode == "docket")
    await shown.settle()


@pytest.mark.parametrize("size", [(80, 24), WIDE], ids=["narrow", "wide"])
async def test_docket(face: Opened, lead: Start, same_picture: Same, size: tuple[int, int]) -> None:
    async with face(lead, size=size) as shown:
        await _in_docket(shown)
        same_picture(shown)


async def test_signing(face: Opened, lead: Start, same_picture: Same) -> None:
    async with face(lead) as shown:
        await _in_docket(shown)
        await shown.press("s", "2")
        await shown.enter(PHRASE)
        await shown.enter(PHRASE)
        await shown.until(lambda: "SECTION DONE" in shown.picture)
        await shown.settle()
        same_picture(shown)


async def test_knowledge(face: Opened, same_picture: Same) -> None:
    async with face(size=WIDE) as shown:
        await shown.press("f9")
        await shown.type("lado")
        await shown.until(lambda: shown.chosen == "allegations")
        await shown.press("f3")
        same_picture(shown)


@pytest.mark.parametrize("size", [(80, 24), WIDE], ids=["narrow", "wide"])
async def test_knowledge_browsed(face: Opened, same_picture: Same, size: tuple[int, int]) -> None:
    async with face(size=size) as shown:
        await shown.press("f9", "f6", "f6", "right", "right", "tab")
        same_picture(shown)


async def test_too_small(face: Opened, same_picture: Same) -> None:
    async with face(size=(38, 10)) as shown:
        await shown.until(lambda: "--plain" in shown.picture)
        same_picture(shown)


@pytest.mark.parametrize("size", [(80, 24), WIDE], ids=["narrow", "wide"])
async def test_a_part_is_asked_of_somebody(
    face: Opened, same_picture: Same, lead: Start, size: tuple[int, int]
) -> None:
    async with face(lead, size=size) as shown:
        await _in_docket(shown)
        await shown.press("d", "down", "space", "tab")
        for line in ("Eve Hart", "Practice nurse", "eve@example.org", "", "5.1"):
            await (shown.enter(line) if line else shown.press("enter"))
        await shown.type("Friday")
        await shown.press("enter")
        same_picture(shown)


@pytest.mark.parametrize("size", [(80, 24), WIDE], ids=["narrow", "wide"])
async def test_its_code_and_the_tree_of_parts(
    face: Opened,
    same_picture: Same,
    lead: Start,
    size: tuple[int, int],
    home: Path,
    dialogs: Mapping[str, Dialog],
) -> None:
    clock = Clock()
    desk = desk_in(home, clock, dialogs)
    clock.pass_by(days=-20)
    own = Delegating(desk.kept, PRACTICE, desk.admit(lead.code or ""))
    issued = own.give("3", "Nell Thimble", title="Practice nurse", due="21 August 2026")
    Delegating(desk.kept, PRACTICE, desk.admit(issued.code)).give("3.1", "Sam Pool", note="Your rota")
    own.give("6, 7.1", "Joan Fell")
    own.recall(own.lines()[-1].number)
    desk.close()
    async with face(lead, size=size) as shown:
        await _in_docket(shown)
        await shown.press("p")
        same_picture(shown)
        await shown.press("escape", "s", "escape", "d", "space", "tab")
        for line in ("Eve Hart", "", "", "", "", "30 September", ""):
            await (shown.enter(line) if line else shown.press("enter"))
        same_picture(shown)


async def test_a_delegate_at_the_end_of_their_part(
    face: Opened, same_picture: Same, lead: Start, home: Path, dialogs: Mapping[str, Dialog]
) -> None:
    desk = desk_in(home, Clock(), dialogs)
    own = Delegating(desk.kept, PRACTICE, desk.admit(lead.code or ""))
    code = own.give("3", "Eve Hart", due="Friday").code
    desk.close()
    async with face(Start(case=PRACTICE, code=code)) as shown:
        await shown.until(lambda: shown.app.current_mode == "interview")
        await shown.settle()
        await shown.enter("3")
        await shown.enter("Minutes of 3 March")
        same_picture(shown)
