"""Reports on the full screen: made, gone through, narrowed down, drawn and saved; left while they are made; refused."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.services import reporting
from s11chat.services.report_entry import HOLDS, REPORTS
from s11chat.services.staffing import appoint
from s11chat.tui import reportword
from s11chat.tui.app import Start
from s11chat.tui.screens.modal import Card, Prompt
from s11chat.tui.screens.picking import Picker
from s11chat.tui.screens.reports import ReportsScreen
from s11chat.tui.widgets.reporttable import ReportTable
from tests.office import Clock, desk_in
from tests.tui.driving import Face, Opened
from tests.words import WORDS, furnish_words

HERE = Start(reports=WORDS)


@pytest.fixture
def answered(home: Path, dialogs: Mapping[str, Dialog], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A wave of twelve returns, and a folder of its own to save in."""
    desk = desk_in(home, Clock(), dialogs)
    furnish_words(desk, home)
    desk.close()
    folder = home / "saved"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def on(shown: Face) -> ReportsScreen:
    return next(one for one in shown.app.screen_stack if isinstance(one, ReportsScreen))


async def make(shown: Face, name: str) -> None:
    """Marks a report and makes it."""
    await shown.until(lambda: isinstance(shown.screen, ReportsScreen), "the reports")
    await shown.settle()
    rows = on(shown).query_one(OptionList)
    rows.highlighted = rows.get_option_index(name)
    await shown.press("enter")


def about(shown: Face) -> str:
    return str(on(shown).query_one("#about", Static).content)


def notes(shown: Face) -> str:
    return str(on(shown).query_one("#notes", Static).content)


async def test_a_report_is_read_table_by_table(
    face: Opened, answered: Path, same_picture: Callable[[Face], None]
) -> None:
    async with face(HERE) as shown:
        await make(shown, "topline")
        assert on(shown).shown is not None
        assert on(shown).query_one(ReportTable).cells.row_count
        await shown.press("/", *"traine")
        assert isinstance(shown.screen, Picker)
        await shown.press("enter")
        assert on(shown).shown.table.id == "q2"  # type: ignore[union-attr]
        same_picture(shown)
        await shown.press("n")
        assert shown.notice == reportword.LAST
        await shown.press("c")
        assert shown.notice == reportword.NO_BARS  # so few returns are told as numbers
        await shown.press("i")
        assert isinstance(shown.screen, Card)
        await shown.press("escape", "escape")
        assert not on(shown).has_class("-reading")
        await shown.press("escape")
        assert not isinstance(shown.screen, ReportsScreen)


async def test_bars_are_drawn_where_there_are_any(face: Opened, answered: Path) -> None:
    async with face(HERE) as shown:
        await make(shown, "response")
        await shown.press("c")
        assert "█" in str(on(shown).query_one("#drawn", Static).content)
        assert not on(shown).query_one(ReportTable).cells.display
        await shown.press("c")
        assert on(shown).query_one(ReportTable).cells.has_focus


async def test_a_wide_screen_has_the_list_beside_it(
    face: Opened, answered: Path, same_picture: Callable[[Face], None]
) -> None:
    async with face(HERE, size=(120, 30)) as shown:
        await make(shown, "tables")
        same_picture(shown)
        await shown.press("tab")
        assert on(shown).query_one(OptionList).has_focus


async def test_options_are_chosen_from_what_there_is_and_kept(face: Opened, answered: Path) -> None:
    async with face(HERE) as shown:
        await make(shown, "topline")
        await shown.press("o", "2")
        assert isinstance(shown.screen, Picker)
        await shown.press(
            *"no such thing", "enter", "enter", "1"
        )  # taken as typed, and refused in a sentence
        assert about(shown).startswith("'no such thing'"), about(shown)
        await shown.press("o", "3")
        await shown.press("enter", *"school", "enter", "enter")
        assert "no such thing" in shown.picture
        await shown.press("escape")
        await shown.press("o")
        assert shown.app.screen.query_one(OptionList).option_count


async def test_what_a_report_needs_is_asked_for(face: Opened, answered: Path) -> None:
    async with face(HERE) as shown:
        await make(shown, "trace")
        assert isinstance(shown.screen, Picker)
        await shown.press(*"q2", "enter")
        assert isinstance(shown.screen, Prompt)
        await shown.press("escape")
        assert on(shown).made is None
        await shown.press("enter", *"q2", "enter", "a", "enter")
        assert on(shown).made is not None
        assert on(shown).made[1].name == "trace"  # type: ignore[index]


async def test_a_report_is_saved_in_a_new_file_alone(face: Opened, answered: Path) -> None:
    (answered / "mine.csv").write_text("kept", encoding="utf-8")
    async with face(HERE) as shown:
        await make(shown, "coding")
        await shown.press("s", "5")
        assert isinstance(shown.screen, Prompt)
        line = shown.screen.query_one(Input)
        assert line.value == f"{WORDS}-coding.csv"
        line.value = "mine"
        await shown.press("enter")
        assert "is there already" in shown.picture
        shown.screen.query_one(Input).value = "mine.pdf"
        await shown.press("enter")
        assert "end in .csv" in shown.picture
        shown.screen.query_one(Input).value = "other"
        await shown.press("enter")
        assert str(answered / "other.csv") in shown.notice
        assert "holds personal data" in shown.notice
    assert (answered / "mine.csv").read_text(encoding="utf-8") == "kept"
    assert (answered / "other.csv").read_bytes()


async def test_what_is_being_made_can_be_left(
    face: Opened, answered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, real = threading.Event(), threading.Event(), reporting.report_of

    def slow(*given: object) -> object:
        begun.set()
        assert go_on.wait(20)
        return real(*given)  # type: ignore[arg-type]

    async with face(HERE) as shown:
        monkeypatch.setattr(reporting, "report_of", slow)
        await shown.until(lambda: isinstance(shown.screen, ReportsScreen), "the reports")
        await shown.settle()
        shown.send("enter")
        await shown.until(begun.is_set, "the reckoning")
        assert about(shown) == reportword.RECKONING.format(name="topline")
        shown.send("escape")
        await shown.until(lambda: shown.notice == reportword.LEFT, "the list")
        shown.send("down", "enter")  # another, while the first is still being made
        await shown.until(lambda: about(shown) == reportword.RECKONING.format(name="tables"))
        go_on.set()
        await shown.until(lambda: on(shown).made is not None, "the second")
        assert on(shown).made[1].name == "tables"  # type: ignore[index]
        await shown.settle()


async def test_a_wave_without_returns_says_what_to_do(face: Opened) -> None:
    async with face(Start(reports="audit-11")) as shown:
        await make(shown, "check")
        await shown.press("escape")
        assert shown.notice == reportword.NO_RETURNS


async def test_who_may_not_see_figures_is_told(
    face: Opened, answered: Path, home: Path, dialogs: Mapping[str, Dialog]
) -> None:
    desk = desk_in(home, Clock(), dialogs)
    appoint(desk.kept, WORDS, "Mo Manager", Role.MANAGER)
    appoint(desk.kept, WORDS, desk.actor, Role.INTERVIEWER)
    desk.close()
    async with face(HERE) as shown:
        await shown.until(lambda: "may not" in shown.notice, "why not")
        await make(shown, "topline")
        assert "may not" in about(shown)


def test_every_report_has_a_place_in_the_list() -> None:
    placed = [name for names in reportword.GROUPS.values() for name in names]
    assert sorted(placed) == sorted(one.name for one in REPORTS if one.about == "wave")
    assert set(HOLDS) <= {one.name for one in REPORTS}
