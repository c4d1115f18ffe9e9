"""Open answers coded on the full screen: by number and first letters, with a new code, undo, and another view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from textual.widgets import Input, Static

from s11chat.dialog.model import Dialog
from s11chat.services.codingdesk import CodingDesk
from s11chat.tui.app import Start, ToCode
from s11chat.tui.screens.codingdesk import CodingDeskScreen
from s11chat.tui.screens.codinglist import CodingListScreen
from tests.office import Clock, desk_in
from tests.tui.driving import Face, Opened
from tests.words import WORDS, furnish_words


def said(shown: Face) -> str:
    return str(shown.screen.query_one("#notice", Static).content)


async def test_answers_are_coded_by_a_key_or_two(
    face: Opened, home: Path, dialogs: Mapping[str, Dialog], same_picture: Callable[[Face], None]
) -> None:
    desk = desk_in(home, Clock(), dialogs)
    furnish_words(desk, home)
    desk.close()
    async with face(Start(coding=ToCode(WORDS))) as shown:
        await shown.until(lambda: isinstance(shown.screen, CodingListScreen))
        await shown.settle()
        await shown.press("enter")
        await shown.until(lambda: isinstance(shown.screen, CodingDeskScreen))
        await shown.settle()
        screen = shown.screen
        assert isinstance(screen, CodingDeskScreen)
        await shown.press("1", "enter")  # the code suggested
        await shown.settle()
        assert said(shown) == "S01: money"
        await shown.press(*"staf", "enter", *"mon", "enter")
        await shown.settle()
        assert screen.ticked == ["staff", "money"]
        same_picture(shown)
        await shown.press("enter")
        await shown.settle()
        assert said(shown) == "S02: money; staff"
        await shown.press(*"zzz", "enter")
        assert said(shown).startswith("! No code is like 'zzz'")
        await shown.press("escape", *"Distance", "f4")
        await shown.settle()
        assert said(shown) == "distance is a new code, ticked for this answer."
        await shown.press("enter")
        await shown.settle()
        assert screen.walk is not None
        assert screen.walk.desk.open.coded == 3
        await shown.press("ctrl+z")
        await shown.settle()
        assert said(shown) == "S03 is coded under nothing again."
        await shown.press("f7", "f6", "f6")
        await shown.settle()
        assert str(screen.query_one("#counts", Static).content) == "2 of 12 coded · 1 of 2 coded"
        assert screen.query_one(Input).value == ""
        await shown.press("escape")
        await shown.until(lambda: isinstance(shown.screen, CodingListScreen))
        await shown.settle()
        await shown.press("s")
        await shown.until(lambda: said(shown).startswith("! No sample of q1 was drawn"))
    desk = desk_in(home, Clock(), dialogs)
    codes = {one.ref: one.codes for one in CodingDesk(desk.kept, WORDS, "q1").verbatims if one.codes}
    desk.close()
    assert codes == {"S01": ("money",), "S02": ("money", "staff")}
