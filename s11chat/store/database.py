"""One database: how it is reached, and the reading and writing sessions the store works in."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from s11chat.errors import UsageError
from s11chat.store.fault import told
from s11chat.store.head import Head, HeadFile
from s11chat.store.opening import leave_alone_if_foreign, make_ready, prepare_file, refuse_if_lost

TIMEOUT = 10.0
"""Seconds to wait for another writer."""
DURABILITY = "synchronous=FULL"
"""What is acknowledged is on the disk, and not only on its way there, whatever becomes of the machine."""
FILES = ".files"
"""What the folder of the files of evidence is called, after the name of the database."""
Token = Callable[[int], str]
"""Random bytes, as many as asked for, in hexadecimal."""


@dataclass(frozen=True)
class Writing:
    """A transaction that writes, and the heads of the chains it has added to."""

    connection: Connection
    token: Token
    heads: dict[str, Head] = field(default_factory=dict)
    files: Path | None = None
    """The folder of the files of evidence; None where they are rows of a table."""

    def new_id(self) -> str:
        """A short random id."""
        return self.token(6)


class Database:
    """An open database. Each session begins and ends inside one call to the store."""

    def __init__(self, engine: Engine, name: str, file: Path | None, token: Token) -> None:
        self.engine = engine
        self.name = name
        self.file = file
        self.heads = HeadFile.beside(file)
        self.files = file.with_name(file.name + FILES) if file is not None else None
        """The folder of the files of evidence; None where they are rows of a table."""
        self.copy: Path | None = None
        """Where the database lies as it was before it was upgraded; None where it was not."""
        self._token = token
        self._here = threading.local()

    @classmethod
    def open(
        cls, url: str, *, upgrade: bool = True, timeout: float = TIMEOUT, token: Token = secrets.token_hex
    ) -> Database:
        """Open the database at `url`; a missing or empty one is created, an older one upgraded if allowed.

        A file is copied before it is upgraded. `timeout` is how many seconds to wait for another writer. Raises StoreError or BusyError.
        """
        engine, name, file = _reached(url, timeout)
        if file:
            refuse_if_lost(file, HeadFile.beside(file).path)
            prepare_file(file)
            leave_alone_if_foreign(file)
        database = cls(engine, name, file, token)
        try:
            make_ready(engine, name, upgrade=upgrade, keep=database._keep_copy)
            database.heads.compact()
        except BaseException:
            engine.dispose()
            raise
        return database

    def _keep_copy(self, version: str) -> None:
        from s11chat.store.backup import backup, beside  # few databases are ever upgraded

        if self.file is not None:  # what a server keeps is copied by its own tools
            self.copy = beside(self.file, version)
            backup(self, self.copy, files=False)  # no version changes them: one folder serves both

    def close(self) -> None:
        """Let go of every connection; the last one folds the write-ahead log into the file."""
        self.engine.dispose()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A session that sees one moment of the database and changes nothing.

        Inside another session of the same thread it sees what that one sees, by the same connection: several reads
        inside one `reading` see one moment, and ask a server for one session instead of one each.
        """
        inside: Connection | None = getattr(self._here, "connection", None)
        if inside is not None:
            yield inside
            return
        with told(self.name), self.engine.connect() as plain:
            connection = plain
            if self.engine.dialect.name != "sqlite":  # which sees one moment in any case
                connection = plain.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin(), self._as_session_here(connection):
                yield connection

    @contextmanager
    def _as_session_here(self, connection: Connection) -> Iterator[None]:
        """What this thread reads inside the block is read by `connection`."""
        around = getattr(self._here, "connection", None)
        self._here.connection = connection
        try:
            yield
        finally:
            self._here.connection = around

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """A session that writes all or nothing; other writers wait. It is on disk when the block ends."""
        with told(self.name):
            with self.engine.connect() as plain:
                connection = plain.execution_options(writes=True)
                with connection.begin(), self._as_session_here(connection):
                    writing = Writing(connection, self._token, files=self.files)
                    yield writing
            self.heads.append(writing.heads)


def _reached(url: str, timeout: float) -> tuple[Engine, str, Path | None]:
    """The engine for a database, what to call it, and its file where it is one."""
    if url.startswith(("postgresql:", "postgresql+psycopg:")):
        return (*_on_server(url, timeout), None)
    try:
        address = make_url(url)
    except ArgumentError:
        raise _no_address() from None
    if address.get_backend_name() != "sqlite":
        raise _no_address()
    file = Path(address.database) if address.database and address.database != ":memory:" else None
    engine = create_engine(address, connect_args={"timeout": timeout})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine, str(file or address), file


def _on_server(url: str, timeout: float) -> tuple[Engine, str]:
    try:
        from s11chat.store import server  # its driver is not installed everywhere
    except ImportError as error:
        raise UsageError(
            "A postgresql database needs its driver: install it with 's11chat[postgres]'."
        ) from error
    name, address = server.described(url)
    return server.engine(address, timeout), name


def _no_address() -> UsageError:
    return UsageError(
        "--db wants a database URL such as sqlite:////path/to/s11chat.db or postgresql://user@host/database."
    )


def _on_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the listener below says when a transaction begins, not the driver
    for pragma in ("journal_mode=WAL", DURABILITY, "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    # A writer that only reads at first would fail at once, without waiting, when another has written since.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
