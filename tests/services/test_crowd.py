"""Many interviewers at once: nobody has a case that somebody else has, and nothing that was acknowledged is lost.

A hundred of them work on a server, each with a desk and connection of their own; ten work on a file, each in a
process of their own. Some of them are killed in mid-call: their cases come back, told as calls without a code.
"""

from __future__ import annotations

import secrets
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from s11chat.bootstrap import open_desk
from s11chat.fieldwork.outcome import UNCODED
from s11chat.fieldwork.queue import Standing
from s11chat.services.desk import Desk
from s11chat.services.fielding import new_wave
from s11chat.services.keeping import verify
from s11chat.settings import DATABASE, shipped
from s11chat.store.frame import NewCase
from tests import postgres
from tests.office import MORNING, ON_SERVER, Clock, settings_in
from tests.services.at_work import call

WAVE = "crowd"
KILLED = 10
"""Of those on the server; three of those on the file."""


@pytest.fixture(scope="module")
def large_server() -> Iterator[postgres.Server]:
    """A server that a hundred interviewers get in to."""
    server = postgres.served(
        postgres.programs(), options={**postgres.QUICK, "max_connections": "130", "shared_buffers": "32MB"}
    )
    yield server
    server.stop()


def furnished(home: Path, cases: int) -> Desk:
    """A desk with one wave of so many cases."""
    desk = open_desk(settings_in(home), clock=Clock())
    new_wave(desk.kept, WAVE, shipped("dialogs") / "dcsf-2008.yaml")
    rows = [
        NewCase(f"R{n}", f"Body {n}", "DC", "local authority", lead_name=f"Lead {n}", phone="01632 960 000")
        for n in range(cases)
    ]
    desk.kept.casebook.add_cases(WAVE, rows, "Office", desk.kept.clock())
    return desk


class Watch:
    """What interviewers told, and whether two ever had one case."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.in_hand: dict[str, str] = {}
        self.taken: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self.coded: Counter[str] = Counter()
        self.twice: list[str] = []

    def tell(self, who: str, what: str, case: str, *_: str) -> None:
        """Takes note of one step of an interviewer's."""
        with self._lock:
            match what:
                case "took":
                    if case in self.in_hand:
                        self.twice.append(f"{case}: {self.in_hand[case]} and {who}")
                    self.in_hand[case] = who
                    self.taken[case] += 1
                case "codes":  # from the moment it is coded somebody else may have it
                    self.in_hand.pop(case)
                case "answered":
                    self.answered[case] += 1
                case "coded":
                    self.coded[case] += 1


class LaterClock(Clock):
    """The clock of an office in which everybody looks at once."""

    def __init__(self, start: datetime = MORNING) -> None:
        super().__init__(start, timedelta(0))


class GoneError(Exception):
    """An interviewer is gone in mid-call."""


def test_a_hundred_interviewers_on_a_server(large_server: postgres.Server, tmp_path: Path) -> None:
    (tmp_path / ON_SERVER).write_text(large_server.url(large_server.make()))
    desk = furnished(tmp_path, 150)
    watch, clock = Watch(), LaterClock()
    start = threading.Barrier(100)

    def work(number: int) -> None:
        name = f"Interviewer {number}"
        mine = open_desk(replace(settings_in(tmp_path), actor=name), clock=clock, create=False)
        try:
            room = Desk(replace(mine.kept, token=secrets.token_bytes, _dialogs=desk.kept._dialogs)).call_room(
                WAVE
            )

            def tell(what: str, case: str, *more: str) -> None:
                watch.tell(name, what, case, *more)
                if number < KILLED and what == "answered":
                    raise GoneError

            start.wait(60)
            while call(room, tell, answers=1):
                pass
        except GoneError:
            pass
        finally:
            mine.close()

    with ThreadPoolExecutor(100) as crowd:
        list(crowd.map(work, range(100)))
    left = settled(desk, watch, 150)
    assert left == KILLED
    clock.moment += timedelta(minutes=31)
    came_back(Desk(replace(desk.kept, clock=clock)), watch)
    desk.close()


def test_ten_interviewers_on_a_file(tmp_path: Path) -> None:
    desk = furnished(tmp_path, 40)
    assert (tmp_path / DATABASE).exists()
    watch = Watch()
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.services.at_work", str(tmp_path), f"Interviewer {number}", WAVE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(10)
    ]
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    with ThreadPoolExecutor(10) as watchers:
        list(watchers.map(watched, range(10), workers, [watch] * 10))
    left = settled(desk, watch, 40)
    assert left == 3
    later = LaterClock(MORNING + timedelta(hours=2))
    came_back(Desk(replace(desk.kept, clock=later)), watch)
    desk.close()


def watched(number: int, worker: subprocess.Popen[str], watch: Watch) -> None:
    """Takes note of what a process tells; the first three are killed in their second call."""
    assert worker.stdout
    with worker:
        for line in worker.stdout:
            watch.tell(f"Interviewer {number}", *line.split())
            if number < 3 and line.startswith("answered"):
                worker.kill()
                break
        for line in worker.stdout:  # what it still said before it was gone
            watch.tell(f"Interviewer {number}", *line.split())
    assert worker.returncode == (-9 if number < 3 else 0)


def settled(desk: Desk, watch: Watch, cases: int) -> int:
    """Holds what was told against what is kept; returns how many cases are still in the hands of the killed."""
    assert watch.twice == []
    assert sum(watch.taken.values()) == len(watch.taken) == cases
    kept = desk.kept
    for case, told in watch.answered.items():
        record = kept.case(case)
        there = len(kept.responses.current(record.return_id))
        assert told <= there <= told + 1, case  # one may have been kept and not told any more
    stands = {f"{WAVE}/{one.ref}": one.position for one in kept.queue.of_wave(WAVE)}
    for case in watch.coded:
        assert stands[case].standing is Standing.CLOSED
    held = [case for case, position in stands.items() if position.standing is Standing.HELD]
    assert set(held) == set(watch.taken) - set(watch.coded) - {
        case for case in stands if stands[case].standing is Standing.CLOSED
    }
    assert verify(kept).faults == ()
    return len(held)


def came_back(desk: Desk, watch: Watch) -> None:
    """The cases of the killed come back, each with a call that says it was not coded."""
    lost = [one.ref for one in desk.kept.queue.of_wave(WAVE) if one.position.standing is Standing.HELD]
    room = desk.call_room(WAVE)
    room.sweep()
    for ref in lost:
        calls = desk.kept.fieldbook.calls(desk.kept.case(f"{WAVE}/{ref}").return_id)
        assert [call.outcome for call in calls] == [UNCODED]
        card = room.take(ref)
        assert card.answered >= 0
        assert (
            len(desk.kept.responses.current(desk.kept.case(card.case).return_id)) >= watch.answered[card.case]
        )
        room.put_back()
    assert verify(desk.kept).faults == ()
