"""Every golden transcript, replayed through the plain face: the same lines printed, the same answers stored."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from s11chat.services.desk import Desk
from s11chat.services.keeping import verify
from tests.office import Clock, furnish_for
from tests.transcript import hold_plain, paths, played, read, typed_lines


@pytest.fixture
def clock() -> Clock:
    """So slow that no transcript shows another minute because a line of the program looked at it once more."""
    return Clock(tick=timedelta(milliseconds=1))


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
def test_replays(desk: Desk, home: Path, path: Path, request: pytest.FixtureRequest) -> None:
    script = read(path)
    furnish_for(home, script.case)
    now = played(desk, script, hold_plain)
    if request.config.getoption("--update-transcripts"):
        part = path.with_suffix(".part")
        part.write_text(now, encoding="utf-8")
        part.replace(path)
    assert now.splitlines() == path.read_text(encoding="utf-8").splitlines()
    assert verify(desk.kept).faults == ()


def test_every_line_that_is_typed_is_read_by_somebody() -> None:
    """Lines after the end of a sitting would be shown as typed and never taken."""
    for path in paths():
        assert typed_lines(path), f"{path.name} types nothing"


def test_there_is_one_for_every_journey() -> None:
    roles = {(read(path).case, sitting.role) for path in paths() for sitting in read(path).sittings}
    cases = {case for case, _ in roles}
    assert len(paths()) >= 22
    assert {role for _, role in roles} == {"interviewer", "delegate", "lead", "docket"}
    assert cases == {
        *(f"audit-11/{ref}" for ref in ("ST1", "GP1", "CO1", "IN1")),
        *(f"survey-08/{ref}" for ref in ("SHA1", "DC1", "PRIS1")),
        *(f"audit-15/{ref}" for ref in ("SC1", "CG1", "HO1")),
        *(f"audit-26/{ref}" for ref in ("IB1", "SC1", "SG1")),
        *("audit-26-colours/SG1", "audit-26-words/SG1", "echo-26/SC1-01"),
        *(f"review-09/{ref}" for ref in ("PCT1", "AMB1", "ACU1", "MHT1")),
        *("boards-07/CO1", "boards-07/ME1", "chairs-07/LO1"),
        "chairs-07/UN1",
    }
