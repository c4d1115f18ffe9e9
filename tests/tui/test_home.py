"""The office, the door and the knowledge base on the full screen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.content import Content
from textual.widgets import Input, OptionList

from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.errors import S11chatError
from s11chat.settings import Settings
from s11chat.tui import wording
from s11chat.tui.app import S11chat, Start, run_interview
from s11chat.tui.keys import EVERYWHERE, GROUPS
from s11chat.tui.screens.knowledge import KnowledgeScreen
from s11chat.tui.screens.modal import Menu, Prompt
from tests.office import (
    AUDIT,
    CLUB,
    COUNCIL,
    DISTRICT,
    PRACTICE,
    SURVEY,
    Clock,
    code_for,
    desk_in,
    settings_in,
)
from tests.tui.driving import Face, Opened

TAKEN = {f"ctrl+{letter}" for letter in "bknrtw"} | {"f5", "f11", "f12"}


async def test_typing_finds_a_case_and_enter_interviews_it(face: Opened) -> None:
    async with face() as shown:
        assert shown.screen.query_one(OptionList).option_count == 4
        await shown.type("rivertown")
        await shown.settle()
        assert shown.chosen == CLUB
        await shown.press("enter")
        await shown.until(lambda: shown.app.current_mode == "interview")
        await shown.settle()
        assert "Rivertown Youth Club" in shown.picture
        await shown.enter("2")
        await shown.enter(":quit")
        await shown.until(lambda: shown.app.current_mode == "home")
        await shown.settle()
        assert "in progress" in shown.picture
        assert shown.screen.query_one(Input).value == "rivertown"


async def test_a_case_can_be_opened_again_after_it_was_left(face: Opened) -> None:
    async with face() as shown:
        for answer in ("2", "the plan"):
            await shown.until(lambda: shown.app.current_mode == "home")
            await shown.settle()
            await shown.press("enter")
            await shown.until(lambda: shown.app.current_mode == "interview")
            await shown.settle()
            await shown.enter(answer)
            await shown.enter(":quit")
        await shown.until(lambda: shown.app.current_mode == "home")


async def test_nothing_found_says_what_to_do(face: Opened) -> None:
    async with face() as shown:
        await shown.type("zzz")
        await shown.settle()
        assert wording.NONE_FOUND.format(words="zzz") in shown.picture
        await shown.press("enter")
        assert shown.app.current_mode == "home"


async def test_another_wave(face: Opened) -> None:
    async with face() as shown:
        before = shown.picture
        await shown.press("f6")
        assert isinstance(shown.screen, Menu)
        assert f"{AUDIT} · closes 2026-12-18 · 4 cases" in shown.picture
        assert f"{SURVEY} · closes 2026-12-18 · 3 cases" in shown.picture
        await shown.press("2")
        assert shown.picture != before
        assert shown.screen.query_one(OptionList).option_count == 3


async def test_a_wave_with_finds_is_laid_out_after_one_without(face: Opened) -> None:
    async with face() as shown:
        await shown.type("milldale")
        await shown.settle()
        assert wording.NONE_FOUND.format(words="milldale") in shown.picture
        await shown.press("f6")
        await shown.press("2")
        row = shown.screen.query_one(OptionList).get_option(DISTRICT).prompt
        assert isinstance(row, Content)
        assert {line.cell_length for line in row.split("\n")} == {77}


async def test_an_empty_office_says_how_to_begin(tmp_path: Path) -> None:
    app = S11chat(settings_in(tmp_path / "new"))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = Face(app, pilot)
        await shown.until(lambda: app.current_mode == "home")
        await shown.settle()
        assert "s11chat demo" in shown.picture
        await shown.press("f2", "f6")
        assert app.current_mode == "home"


async def test_a_guide_is_shown_first(face: Opened) -> None:
    async with face(Start(guide="Try this.\nThen that.")) as shown:
        await shown.until(lambda: wording.GUIDE_TITLE in shown.picture)
        assert "Then that." in shown.picture
        await shown.press("enter")
        assert isinstance(shown.app.focused, Input)


async def test_the_door_refuses_a_wrong_code_without_showing_it(face: Opened) -> None:
    async with face(Start(office=False)) as shown:
        await shown.until(lambda: isinstance(shown.screen, Prompt))
        await shown.type("wrong-code")
        await shown.pilot.pause()
        assert "wrong-code" not in shown.picture
        await shown.press("enter")
        await shown.until(lambda: "! " in shown.picture)
        assert isinstance(shown.screen, Prompt)
        await shown.press("escape")
        assert "Welcome" in shown.picture


async def test_a_delegate_comes_in_by_a_code(face: Opened, home: Path, dialogs: Mapping[str, Dialog]) -> None:
    desk = desk_in(home, Clock(), dialogs)
    code = code_for(desk, COUNCIL).code
    desk.close()
    async with face(Start(office=False)) as shown:
        await shown.until(lambda: isinstance(shown.screen, Prompt))
        await shown.enter(code)
        await shown.until(lambda: shown.app.current_mode == "interview")
        await shown.settle()
        assert "Nell Thimble (delegate)" in shown.picture
        await shown.enter(":handover")
        await shown.enter("yes")
        await shown.until(lambda: shown.app.current_mode == "home")


async def test_a_lead_chooses_to_answer_or_to_sign(
    face: Opened, home: Path, dialogs: Mapping[str, Dialog]
) -> None:
    desk = desk_in(home, Clock(), dialogs)
    code = code_for(desk, PRACTICE, Role.LEAD).code
    desk.close()
    async with face(Start(office=False)) as shown:
        await shown.until(lambda: isinstance(shown.screen, Prompt))
        await shown.enter(code)
        await shown.until(lambda: isinstance(shown.screen, Menu))
        assert "Ben Marsh, what would you like to do?" in shown.picture
        await shown.press("2")
        await shown.until(lambda: shown.app.current_mode == "interview")


async def test_a_code_for_another_case_is_refused(
    face: Opened, home: Path, dialogs: Mapping[str, Dialog]
) -> None:
    desk = desk_in(home, Clock(), dialogs)
    code = code_for(desk, COUNCIL).code
    desk.close()
    async with face(Start(case=PRACTICE, code=code)) as shown:
        await shown.until(lambda: "not for audit-11/GP1" in shown.picture)


async def test_the_knowledge_base_is_searched_by_typing(face: Opened) -> None:
    async with face() as shown:
        await shown.press("f9")
        assert isinstance(shown.screen, KnowledgeScreen)
        assert shown.screen.query_one(OptionList).option_count > 20
        await shown.type("lado")
        await shown.until(lambda: shown.chosen == "allegations")
        await shown.settle()
        assert "▾ In a sentence" in shown.picture
        await shown.press("f3")
        assert "▾ What good looks like" in shown.picture
        await shown.type("xqzj")
        await shown.until(lambda: "Nothing was found" in shown.picture)
        await shown.press("escape")
        assert shown.app.current_mode == "home"


def test_a_case_that_is_not_there_is_an_error_of_its_own(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = S11chat.run
    monkeypatch.setattr(S11chat, "run", lambda app: real(app, headless=True))
    with pytest.raises(S11chatError, match="XX"):
        run_interview(settings, "audit-11/XX")


def test_keys_have_ids_and_leave_alone_what_others_use() -> None:
    for group in GROUPS.values():
        keys = (*group, *EVERYWHERE)
        assert len({key.key for key in keys}) == len(keys)
        assert not {key.key for key in keys} & TAKEN
        assert all("." in key.id and key.does for key in keys)
