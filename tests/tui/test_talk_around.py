"""What belongs to an interview besides answers, on the full screen: probes, the stop card, held-back words, rehearsals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from s11chat.dialog.model import Dialog
from s11chat.fieldwork.respondent import Character, Respondent
from s11chat.knowledge.library import Library
from s11chat.services.rehearsing import Rehearsal
from s11chat.settings import shipped
from s11chat.tui.app import S11chat, Start
from s11chat.tui.screens.modal import Card, Prompt
from tests.office import AUDIT, COUNCIL, settings_in
from tests.tui.driving import STILL, Face, Opened

TODAY = date(2026, 3, 2)


async def test_one_key_probes_and_one_key_stops_for_a_concern(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        asked = shown.asked
        await shown.press("ctrl+p")
        assert shown.said[-1].startswith("read: ")
        assert shown.asked == asked
        await shown.press("ctrl+s")
        assert isinstance(shown.screen, Card)
        assert "concern about a child" in shown.picture
        await shown.press("enter")
        assert shown.asked == asked


async def test_words_that_look_like_a_childs_name_are_not_kept_unasked(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter(":note a boy called Tomasz Quill rang")
        assert "looks like a named child" in shown.notice
        assert shown.interview.remarks() == 0
        await shown.enter("a child rang")
        assert shown.interview.remarks() == 1


async def test_a_rehearsal_is_heard_answered_and_judged(
    dialogs: Mapping[str, Dialog], tmp_path: Path
) -> None:
    dialog = dialogs[AUDIT]
    respondent = Respondent(Character.BRISK, 4, TODAY)
    held = Rehearsal(dialog, dialog.organisations[0], respondent, Library(shipped("kb")), "Ida", TODAY)
    app = S11chat(settings_in(tmp_path), Start(case="rehearsal/4", rehearsal=held), clock=lambda: STILL)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = Face(app, pilot)
        await shown.until(lambda: app.current_mode == "rehearsal", "the rehearsal")
        await shown.settle()
        assert any(line.startswith("heard: ") for line in shown.said)
        await shown.enter("not met")
        before, after = (line.split(":")[0] for line in shown.said[-2:])
        assert (before, after) == ("read", "heard")
        await shown.enter(":review")
        assert "keeps no answers" in shown.notice
        await shown.enter(":quit")
        assert isinstance(shown.screen, Card)
        assert "1 answer recorded" in shown.picture
        await shown.press("enter")
        await shown.until(lambda: app._exit, "the end")
    assert list(tmp_path.iterdir()) == []


async def test_a_popup_that_is_covered_is_not_left_and_takes_nothing_with_it(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.press("f4")
        prompt = shown.screen
        assert isinstance(prompt, Prompt)
        await shown.type("rung twice")
        shown.app.push_screen(Card("In front", ()))
        await shown.settle()
        for _ in range(2):
            prompt.dismiss("late")
            await shown.settle()
        assert isinstance(shown.screen, Card)
        await shown.press("escape", "enter")
        assert shown.interview.remarks() == 1
