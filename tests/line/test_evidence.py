"""Evidence in plain lines: attached in a talk and in the docket, one thing asked at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11chat.line.review import Review
from s11chat.line.talk import Talk
from s11chat.services.desk import Desk
from s11chat.services.interviewing import Interview
from s11chat.services.keeping import verify
from tests.office import PHRASE, PRACTICE, delegate, docket


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    file = tmp_path / "policy.pdf"
    file.write_bytes(b"%PDF")
    return file


def held(interview: Interview, *typed: str) -> list[str]:
    lines: list[str] = []
    Talk(interview, lines.append).hold(typed)
    return lines


def reviewed(desk: Desk, *typed: str) -> list[str]:
    lines: list[str] = []
    Review(docket(desk, PRACTICE), lines.append, lambda _: None, desk.library).hold(typed)
    return lines


def test_a_document_answers_what_shows_it_and_an_old_one_is_asked_after_once(desk: Desk, pdf: Path) -> None:
    told = ("rumour", "policy", "", "Safeguarding policy", "soon", "March 2020", "Nell Thimble", "")
    lines = held(
        delegate(desk, PRACTICE), "fully met", ":evidence add", *told, "/none.pdf", str(pdf), "", "", "none"
    )
    said = " ".join(" ".join(lines).split())
    for part in (
        "no child or family, and nothing they could be known by",
        "! 'rumour' is no kind of evidence",
        "! This has to be said.",
        "! 'soon' is no day",
        "! There is no file /none.pdf",
        "1 March 2020, the first day of 'March 2020'.",
        "= On file as evidence 1 for 1.1: policy: Safeguarding policy, 1 March 2020, held by Nell Thimble.",
        "! On record: Safeguarding policy is dated 1 March 2020. Is there a later version",
        "= policy: Safeguarding policy, 1 March 2020, held by Nell Thimble (evidence 1).",
    ):
        assert part in said, part
    again = held(delegate(desk, PRACTICE), ":go 1.1.evidence", "the policy of 2020", ":evidence all")
    assert "= the policy of 2020." in again
    assert any("file policy.pdf (1 kB)" in line for line in again)
    assert verify(desk.kept).faults == ()


def test_it_is_left_and_changed_by_number(desk: Desk) -> None:
    shelved = ("minutes", "Board", "", "", "", "", "shelf 4", "")
    lines = held(
        delegate(desk, PRACTICE),
        *(":evidence add", "policy", "."),
        *(":evidence add", *shelved),
        ":evidence",
        ":evidence amend 1 review May 2027",
        ":evidence withdraw 1 the wrong year",
        ":evidence reinstate 1",
        ":evidence show 1",
        *(":evidence amend 1", ":evidence withdraw", ":evidence shred 1"),
    )
    said = " ".join(" ".join(lines).split())
    for part in (
        "= Left; nothing was put on file.",
        "for 1.1; shelf 4",
        "= Amended: minutes: Board.",
        "= Withdrawn: minutes: Board.",
        "= It stands again: minutes: Board.",
        "withdrawn by Nell Thimble: the wrong year",
        "! Say what is to be another",
        "! Say which by its number",
        "! There is no 'shred' here",
    ):
        assert part in said, part


def test_words_that_look_private_are_asked_about_as_they_are_typed(desk: Desk) -> None:
    private = "Jamie Fox, aged 9"
    lines = held(
        delegate(desk, PRACTICE),
        *(":evidence add", "other", private, "", "Casework audit", "", "", "", "", "shelf", private, "keep"),
    )
    assert sum("looks like a named child" in line for line in lines) == 2
    assert "= On file as evidence 1 for 1.1: other: Casework audit." in lines


def test_the_lead_attaches_in_the_docket_and_signs_it(answered: Desk) -> None:
    shelved = ("minutes", "Board", "June 2026", "", "", "", "shelf 4", "")
    lines = reviewed(
        answered,
        *("phrase", PHRASE),
        *("evidence 1.1", "evidence add 1.1", *shelved, "show 1.1"),
        *("sign 1 Ben Marsh", PHRASE, "certificate"),
    )
    said = " ".join(" ".join(lines).split())
    assert "Nothing is on file for 1.1." in said
    assert "minutes: Board, 1 June 2026; shelf 4" in said
    assert "= Signed: 1. Type certificate to see it." in said
    assert "evidence minutes: Board, 1 June 2026" in said
