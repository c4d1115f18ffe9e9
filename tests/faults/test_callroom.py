"""Two interviewers at two real terminals on one file, and one of them is killed in mid-call."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from s11chat.line.room import Room
from s11chat.services.calling import CallRoom
from s11chat.services.desk import Desk
from s11chat.services.keeping import verify
from s11chat.store.database import Database
from s11chat.store.queue import Queue
from s11chat.store.response import Responses
from tests.bench.terminal import Terminal
from tests.faults.house import COMMAND, PATIENCE, environment, run
from tests.office import AUDIT, Clock, desk_in, settings_in

LEAVE = "\x11"
"""Ctrl+Q."""
ALWAYS = "Mon-Sun 0:00-24:00"


@pytest.fixture
def open_hours(home: Path) -> Path:
    """A data folder in whose wave people may be called at any hour, whenever the tests are run."""
    desk = desk_in(home, Clock())
    plan = desk.kept.plans.plan(AUDIT)
    desk.kept.plans.settle(AUDIT, plan.model_copy(update={"hours": ALWAYS}), "Office", desk.kept.clock())
    desk.close()
    return home


def opened(home: Path, name: str, first: str = "Enter takes the next case") -> Terminal:
    terminal = Terminal([*COMMAND, "--actor", name, "room", AUDIT], environment(home))
    terminal.wait_for(first, PATIENCE)
    return terminal


def rings(terminal: Terminal) -> None:
    """Takes the next case and rings the first person on it."""
    terminal.type("\r")
    terminal.wait_for("Press the number before a name", PATIENCE)
    terminal.type("1")
    terminal.wait_for("somebody answered", PATIENCE)


def test_two_interviewers_and_one_is_killed_in_mid_call(open_hours: Path) -> None:
    home = open_hours
    with opened(home, "Ida") as ida, opened(home, "Ben") as ben:
        rings(ida)
        rings(ben)
        desk = desk_in(home, Clock())
        held = {one.holder: one for one in desk.kept.queue.of_wave(AUDIT) if one.holder}
        assert set(held) == {"Ida", "Ben"}
        assert held["Ida"].ref != held["Ben"].ref
        ida.process.send_signal(signal.SIGKILL)
        ben.type("n")
        ben.wait_for("NOBODY REACHED", PATIENCE)
        ben.type("n1\r")
        ben.wait_for("It comes back", PATIENCE)
        ben.type(LEAVE)
        ben.process.wait(PATIENCE)
    later = held["Ida"].hold_until
    assert later is not None
    after = desk_in(home, Clock(later + timedelta(minutes=1)))
    CallRoom(after.kept, AUDIT).sweep()
    kept = after.kept
    calls = {
        ref: [
            (call.outcome, call.by_name)
            for call in kept.fieldbook.calls(kept.casebook.case(AUDIT, ref).return_id)
        ]
        for ref in (held["Ida"].ref, held["Ben"].ref)
    }
    assert calls == {held["Ida"].ref: [("X2", "Ida")], held["Ben"].ref: [("N1", "Ben")]}
    assert verify(kept).faults == ()
    desk.close()
    after.close()


def test_told_to_end_in_mid_call_the_case_stays_held_until_the_call_is_told(open_hours: Path) -> None:
    home = open_hours
    with opened(home, "Ida") as ida:
        rings(ida)
        ida.type(LEAVE)
        ida.wait_for("not coded", PATIENCE)
        ida.process.send_signal(signal.SIGTERM)
        with suppress(OSError):  # what a terminal says that nobody writes to any more
            ida.drain(PATIENCE)
        ida.process.wait(PATIENCE)
    desk = desk_in(home, Clock())
    (held,) = [one for one in desk.kept.queue.of_wave(AUDIT) if one.holder]
    assert held.dialled is not None
    desk.close()


def test_whoever_was_killed_in_mid_call_comes_back_to_it(open_hours: Path) -> None:
    home = open_hours
    with opened(home, "Ida") as ida:
        rings(ida)
        ida.process.send_signal(signal.SIGKILL)
    with opened(home, "Ida", "is still in your hands: Enter goes on with it") as ida:
        ida.type("\r")
        ida.wait_for("This call is not coded yet", PATIENCE)
        ida.type("n")
        ida.wait_for("NOBODY REACHED", PATIENCE)
        ida.type("\r")
        ida.wait_for("It comes back", PATIENCE)
        ida.type(LEAVE)
        ida.process.wait(PATIENCE)
    desk = desk_in(home, Clock())
    assert [one.holder for one in desk.kept.queue.of_wave(AUDIT) if one.holder] == []
    desk.close()


@pytest.mark.parametrize("left", [0, 8192, 24576])
def test_a_full_disk_in_the_call_room_loses_nothing_and_says_so(open_hours: Path, left: int) -> None:
    typed = "take GP1\n1\nno\nN1\n" + "".join(
        f"take GP1\n1\nyes\noutcome N4\n{'away ' * 300}\n" for _ in range(6)
    )
    size = max(path.stat().st_size for path in open_hours.glob("s11chat.db*"))
    limit = f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size + left}, {size + left}))"
    ran = run(open_hours, "room", AUDIT, "--plain", stdin=typed.encode(), limit=limit)
    told = ran.stdout.decode() + ran.stderr.decode()
    assert "Traceback" not in told
    assert "fault of the program" not in told
    acknowledged = sum("It comes back" in line for line in ran.stdout.decode().splitlines())
    desk = desk_in(open_hours, Clock())
    kept = desk.kept.fieldbook.calls(desk.kept.casebook.case(AUDIT, "GP1").return_id)
    assert len(kept) == acknowledged < 7
    assert not verify(desk.kept).faults
    desk.close()


def test_locked_while_a_call_is_coded_the_case_stays_in_hand(desk: Desk, home: Path) -> None:
    database = Database.open(settings_in(home).database, timeout=0.1)
    parts = {"database": database, "responses": Responses(database), "queue": Queue(database)}
    room = Desk(replace(desk.kept, **parts)).call_room(AUDIT)  # type: ignore[arg-type]
    lines: list[str] = []
    other = sqlite3.connect(home / "s11chat.db", isolation_level=None)

    def typed() -> Iterator[str]:
        yield from ("take GP1", "1", "no")
        other.execute("BEGIN EXCLUSIVE")
        yield "N1"
        other.execute("ROLLBACK")
        yield "outcome N1"

    Room(room, lines.append).hold(typed())
    other.close()
    database.close()
    assert sum("in use by somebody else just now" in line for line in lines) == 1
    assert lines[-1] == "Nothing in hand"
    assert desk.kept.queue.of(AUDIT, "GP1").position.outcome == "N1"
