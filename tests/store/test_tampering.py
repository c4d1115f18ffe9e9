"""Every column of every table is changed once, rows are removed, added and exchanged: all of it is found and the wave named.

What may change unseen stands in `world.OUTSIDE`, column by column, and in `LOOSE` for whole rows, each with the reason.
Whoever adds a table puts a row of it into `world.fill` and, where a column is outside the chains, the column and the
reason into `world.OUTSIDE`; these tests fail until that is done, and where a reason no longer holds. Nothing is
committed: each change is looked at in a session of its own and taken back.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Table, text
from sqlmodel import SQLModel

from s11chat.store.database import Database
from s11chat.store.verify import verify_within

from .world import OUTSIDE, covered_columns, fill, url, with_wave

TABLES = {table.name: table for table in SQLModel.metadata.sorted_tables}
KEPT_ELSEWHERE = {"evidence_file": "a database in a file keeps the files of evidence beside it"}
"""The tables without a row here, and why."""
LOOSE = {
    "access_log": "who looked at what: removed when its time is over, and outside the chains for that",
    "attempt": "counts of wrong tries, which are forgotten after a while",
    "evidence_file": "a file that is missing is told of its evidence; one that is left over serves nobody",
}
"""The tables whose rows may come and go unseen, and why."""
MAY_BE_ADDED = {
    **LOOSE,
    "person": "contact data: somebody on file who holds no case, code or office does nothing",
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with Database.open(url(tmp_path_factory.mktemp("filled") / "s11chat.db")) as database:
        with_wave(database)
        fill(database)
        yield database


@pytest.fixture(scope="module")
def session(database: Database) -> Iterator[Connection]:
    """A session that may write; foreign keys wait for a commit that never comes."""
    with database.reading() as connection:
        yield connection


def faults(database: Database, session: Connection, *changes: str) -> tuple[str, ...]:
    """What verifying finds after these changes, which are taken back."""
    session.exec_driver_sql("SAVEPOINT tampering")
    session.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    try:
        for change in changes:
            assert session.execute(text(change)).rowcount > 0, change
        return verify_within(database, session, database.heads.read()).faults
    finally:
        session.exec_driver_sql("ROLLBACK TO tampering")
        session.exec_driver_sql("RELEASE tampering")


def other(column: str) -> str:
    """An expression for another value of the same kind."""
    return f'CASE typeof("{column}") WHEN \'text\' THEN "{column}" || \'x\' ELSE "{column}" + 1000 END'


def changing(table: str, column: str) -> str:
    """Changes one column of the row that came last."""
    last = f"(SELECT max(rowid) FROM {table})"
    return f'UPDATE {table} SET "{column}" = {other(column)} WHERE rowid = {last}'


def test_every_table_has_a_row_to_be_changed(session: Connection) -> None:
    empty = {
        name for name in TABLES if session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() == 0
    }
    assert empty == set(KEPT_ELSEWHERE)


def test_what_is_outside_is_a_column_and_has_a_reason() -> None:
    every = {f"{table.name}.{column.name}" for table in TABLES.values() for column in table.columns}
    assert OUTSIDE.keys() <= every
    assert all(OUTSIDE.values())
    assert len(list(covered_columns())) == len(every) - len(OUTSIDE) > 200


def test_a_change_of_any_column_inside_is_found_and_the_wave_named(
    database: Database, session: Connection
) -> None:
    assert faults(database, session) == ()
    unnamed = [
        f"{table}.{column}"
        for table, column in covered_columns()
        if not any("w1" in fault for fault in faults(database, session, changing(table, column)))
    ]
    assert unnamed == []


def test_nobody_who_was_redacted_is_put_to_another_case(database: Database, session: Connection) -> None:
    redacted = "(SELECT person FROM wave_redaction)"
    told = faults(database, session, f"UPDATE person SET ref = 'B2' WHERE id = {redacted}")
    assert [one for one in told if "of A1 has been put to another case or wave by hand" in one]


def test_a_change_of_any_column_outside_passes(database: Database, session: Connection) -> None:
    found = {
        column: faults(database, session, changing(*column.split(".")))
        for column in OUTSIDE
        if column.split(".")[0] not in KEPT_ELSEWHERE
    }
    assert {column for column, told in found.items() if told} == set()


@pytest.mark.parametrize("which", ["min", "max"])
def test_a_removed_row_of_any_table_is_found(database: Database, session: Connection, which: str) -> None:
    passed = {
        table
        for table in TABLES.keys() - KEPT_ELSEWHERE.keys()
        if not faults(
            database, session, f"DELETE FROM {table} WHERE rowid = (SELECT {which}(rowid) FROM {table})"
        )
    }
    assert passed == LOOSE.keys() - KEPT_ELSEWHERE.keys()


def copied(table: Table) -> str:
    """Puts a copy of the last row in by hand, under keys of its own."""
    names = [column.name for column in table.primary_key.columns]
    keys = {"seq" if "seq" in names else names[-1]}
    keys |= {"revision"} & set(table.columns.keys())
    keys |= {"ref"} if table.name == "audit_return" else set()
    parts = ", ".join(other(c.name) if c.name in keys else f'"{c.name}"' for c in table.columns)
    return f"INSERT INTO {table.name} SELECT {parts} FROM {table.name} ORDER BY rowid DESC LIMIT 1"


def test_a_row_put_in_by_hand_is_found_in_any_table(database: Database, session: Connection) -> None:
    passed = {
        name
        for name in TABLES.keys() - KEPT_ELSEWHERE.keys()
        if not faults(database, session, copied(TABLES[name]))
    }
    assert passed == MAY_BE_ADDED.keys() - KEPT_ELSEWHERE.keys()


def chained() -> list[str]:
    """The tables whose rows stand at an event."""
    return [name for name, table in TABLES.items() if "seq" in table.columns]


def test_two_rows_in_each_others_place_are_found(database: Database, session: Connection) -> None:
    unfound, exchanged = [], 0
    for name in chained():
        places = session.execute(text(f"SELECT rowid, seq FROM {name} ORDER BY rowid LIMIT 2")).all()
        if len(places) < 2 or places[0].seq == places[1].seq:
            continue
        (one, first), (two, second) = places
        exchanged += 1
        swap = [
            f"UPDATE {name} SET seq = {new} WHERE rowid = {row}"
            for row, new in ((one, 100_000), (two, first), (one, second))
        ]
        if not faults(database, session, *swap):
            unfound.append(name)
    assert unfound == []
    assert exchanged >= 8
