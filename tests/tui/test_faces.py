"""The full screen adds no rule: the same words through it and through plain lines leave the same answers."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from s11chat.dialog.model import Dialog
from s11chat.line.talk import Talk
from s11chat.services.desk import Desk
from s11chat.tui.app import Start
from tests.office import AUTHORITY, COUNCIL, Clock, copied, desk_in
from tests.tui.driving import Opened

AUDIT_WORDS = (
    "partly",
    "a plan for agency staff",
    "Jane Doe, head of training",
    "31 March 2027",
    "3",
    "the induction pack",
    ":back",
    "",
    "not really, no",
    ":skip",
    ":note said with a sigh",
    ":park Jane in HR by Friday",
    ":na we commission nothing",
    ":undo",
    ":refuse",
    "?lado",
    ":go 5.1",
    "fully",
    ":go 1.1",
    "2",
    ":contact Ann Patel, Head of Safety",
    "1",
)
SURVEY_WORDS = (
    "sha",
    "1",
    "2",
    "currently",
    "3",
    ":dk",
    "1",
    "not sure",
    "5",
    ":go q5",
    "1 2",
    ":left",
    ":finish",
)


def answers(desk: Desk, case: str) -> list[tuple[str, str, str, str | None, tuple[str, ...]]]:
    """What stands in the store, as far as the words decide it."""
    return [
        (line.question, line.said, line.words, line.no_answer, line.remarks)
        for line in desk.returned(case).answers
    ]


@pytest.mark.parametrize(("case", "words"), [(COUNCIL, AUDIT_WORDS), (AUTHORITY, SURVEY_WORDS)])
async def test_both_faces_leave_the_same_answers(
    face: Opened, home: Path, tmp_path: Path, dialogs: Mapping[str, Dialog], case: str, words: tuple[str, ...]
) -> None:
    beside = copied(home, tmp_path / "beside")
    plain = desk_in(beside, Clock(), dialogs)
    Talk(plain.interview_as_interviewer(case), lambda _: None).hold(iter(words))
    expected = answers(plain, case)
    plain.close()
    async with face(Start(case=case)) as shown:
        for line in words:
            if line:
                await shown.enter(line)
            else:
                await shown.press("enter")
            if shown.screen is not shown.talk:
                await shown.press("escape")
        assert shown.app.desk is not None
        assert answers(shown.app.desk, case) == expected
    assert any(said for _, said, *_ in expected)


def test_the_first_frame_waits_for_no_database() -> None:
    program = (
        "import sys, s11chat.tui.app;"
        "print([name for name in ('sqlmodel', 'sqlalchemy', 'alembic', 'jinja2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
