"""A wave held against those before it: which are, and which have nothing to do with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11chat.errors import UsageError
from s11chat.report.trend import report
from s11chat.services.desk import Desk
from s11chat.services.fielding import new_wave
from s11chat.services.framing import import_frame
from s11chat.services.importing import check_returns, take_returns
from s11chat.services.looking_back import trend
from s11chat.settings import shipped
from tests.office import AUDIT, FRAMES, SURVEY
from tests.services.test_importing import BOOK, WHOLE, respondent, surveyed, take

LATER = "survey-30"


def test_a_wave_is_held_against_those_of_its_questions_alone(desk: Desk, tmp_path: Path) -> None:
    take(desk, surveyed(tmp_path, *(respondent(ref) for ref in WHOLE)))
    new_wave(desk.kept, LATER, shipped("dialogs") / "dcsf-2008.yaml", opens="2030-01-01")
    frame = tmp_path / "frame.csv"
    frame.write_text(FRAMES[SURVEY], encoding="utf-8")
    import_frame(desk.kept, LATER, frame)
    assert not trend(desk.kept, LATER).courses
    file = surveyed(tmp_path, *(respondent(ref, Q3A="2") for ref in WHOLE))
    take_returns(desk.kept, check_returns(desk.kept, LATER, file, codebook=BOOK, key="id"))
    found = trend(desk.kept, LATER)
    assert found.waves == (SURVEY, LATER)
    assert found.again == len(WHOLE)
    course = next(one for one in found.courses if one.times[-1].question.id == "q3.a")
    assert [one.last.gap for one in course.changes[:2] if one.last] == [-1, 1]
    told = report(found)
    assert f"in {SURVEY} and in {LATER}" in told.notes[1]
    assert ("q3.a", SURVEY, "1") in {(row[0], row[2], row[4]) for row in told.records.rows}


def test_a_wave_is_not_held_against_itself_nor_against_another_matter(desk: Desk) -> None:
    with pytest.raises(UsageError, match="looked back from"):
        trend(desk.kept, SURVEY, [SURVEY])
    alone = trend(desk.kept, SURVEY, [AUDIT])
    assert alone.courses == ()
    assert alone.waves == (SURVEY,)
    assert report(alone).notes == (
        "No question of this wave was asked in another: there is nothing to compare.",
    )
