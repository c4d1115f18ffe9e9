"""A return that is opened again begins with where it stands, and a hand-over with what goes unanswered."""

from __future__ import annotations

from s11chat.assurance.right import Role
from s11chat.tui import wording
from s11chat.tui.app import Start
from s11chat.tui.screens.home import HomeScreen
from tests.office import COUNCIL, PRACTICE, code_for
from tests.tui.driving import Opened


async def test_a_talk_taken_up_again_is_not_blank(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter("partly met")
        await shown.enter(":park Jane by Friday")
        assert wording.ABOUT not in shown.picture
        await shown.enter(":pause Tuesday 10:00")
    async with face(Start(case=COUNCIL)) as shown:
        assert [said.partition("  ")[0] for said in shown.said[:-1]] == ["read: 1.1", "kept: Partly met"]
        assert shown.said[-1] == (
            "info: Goes on in Senior management commitment, question 1 of 33.\n"
            "- last answered by Ida Interviewer, 1 September 2026, 09:00\n"
            "- was to be taken up again Tuesday 10:00\n"
            "- parked 1, skipped 0 (:left)"
        )
        assert shown.asked == "1.1.lead"
        assert f"{wording.ABOUT} " in shown.picture
        assert "You said: Partly met." in shown.picture
        assert "question 1 of 33 · follow-up" in shown.picture


async def test_the_list_of_cases_says_until_when_one_is_put_off(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter("partly met")
        await shown.enter(":pause Tuesday 10:00")
    async with face() as shown:
        assert isinstance(shown.screen, HomeScreen)
        await shown.type("hackham")
        await shown.settle()
        assert "paused until Tuesday 10:00" in shown.picture


async def test_a_hand_over_asks_once_and_sums_up(face: Opened) -> None:
    async with face(Start(case=PRACTICE)) as shown:
        assert shown.app.desk is not None
        code = code_for(shown.app.desk, PRACTICE, Role.DELEGATE).code
    async with face(Start(case=PRACTICE, code=code)) as shown:
        await shown.until(lambda: shown.app.current_mode == "interview")
        await shown.settle()
        await shown.enter(":handover")
        assert "Not everything has an answer: not asked yet: 1.1, 1.2, 2.1" in shown.notice
        assert shown.interview.header.respondent == "Nell Thimble"
        await shown.enter("n")
        await shown.enter("yes")
        assert "Yes in full, or in part?" in shown.notice
