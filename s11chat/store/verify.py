"""Whether all that is stored fits the chains: nothing changed, removed, added, moved or cut off.

Each chain is walked link by link; each row is held against the digest in its event, and each event against
its row; the heads noted in the journals and in the file beside the database say where chains once ended.
Whether a signature was made by its key is asked elsewhere. Verifying changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, func, select, text

from s11chat.assurance.canonical import GENESIS, canonical, chained
from s11chat.store.access import MAY_CHANGE
from s11chat.store.chain import HEADS, closing_head, echo_chain, noted_heads, return_chain, wave_chain
from s11chat.store.consistency import inconsistencies
from s11chat.store.database import Database
from s11chat.store.filebook import file_faults
from s11chat.store.freight import OPENED
from s11chat.store.head import Head, Noted
from s11chat.store.planbook import MESSAGE_MAY_CHANGE
from s11chat.store.redacted import replaced
from s11chat.store.seal import came_so, legible, parsed, unchanged
from s11chat.store.table import (
    ACCESS,
    ACT,
    ECHO,
    ECHO_ANSWER,
    ECHO_FIGURE,
    ENTRIES,
    EVENT,
    MESSAGE,
    PLAN,
    RESPONSE,
    SETTLEMENT,
    SIGNATURE,
    SIGNING_KEY,
    WAVE_REDACTION,
)

SEALED = {
    table.name: table
    for table in (
        *(*ENTRIES, ACT, ACCESS, SIGNING_KEY, PLAN, MESSAGE, SETTLEMENT),
        *(ECHO, ECHO_ANSWER, ECHO_FIGURE, WAVE_REDACTION),
    )
}
"""The tables whose rows have an event each, by name."""
LEAVING = {
    ACCESS.name: MAY_CHANGE,
    SIGNING_KEY.name: MAY_CHANGE,
    MESSAGE.name: MESSAGE_MAY_CHANGE,
}
"""Columns outside the digests of a table."""
_CALLED = {
    "help_use": "note of help used",
    "act": "note of what the office did",
    "access": "access code",
    "signing_key": "signing key",
    "voiding": "voiding of a signature",
    "holder": "change of lead or contact",
    "action_update": "progress of an action",
    "mailing": "letter",
    "moderator": "assignment of a moderator",
    "moderation": "moderated rating",
    "challenge": "note of a peer",
    "plan": "plan of the fieldwork",
    "settlement": "note of what was settled",
    "echo": "staff echo",
    "echo_answer": "answer of a member of staff",
    "echo_figure": "outcome of a staff echo",
    "redaction": "note of what was redacted",
    "wave_redaction": "note of what was redacted",
}

_ADDED_ON_SERVER = """\
SELECT 'trigger', tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace
UNION ALL SELECT 'rule', rulename FROM pg_rules WHERE schemaname = current_schema() ORDER BY 2
"""

_CHAIN_OF_ECHO = re.compile(r"Chain (echo:\w+)")
_CHAIN_OF_RETURN = re.compile(r"(?:Chain return:|\breturn:|\bReturn )(\w+)")

Spot = tuple[str, int]
"""A chain, and the number of a link in it."""


@dataclass(frozen=True)
class Verification:
    """What verifying found; sound where there is no fault."""

    faults: tuple[str, ...]
    """One sentence each."""
    notes: tuple[str, ...]
    """What could not be checked, and why."""
    chains: int
    """Those of staff echoes are checked as well, and neither they nor their events are counted."""
    events: int
    responses: int
    signatures: int

    @property
    def sound(self) -> bool:
        """Nothing was found that does not fit."""
        return not self.faults


def verify(database: Database) -> Verification:
    """Check everything in the database against its chains and heads."""
    heads = database.heads.read()  # before the moment that is looked at: others may go on writing meanwhile
    with database.reading() as connection:
        return verify_within(database, connection, heads)


def verify_within(database: Database, connection: Connection, heads: Noted | None) -> Verification:
    """Check everything as a session sees it, one that writes too, against its chains and these `heads`."""
    with undecoded(connection):
        faults = [*_file_faults(connection)]
        walk = _Walk(_journal_heads(connection))
        notes = list(_noted(database, heads, walk))
        walk.through(connection)
        notes += _unheaded(database, walk)
        notes += _left_behind(walk)
        faults += walk.faults
        faults += _row_faults(connection, walk)
        faults += walk.unmet()
        faults += inconsistencies(connection)
        faults += file_faults(database, connection)
        return Verification(
            faults=tuple(dict.fromkeys(_by_case(connection, faults))),
            notes=tuple(notes),
            chains=walk.chains - walk.of_staff,
            events=walk.events,
            responses=_number(connection, RESPONSE),
            signatures=_number(connection, SIGNATURE),
        )


@contextmanager
def undecoded(connection: Connection) -> Iterator[None]:
    """Has text that is no UTF-8 read with its bytes spelled out, so that the row can be named."""
    driver = connection.connection.driver_connection if connection.dialect.name == "sqlite" else None
    if driver is None:
        yield
        return
    driver.text_factory = lambda raw: raw.decode("utf-8", "backslashreplace")
    try:
        yield
    finally:
        driver.text_factory = str


@dataclass
class _Walk:
    """A walk along every chain, collecting what rows and heads are to be held against."""

    expected: dict[Spot, dict[str, str]]
    """Hashes that links must have, with who says so."""
    faults: list[str] = field(default_factory=list)
    sealed: dict[str, dict[Spot, str]] = field(default_factory=dict)
    """The digests in the events, by kind."""
    origins: dict[Spot, dict[str, Any]] = field(default_factory=dict)
    """What entries were elsewhere that came with a bundle."""
    absent: set[Spot] = field(default_factory=set)
    """Entries whose rows stayed where a bundle was made."""
    headed: frozenset[str] = frozenset()
    """The chains whose ends are noted in the file beside the database."""
    unheaded: int = 0
    chains: int = 0
    of_staff: int = 0
    """The chains of staff echoes among them, whose number and events are not told: they say when somebody answered."""
    events: int = 0

    def expect(self, spot: Spot, link: str, source: str) -> None:
        self.expected.setdefault(spot, {})[link] = source

    def through(self, connection: Connection) -> None:
        name, head, told = "", (0, GENESIS), False
        for stored in connection.execute(text("SELECT * FROM event ORDER BY chain, seq")).mappings():
            row = legible(stored)
            of_staff = str(row["chain"]).startswith(echo_chain(""))
            self.events += not of_staff
            if row["chain"] != name:
                name, head, told = row["chain"], (0, GENESIS), False
                self.chains += 1
                self.of_staff += of_staff
                self.unheaded += name not in self.headed
            fault = self._fault(row, head)
            if fault and not told:  # one cut or change upsets all that follows: the first says where
                self.faults.append(f"Chain {name}: {fault}")
                told = True
            self._compare(row)
            head = row["seq"] if isinstance(row["seq"], int) else head[0] + 1, row["hash"]

    def _fault(self, row: Mapping[str, Any], head: Head) -> str:
        seq = row["seq"]
        if seq != head[0] + 1:
            return f"event {head[0] + 1} is missing."
        body = parsed(row["body"])
        if not _same(row, body):
            return f"event {seq} has been changed or moved."
        if row["hash"] != chained(row["previous"], body):
            return f"event {seq} has been changed."
        if row["previous"] != head[1]:
            return f"event {seq} does not follow from event {seq - 1}: one of them was changed or replaced."
        return ""

    def _compare(self, row: Mapping[str, Any]) -> None:
        spot = row["chain"], row["seq"]
        for link, source in self.expected.pop(spot, {}).items():
            if link != row["hash"]:
                self.faults.append(f"Chain {spot[0]}: event {spot[1]} is not the one noted in {source}.")
        body = parsed(row["body"])
        if row["kind"] in SEALED:
            self.sealed.setdefault(row["kind"], {})[spot] = str(body.get("digest", ""))
        if isinstance(body.get("origin"), dict):
            self.origins[spot] = body["origin"]
        if body.get("act") == OPENED and isinstance(body.get("absent"), list):
            self.absent |= {
                (return_chain(str(body.get("return"))), seq) for seq in body["absent"] if isinstance(seq, int)
            }

    def unmet(self) -> Iterator[str]:
        """Heads that stand nowhere in the database, the furthest of each chain."""
        furthest: dict[str, tuple[int, str]] = {}
        for (chain, seq), sources in self.expected.items():
            if seq > furthest.get(chain, (0, ""))[0]:
                furthest[chain] = seq, next(iter(sources.values()))
        for chain, (seq, source) in furthest.items():
            yield f"Chain {chain}: its end is cut off; event {seq} is noted in {source} and is not there."


def _by_case(connection: Connection, faults: Iterable[str]) -> Iterator[str]:
    """The sentences with the cases and waves that chains belong to in place of the names of chains."""
    rows = connection.execute(text("SELECT id, wave, ref FROM audit_return")).mappings()
    cases = {str(row["id"]): f"{row['wave']}/{row['ref']}" for row in rows}
    rows = connection.execute(text("SELECT id, wave, ref FROM echo")).mappings()
    echoes = {echo_chain(str(row["id"])): f"staff echo of {row['wave']}/{row['ref']}" for row in rows}
    for fault in faults:
        told = _CHAIN_OF_RETURN.sub(lambda found: cases.get(found[1], found[0]), fault)
        told = _CHAIN_OF_ECHO.sub(lambda found: f"The {echoes.get(found[1], found[1])}", told)
        yield told.replace(f"Chain {wave_chain('')}", "Journal of wave ")


def _file_faults(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        said = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        if said != "ok":
            yield f"The database file is damaged ({said}): restore the last backup."
        added = "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"
    else:
        added = _ADDED_ON_SERVER
    for kind, name in connection.exec_driver_sql(added):
        yield f"The database has a {kind} '{name}' that is not ours and may change what is stored or shown."


def _journal_heads(connection: Connection) -> dict[Spot, dict[str, str]]:
    expected: dict[Spot, dict[str, str]] = {}
    query = select(EVENT.c.chain, EVENT.c.seq, EVENT.c.body).where(EVENT.c.kind == HEADS)
    for row in connection.execute(query):
        for return_id, (seq, link) in noted_heads(row.body).items():
            expected.setdefault((return_chain(return_id), seq), {})[link] = f"event {row.seq} of {row.chain}"
    query = select(EVENT.c.chain, EVENT.c.seq, EVENT.c.body).where(EVENT.c.kind == ECHO_FIGURE.name)
    for row in connection.execute(query):
        for echo, (seq, link) in closing_head(row.body).items():
            expected.setdefault((echo_chain(echo), seq), {})[link] = f"event {row.seq} of {row.chain}"
    return expected


def _noted(database: Database, found: Noted | None, walk: _Walk) -> Iterator[str]:
    """Have the walk meet the heads found in the file; yields what could not be checked."""
    if database.heads.path is None:
        return
    if found is None:
        yield (
            f"{database.heads.path} is missing or unreadable, so a cut-off end may not be noticed; "
            "it is written anew from the next entry on."
        )
        return
    heads, unreadable = found
    walk.headed = frozenset(chain for chain, _ in heads)
    for chain, (seq, link) in heads:
        walk.expect((chain, seq), link, database.heads.path.name)
    if unreadable:
        lines = "1 line" if unreadable == 1 else f"{unreadable} lines"
        yield f"{lines} of {database.heads.path} cannot be read: passed over."


def _unheaded(database: Database, walk: _Walk) -> Iterator[str]:
    path = database.heads.path
    if path is not None and path.is_file() and walk.unheaded:
        yield (
            f"{path} does not say where {walk.unheaded} of {walk.chains} chains end, so a cut-off end "
            "of theirs may not be noticed: compare the file with a backup's."
        )


def _left_behind(walk: _Walk) -> Iterator[str]:
    if walk.absent:
        yield (
            f"What belongs to {len(walk.absent)} events is not here and was not checked: it stayed where the bundle was "
            "made. In the database of an office nothing is missing so."
        )


def _row_faults(connection: Connection, walk: _Walk) -> Iterator[str]:
    since = replaced(connection)
    for name, table in SEALED.items():
        digests = walk.sealed.get(name, {})
        for stored in connection.execute(text(f"SELECT * FROM {table.name}")).mappings():
            row = legible(stored)
            spot = spot_of(row)
            digest = digests.pop(spot, None)
            for was, became in since.get((name, *spot), ()) if digest is not None else ():
                digest = became if was == digest else ""
            if digest is None:
                yield f"Chain {spot[0]}: the {_called(name, row)} at {spot[1]} has no event; it was put in by hand."
            elif row["digest"] != digest or not unchanged(row, LEAVING.get(name, ())):
                yield f"Chain {spot[0]}, event {spot[1]}: the {_called(name, row)} has been changed."
            elif spot in walk.origins and (name, *spot) not in since and not came_so(row, walk.origins[spot]):
                yield f"Chain {spot[0]}, event {spot[1]}: the {_called(name, row)} is not what came with the bundle."
        for chain, seq in sorted(digests.keys() - walk.absent):
            yield f"Chain {chain}, event {seq}: its {_CALLED.get(name, name)} has been removed."


def spot_of(row: Mapping[str, Any]) -> Spot:
    """The chain of a sealed row, and the number of its event."""
    if "return_id" in row:
        return return_chain(row["return_id"]), row["seq"]
    answered = "answers" in row and "echo" in row
    return echo_chain(row["echo"]) if answered else wave_chain(row["wave"]), row["seq"]


def _called(name: str, row: Mapping[str, Any]) -> str:
    about = row.get("item") or row.get("section") or row.get("selector")
    called = _CALLED.get(name, name)
    return f"{called} to {about}" if name == RESPONSE.name else f"{called} ({about})" if about else called


def _same(row: Mapping[str, Any], body: dict[str, Any]) -> bool:
    columns = ("chain", "seq", "kind", "at")
    return all(body.get(name) == row[name] for name in columns) and _written(body) == row["body"]


def _written(body: dict[str, Any]) -> str:
    try:
        return canonical(body).decode("utf-8")
    except ValueError:
        return ""


def _number(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
