"""Roles on a PostgreSQL server: what each kind of work needs of the tables, and not more.

Nobody may change or remove a row that history is made of, not even the owner without granting it first: with the
password of an interviewer more can be entered, nothing rewritten. What the roles may change is what the program does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, text
from sqlmodel import SQLModel

from s11chat.errors import UsageError
from s11chat.store.access import MAY_CHANGE
from s11chat.store.casebook import WAVE_MAY_CHANGE
from s11chat.store.database import Database
from s11chat.store.personal import HOLDINGS, Sort
from s11chat.store.planbook import MESSAGE_MAY_CHANGE
from s11chat.store.table import (
    ACCESS,
    ACCESS_LOG,
    ACT,
    APPOINTMENT,
    ATTEMPT,
    AUDIT_CASE,
    AUDIT_RETURN,
    CALL,
    CHALLENGE,
    ECHO,
    ECHO_ANSWER,
    ECHO_FIGURE,
    ENTRIES,
    EVENT,
    EVIDENCE_FILE,
    FACT,
    MAILING,
    MESSAGE,
    MODERATION,
    MODERATOR,
    ORGANISATION,
    PERSON,
    POPULATION,
    QUEUE,
    REDACTION,
    RESPONSE,
    SETTLEMENT,
    SIGNATURE,
    SIGNING_KEY,
    TRANSITION,
    WAVE,
    WAVE_REDACTION,
)
from s11chat.store.verify import SEALED

PREFIX = "s11chat"
OWNER = "owner"
"""The role that the tables belong to."""
VERSION = "alembic_version"
"""The table that says which version the others are of."""
HISTORY = (EVENT, ACT, SETTLEMENT, ECHO_ANSWER, ECHO_FIGURE, *ENTRIES, WAVE_REDACTION)
"""The tables that rows are only ever added to."""
_PREFIX = re.compile(r"[a-z_][a-z0-9_]{0,40}")

Columns = Mapping[Table, tuple[str, ...]]
"""Columns by table; with none named, all of it."""


@dataclass(frozen=True)
class Role:
    """What one kind of work may do in which tables."""

    name: str
    reads: Columns
    adds: tuple[Table, ...] = ()
    changes: Columns = field(default_factory=dict)
    removes: tuple[Table, ...] = ()


def _all() -> tuple[Table, ...]:
    return tuple(SQLModel.metadata.sorted_tables)


def _but(table: Table, *left: str) -> tuple[str, ...]:
    return tuple(name for name in table.c.keys() if name not in left)  # noqa: SIM118


_QUEUED = _but(QUEUE, "wave", "ref")
_LOCK = ("seq",)
"""A row is locked only by who may change some column of it: in a wave or an echo this one, where `verify` finds a change."""
_CHANGES: dict[Table, tuple[str, ...]] = {
    WAVE: WAVE_MAY_CHANGE,
    AUDIT_RETURN: ("state", "mode"),
    AUDIT_CASE: ("lead", "contact"),
    ORGANISATION: _but(ORGANISATION, "wave", "ref"),
    PERSON: _but(PERSON, "id", "wave", "ref"),
    ACCESS: MAY_CHANGE,
    SIGNING_KEY: MAY_CHANGE,
    MESSAGE: MESSAGE_MAY_CHANGE,
    QUEUE: _QUEUED,
    ECHO: _LOCK,
    ATTEMPT: _but(ATTEMPT, "door"),
}
"""The columns that the program changes."""
_CONTACT: dict[Table, tuple[str, ...]] = {
    PERSON: ("email", "phone"),
    CALL: ("number",),
    APPOINTMENT: ("number",),
    MAILING: ("address", "detail"),
    ACCESS: ("verifier",),
    SIGNING_KEY: ("phrase_salt", "kdf"),
    EVIDENCE_FILE: ("content",),
}
"""Where people can be reached, what codes and phrases are checked with, and what is in files."""


def roles() -> tuple[Role, ...]:
    """The roles beside the owner, from the one that may do most to the one that may do least."""
    everything: dict[Table, tuple[str, ...]] = dict.fromkeys(_all(), ())
    moderating = (MODERATOR, MODERATION, CHALLENGE)
    letterless = tuple(
        table for table in ENTRIES if table not in (MAILING, SIGNATURE, REDACTION, *moderating)
    )
    inside = {
        WAVE: _LOCK,
        **{one: _CHANGES[one] for one in (AUDIT_RETURN, AUDIT_CASE, ACCESS, MESSAGE, QUEUE)},
    }
    telephone = (EVENT, ACT, PERSON, ACCESS, MESSAGE, EVIDENCE_FILE, ACCESS_LOG, *letterless)
    at_door = {one: _CHANGES[one] for one in (ATTEMPT, SIGNING_KEY, ECHO)}
    unseen = (ATTEMPT, MESSAGE, ECHO_ANSWER, ACCESS_LOG)
    hidden = (ATTEMPT, SIGNING_KEY, ECHO_ANSWER, ACCESS_LOG)
    read: Columns = {table: () for table in _all() if table not in hidden}
    return (
        Role("office", everything, _all(), _CHANGES, (ATTEMPT,)),
        Role(
            "door",
            everything,
            (*telephone, CHALLENGE, SIGNATURE, SIGNING_KEY, ATTEMPT, ECHO_ANSWER),
            {**inside, **at_door},
            (ATTEMPT,),
        ),
        Role("interviewer", read, telephone, inside),
        Role("moderator", read, (EVENT, ACCESS_LOG, *moderating), {AUDIT_RETURN: _CHANGES[AUDIT_RETURN]}),
        Role(
            "analyst",
            {
                **{table: _but(table, *_CONTACT.get(table, ())) for table in _all() if table not in unseen},
                ECHO_ANSWER: ("echo", "seq"),
            },
            (EVENT, FACT, SETTLEMENT, ACCESS_LOG),
            {WAVE: _LOCK, AUDIT_RETURN: _CHANGES[AUDIT_RETURN]},
        ),
        Role("monitor", _COUNTED),
        Role(
            "redactor",
            everything,
            (EVENT, ACT, REDACTION, WAVE_REDACTION, ACCESS_LOG),
            {**_redacted(), WAVE: _LOCK, AUDIT_RETURN: _CHANGES[AUDIT_RETURN]},
            (ATTEMPT, ACCESS_LOG, EVIDENCE_FILE),
        ),
    )


def _redacted() -> dict[Table, tuple[str, ...]]:
    """The columns that redacting changes: what is personal, and what seals the row."""
    found: dict[Table, tuple[str, ...]] = {}
    for one in HOLDINGS:
        names = (
            []
            if one.stays or one.table is EVIDENCE_FILE
            else [name for name, sort in one.columns.items() if sort not in _LEFT]
        )
        if names:
            sealed = ("salt", "digest") if one.table.name in SEALED else ()
            found[one.table] = (*names, *sealed, *(MAY_CHANGE if one.table is ACCESS else ()))
    return found


_LEFT = (Sort.ABOUT, Sort.OFFICE)


_COUNTED: Columns = {
    WAVE: _but(WAVE, "dialog_text", "referral", "salt", "digest"),
    POPULATION: (),
    ORGANISATION: ("wave", "ref", "type", "grp", "cohort", "region"),
    AUDIT_RETURN: (),
    QUEUE: ("wave", "ref", "standing", "until", "rank", "stage", "attempts", "outcome", "hold_until"),
    CALL: ("return_id", "seq", "at", "outcome", "slot", "attempt"),
    TRANSITION: ("return_id", "seq", "at", "was", "became"),
    RESPONSE: ("return_id", "seq", "at"),
    EVENT: ("chain", "seq", "kind", "at"),
}
"""What can be counted without a name or an answer."""


def statements(database: Database, prefix: str = PREFIX) -> tuple[str, ...]:
    """The SQL that makes the roles, gives the tables to their owner, and grants the rest; it may be run again.

    Raises UsageError for a file, which has no logins, and for a prefix that is none.
    """
    if database.file is not None or database.engine.dialect.name == "sqlite":
        raise UsageError(f"{database.name} is a file and has no logins: roles are for a PostgreSQL server.")
    if not _PREFIX.fullmatch(prefix):
        raise UsageError(f"'{prefix[:60]}' cannot begin the names of roles: use small letters, digits and _.")
    with database.reading() as connection:
        schema, name = connection.execute(text("SELECT current_schema(), current_database()")).one()
        return tuple(_statements(prefix, _quoted(schema), _quoted(name)))


def apply(database: Database, prefix: str = PREFIX) -> None:
    """Run the statements, all or none. Raises RightsError where the login may not."""
    made = statements(database, prefix)
    with database.writing() as writing:
        for statement in made:
            writing.connection.exec_driver_sql(statement.replace("%", "%%"))


def who(connection: Connection) -> tuple[str, bool] | None:
    """As whom the server knows the session, and whether that login runs waves; None for a file, which knows nobody."""
    if connection.dialect.name == "sqlite":
        return None
    query = text(f"SELECT session_user, has_table_privilege('{WAVE.name}', 'INSERT')")
    name, runs = connection.execute(query).one()
    return str(name), bool(runs)


def _statements(prefix: str, schema: str, database: str) -> Iterator[str]:
    owner = f'"{prefix}_{OWNER}"'
    names = [f'"{prefix}_{role.name}"' for role in roles()]
    for name in (owner, *names):
        yield _made(name)
    yield _joined(owner)
    every = ", ".join((owner, *names))
    yield f"GRANT CONNECT ON DATABASE {database} TO {every}"
    yield f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {every}"
    yield f"GRANT CREATE ON SCHEMA {schema} TO {owner}"
    tables = [_quoted(table.name) for table in _all()]
    for table in (*tables, VERSION):
        yield f"ALTER TABLE {schema}.{table} OWNER TO {owner}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, {', '.join(names)}"
    yield f"GRANT SELECT ON {schema}.{VERSION} TO {', '.join(names)}"
    for role, name in zip(roles(), names, strict=True):
        yield from _grants(role, name, schema)
    yield f"GRANT ALL ON ALL TABLES IN SCHEMA {schema} TO {owner}"
    history = ", ".join(f"{schema}.{_quoted(table.name)}" for table in HISTORY)
    yield f"REVOKE UPDATE, DELETE, TRUNCATE ON {history} FROM {owner}"


def _made(name: str) -> str:
    there = f"SELECT FROM pg_roles WHERE rolname = '{name[1:-1]}'"
    return f"DO $$ BEGIN IF NOT EXISTS ({there}) THEN CREATE ROLE {name} NOLOGIN; END IF; END $$"


def _joined(owner: str) -> str:
    """Who is no superuser gives tables only to a role they belong to."""
    superuser = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
    return f"DO $$ BEGIN IF NOT ({superuser}) THEN GRANT {owner} TO CURRENT_USER; END IF; END $$"


def _grants(role: Role, name: str, schema: str) -> Iterator[str]:
    adds = dict.fromkeys(role.adds, ())
    removes = dict.fromkeys(role.removes, ())
    for right, tables in (
        ("SELECT", role.reads),
        ("INSERT", adds),
        ("UPDATE", role.changes),
        ("DELETE", removes),
    ):
        whole = [f"{schema}.{_quoted(table.name)}" for table, columns in tables.items() if not columns]
        if whole:
            yield f"GRANT {right} ON {', '.join(whole)} TO {name}"
        for table, columns in tables.items():
            if columns:
                named = ", ".join(map(_quoted, columns))
                yield f"GRANT {right} ({named}) ON {schema}.{_quoted(table.name)} TO {name}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
