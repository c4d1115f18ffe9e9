"""Rehearsing from the office: chosen from the menu, held like an interview, ended by how it went."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from textual.widgets import OptionList

from s11chat.fieldwork.respondent import Character
from s11chat.services.rehearsing import Rehearsal
from s11chat.settings import DATABASE, shipped
from s11chat.tui import caption
from s11chat.tui.screens.home import HomeScreen
from s11chat.tui.screens.modal import Card, Menu
from s11chat.tui.screens.rehearsal import RehearsalScreen
from s11chat.tui.widgets.sheet import Sheet
from tests.office import plain_answer, settings_in
from tests.tui.driving import Face, Opened


def _offered(shown: Face) -> list[str]:
    assert isinstance(shown.screen, Menu)
    return [option.id or "" for option in shown.screen.query_one(OptionList).options]


async def _begin(shown: Face, character: Character = Character.BRISK) -> Rehearsal:
    """A rehearsal of the audit, by the menus."""
    await shown.press("f8")
    await shown.press(str(_offered(shown).index("rehearse") + 1))
    await shown.press(str(_offered(shown).index("chscb-2011") + 1))
    await shown.press(str(_offered(shown).index(character.value) + 1))
    await shown.until(lambda: shown.app.current_mode == "rehearsal", "the rehearsal")
    await shown.settle()
    held = shown.talk.interview
    assert isinstance(held, Rehearsal)
    return held


async def test_a_rehearsal_goes_from_the_list_of_cases_and_back_to_it(face: Opened, home: Path) -> None:
    async with face() as shown:
        before = hashlib.sha256((home / DATABASE).read_bytes()).digest()
        cases = shown.screen.query_one(OptionList).option_count
        held = await _begin(shown, Character.RAMBLING)
        assert f"({Character.RAMBLING})" in "\n".join(held.debriefing())
        assert any(line.startswith("heard: ") for line in shown.said)
        await shown.enter("not met")
        await shown.enter(":quit")
        assert caption.DEBRIEFING_TITLE in shown.picture
        assert "1 answer recorded" in shown.picture
        await shown.press("enter")
        await shown.until(lambda: shown.app.current_mode == "home")
        await shown.settle()
        assert isinstance(shown.screen, HomeScreen)
        assert shown.screen.query_one(OptionList).option_count == cases
        assert hashlib.sha256((home / DATABASE).read_bytes()).digest() == before


async def test_one_rehearsal_after_another(face: Opened) -> None:
    async with face() as shown:
        for character in Character:
            await _begin(shown, character)
            await shown.press("f8", "1")
            assert caption.DEBRIEFING_TITLE in shown.picture
            await shown.press("escape")
            await shown.until(lambda: shown.app.current_mode == "home")
            await shown.settle()


async def test_the_menu_of_a_rehearsal_offers_only_what_it_has(face: Opened) -> None:
    async with face() as shown:
        await _begin(shown)
        await shown.press("f8")
        assert not {"pause", "hand_over", "contact", "review"} & set(_offered(shown))
        assert caption.REHEARSAL_STOP in shown.picture
        await shown.press("escape", "f9")
        assert "keeps no answers" in shown.notice
        await shown.press("f1")
        assert ":probe" in shown.screen.query_one(Sheet).plain


async def test_a_rehearsal_answered_to_its_end_says_how_it_went(face: Opened) -> None:
    async with face() as shown:
        held = await _begin(shown)
        while (question := held.conversation.current) is not None and not isinstance(shown.screen, Card):
            shown.send(*plain_answer(question), "enter")
            await shown.settle()
        assert isinstance(shown.screen, Card)
        assert "Nothing of this was kept." in "\n".join(held.debriefing())
        await shown.press("enter")
        await shown.until(lambda: shown.app.current_mode == "home")


async def test_putting_it_off_ends_it_too_and_promises_nothing(face: Opened) -> None:
    async with face() as shown:
        await _begin(shown)
        await shown.enter(":pause Tuesday")
        assert isinstance(shown.screen, Card)
        assert not any("saved" in line for line in shown.said)


async def test_leaving_a_choice_begins_nothing(face: Opened) -> None:
    async with face() as shown:
        await shown.press("f8", "2", "escape")
        assert isinstance(shown.screen, HomeScreen)
        await shown.press("f8", "2", "1", "escape")
        assert isinstance(shown.screen, HomeScreen)
        assert shown.app.current_mode == "home"


async def test_a_single_dialog_is_not_asked_for_and_none_is_said(face: Opened, tmp_path: Path) -> None:
    folder = tmp_path / "dialogs"
    folder.mkdir()
    async with face() as shown:
        shown.app.settings = replace(settings_in(tmp_path), dialogs=folder)
        await shown.press("f8", "2")
        assert shown.notice.endswith(caption.NO_DIALOG)
        text = (shipped("dialogs") / "dcsf-2008.yaml").read_text(encoding="utf-8")
        (folder / "dcsf-2008.yaml").write_text(text, encoding="utf-8")
        await shown.press("f8", "2")
        assert _offered(shown) == [character.value for character in Character]
        await shown.press("1")
        await shown.until(lambda: isinstance(shown.screen, RehearsalScreen))
