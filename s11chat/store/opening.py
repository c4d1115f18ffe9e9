"""Whether a database is ours and current, before anything else is done with it.

A current one is recognised by two small selects; the migration library, slow to load, is needed only to
create or upgrade.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, func, inspect, select, text

from s11chat.errors import StoreError
from s11chat.store.fault import damaged, told
from s11chat.store.schema import APPLICATION, SCHEMA

_FRESH = ""
_SLOWEST_STEP = 3600.0
"""Seconds that one step of an upgrade may take on a server."""


def prepare_file(file: Path) -> None:
    """Create the file where there is none, for its owner alone; say what stands in the way of writing it."""
    if file.is_dir():
        raise StoreError(f"{file} is a folder: name a file with --db.")
    if not file.parent.is_dir():
        raise StoreError(f"There is no folder {file.parent}: create it, or name another with --db or --home.")
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreError(
            f"{file} cannot be written: get the right to write to the file and its folder."
        ) from error
    if not os.access(file.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise StoreError(
            f"{file.parent} cannot be written: get the right to write to the folder of the database."
        )


def refuse_if_lost(file: Path, heads: Path | None) -> None:
    """Raise StoreError where the database has gone and the heads of its chains are still there.

    A new one in its place would hide the loss until somebody verifies, and could never verify itself.
    """
    log = Path(f"{file}-wal")
    there = any(part.exists() and (part.stat().st_size or not part.is_file()) for part in (file, log))
    if not there and heads is not None and heads.is_file() and heads.stat().st_size:
        raise StoreError(
            f"{file} has gone or is empty, and {heads.name} beside it says that it held records: put the last "
            f"backup back, or move {heads.name} elsewhere to begin anew."
        )


def leave_alone_if_foreign(file: Path) -> None:
    """Raise StoreError for another program's file, having changed nothing in it or beside it.

    Looked at as it lies there: creating our tables and marking the file as ours is one transaction, so a file with
    tables and without our mark is not ours, whatever a write-ahead log may still hold.
    """
    if not file.stat().st_size:
        return
    try:
        address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except (sqlite3.Error, UnicodeDecodeError):  # what the driver says may hold bytes of the damage
        return  # no database, or a damaged one: said where it is opened
    if mark != APPLICATION and (mark or tables):
        raise _foreign(str(file))


def make_ready(engine: Engine, name: str, *, upgrade: bool, keep: Callable[[str], None]) -> None:
    """Create what is empty, upgrade what is older if allowed, and refuse all else with a sentence.

    `keep` is told the version of what is about to be upgraded, and keeps a copy of it.
    """
    with told(name):
        with engine.connect() as connection, connection.begin():
            found = version(connection, name)
        if found == SCHEMA:
            return
        if found > SCHEMA or (found and not found.isdigit()):
            raise StoreError(
                f"{name} was made by a newer s11chat (schema {found}, this one knows {SCHEMA}): "
                "install that version or name another database with --db."
            )
        if found and not upgrade:
            raise StoreError(
                f"{name} was made by an older s11chat (schema {found}): run 's11chat db upgrade', which copies "
                "a file before it changes it; a database on a server is yours to back up first."
            )
        migrate(engine, name, keep)


def migrate(engine: Engine, name: str, keep: Callable[[str], None]) -> None:
    """Run what migrations are missing, all or none; a second process that comes meanwhile finds it done.

    Nobody else can write from before the copy is made until the last step is done.
    """
    from s11chat.store.migration.run import upgrade

    with told(name), engine.connect() as plain:
        connection = plain.execution_options(writes=True, silence=_SLOWEST_STEP)
        with connection.begin():
            if connection.dialect.name != "sqlite":  # where a writer keeps all others out by itself
                _alone_with_every_letter(connection, name)
            found = version(connection, name)
            if found == SCHEMA:
                return
            if found != _FRESH:
                keep(found)
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
            upgrade(connection)


def _alone_with_every_letter(connection: Connection, name: str) -> None:
    """Keeps other processes that would make the same tables waiting; refuses a server's narrower alphabet."""
    connection.execute(select(func.pg_advisory_xact_lock(APPLICATION)))
    if connection.exec_driver_sql("SHOW server_encoding").scalar_one() != "UTF8":
        raise StoreError(
            f"{name} cannot hold every letter: have it made with ENCODING 'UTF8', or name another with --db."
        )


def version(connection: Connection, name: str) -> str:
    """The schema version, empty for an empty database; raises StoreError for another program's."""
    if connection.dialect.name == "sqlite":
        application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        if application == APPLICATION:
            return _number(connection, name)
        if application or inspect(connection).get_table_names():
            raise _foreign(name)
        return _FRESH
    tables = inspect(connection).get_table_names()
    if tables and "audit_return" not in tables:
        raise _foreign(name)
    return _number(connection, name) if tables else _FRESH


def _number(connection: Connection, name: str) -> str:
    numbers = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    if len(numbers) != 1 or not numbers[0]:
        raise damaged(name)
    return str(numbers[0])


def _foreign(name: str) -> StoreError:
    return StoreError(f"{name} belongs to another program: name another database with --db.")
