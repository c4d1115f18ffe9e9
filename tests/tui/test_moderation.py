"""Moderation on the full screen: a moderator's keys, a slip undone, and the manager's list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.services.admitting import issue
from s11chat.services.assigning import assign
from s11chat.services.desk import Desk
from s11chat.services.moderating import Moderation
from s11chat.services.releasing import release
from s11chat.services.staffing import appoint
from s11chat.store.entry import Author
from s11chat.store.moderation_entry import NewModeration
from s11chat.tui import wording
from s11chat.tui.app import S11chat, Start
from s11chat.tui.screens.docket import DocketScreen
from s11chat.tui.screens.help import Help
from s11chat.tui.screens.modal import Card, Menu, Prompt
from s11chat.tui.screens.moderated import ModeratedScreen
from s11chat.tui.screens.moderation import ModerationScreen
from s11chat.tui.widgets.keybar import KeyBar
from s11chat.tui.widgets.sheet import Sheet
from tests.office import AUDIT, DISTRICT, PRACTICE, SURVEY, Clock, completed, desk_in, settings_in
from tests.tui.driving import STILL, Face

MO, PAM = "Mo Moderator", "Pam Manager"


@pytest.fixture
def office(home: Path, dialogs: Mapping[str, Dialog]) -> Path:
    """A complete return that one of two moderators is to rate."""
    desk = desk_in(home, Clock(tick=timedelta()), dialogs)
    completed(desk, PRACTICE)
    for name, role in ((PAM, Role.MANAGER), (MO, Role.MODERATOR), ("Ann Second", Role.MODERATOR)):
        appoint(desk.kept, AUDIT, name, role)
    appoint(desk.kept, SURVEY, PAM, Role.MANAGER)
    assign(Desk(replace(desk.kept, actor=PAM)).kept, PRACTICE, MO)
    desk.close()
    return home


def app_of(home: Path, dialogs: Mapping[str, Dialog], name: str, start: Start | None = None) -> S11chat:
    def opener(_: object) -> Desk:
        return Desk(replace(desk_in(home, Clock(), dialogs).kept, actor=name))

    return S11chat(settings_in(home), start, clock=lambda: STILL, opener=opener)


def said(shown: Face) -> str:
    return str(shown.screen.query_one("#notice", Static).content)


def keys(shown: Face) -> str:
    """The line of keys."""
    return str(shown.screen.query_one(KeyBar).render()).strip()


async def test_a_moderator_rates_by_keys_and_takes_a_slip_back(
    office: Path, dialogs: Mapping[str, Dialog]
) -> None:
    app = app_of(office, dialogs, MO)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = Face(app, pilot)
        await shown.until(lambda: isinstance(app.screen, ModeratedScreen), "who only moderates begins there")
        await shown.settle()
        assert keys(shown) == "Enter Open  p Pack  Esc Back  F1 Keys"  # what is the manager's is not offered
        await shown.press("f1")
        await shown.until(lambda: isinstance(app.screen, Help))
        assert "take it back from a moderator" not in app.screen.query_one(Sheet).plain
        await shown.press("f1")
        await shown.press("enter")
        await shown.until(lambda: isinstance(app.screen, ModerationScreen))
        await shown.settle()
        assert keys(shown).startswith("1 Rate  Enter Scale  e Reason  u Undo  ")
        assert keys(shown).endswith("  Esc Back  F1 Keys")
        screen = app.screen
        assert isinstance(screen, ModerationScreen)
        await shown.press("3")
        await shown.settle()
        assert said(shown) == "1.1: Fully met."
        await shown.press("1")
        await shown.until(lambda: isinstance(app.screen, Prompt))
        await shown.press("escape")
        await shown.settle()
        assert screen.sheet is not None
        assert screen.sheet.left == 29  # without a reason nothing is rated
        await shown.press("1")
        await shown.until(lambda: isinstance(app.screen, Prompt))
        await shown.press(*"no list", "enter")
        await shown.until(lambda: app.screen is screen)
        await shown.settle()
        assert (screen.sheet.left, said(shown)) == (28, "1.2: Not met.")
        await shown.press("u")
        await shown.settle()
        assert (screen.sheet.left, screen.line.question if screen.line else "") == (29, "1.2")
        await shown.press("9")
        assert said(shown) == "! 9 is not on the scale of 1.2: Enter shows it."
        await shown.press("enter")
        await shown.until(lambda: isinstance(app.screen, Menu))
        await shown.press("3")
        await shown.settle()
        assert screen.sheet.left == 28
        await shown.press("up", "up")
        await shown.settle()
        card = screen.query_one(Sheet).plain
        assert "own rating Fully met" in card
        assert "moderated Fully met, you, " in card
        await shown.press("d")
        await shown.settle()
        assert said(shown).startswith("! You have not rated 2.1, 2.2, ")
        await shown.press("escape")
        await shown.until(lambda: isinstance(app.screen, ModeratedScreen))
        await shown.press("escape")
        await shown.until(lambda: "You moderate: F8 opens" in shown.picture)


async def test_the_manager_assigns_reads_and_is_told_what_is_not_theirs(
    office: Path, dialogs: Mapping[str, Dialog]
) -> None:
    app = app_of(office, dialogs, PAM, Start(moderate=""))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = Face(app, pilot)
        await shown.until(lambda: isinstance(app.screen, ModeratedScreen))
        await shown.settle()
        screen = app.screen
        assert isinstance(screen, ModeratedScreen)
        assert "a Assign  t Take back  r Release" in keys(shown)
        place = [line.case for line in screen.lines].index(PRACTICE)
        screen.query_one(OptionList).highlighted = place
        await shown.press("a")
        await shown.until(lambda: isinstance(app.screen, Menu))
        await shown.press("1")
        await shown.settle()
        assert said(shown) == "Ann Second moderates Larch Lane Surgery."
        await shown.press("r")
        await shown.settle()
        assert said(shown).startswith("! Mo Moderator and Ann Second are not done yet")
        await shown.press("t")
        await shown.until(lambda: isinstance(app.screen, Menu))
        await shown.press("2")
        await shown.settle()
        assert said(shown).startswith("Taken back from Ann Second.")
        for key in "pg":
            await shown.press(key)
            await shown.until(lambda: isinstance(app.screen, Card))
            await shown.press("escape")
            await shown.settle()
        await shown.press("enter")
        await shown.until(lambda: isinstance(app.screen, ModerationScreen))
        await shown.settle()
        await shown.press("3")
        assert said(shown) == "! You look at it as the office; ratings are the moderators'."
        assert keys(shown) == "F3 Explain  Esc Back  F1 Keys"


async def test_the_lead_is_told_of_what_was_released_in_the_list_on_the_card_and_by_the_keys(
    office: Path, dialogs: Mapping[str, Dialog]
) -> None:
    desk = desk_in(office, Clock(tick=timedelta()), dialogs)
    kept = replace(desk.kept, actor=MO)
    work = Moderation(kept, PRACTICE)
    code = issue(replace(desk.kept, actor=PAM), PRACTICE, Role.LEAD).code
    work.rate("2.1", "1", "nobody has it")
    left = [NewModeration(one.question, one.self_code, "", one.self_code, 1) for one in work.sheet.lines]
    author = Author("", MO, Role.MODERATOR.value)
    kept.responses.record(
        work.case.return_id, author, kept.clock(), [one for one in left if one.item != "2.1"]
    )
    work.finish()
    app = app_of(office, dialogs, PAM, Start(case=PRACTICE, code=code))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = Face(app, pilot)
        await shown.until(lambda: wording.DOCKET_TITLE in shown.picture)
        await shown.press("1")
        await shown.until(lambda: isinstance(app.screen, DocketScreen))
        await shown.settle()
        assert "m Moderated" not in keys(shown)
        await shown.press("escape")
        await shown.until(lambda: not isinstance(app.screen, DocketScreen))
        release(replace(desk.kept, actor=PAM), PRACTICE)
        desk.close()
        await shown.press("1")
        await shown.until(lambda: isinstance(app.screen, DocketScreen))
        await shown.settle()
        screen = app.screen
        assert isinstance(screen, DocketScreen)
        assert "30 moderated" in shown.picture
        assert screen.answers[0].question == "2.1"
        assert "! rated lower" in shown.picture
        assert "Not met, Mo Moderator: nobody has it" in shown.picture
        assert "m Moderated" in keys(shown)
        assert keys(shown).endswith("Esc Close  F1 Keys")


async def test_a_dialog_that_rates_nothing_says_so(office: Path, dialogs: Mapping[str, Dialog]) -> None:
    app = app_of(office, dialogs, PAM, Start(moderate=DISTRICT))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = Face(app, pilot)
        await shown.until(lambda: isinstance(app.screen, ModerationScreen) and "no rating" in said(shown))
        assert "rated" not in str(app.screen.query_one("#counts", Static).content)
