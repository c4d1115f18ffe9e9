"""The knowledge base on the full screen: browsed by keyboard and by mouse, links followed and gone back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Input

from s11chat.engine.intent import Depth
from s11chat.knowledge.library import Library
from s11chat.settings import shipped
from s11chat.tui import caption
from s11chat.tui.app import Start
from s11chat.tui.browsing import View
from s11chat.tui.keys import VIEW, shown_as
from s11chat.tui.screens.knowledge import KnowledgeScreen, Shown
from s11chat.tui.widgets.links import Links
from s11chat.tui.widgets.rows import RowList
from s11chat.tui.widgets.sheet import Sheet
from s11chat.tui.widgets.views import Views
from tests.office import settings_in
from tests.tui.driving import Face, Opened

WIDE = (140, 40)
FIRST = min((one.title for one in Library(shipped("kb")).articles.values()), key=str.casefold)
"""The article that stands first where all are listed by title."""
LAST = max(file.stem for file in shipped("dialogs").glob("*.yaml"))
"""The dialog that stands last."""


def _browsed(shown: Face) -> str:
    """The name of the view that is marked."""
    line = str(shown.screen.query_one(Views).render())
    return next(name for name in caption.VIEWS.values() if f"▸ {name}" in line)


def _article(shown: Face) -> str:
    return shown.screen.query_one(Sheet).plain


def _links(shown: Face) -> Links:
    return shown.screen.query_one(Links)


def _row_in_sight(shown: Face) -> list[str]:
    """The lines of the list that can be seen down to the marked one."""
    rows = shown.screen.query_one(RowList)
    assert rows.highlighted is not None
    top = round(rows.scroll_y)
    assert top <= rows.highlighted < top + rows.size.height
    return [str(option.prompt) for option in rows.options[top : rows.highlighted + 1]]


async def _to(shown: Face, view: View) -> None:
    await shown.press("f9", *[VIEW.key] * list(View).index(view))
    assert _browsed(shown) == caption.VIEWS[view]


async def test_one_key_goes_through_the_views_and_round(face: Opened) -> None:
    async with face() as shown:
        await shown.press("f9")
        seen = [_browsed(shown)]
        for _ in View:
            await shown.press(VIEW.key)
            seen.append(_browsed(shown))
        assert seen == [*caption.VIEWS.values(), caption.VIEWS[View.SEARCH]]


@pytest.mark.parametrize("size", [(80, 24), WIDE], ids=["narrow", "wide"])
async def test_arrows_pass_over_headings_and_keep_them_in_sight(face: Opened, size: tuple[int, int]) -> None:
    async with face(size=size) as shown:
        await _to(shown, View.DIALOG)
        assert shown.chosen == "chscb-2011/1.1"
        assert _row_in_sight(shown)[:2] == [
            "City and Hackney section 11 audit, 2011",
            "  Senior management commitment",
        ]
        await shown.press("down", "down")
        assert shown.chosen == "chscb-2011/2.1"
        assert _row_in_sight(shown)[-2] == "  Statement of responsibilities"
        await shown.press("up", "up", "up")
        assert (shown.chosen or "").startswith(f"{LAST}/")


async def test_left_and_right_go_from_heading_to_heading_while_the_line_is_empty(face: Opened) -> None:
    async with face() as shown:
        await _to(shown, View.DIALOG)
        await shown.press("right", "right")
        assert shown.chosen == "chscb-2011/3.1"
        assert _row_in_sight(shown)[0] == "  Line of accountability"
        await shown.press("down", "left")
        assert shown.chosen == "chscb-2011/3.1"
        await shown.press("left", "left", "left")
        assert shown.chosen == "chscb-2011/1.1"
        await shown.type("lad")
        await shown.press("left", "left")
        assert isinstance(shown.focused, Input)
        assert shown.focused.cursor_position == 1


async def test_typing_searches_whatever_is_browsed_and_a_view_empties_the_line(face: Opened) -> None:
    async with face() as shown:
        await _to(shown, View.TERM)
        await shown.type("lado")
        await shown.until(lambda: shown.chosen == "allegations")
        await shown.settle()
        assert _browsed(shown) == caption.VIEWS[View.SEARCH]
        await shown.press(VIEW.key)
        assert _browsed(shown) == caption.VIEWS[View.STANDARD]
        assert shown.focused.value == ""
        await shown.press("space")
        assert _browsed(shown) == caption.VIEWS[View.STANDARD]


async def test_nothing_found_leaves_no_link_and_nowhere_to_go_back_to(face: Opened) -> None:
    async with face() as shown:
        await shown.press("f9", "tab", "enter")
        assert caption.BACK_TO.format(title=FIRST) in _article(shown)
        shown.send(*"xqzj")
        await shown.until(lambda: "Nothing was found for 'xqzj'" in _article(shown))
        await shown.settle()
        assert not _links(shown).display
        await shown.press("f3", "enter", "tab")
        assert shown.focused.value == "xqzj"
        await shown.press("escape")
        assert shown.app.current_mode == "home"
        assert not isinstance(shown.screen, KnowledgeScreen)


async def test_a_link_is_followed_and_gone_back_from_to_where_one_was(face: Opened) -> None:
    async with face() as shown:
        await _to(shown, View.DIALOG)
        await shown.press("f3", "enter", "down", "down")
        before, top = _article(shown), shown.screen.query_one("#article", VerticalScroll).scroll_y
        marked = _links(shown).links[2]
        assert top > 0
        await shown.press("enter")
        assert _article(shown).startswith(caption.BACK_TO.format(title="1.1"))
        assert marked.say in _article(shown)
        await shown.press("escape")
        assert _article(shown) == before
        assert _links(shown).marked == 2
        assert shown.screen.query_one("#article", VerticalScroll).scroll_y == top
        await shown.press("escape")
        assert not isinstance(shown.screen, KnowledgeScreen)


async def test_a_mark_out_of_sight_is_shown_before_anything_is_opened(face: Opened) -> None:
    async with face() as shown:
        await _to(shown, View.DIALOG)
        await shown.press("tab", "enter")
        here = _article(shown)
        await shown.press("enter")
        assert _article(shown) == here
        await shown.press("pageup", "pageup", "down")
        assert _links(shown).marked == 0
        await shown.press("down")
        assert _links(shown).marked == 1
        await shown.press(*["down"] * 60)
        assert _links(shown).marked == len(_links(shown).links) - 1


async def test_a_question_used_in_leads_to_the_question(face: Opened) -> None:
    async with face(size=WIDE) as shown:
        await _to(shown, View.TERM)
        await shown.press("tab")
        used, link = next((n, link) for n, link in enumerate(_links(shown).links) if link.question)
        await shown.press(*["down"] * used, "enter")
        assert _links(shown).links
        assert f"{link.question}  {link.say[:20]}" in _article(shown)
        await shown.press("tab", "down")
        assert "Esc goes back" not in _article(shown)


async def test_clicks_choose_views_rows_and_links(face: Opened) -> None:
    async with face(size=WIDE) as shown:
        await shown.press("f9")
        first = len(shown_as(VIEW.key)) + 1
        await shown.pilot.click(Views, offset=(first + len("▸ Search ▸ By"), 0))
        await shown.settle()
        assert _browsed(shown) == caption.VIEWS[View.STANDARD]
        await shown.pilot.click(Views, offset=(120, 0))
        await shown.settle()
        assert _browsed(shown) == caption.VIEWS[View.STANDARD]
        await shown.pilot.click(RowList, offset=(6, 3))
        await shown.settle()
        row = shown.chosen
        title = _article(shown)
        await shown.press("down", "up")
        assert shown.chosen == row
        await shown.pilot.click(Links, offset=(4, 2))
        await shown.settle()
        assert "Esc goes back" in _article(shown)
        await shown.pilot.click(RowList, offset=(6, 3))
        await shown.settle()
        assert _article(shown) == title
        await shown.press("escape")
        assert not isinstance(shown.screen, KnowledgeScreen)


async def test_a_click_on_a_heading_does_nothing(face: Opened) -> None:
    async with face(size=WIDE) as shown:
        await _to(shown, View.STANDARD)
        before, row = _article(shown), shown.chosen
        await shown.pilot.click(RowList, offset=(6, 0))
        await shown.settle()
        assert (shown.chosen, _article(shown)) == (row, before)


async def test_the_marked_row_stays_in_sight_when_the_window_shrinks(face: Opened) -> None:
    async with face(size=WIDE) as shown:
        await _to(shown, View.DIALOG)
        await shown.press(*["right"] * 8, *["down"] * 2)
        for size in ((60, 16), (40, 12), (120, 30)):
            await shown.pilot.resize_terminal(*size)
            await shown.settle()
            _row_in_sight(shown)
            assert _browsed(shown) == caption.VIEWS[View.DIALOG]


async def test_a_long_title_is_cut_in_the_list_and_whole_beside_it(face: Opened) -> None:
    async with face() as shown:
        await _to(shown, View.DIALOG)
        assert "Somebody at the top of the organisation" in shown.picture
        assert "…" in shown.picture
        assert "is named as responsible for safeguarding." in _article(shown)


async def test_what_was_read_is_told_once_an_article_and_depth(face: Opened) -> None:
    async with face() as shown:
        told: list[Shown | None] = []
        screen = KnowledgeScreen(Library(shipped("kb")), ("induction",))
        shown.app.push_screen(screen, told.append)
        await shown.settle()
        await shown.press("f3", "f3", "f3", "f3", "escape")
        assert told == [
            (("induction", Depth.SENTENCE), ("induction", Depth.PRACTICE), ("induction", Depth.LAW))
        ]


async def test_without_dialogs_the_views_say_how_to_go_on(tmp_path: Path, face: Opened) -> None:
    async with face(Start()) as shown:
        shown.app.settings = replace(settings_in(tmp_path), dialogs=tmp_path)
        await shown.press("f9")
        for view in (View.STANDARD, View.DIALOG):
            await shown.press(VIEW.key)
            assert caption.EMPTY[view] in _article(shown)
            await shown.press("left", "right", "down", "enter", "f3")
        await shown.press(VIEW.key)
        assert FIRST in _article(shown)
