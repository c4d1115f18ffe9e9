"""Killed or crowded, a database loses nothing that was acknowledged and doubles nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from s11chat.store.casebook import Casebook
from s11chat.store.database import Database
from s11chat.store.response import Responses
from s11chat.store.verify import verify

from .world import url, with_wave

ON_BOTH = True

WRITER = """
import sys
from datetime import UTC, datetime
from s11chat.store.database import Database
from s11chat.store.entry import Author, NewRemark, NewResponse
from s11chat.store.response import Responses
address, return_id, name, number = sys.argv[1:]
with Database.open(address) as database:
    responses = Responses(database)
    author = Author(name, name, "delegate")
    for step in range(int(number)):
        entries = [NewResponse(f"{name}.{step}", {"value": step}), NewRemark("shared", "question", name)]
        responses.record(return_id, author, datetime.now(UTC), entries, {})
        print(step, flush=True)
"""


def writer(address: str, return_id: str, name: str, number: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, address, return_id, name, str(number)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def world(address: str) -> str:
    with Database.open(address) as database:
        with_wave(database)
        return Casebook(database).case("w1", "A1").return_id


def test_two_processes_on_one_return_lose_and_double_nothing(address: str, world: str) -> None:
    both = [writer(address, world, name, 100) for name in ("jo", "kim")]
    for process in both:
        process.communicate(timeout=60)
        assert process.returncode == 0
    with Database.open(address) as database:
        current = Responses(database).current(world)
        assert set(current) == {f"{name}.{step}" for name in ("jo", "kim") for step in range(100)}
        assert all(one.revision == 1 and one.by_name in spot for spot, one in current.items())
        assert len(Responses(database).remarks(world)) == 200
        found = verify(database)
        assert found.sound, found.faults
        assert found.events == 402


@pytest.mark.parametrize("kept", [0, 1, 40])
def test_what_was_acknowledged_before_a_kill_is_there_after_it(address: str, world: str, kept: int) -> None:
    process = writer(address, world, "jo", 100_000)
    assert process.stdout
    said = [process.stdout.readline().strip() for _ in range(kept)]
    process.kill()
    said += process.stdout.read().split()
    process.wait()
    with Database.open(address) as database:
        current = Responses(database).current(world)
        assert {f"jo.{step}" for step in said} <= set(current)
        assert len(Responses(database).remarks(world)) == len(current), "a turn is kept whole or not at all"
        found = verify(database)
        assert found.sound, found.faults


def test_a_creation_killed_at_any_moment_can_be_completed(tmp_path: Path) -> None:
    code = "import sys; from s11chat.store.database import Database; print(flush=True); Database.open(sys.argv[1])"
    for number, wait in enumerate((0.0, 0.03, 0.1, 0.17, 0.24)):
        file = tmp_path / f"{number}.db"
        process = subprocess.Popen([sys.executable, "-c", code, url(file)], stdout=subprocess.PIPE)
        assert process.stdout
        process.stdout.readline()
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
        with Database.open(url(file)) as database:
            with_wave(database)
            assert verify(database).sound


def test_processes_that_create_one_database_at_once_all_get_it(address: str) -> None:
    code = "import sys; from s11chat.store.database import Database; Database.open(sys.argv[1])"
    started = [subprocess.Popen([sys.executable, "-c", code, address]) for _ in range(4)]
    assert [process.wait(60) for process in started] == [0, 0, 0, 0]
    Database.open(address, upgrade=False).close()
