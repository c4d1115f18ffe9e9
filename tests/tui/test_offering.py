"""What the menu of an interview offers, and what becomes of it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.widgets import OptionList

from s11chat.dialog.model import Dialog
from s11chat.tui import caption, wording
from s11chat.tui.app import Start
from s11chat.tui.keys import GROUPS
from s11chat.tui.screens.modal import SIGNS, Letter, Menu
from s11chat.tui.widgets.header import StatusHeader
from tests.office import COUNCIL, Clock, answer_on, code_for, desk_in
from tests.tui.driving import Face, Opened


def _offered(shown: Face) -> list[str]:
    assert isinstance(shown.screen, Menu)
    return [option.id or "" for option in shown.screen.query_one(OptionList).options]


async def _choose(shown: Face, wish: str) -> None:
    """Picks from the menu by the sign before the choice."""
    await shown.press("f8")
    await shown.press(SIGNS[_offered(shown).index(wish)])


async def test_an_interviewer_finds_probe_repeat_and_remarks_in_the_menu(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.press("f8")
        offered = _offered(shown)
        assert {"contact", "repeat", "probe", "remark", "codes"} <= set(offered)
        assert "remind" not in offered
        assert "A neutral probe to read out (Ctrl+P)" in shown.picture
        await shown.press("escape")
        await _choose(shown, "probe")
        assert shown.said[-1].startswith("read: ")


async def test_a_delegate_is_offered_nothing_that_is_for_interviewers(
    face: Opened, home: Path, dialogs: Mapping[str, Dialog]
) -> None:
    desk = desk_in(home, Clock(), dialogs)
    code = code_for(desk, COUNCIL).code
    desk.close()
    async with face(Start(case=COUNCIL, code=code)) as shown:
        await shown.until(lambda: shown.app.current_mode == "interview")
        await shown.settle()
        await shown.press("f8")
        assert not {"contact", "probe", "codes"} & set(_offered(shown))
        assert {"repeat", "remark", "review"} <= set(_offered(shown))


async def test_the_question_and_its_scale_are_put_once_more(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await _choose(shown, "repeat")
        said = shown.said[-1]
        assert said.startswith("read: 1.1  ")
        assert said.endswith("\n- 1  Not met\n- 2  Partly met\n- 3  Fully met")
        await shown.enter("3")
        assert [line for line in shown.said if line.startswith("read: 1.1  ")] == [said]


async def test_what_is_not_read_out_is_not_repeated_on_the_telephone(face: Opened) -> None:
    async with face(Start(case="survey-08/SHA1")) as shown:
        await shown.enter("sha")
        await shown.enter(":repeat")
        assert "- 5  None in place" in shown.said[-1]
        assert "Don't know" not in shown.said[-1]


@pytest.mark.parametrize("on", ["question", "case", "contact"])
async def test_a_remark_is_put_where_it_belongs(face: Opened, on: str) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await _choose(shown, "remark")
        await shown.press(SIGNS[_offered(shown).index(on)])
        assert caption.REMARK_ON[on] in shown.picture
        await shown.enter("rang back twice")
        where = "" if on == "question" else f" on the {on}"
        assert shown.said[-1] == f"info: Noted{where}: rang back twice"
        assert shown.interview.remarks() == 1
        assert shown.app.desk is not None
        kept = shown.app.desk.kept
        remark = kept.responses.remarks(kept.case(COUNCIL).return_id)[-1]
        assert (remark.on, remark.text) == (on, "rang back twice")


async def test_the_reminder_is_offered_where_something_waits_and_can_be_copied(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter(":remind")
        assert "No question waits" in shown.notice
        await shown.enter(":park Jane in HR by Friday")
        await _choose(shown, "remind")
        assert isinstance(shown.screen, Letter)
        assert "To Jane in HR:" in shown.picture
        assert "(by Friday, 4 September 2026)" in shown.picture
        assert caption.COPY_HELP in shown.picture
        await shown.press("c")
        assert shown.app.clipboard.startswith("To Jane in HR:\nFor Hackham Council's return")
        assert shown.app.clipboard.endswith("\nThank you.")
        assert "hold Shift" in shown.picture
        await shown.press("enter")
        assert shown.asked == "1.2"


async def test_what_is_copied_goes_to_the_terminal(face: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter(":park Jane in HR by Friday")
        await shown.enter(":remind")
        assert shown.app._driver is not None
        monkeypatch.setattr(shown.app._driver, "write", written.append)
        await shown.press("c")
        sent = next(text for text in written if text.startswith("\x1b]52;c;"))
        assert base64.b64decode(sent[7:].rstrip("\a")).decode().startswith("To Jane in HR:")


async def test_a_long_reminder_is_scrolled(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        for _ in range(12):
            await shown.enter(":park Jane in HR by Friday")
        await shown.enter(":remind")
        assert "Thank you." not in shown.picture
        await shown.press("pagedown", "pagedown")
        assert "Thank you." in shown.picture


async def test_codes_only_is_switched_from_the_menu(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await _choose(shown, "codes")
        assert shown.notice == wording.CODES_ON
        assert wording.STATE_CODES in str(shown.screen.query_one(StatusHeader).render())
        await _choose(shown, "codes")
        assert shown.notice == wording.CODES_OFF


async def test_at_the_end_there_is_no_question_to_repeat_or_probe(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        answer_on(shown.interview)
        await shown.enter(":go 8.3")
        await shown.enter("3")
        await shown.until(lambda: shown.talk.asking is None)
        await shown.press("f8")
        assert not {"repeat", "probe"} & set(_offered(shown))
        await shown.press("escape")
        await _choose(shown, "remark")
        assert _offered(shown) == ["case", "contact"]


async def test_the_longest_menu_fits_a_small_window(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter(":park Jane in HR by Friday")
        await shown.press("f8")
        assert len(_offered(shown)) == 14
        assert wording.MENU["theme"] in shown.picture
        assert wording.MENU_HELP in shown.picture
        await shown.press("a")
        assert any(line.startswith("read: ") for line in shown.said)


def test_a_menu_longer_than_its_signs_loses_nothing() -> None:
    choices = {str(number): f"choice {number}" for number in range(50)}
    assert [id_ for _, (id_, _) in Menu("Many", choices)._signed] == list(choices)


def test_a_rehearsal_has_the_keys_of_an_interview_but_the_review() -> None:
    gone = {key.id for key in GROUPS["interview"]} - {key.id for key in GROUPS["rehearsal"]}
    assert gone == {"interview.review"}
