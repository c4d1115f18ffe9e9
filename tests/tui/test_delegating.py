"""Parts of a return in front of their lead: asked of somebody, looked at, taken back, asked of somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.services.delegating import Delegating
from s11chat.tui import partword, wording
from s11chat.tui.app import Start
from s11chat.tui.screens.docket import DocketScreen
from s11chat.tui.screens.giving import CodeCard, GiveCard
from s11chat.tui.screens.modal import Prompt
from s11chat.tui.screens.parts import PartsScreen
from s11chat.tui.widgets.form import Form
from s11chat.tui.widgets.parts import PartList
from tests.office import PRACTICE, Clock, admitted, answer_on, code_for, desk_in, docket, lead
from tests.tui.driving import Face, Opened


@pytest.fixture
def start(home: Path, dialogs: Mapping[str, Dialog]) -> Start:
    """A return its lead has begun, and their code."""
    desk = desk_in(home, Clock(), dialogs)
    interview = lead(desk, PRACTICE)
    answer_on(interview, "2.1")
    interview.leave()
    code = code_for(desk, PRACTICE, Role.LEAD).code
    desk.close()
    return Start(case=PRACTICE, code=code)


async def opened(shown: Face) -> DocketScreen:
    """Past the menu, in the docket."""
    await shown.until(lambda: wording.DOCKET_TITLE in shown.picture)
    await shown.press("1")
    await shown.until(lambda: shown.app.current_mode == "docket")
    await shown.settle()
    assert isinstance(shown.screen, DocketScreen)
    return shown.screen


async def give(shown: Face, *lines: str) -> None:
    """Fills in the lines of the card, one after the other."""
    form = shown.screen.query_one(Form)
    form.query("Input").first().focus()
    await shown.settle()
    for line in lines:
        await (shown.enter(line) if line else shown.press("enter"))


async def given(shown: Face) -> None:
    """Nell is asked for section 2 by Friday."""
    await shown.press("d")
    assert isinstance(shown.screen, GiveCard)
    await shown.press("down", "space")
    await give(shown, "Nell Thimble", "Practice nurse", "nell@example.org", "", "", "Friday", "As last year")


async def test_a_part_is_given_read_back_and_its_code_shown_once(face: Opened, start: Start) -> None:
    async with face(start, size=(120, 36)) as shown:
        docket = await opened(shown)
        await shown.press("d", "down", "space")
        await give(shown, "Nell Thimble", "Practice nurse", "", "", "5.1", "Friday")
        assert "question 5.1, by Friday 4 September 2026" in shown.picture
        await shown.press("enter")
        assert isinstance(shown.screen, CodeCard)
        issued = shown.screen._issued
        assert shown.picture.count(issued.code) == 2
        assert "Nell Thimble, Ben Marsh asks you to answer for Larch Lane Surgery: section 2" in shown.picture
        await shown.press("enter")
        assert shown.app.screen == docket
        assert shown.notice.startswith("Nell Thimble is asked for section 2")
        assert issued.code not in shown.picture
        assert docket.docket.delegating.lines()[0].title == "Practice nurse"


async def test_the_part_that_was_asked_of_somebody_is_seen_in_both_lists_of_sections(
    face: Opened, start: Start
) -> None:
    async with face(start, size=(120, 36)) as shown:
        await opened(shown)
        await given(shown)
        await shown.press("enter", "d")
        assert "Nell Thimble was asked" in shown.picture
        await shown.press("escape")
        docket = shown.screen
        assert isinstance(docket, DocketScreen)
        held = {line.section: line.held_by for line in docket.docket.sections()}
        assert held["2"] == ("Nell Thimble",)
        assert held["3"] == ()


async def test_what_is_wrong_is_said_and_everything_typed_stays(face: Opened, start: Start) -> None:
    async with face(start) as shown:
        docket = await opened(shown)
        await shown.press("d")
        await give(shown, "Nell Thimble", "", "", "", "", "soonish", "")
        assert partword.NO_PART in shown.picture
        await shown.press("space")
        assert "'soonish' is no day" in shown.picture
        form = shown.screen.query_one(Form)
        form.go_to("note")
        await shown.press("enter")
        assert shown.focused.id == "due"  # where it is wrong
        shown.focused.clear()
        await shown.press("tab")
        assert "is no day" not in shown.picture  # gone as soon as it is mended
        for line in ("due", "name"):
            form.go_to(line)
            await shown.settle()
            shown.focused.clear()
        await give(shown, "Ben Marsh", "", "", "", "", "", "")
        assert isinstance(shown.screen, GiveCard)
        assert "is the lead and may answer everything" in shown.picture
        assert shown.screen.query_one(PartList).ticked == ("1",)
        await shown.press("escape")
        assert docket.docket.delegating.lines() == ()


async def test_the_tree_tells_how_each_part_stands_in_words(
    face: Opened, start: Start, home: Path, dialogs: Mapping[str, Dialog]
) -> None:
    clock = Clock()
    desk = desk_in(home, clock, dialogs)
    clock.pass_by(days=-20)
    issued = Delegating(desk.kept, PRACTICE).give("2", "Nell Thimble", due="21 August 2026")
    nell = desk.admit(issued.code)
    Delegating(desk.kept, PRACTICE, nell).give("2.2", "Eve Hart", due="4 September 2026", note="Your rota")
    desk.close()
    async with face(start, size=(120, 36)) as shown:
        await opened(shown)
        await shown.press("p")
        assert isinstance(shown.screen, PartsScreen)
        for known in (
            "Ben Marsh, lead",
            "└─ Nell Thimble: section 2",
            "not begun · 0 of ",
            "OVERDUE since 21 August 2026",
            "└─ Eve Hart: question 2.2",
            "by 4 September 2026 · asked by Nell Thimble",
        ):
            assert known in shown.picture, known
        assert [line.depth for line in shown.screen.lines] == [0, 1]


async def test_a_part_is_taken_back_with_a_reason_and_asked_of_somebody_else(
    face: Opened, start: Start
) -> None:
    async with face(start) as shown:
        docket = await opened(shown)
        await given(shown)
        await shown.press("enter", "p", "g")
        assert isinstance(shown.screen, GiveCard)
        assert "Nell Thimble is asked no longer" in shown.picture
        await give(shown, "Eve Hart", "", "", "", "", "", "")
        assert isinstance(shown.screen, CodeCard)
        await shown.press("enter")
        lines = {line.name: line for line in docket.docket.delegating.lines()}
        assert (lines["Nell Thimble"].state, lines["Eve Hart"].state) == ("recalled", "given")
        assert lines["Eve Hart"].part == lines["Nell Thimble"].part
        assert str(lines["Eve Hart"].due) == "2026-09-04"
        await shown.press("r")
        assert shown.notice.endswith(partword.ENDED)
        await shown.press("down", "r")
        assert isinstance(shown.screen, Prompt)
        await shown.enter("I do it myself")
        assert "Taken back from Eve Hart" in shown.notice
        assert "taken back: asked of Eve Hart" in shown.picture
        assert "taken back: I do it myself" in shown.picture
        await shown.press("r")
        assert shown.notice.endswith(partword.ENDED)
        await shown.press("escape")
        assert shown.app.screen == docket


async def test_words_do_what_the_keys_do(face: Opened, start: Start) -> None:
    async with face(start) as shown:
        docket = await opened(shown)
        await shown.press(":")
        await shown.type("delegates")
        await shown.press("enter")
        assert isinstance(shown.screen, PartsScreen)
        assert partword.LIST_EMPTY in shown.picture
        await shown.press("r")
        assert partword.MARK_FIRST in shown.notice
        await shown.press("escape", ":")
        await shown.type("delegate")
        await shown.press("enter")
        assert isinstance(shown.screen, GiveCard)
        await shown.press("escape", ":")
        await shown.type("nonsense")
        await shown.press("enter")
        assert "There is no :nonsense here" in shown.notice
        assert shown.app.screen == docket


@pytest.fixture
def part(home: Path, dialogs: Mapping[str, Dialog]) -> Start:
    """Nell is asked for section 2 by Friday, and has her code."""
    desk = desk_in(home, Clock(), dialogs)
    ben = admitted(desk, PRACTICE, Role.LEAD)
    code = Delegating(desk.kept, PRACTICE, ben).give("2", "Nell Thimble", due="Friday").code
    desk.close()
    return Start(case=PRACTICE, code=code)


async def test_a_delegate_sees_their_part_and_its_end(face: Opened, part: Start) -> None:
    async with face(part, size=(120, 36)) as shown:
        await shown.until(lambda: shown.app.current_mode == "interview")
        await shown.settle()
        assert "your part: section 2, by 4 September 2026 · Nell Thimble (delegate)" in shown.picture
        assert "Ben Marsh asks you for section 2" in shown.picture
        assert "0 of 2" in shown.picture
        await shown.press("f8")
        assert wording.HAND_PART in shown.picture
        await shown.press("escape")
        answer_on(shown.interview, "2.2.evidence")
        await shown.enter(":go 2.2.evidence")
        await shown.enter("Minutes of 3 March")
        assert "✓ Your part is done" in shown.picture
        assert "Thank you; Ben Marsh sees it now." in shown.picture
        assert "hand it to the lead" not in shown.picture
        await shown.press("f9")
        assert "3.1" not in shown.picture


async def test_a_colleague_is_asked_for_a_parked_question_from_where_it_is_parked(
    face: Opened, part: Start
) -> None:
    async with face(part, size=(120, 36)) as shown:
        await shown.until(lambda: shown.app.current_mode == "interview")
        await shown.settle()
        await shown.press("f7")
        await shown.enter("Eve Hart by Friday")
        assert "Park 2.1 for Eve Hart" in shown.picture
        assert partword.PARK_CHOICES["ask"] in shown.picture
        await shown.press("2")
        assert isinstance(shown.screen, GiveCard)
        assert "Ask Eve Hart for 2.1" in shown.picture
        assert "question 2.1, by Friday 4 September 2026" in shown.picture
        await give(shown, "", "Manager", "", "", "", "")
        assert isinstance(shown.screen, CodeCard)
        await shown.press("enter")
        assert shown.notice == "Eve Hart is asked for question 2.1, by Friday 4 September 2026."
        assert shown.asked == "2.2"
        await shown.press("f7")
        await shown.enter("Joan Fell")
        await shown.press("1")
        assert shown.interview.conversation.parked["2.2"] == ("Joan Fell", "")
        assert [line.name for line in shown.interview.delegating.lines()] == ["Nell Thimble", "Eve Hart"]


async def test_a_part_that_was_sent_back_says_so_and_enter_goes_to_what_is_asked(
    face: Opened, home: Path, dialogs: Mapping[str, Dialog]
) -> None:
    desk = desk_in(home, Clock(), dialogs)
    code = Delegating(desk.kept, PRACTICE).give("2", "Nell Thimble").code
    answer_on(desk.interview(desk.admit(code)))
    own = docket(desk, PRACTICE)
    own.query("2.2", "Which staff does this cover?")
    own.send_back("Please look at 2.2 again.")
    desk.close()
    async with face(Start(case=PRACTICE, code=code)) as shown:
        assert partword.ASKED_BACK in shown.picture
        assert "2.2: Which staff does this cover? (Ben Marsh)" in shown.picture
        assert partword.DONE not in shown.picture
        await shown.press("enter")
        assert shown.asked == "2.2"
        assert "Which staff does this cover? (Ben Marsh)" in shown.picture
        await shown.enter(":note All of them")
        assert partword.DONE in shown.picture
