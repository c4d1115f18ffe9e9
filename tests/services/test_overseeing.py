"""What the manager's screen is told: due, stuck, and who has what in hand, of a wave with something of everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from s11chat.assurance.right import Role
from s11chat.errors import RightsError
from s11chat.fieldwork.case import State
from s11chat.services.casefile import case_file, note
from s11chat.services.chronicling import field_diary
from s11chat.services.desk import Desk
from s11chat.services.fielding import close_wave
from s11chat.services.overseeing import APPOINTMENTS, LETTERS, READY, oversee
from s11chat.services.staffing import appoint
from s11chat.services.stuck import today
from tests.busy import BUSY, busy, desk_of
from tests.office import copied


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("busy")
    busy(home)
    return home


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Desk]:
    opened = desk_of(copied(made, tmp_path / "home"))
    yield opened
    opened.close()


def test_screen_terminal_and_diary_say_the_same(desk: Desk) -> None:
    shown = oversee(desk.kept, BUSY)
    told = today(desk.kept, BUSY)
    assert {pile.key: pile.cases for pile in shown.stuck} == {
        one.key: tuple(case.case for case in one.cases)
        for one in told.stuck
        if one.cases and one.key != APPOINTMENTS
    }
    assert told.letters is not None
    assert len(next(pile for pile in shown.due if pile.key == LETTERS).cases) == sum(
        told.letters.due.values()
    )
    page = field_diary(desk.kept, BUSY).pages[-1]
    total = shown.board.total
    assert (page.total.complete, page.total.population) == (shown.board.days[-1].complete, total.population)
    assert tuple(one.case for one in page.unsigned) == next(
        pile.cases for pile in shown.stuck if pile.key == "to_be_signed"
    )


def test_nobody_is_to_be_called_who_is_in_hand_or_has_an_appointment(desk: Desk) -> None:
    shown = oversee(desk.kept, BUSY)
    assert shown.supervised is not None
    due = {pile.key: set(pile.cases) for pile in shown.due}
    assert [line.holder for line in shown.supervised.in_hand] == ["Ben", "Ida"]
    assert [line.calling for line in shown.supervised.in_hand] == [False, True]
    assert due[READY].isdisjoint(due[APPOINTMENTS] | {line.case for line in shown.supervised.in_hand})
    assert len(shown.supervised.appointments) == len(due[APPOINTMENTS])
    assert {line.case for line in shown.supervised.office} == set(
        next(pile.cases for pile in shown.stuck if pile.key == "office")
    )
    assert (shown.closes, shown.days_left) == (date(2026, 9, 30), 14)


def test_a_closed_wave_has_nothing_due(desk: Desk) -> None:
    close_wave(desk.kept, BUSY)
    shown = oversee(desk.kept, BUSY)
    assert (shown.closed, shown.due, shown.stuck) == (True, (), ())
    assert shown.board.total.rate is not None


def test_an_analyst_is_told_no_contact_details_and_nobody_at_work(desk: Desk) -> None:
    appoint(desk.kept, BUSY, "Mia", Role.MANAGER)
    appoint(desk.kept, BUSY, "Ann", Role.ANALYST)
    kept = replace(desk.kept, actor="Ann")
    assert oversee(kept, BUSY).supervised is None
    assert LETTERS not in [pile.key for pile in oversee(kept, BUSY).due]
    file = case_file(kept, f"{BUSY}/MHT012")
    assert (file.people, file.letters) == (None, ())
    with pytest.raises(RightsError, match="may not make calls"):
        note(kept, f"{BUSY}/MHT012", "moved")


def test_the_file_of_a_case(desk: Desk) -> None:
    note(desk.kept, f"{BUSY}/TTLA004", "Ask for Joan")
    file = case_file(desk.kept, f"{BUSY}/TTLA004")
    assert [call.outcome for call in file.calls] == ["N4"]
    assert [remark.text for remark in file.remarks] == ["Ask for the deputy.", "Ask for Joan"]
    assert (file.attempts, file.cap) == (1, 8)
    assert file.people is not None
    assert [(one.office, one.phone) for one in file.people] == [("lead", "01632 960004")]
    signed = case_file(desk.kept, f"{BUSY}/DC000")
    assert [move.became for move in signed.moves] == [State.IN_PROGRESS, State.COMPLETE, State.SIGNED_OFF]
