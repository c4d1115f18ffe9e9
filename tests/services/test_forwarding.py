"""Answers of the wave before: shown to whoever answers for the organisation, never to an interviewer."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11chat.engine.turn import Ask, Confirmed, Repair
from s11chat.line.wording import lines_of
from s11chat.services.desk import Desk
from s11chat.services.fielding import new_wave
from s11chat.services.framing import import_frame
from s11chat.settings import shipped
from tests.office import AUDIT, COUNCIL, FRAMES, delegate, lead, say

LATER = "audit-13"
TITLE = "City and Hackney section 11 audit, 2011"


@pytest.fixture
def later(desk: Desk, tmp_path: Path) -> str:
    """A wave after the council has answered three questions of the one before."""
    say(delegate(desk, COUNCIL), "fully met", "Minutes of 3 March", ":dk", "partly met")
    return opened(desk, tmp_path, FRAMES[AUDIT])


def opened(desk: Desk, tmp_path: Path, frame: str, dialog: Path | None = None) -> str:
    file = tmp_path / "later.csv"
    file.write_text(frame, encoding="utf-8")
    new_wave(desk.kept, LATER, dialog or shipped("dialogs") / "chscb-2011.yaml", title="Audit 2013")
    import_frame(desk.kept, LATER, file)
    return f"{LATER}/ST1"


def test_the_lead_is_told_what_fell_since_and_what_does_not_fit(desk: Desk, later: str) -> None:
    sitting = delegate(desk, later)
    say(sitting, "partly met", ":skip", ":skip", ":skip", "fully met", ":skip", "partly met")
    say(sitting, ":go 5.1", "not met", ":skip", ":skip", ":skip", ":go 5.2", "fully met", "y")
    whole = desk.returned(later)
    found = {line.question: line for line in whole.answers}
    fell = "lower than in the wave before"
    assert fell in found["1.1"].reasons
    assert found["1.1"].before == f"Fully met, in {TITLE}"
    for same_or_new in ("1.2", "2.1"):
        assert fell not in found[same_or_new].reasons
        assert found[same_or_new].before == ""
    for one in ("5.1", "5.2"):
        assert "does not fit" in found[one].reasons
        assert "Is that how it stands?" in found[one].against[0]
    say(sitting, ":go 5.1", "partly met")
    assert not any(line.against for line in desk.returned(later).answers)


def asked(turns: tuple[object, ...]) -> Ask:
    (ask,) = (turn for turn in turns if isinstance(turn, Ask))
    return ask


def test_what_was_answered_last_time_stands_beside_the_question(desk: Desk, later: str) -> None:
    interview = delegate(desk, later)
    ask = asked(interview.opening())
    assert ask.before is not None
    assert (ask.before.answer.value, ask.before.wave) == ("fully_met", TITLE)
    told = list(lines_of(ask, interview.conversation.audience))
    assert f"Last time ({TITLE}): Fully met. Type :same to give that answer again." in told


def test_the_same_answer_is_given_by_a_word_and_counts_as_given_now(desk: Desk, later: str) -> None:
    interview = delegate(desk, later)
    turns = say(interview, ":same")
    (confirmed,) = (turn for turn in turns if isinstance(turn, Confirmed))
    assert confirmed.said == "Fully met"
    assert asked(turns).question.id == "1.1.evidence"
    assert asked(turns).before is not None
    record = desk.kept.responses.current(desk.kept.case(later).return_id)["1.1"]
    assert (record.by_name, record.role) == ("Nell Thimble", "delegate")
    assert record.because == f"as in {TITLE}"


def test_an_answer_given_this_time_hides_the_one_before(desk: Desk, later: str) -> None:
    interview = lead(desk, later)
    say(interview, "not met")
    assert asked(say(interview, ":back")).before is None


def test_a_dont_know_is_not_brought_forward(desk: Desk, later: str) -> None:
    interview = delegate(desk, later)
    turns = say(interview, ":go 1.2")
    assert asked(turns).before is None
    (repair,) = (turn for turn in say(interview, ":same") if isinstance(turn, Repair))
    assert "No answer of an earlier wave is shown here" in repair.reason
    assert asked(say(interview, ":go 2.1")).before is not None


def test_an_interviewer_never_sees_it(desk: Desk, later: str) -> None:
    interview = desk.interview_as_interviewer(later)
    assert asked(interview.opening()).before is None
    assert not interview.conversation.before
    assert any(isinstance(turn, Repair) for turn in say(interview, ":same"))


def test_another_organisation_under_the_same_ref_is_not_taken_for_it(desk: Desk, tmp_path: Path) -> None:
    say(delegate(desk, COUNCIL), "fully met")
    case = opened(desk, tmp_path, FRAMES[AUDIT].replace("Hackham Council", "Milldale Council"))
    assert asked(delegate(desk, case).opening()).before is None


def test_an_answer_that_can_no_longer_be_given_is_not_shown(desk: Desk, tmp_path: Path) -> None:
    say(delegate(desk, COUNCIL), "fully met")
    text = (shipped("dialogs") / "chscb-2011.yaml").read_text(encoding="utf-8")
    changed = tmp_path / "chscb-2011.yaml"
    changed.write_text(text.replace("say: Fully met", "say: Met in full"), encoding="utf-8")
    case = opened(desk, tmp_path, FRAMES[AUDIT], changed)
    assert asked(delegate(desk, case).opening()).before is None


def test_the_wave_itself_and_later_ones_are_not_looked_at(desk: Desk, later: str) -> None:
    say(delegate(desk, later), "not met")
    assert not delegate(desk, COUNCIL).conversation.before
