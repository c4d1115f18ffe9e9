"""What the knowledge screen lists, from the real articles and dialogs."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from s11chat.dialog.model import Dialog
from s11chat.knowledge.library import Library
from s11chat.settings import shipped
from s11chat.tui.browsing import ALL_OTHERS, ON_QUESTION, Browser, Kind, Link, Row
from tests.office import AUDIT, SURVEY


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(shipped("kb"))


@pytest.fixture
def browser(library: Library, dialogs: Mapping[str, Dialog]) -> Browser:
    return Browser(library, (dialogs[AUDIT], dialogs[SURVEY]))


def _row(rows: tuple[Row, ...], key: str) -> Row:
    return next(row for row in rows if row.key == key)


def _under(rows: tuple[Row, ...], key: str) -> str:
    """The heading a row stands under."""
    return [row.say for row in rows[: rows.index(_row(rows, key))] if row.place is None][-1]


def _said(links: tuple[Link, ...], kind: Kind) -> list[str]:
    return [link.say for link in links if link.kind is kind]


def test_what_is_found_comes_best_first_and_nothing_where_nothing_fits(browser: Browser) -> None:
    assert browser.found("lado")[0].key == "allegations"
    assert browser.found("xqzj") == ()


def test_without_a_question_every_article_is_listed_once_by_title(browser: Browser, library: Library) -> None:
    rows = browser.near()
    assert [row.say for row in rows] == sorted((row.say for row in rows), key=str.casefold)
    assert {row.key for row in rows} == set(library.articles)


def test_the_articles_of_the_question_one_came_from_come_first(
    library: Library, dialogs: Mapping[str, Dialog]
) -> None:
    rows = Browser(library, tuple(dialogs.values()), ("induction", "gone", "induction", "evidence")).near()
    assert [row.key or row.say for row in rows[:4]] == [ON_QUESTION, "induction", "evidence", ALL_OTHERS]
    keys = [row.key for row in rows if row.key]
    assert len(keys) == len(set(keys)) == len(library.articles)


@pytest.mark.parametrize("view", ["by_standard", "by_dialog", "by_term"])
def test_each_view_begins_with_a_heading_and_gives_every_row_a_key_of_its_own(
    browser: Browser, view: str
) -> None:
    rows: tuple[Row, ...] = getattr(browser, view)()
    assert rows[0].place is None
    assert all(bool(row.key) is (row.place is not None) for row in rows)
    keys = [row.key for row in rows if row.key]
    assert len(keys) == len(set(keys))
    assert rows[-1].place is not None


def test_articles_stand_under_their_standard_and_their_letter(browser: Browser, library: Library) -> None:
    standards = browser.by_standard()
    assert "Staff training" in _under(
        standards, next(r.key for r in standards if r.key.endswith("/induction"))
    )
    assert _under(browser.by_term(), "allegations") == "A"
    assert len([row for row in browser.by_term() if row.key]) == len(library.articles)


def test_questions_stand_under_dialog_and_section_without_their_follow_ups(browser: Browser) -> None:
    rows = browser.by_dialog()
    row = _row(rows, "chscb-2011/6.10")
    assert row.say.startswith("6.10  ")
    assert _under(rows, row.key) == "Recruitment, vetting and allegations"
    assert [r.say for r in rows if r.place is None and r.level == 0] == [
        "City and Hackney section 11 audit, 2011",
        "Section 11 stakeholder survey, 2008 instrument",
    ]
    assert not [r for r in rows if r.key.endswith((".action", ".evidence", ".due"))]


def test_a_question_leads_to_what_is_named_with_it_and_its_article_to_its_kin(browser: Browser) -> None:
    place = _row(browser.by_dialog(), "chscb-2011/1.1").place
    assert place is not None
    assert place.title == "1.1"
    links = browser.links(place)
    assert "Not met, partly met, fully met" in _said(links, Kind.BESIDE)
    assert "Visible leadership" in _said(links, Kind.SEE)
    used = [link for link in links if link.kind is Kind.USED]
    assert used[0].question == "1.1"


def test_an_article_names_no_other_twice_among_its_kin(browser: Browser) -> None:
    for row in browser.by_term():
        if row.place is not None:
            kin = [link.say for link in browser.links(row.place) if link.kind is not Kind.USED]
            assert len(kin) == len(set(kin)), row.say


def test_follow_ups_that_are_worded_alike_make_one_line(browser: Browser) -> None:
    place = _row(browser.by_term(), "action_plan").place
    assert place is not None
    used = [link for link in browser.links(place) if link.kind is Kind.USED]
    actions = next(link for link in used if link.question == "1.1.action")
    assert actions.more == 33
    assert actions.place.title == "1.1.action"


def test_a_grid_says_what_comes_before_its_rows_only_once(browser: Browser) -> None:
    for row in browser.by_term():
        if row.place is None:
            continue
        used = [link.say for link in browser.links(row.place) if link.kind is Kind.USED]
        rest = [say for say in used if say.startswith("…")]
        if rest:
            assert used.index(rest[0]) > 0
            return
    pytest.fail("no article is used in two rows of one grid")


def test_without_dialogs_the_articles_can_still_be_read(library: Library) -> None:
    alone = Browser(library, ())
    assert alone.by_standard() == alone.by_dialog() == ()
    place = _row(alone.by_term(), "allegations").place
    assert place is not None
    assert not _said(alone.links(place), Kind.USED)
