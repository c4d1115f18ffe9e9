"""A database on a PostgreSQL server: how it is reached, and what every session with it is held to.

The address is read by the server's own library, so whatever that knows works: several hosts, of which the one that
takes entries is found; sockets; TLS; a service file, a password file or PGPASSWORD for what must not be in an address.
Nothing waits without end: not for a connection, not for another writer, and not for a server that has gone silent.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from time import monotonic
from typing import Any, TypeVar

import psycopg
from psycopg import sql
from psycopg.abc import PQGen
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from s11chat.errors import UsageError
from s11chat.store.seal import storable

SILENCE = 60.0
"""Seconds that a server may take to say anything at all while something is read."""
GRACE = 5.0
"""Seconds beyond the wait for another writer that a server may take to say that something is kept."""
_USUAL = {
    "application_name": "s11chat",
    "keepalives_idle": 20,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""What an address may say otherwise."""
_LEAST = 2
"""Seconds below which the library does not go when it connects."""
_HELD_TO = """\
SELECT set_config('lock_timeout', %s, false),
    set_config('tcp_keepalives_idle', '20', false),
    set_config('tcp_keepalives_interval', '5', false),
    set_config('tcp_keepalives_count', '3', false),
    CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END
"""
Result = TypeVar("Result")


class Patient(psycopg.Connection[Any]):
    """A connection that gives up on a server that says nothing for too long.

    The library waits for ever, and a commit does so where the standby that has to confirm it has gone.
    """

    silence = SILENCE

    def wait(self, gen: PQGen[Result], *how: Any, **named: Any) -> Result:
        """As the library waits, but not for ever."""
        return super().wait(self._bounded(gen), *how, **named)

    def _bounded(self, gen: PQGen[Result]) -> PQGen[Result]:
        since = monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    since = monotonic()
                elif monotonic() - since > self.silence:
                    self.pgconn.finish()  # what was asked may still be done: nobody may go on with this session
                    raise psycopg.OperationalError("the server has said nothing for too long")
                wanted = gen.send(ready)
        except StopIteration as done:
            result: Result = done.value
            return result


def described(url: str) -> tuple[str, dict[str, Any]]:
    """What to call the database at `url`, without any secret, and how to reach it. Raises UsageError."""
    try:
        address = conninfo_to_dict(url.replace("postgresql+psycopg:", "postgresql:", 1))
    except (psycopg.Error, UnicodeError):
        raise UsageError(
            "--db is no address that PostgreSQL can read: write it as postgresql://user@host:5432/database."
        ) from None
    return _name(address), address


def _name(address: dict[str, Any]) -> str:
    """The address without user and password."""
    hosts = str(address.get("host") or address.get("hostaddr") or "").split(",")
    ports = str(address.get("port") or "").split(",")
    ports = ports if len(ports) == len(hosts) else ports[:1] * len(hosts)
    places = [
        "" if host.startswith("/") else f"{host}:{port}" if port else host
        for host, port in zip(hosts, ports, strict=True)
    ]
    if address.get("service") and not any(places):
        return f"service {address['service']}"
    return f"postgresql://{','.join(places)}/{address.get('dbname') or ''}"


def engine(address: dict[str, Any], timeout: float) -> Engine:
    """Connections to the server at `address`, as many as are asked for at once; `timeout` as `Database.open` has it."""
    made = create_engine(
        "postgresql+psycopg://",
        creator=_connecting(address, timeout),
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,
        max_overflow=-1,  # a writer may read beside what it writes: a fixed number could wait for itself
    )
    event.listen(made, "begin", _on_begin(timeout))
    event.listen(made, "before_cursor_execute", _storable, retval=True)
    return made


def write_rows(
    connection: Connection, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Write many rows at once into a table, as the values of the columns called `names`. Raises DBAPIError."""
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    driver = connection.connection.driver_connection
    assert isinstance(driver, Patient)
    try:
        with driver.cursor() as cursor, cursor.copy(into) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        raise DBAPIError.instance("COPY", None, error, psycopg.Error, dialect=connection.dialect) from error


def _connecting(address: dict[str, Any], timeout: float) -> Callable[[], Patient]:
    usual: dict[str, Any] = {"connect_timeout": max(_LEAST, math.ceil(min(timeout, 10.0)))}
    if "," in str(address.get("host") or address.get("hostaddr") or ""):
        usual["target_session_attrs"] = "read-write"  # of several, the one that takes entries
    how = {**_USUAL, **usual, **address, "client_encoding": "UTF8"}

    def connect() -> Patient:
        connection = Patient.connect("", autocommit=True, **how)
        connection.execute(_HELD_TO, [f"{max(1, round(timeout * 1000))}ms"])
        connection.autocommit = False
        return connection

    return connect


def _on_begin(timeout: float) -> Callable[[Connection], None]:
    def begun(connection: Connection) -> None:
        driver = connection.connection.driver_connection
        if isinstance(driver, Patient):
            how = connection.get_execution_options()
            driver.read_only = None if how.get("writes") else True  # None: as the server is set
            driver.silence = how.get("silence", timeout + GRACE if how.get("writes") else SILENCE)

    return begun


def _storable(
    _connection: object, _cursor: object, statement: str, parameters: Any, _context: object, _many: bool
) -> tuple[str, Any]:
    """What is asked for by words that no text here can hold is found nowhere, as in a file."""
    return statement, storable(parameters) if parameters else parameters
