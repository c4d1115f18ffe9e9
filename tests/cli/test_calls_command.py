"""`s11chat calls`: what a supervisor does to appointments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from s11chat.dialog.model import Dialog
from s11chat.store.entry import Author, NewAppointment
from tests.office import AUDIT, PRACTICE, Clock, desk_in

from .conftest import Run


@pytest.fixture
def number(home: Path, clock: Clock, dialogs: Mapping[str, Dialog]) -> int:
    """The number of an appointment that lies two days ahead."""
    now = datetime.now(UTC)
    starts = now + timedelta(days=2)
    desk = desk_in(home, clock, dialogs)
    case = desk.kept.case(PRACTICE)
    made = NewAppointment(starts, starts + timedelta(minutes=30), exact=True, person="Joan Ash", owner="Ida")
    desk.kept.responses.record(case.return_id, Author("", "Ida", "interviewer"), now, [made])
    (line,) = desk.kept.fieldbook.appointments(case.return_id)
    desk.close()
    return line.made


def test_an_appointment_is_given_to_another_and_called_off_by_its_number(run: Run, number: int) -> None:
    listed = run("calls", "appointments", AUDIT).out
    assert f"{number}  Joan Ash, for Ida alone" in listed
    given = run("calls", "appointment", PRACTICE, number, "--to", "Ben")
    assert (given.code, given.err) == (0, f"Appointment {number} of {PRACTICE} is for Ben.\n")
    assert "for Ben alone" in run("calls", "appointments", AUDIT).out
    assert run("calls", "appointment", PRACTICE, number, "--to", "").err.endswith("is for whoever is free.\n")
    lacking = run("calls", "appointment", PRACTICE, number, "--cancel", " ")
    assert (lacking.code, lacking.err.startswith("Say why it is called off")) == (2, True)
    off = run("calls", "appointment", PRACTICE, number, "--cancel", "she rang")
    assert off.err == f"Appointment {number} of {PRACTICE} is called off.\n"
    assert run("calls", "appointments", AUDIT).out == ""
    assert "was cancelled already" in run("calls", "appointment", PRACTICE, number, "--cancel", "twice").err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((PRACTICE, "99999", "--cancel", "why"), "99999"),
        (("practice", "1", "--cancel", "why"), "A case is named WAVE/REF"),
        ((PRACTICE, "1"), "--cancel"),
        ((PRACTICE, "1", "--cancel", "why", "--to", "Ben"), "not allowed with"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, words: tuple[str, ...], said: str) -> None:
    ran = run("calls", "appointment", *words)
    assert ran.code != 0
    assert said in ran.err
