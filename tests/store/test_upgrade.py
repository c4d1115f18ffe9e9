"""A database made by the program as it was at schema 0001 is copied, upgraded, and worked on as if it were new.

The files in `schema/` were written by that program: two waves, a return answered by a delegate and signed in two
sections by its lead, one begun by its lead, and an interview broken off.
"""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlmodel import SQLModel

from s11chat.assurance.right import Role
from s11chat.bootstrap import open_desk
from s11chat.cli import main
from s11chat.errors import StoreError
from s11chat.fieldwork.case import State
from s11chat.fieldwork.queue import Standing
from s11chat.services.desk import Desk
from s11chat.services.keeping import verify
from s11chat.settings import DATABASE
from s11chat.store.database import Database
from s11chat.store.migration import run
from s11chat.store.schema import SCHEMA
from tests.office import COUNCIL, DISTRICT, PHRASE, PRACTICE, admitted, desk_in, docket, say, settings_in

from .world import url

MADE = Path(__file__).parent / "schema"
COPY = f"{DATABASE}.schema-0001"
Content = dict[str, list[dict[str, object]]]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A data folder as the earlier program left it."""
    for packed in MADE.glob("0001.db*.gz"):
        name = packed.name.removesuffix(".gz").replace("0001.db", DATABASE)
        (tmp_path / name).write_bytes(gzip.decompress(packed.read_bytes()))
    return tmp_path


def content(file: Path) -> Content:
    """Every row of every table."""
    connection = sqlite3.connect(file)
    connection.row_factory = sqlite3.Row
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall()
    found = {
        name: [dict(row) for row in connection.execute(f"SELECT * FROM {name} ORDER BY rowid")]
        for (name,) in tables
    }
    connection.close()
    return found


@pytest.fixture
def upgraded(old: Path) -> Iterator[Desk]:
    open_desk(settings_in(old), create=False, upgrade=True).close()
    desk = desk_in(old, open_desk(settings_in(old)).kept.clock)
    yield desk
    desk.close()


def test_it_is_left_as_it_is_until_somebody_says_so(old: Path) -> None:
    before = {path.name: path.read_bytes() for path in old.iterdir()}
    with pytest.raises(StoreError, match=r"schema 0001\): run 's11chat db upgrade'"):
        open_desk(settings_in(old))
    after = {
        path.name: path.read_bytes() for path in old.iterdir() if not path.name.endswith(("-wal", "-shm"))
    }
    assert after == before


def test_nothing_is_lost_and_nobody_of_a_case_has_a_role_in_the_office(old: Path) -> None:
    before = content(old / DATABASE)
    assert before["alembic_version"] == [{"version_num": "0001"}]
    assert len(before["response"]) > 50
    assert before["signature"]
    Database.open(url(old / DATABASE)).close()
    expected = {**before, "alembic_version": [{"version_num": SCHEMA}]}
    expected["person"] = [{**row, "role": ""} for row in before["person"]]
    found = content(old / DATABASE)
    assert {name: found[name] for name in expected} == expected
    new = {name: rows for name, rows in found.items() if name not in expected}
    assert new.keys() == SQLModel.metadata.tables.keys() - expected.keys()
    assert [name for name, rows in new.items() if rows] == ["queue"]


def test_its_cases_stand_in_the_queue_as_their_returns_do(upgraded: Desk) -> None:
    standing = {
        f"{wave.id}/{row.ref}": row.position.standing
        for wave in upgraded.waves()
        for row in upgraded.kept.queue.of_wave(wave.id)
    }
    cases = {line.case: line.state for line in upgraded.cases()}
    over = {State.COMPLETE, State.SIGNED_IN_PART, State.SIGNED_OFF, State.COMPLETE_TELEPHONE}
    assert standing == {
        case: Standing.CLOSED if state in over else Standing.READY for case, state in cases.items()
    }
    assert set(standing.values()) == {Standing.CLOSED, Standing.READY}


def test_it_has_the_tables_of_a_new_one(old: Path) -> None:
    with Database.open(url(old / DATABASE)) as database, database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_a_copy_is_made_first_with_the_heads_beside_it(old: Path) -> None:
    before, heads = content(old / DATABASE), (old / f"{DATABASE}.heads").read_bytes()
    with Database.open(url(old / DATABASE)) as database:
        assert database.copy == old / COPY
    assert content(old / COPY) == before
    assert (old / f"{COPY}.heads").read_bytes() == heads
    assert (old / COPY).stat().st_mode & 0o777 == 0o600
    with Database.open(url(old / DATABASE)) as database:
        assert database.copy is None


@pytest.mark.parametrize("taken", [COPY, f"{COPY}.heads"])
def test_a_copy_goes_over_no_other_file(old: Path, taken: str) -> None:
    (old / taken).write_text("mine")
    with Database.open(url(old / DATABASE)) as database:
        assert database.copy == old / f"{COPY}-2"
    assert (old / taken).read_text() == "mine"


def test_nothing_is_upgraded_that_could_not_be_copied(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(old / DATABASE)
    monkeypatch.setattr(sqlite3, "connect", _full)
    with pytest.raises(StoreError, match="could not be written"):
        Database.open(url(old / DATABASE))
    monkeypatch.undo()
    assert content(old / DATABASE) == before
    assert not list(old.glob(f"*{COPY}*"))


def test_what_breaks_half_way_leaves_the_old_one_and_its_copy(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(old / DATABASE)
    monkeypatch.setattr(run, "upgrade", _broken)
    with pytest.raises(StoreError, match="nowhere"):
        Database.open(url(old / DATABASE))
    assert content(old / DATABASE) == content(old / COPY) == before


def _full(*_: object, **__: object) -> sqlite3.Connection:
    raise sqlite3.OperationalError("database or disk is full")


def _broken(connection: object) -> None:
    raise StoreError("The way leads nowhere.")


def test_the_command_says_where_the_copy_lies(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(old), "db", "upgrade"]) == 0
    assert f"As it was before, it lies in {old / COPY}." in capsys.readouterr().err
    assert main(["--home", str(old), "db", "upgrade"]) == 0
    assert "lies in" not in capsys.readouterr().err


def test_what_was_signed_is_signed_and_everything_verifies(upgraded: Desk) -> None:
    found = verify(upgraded.kept)
    assert (found.faults, found.signatures, found.responses) == ((), 2, 65)
    assert upgraded.returned(PRACTICE).sections_signed == ("1", "2")
    assert upgraded.returned(PRACTICE).state is State.SIGNED_IN_PART


@pytest.mark.usefixtures("real_cost")
def test_work_goes_on_where_it_stood(upgraded: Desk) -> None:
    assert upgraded.interview_as_interviewer(DISTRICT).conversation.current is not None
    opened = docket(upgraded, PRACTICE)
    opened.sign(("3",), PHRASE, "Ben Marsh")
    say(upgraded.interview(admitted(upgraded, COUNCIL, Role.LEAD)), "fully met")
    assert upgraded.returned(PRACTICE).sections_signed == ("1", "2", "3")
    assert verify(upgraded.kept).faults == ()
