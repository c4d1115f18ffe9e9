"""Documents attached on the full screen, in a talk and in the docket."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.tui import proofword, wording
from s11chat.tui.app import Start
from s11chat.tui.screens.attaching import EvidenceCard
from s11chat.tui.screens.evidence import EvidenceScreen
from s11chat.tui.screens.interview import InterviewScreen
from s11chat.tui.screens.modal import Menu
from tests.office import PRACTICE, Clock, answer_on, code_for, desk_in, lead
from tests.tui.driving import Face, Opened


async def filled(shown: Face, *lines: str) -> None:
    """Fills in the lines of the card, one after the other."""
    for line in lines:
        await (shown.enter(line) if line else shown.press("enter"))


async def test_a_document_is_attached_in_a_talk_and_answers_what_shows_it(
    face: Opened, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "policy.pdf"
    file.write_bytes(b"%PDF")
    async with face(Start(case=PRACTICE), size=(80, 24)) as shown:
        await shown.until(lambda: isinstance(shown.screen, InterviewScreen))
        await shown.enter("3")
        await shown.until(lambda: wording.HINT_ATTACH in shown.picture)
        await shown.press("ctrl+y")
        await shown.until(lambda: proofword.EMPTY.format(item="1.1") in shown.picture)
        await shown.press("a")
        await shown.until(lambda: isinstance(shown.screen, EvidenceCard))
        await filled(shown, "pol", "Safeguarding policy", "", "soon")
        assert "'soon' is no day" in shown.picture
        await shown.press("shift+tab", *["backspace"] * 4)
        await filled(shown, "August 2026")
        assert "1 August 2026, the first day of 'August 2026'" in shown.picture
        await filled(shown, "Jamie Fox, aged 9", "", str(file), "", "")
        assert isinstance(shown.screen, Menu)
        await shown.press("1")
        await shown.until(lambda: "On file as evidence" in shown.picture)
        await shown.press("w", "w")
        await shown.until(lambda: "stands again" in shown.picture)
        await shown.press("escape")
        await shown.until(lambda: "1.2" in shown.picture and isinstance(shown.screen, InterviewScreen))
        assert "policy: Safeguarding policy, 1 August 2026" in shown.picture
        await shown.press("f9")
        await shown.until(lambda: "evidence 1" in shown.picture, "the mark in the list of answers")
        await shown.press("escape", "ctrl+y", "a")
        await shown.until(lambda: isinstance(shown.screen, EvidenceCard))
        await shown.until(lambda: "same for 1 August 2026" in shown.picture)


async def test_the_lead_sees_and_attaches_in_the_docket(
    face: Opened, home: Path, dialogs: Mapping[str, Dialog]
) -> None:
    desk = desk_in(home, Clock(), dialogs)
    interview = lead(desk, PRACTICE)
    answer_on(interview, "2.1")
    interview.leave()
    code = code_for(desk, PRACTICE, Role.LEAD).code
    desk.close()
    async with face(Start(case=PRACTICE, code=code), size=(120, 36)) as shown:
        await shown.until(lambda: wording.DOCKET_TITLE in shown.picture)
        await shown.press("1")
        await shown.until(lambda: shown.app.current_mode == "docket")
        await shown.settle()
        await shown.press("f")
        await shown.until(lambda: isinstance(shown.screen, EvidenceScreen))
        await shown.press("a")
        await shown.until(lambda: isinstance(shown.screen, EvidenceCard))
        await filled(shown, "minutes", "Board minutes", "", "June 2026", "", "", "", "", "")
        assert proofword.NEEDED["place"] in shown.picture
        await filled(shown, "shelf 4", "")
        await shown.until(lambda: "On file as evidence" in shown.picture)
        await shown.press("escape")
        await shown.until(
            lambda: "minutes: Board minutes, 1 June 2026; shelf 4" in " ".join(shown.picture.split())
        )
