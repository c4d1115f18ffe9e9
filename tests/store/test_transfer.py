"""Waves carried from a file to a server and back are row for row what they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlmodel import SQLModel

from s11chat.errors import RefusedError, StoreError
from s11chat.store.casebook import Casebook, NewWave
from s11chat.store.database import Database
from s11chat.store.filebook import read_file, sha256
from s11chat.store.frame import NewCase
from s11chat.store.planbook import Planbook
from s11chat.store.response import Responses
from s11chat.store.table import ATTEMPT, AUDIT_RETURN, EVENT, PERSON
from s11chat.store.transfer import Carried, carry, mark_moved, moment, refuse_held, unmet
from s11chat.store.verify import verify
from tests.postgres import Server

from .world import JO, NOON, after, fill, url, yes

FILE = sha256(b"%PDF")
Rows = dict[str, list[tuple[Any, ...]]]


def rows(database: Database, without: tuple[str, ...] = ()) -> Rows:
    """Every row of every table, as it is stored but for how a truth is written, in one order; files are not rows
    everywhere."""
    with database.reading() as connection:
        return {
            table.name: sorted(
                (tuple(row) for row in connection.execute(select(table)).all()),
                key=lambda row: list(map(str, row)),
            )
            for table in SQLModel.metadata.sorted_tables
            if table.name not in (*without, "evidence_file")
        }


def copied(source: Database, target: Database, waves: tuple[str, ...] | None = None) -> Carried:
    with moment(source, still=False) as found, target.writing() as writing:
        refuse_held(found, waves or found.waves(), writing, target.name)
        carried = carry(found, waves, writing, target.name, lambda *_: None)
    target.heads.take(carried.noted)
    return carried


def second_wave(database: Database) -> None:
    book = Casebook(database)
    book.add_wave(NewWave("w2", "dialog", "1", "d" * 64, "id: dialog", "Second wave"), "Office", after(7))
    (return_id,) = book.add_cases(
        "w2", [NewCase("A1", "Alder School", lead_name="Ann Lead")], "Office", after(7)
    )
    Responses(database).record(return_id, JO, after(8), [yes()], {})


@pytest.fixture
def server_url(server: Server) -> Iterator[str]:
    """The URL of an empty database to copy to."""
    name = server.make()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def full(database: Database) -> Database:
    """Something in every table, and a second wave."""
    fill(database)
    second_wave(database)
    assert all(rows(database).values())
    return database


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Callable[[str], Database]]:
    """New database files by name."""
    opened: list[Database] = []

    def make(name: str) -> Database:
        opened.append(Database.open(url(tmp_path / name), timeout=1.0))
        return opened[-1]

    yield make
    for database in opened:
        database.close()


def test_to_a_server_and_back_every_row_is_the_same(
    full: Database, server_url: str, fresh: Callable[[str], Database]
) -> None:
    with Database.open(server_url) as server:
        carried = copied(full, server)
        assert rows(server) == rows(full)
        assert carried.rows == sum(map(len, rows(full).values()))
        assert (carried.tables, carried.files) == (len(SQLModel.metadata.tables) - 1, 1)
        assert verify(server).faults == ()
        back = fresh("back.db")
        copied(server, back)
    assert rows(back) == rows(full)
    assert read_file(back, FILE) == b"%PDF"
    found, before = verify(back), verify(full)
    assert (found.faults, found.notes) == ((), ())
    assert (found.events, found.chains, found.signatures) == (before.events, before.chains, before.signatures)


def test_one_wave_goes_with_all_of_it_and_nothing_of_another(
    full: Database, fresh: Callable[[str], Database]
) -> None:
    target = fresh("target.db")
    copied(full, target, ("w1",))
    assert Casebook(target).waves() == (Casebook(full).wave("w1"),)
    assert verify(target).faults == ()
    with target.reading() as connection:
        assert list(connection.execute(select(ATTEMPT.c.door)).scalars()) == ["selector:AAAA"]
    copied(full, target, ("w2",))
    assert rows(target, ("attempt",)) == rows(full, ("attempt",))
    assert verify(target).notes == ()


def test_what_the_target_holds_is_refused_and_nothing_changes(
    full: Database, fresh: Callable[[str], Database]
) -> None:
    target = fresh("target.db")
    copied(full, target, ("w1",))
    before = rows(target)
    with pytest.raises(RefusedError, match="holds a wave 'w1' already"):
        copied(full, target)
    assert rows(target) == before


@pytest.mark.parametrize(
    ("statement", "called"),
    [
        ("UPDATE person SET id = :id WHERE wave = 'w2'", "people"),
        ("INSERT INTO audit_return VALUES (:id, 'w2', 'other', 'assigned', '')", "returns"),
    ],
)
def test_ids_that_the_target_holds_are_refused(
    full: Database, fresh: Callable[[str], Database], statement: str, called: str
) -> None:
    target = fresh("target.db")
    copied(full, target, ("w2",))
    table = PERSON if called == "people" else AUDIT_RETURN
    with full.reading() as connection:
        id_ = connection.execute(select(table.c.id).where(table.c.wave == "w1").limit(1)).scalar_one()
    with target.writing() as writing:
        writing.connection.execute(text(statement), {"id": id_})
    before = rows(target)
    with pytest.raises(RefusedError, match=f"holds {called} of the same ids"):
        copied(full, target, ("w1",))
    assert rows(target) == before


def test_what_is_broken_off_leaves_nothing(full: Database, server_url: str) -> None:
    def stop(what: str, done: int, total: int) -> None:
        if what == "copying response":
            raise KeyboardInterrupt

    with Database.open(server_url) as server:
        with (
            pytest.raises(KeyboardInterrupt),
            moment(full, still=False) as found,
            server.writing() as writing,
        ):
            carry(found, None, writing, server.name, stop)
        assert not any(rows(server).values())


def test_faults_come_along(full: Database, fresh: Callable[[str], Database]) -> None:
    """Also those that only the types of the columns would hide, and those that only the file of heads tells."""
    with full.writing() as writing:
        for statement in (
            "UPDATE response SET exact = 7 WHERE item = 'q2'",
            "UPDATE remark SET text = CAST('caf\xe9' AS BLOB)",
            "DELETE FROM event WHERE chain LIKE 'return:%' AND seq > 3",
        ):
            writing.connection.exec_driver_sql(statement)
    target = fresh("target.db")
    carried = copied(full, target)
    told = [fault.replace(target.name, full.name) for fault in verify(target).faults]
    assert told == [
        fault.replace(full.file.name, target.file.name)
        for fault in verify(full).faults
        if full.file and target.file
    ]
    assert len(told) > 3
    with moment(full, still=False) as found:
        assert unmet(found, carried) > 0


def test_what_a_server_cannot_hold_is_refused(full: Database, server_url: str) -> None:
    with full.writing() as writing:
        writing.connection.exec_driver_sql("UPDATE response SET exact = 7 WHERE item = 'q2'")
    with Database.open(server_url) as server:
        with pytest.raises(
            StoreError, match=r"cannot hold what somebody has put into the table response: copy"
        ):
            copied(full, server)
        assert not any(rows(server).values())


@pytest.mark.parametrize("on_server", [False, True])
def test_a_wave_moved_is_closed_with_a_note_and_verifies(
    full: Database, server_url: str, on_server: bool
) -> None:
    with Database.open(server_url) as server:
        source = server if on_server else full
        if on_server:
            copied(full, server)
        with moment(source, still=True) as found:
            assert found.writing is not None
            mark_moved(found.writing, "w1", "elsewhere.db", "Office", after(20))
        assert Casebook(source).wave("w1").state == "closed"
        assert Casebook(source).wave("w2").state == "open"
        assert Planbook(source).messages("w1")[-1].text == "Wave w1 was moved to elsewhere.db: go on there."
        assert verify(source).faults == ()


def test_nobody_writes_while_a_wave_is_moved(full: Database, server_url: str) -> None:
    with Database.open(server_url) as server, Database.open(server_url) as other:
        copied(full, server)
        with moment(server, still=True) as found:
            before = found.connection.execute(select(func.count()).select_from(EVENT)).scalar_one()
            with other.writing() as writing:
                writing.connection.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
                with pytest.raises(Exception, match="lock timeout"):
                    writing.connection.exec_driver_sql("SELECT id FROM audit_return FOR UPDATE")
            assert found.connection.execute(select(func.count()).select_from(EVENT)).scalar_one() == before


def test_the_source_is_seen_as_of_one_moment(full: Database, fresh: Callable[[str], Database]) -> None:
    target = fresh("target.db")
    before = rows(full)
    book = Casebook(full)
    with moment(full, still=False) as found, target.writing() as writing:
        found.waves()
        book.add_person("w1", "Late Comer", ref="A1")
        Responses(full).record(book.case("w1", "B2").return_id, JO, NOON, [yes("q9")], {})
        carry(found, None, writing, target.name, lambda *_: None)
    assert rows(target) == before
    with full.reading() as connection:
        assert (
            connection.execute(select(func.count()).select_from(PERSON)).scalar_one()
            == len(before["person"]) + 1
        )
