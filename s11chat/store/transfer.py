"""Whole waves carried from one database to another: every row as it is, so that every chain and digest stays what it was.

Values are read and written as they are stored, past the types of the columns: what somebody put in by hand arrives
as it was put in, and is found there too. A column says which wave a row belongs to, so that a table of a later
version is carried without being named here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    column,
    func,
    insert,
    literal,
    select,
    table,
    text,
    true,
    type_coerce,
    update,
)
from sqlalchemy.exc import DataError, ProgrammingError
from sqlalchemy.types import NULLTYPE
from sqlmodel import SQLModel

from s11chat.errors import RefusedError, StoreError
from s11chat.store.chain import echo_chain, journal, no_wave, note_heads, return_chain, wave_chain
from s11chat.store.database import Database, Writing
from s11chat.store.filebook import carry_files
from s11chat.store.head import Head
from s11chat.store.planbook import leave_message
from s11chat.store.seal import instant
from s11chat.store.table import (
    ACCESS,
    ATTEMPT,
    AUDIT_RETURN,
    ECHO,
    EVENT,
    EVIDENCE_FILE,
    PERSON,
    QUEUE,
    SIGNING_KEY,
    WAVE,
)
from s11chat.store.verify import undecoded

_RIGHTLESS = "42501"
"""What a server says where the login lacks a right."""
BATCH = 2_000
"""Rows read and written at once."""
_ASKED = 500
"""Ids asked for in one statement."""
_OWN = (
    (AUDIT_RETURN.c.id, "returns"),
    (PERSON.c.id, "people"),
    (ACCESS.c.selector, "access codes"),
    (SIGNING_KEY.c.id, "signing keys"),
    (ECHO.c.id, "staff echoes"),
)
"""Ids that a database holds once, whatever wave they belong to."""

Told = Callable[[str, int, int], None]
"""Told of progress: what is done, how many rows so far, and how many there are in all."""


@dataclass(frozen=True)
class Moment:
    """One moment of the database that waves are carried from."""

    database: Database
    connection: Connection
    noted: tuple[tuple[str, Head], ...]
    """The heads in the file beside it."""
    writing: Writing | None
    """The transaction that keeps everybody else from writing; None where others go on."""

    def waves(self, wave: str = "") -> tuple[str, ...]:
        """The ids of all waves, or the one asked for. Raises StoreError where there is none."""
        found = tuple(self.connection.execute(select(WAVE.c.id).order_by(WAVE.c.id)).scalars())
        if wave and wave not in found:
            raise no_wave(wave)
        if not found:
            raise StoreError(f"{self.database.name} holds no wave: there is nothing to copy.")
        return (wave,) if wave else found


@contextmanager
def moment(database: Database, *, still: bool) -> Iterator[Moment]:
    """A moment to carry waves from; if it is to be `still`, nobody writes to the database until the block ends."""
    noted = tuple((database.heads.read() or ([], 0))[0])  # before the moment, which is never behind them then
    if not still:
        with database.reading() as connection, undecoded(connection):
            yield Moment(database, connection, noted, None)
        return
    with database.writing() as writing, undecoded(writing.connection):
        if writing.connection.dialect.name != "sqlite":  # every writer locks a row of one of these first
            names = ", ".join(f'"{one.name}"' for one in (WAVE, AUDIT_RETURN, QUEUE))
            writing.connection.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))
        yield Moment(database, writing.connection, noted, writing)


@dataclass(frozen=True)
class Carried:
    """What was carried."""

    rows: int
    tables: int
    """Those that any row was carried of."""
    noted: tuple[tuple[str, Head], ...]
    """The heads that the source noted for these chains."""
    files: int = 0
    """Files of evidence."""


def refuse_held(source: Moment, waves: Sequence[str], writing: Writing, name: str) -> None:
    """Raise RefusedError where the target, called `name`, holds one of the waves, or ids of theirs."""
    chains = [wave_chain(wave) for wave in waves]
    for some, these in ((WAVE.c.id, waves), (EVENT.c.chain, chains)):
        for held in _held(writing.connection, some, these):
            wave = held.removeprefix(wave_chain(""))
            raise RefusedError(f"{name} holds a wave '{wave}' already: copy it to another database.")
    for own, called in _OWN:
        query = select(own).where(belongs(own.table, waves))
        ids = source.connection.execute(query).scalars()
        if any(_held(writing.connection, own, ids)):
            raise RefusedError(
                f"{name} holds {called} of the same ids already, as of a wave that was copied there before: "
                "copy it to another database."
            )


def carry(source: Moment, waves: Sequence[str] | None, writing: Writing, name: str, told: Told) -> Carried:
    """Write every row of the waves, or with None of the whole database, into the target, called `name`."""
    all_tables = [one for one in SQLModel.metadata.sorted_tables if one is not EVIDENCE_FILE]
    total = sum(_count(source.connection, one, waves) for one in all_tables)
    done, tables = 0, 0
    for one in all_tables:
        before = done
        for batch in _batches(source, one, waves, writing):
            try:
                _write(writing.connection, one, batch)
            except (DataError, ProgrammingError, ValueError) as error:
                if getattr(getattr(error, "orig", None), "sqlstate", "") == _RIGHTLESS:
                    raise
                raise StoreError(
                    f"{name} cannot hold what somebody has put into the table {one.name}: copy to a file instead."
                ) from error
            done += len(batch)
            told(f"copying {one.name}", done, total)
        tables += done > before
    told("copying files of evidence", done, total)
    returns = None if waves is None else source.connection.execute(_returns(waves)).scalars()
    files = carry_files(source.database, source.connection, writing, returns)
    return Carried(done, tables, _noted(source, waves), files)


def unmet(source: Moment, carried: Carried) -> int:
    """How many noted heads stand nowhere in the source: chains that were cut off or written anew."""
    number = 0
    for chain, (seq, link) in carried.noted:
        found = select(EVENT.c.hash).where(EVENT.c.chain == chain, EVENT.c.seq == seq)
        number += source.connection.execute(found).scalar() != link
    return number


def mark_moved(writing: Writing, wave: str, target: str, by: str, at: datetime) -> None:
    """Close a wave that goes on elsewhere, with a word for every supervisor that says where."""
    chain = journal(writing, wave)
    chain.act("wave moved", by, instant(at), {})
    mine = WAVE.c.id == wave
    if writing.connection.execute(select(WAVE.c.state).where(mine)).scalar() != "closed":
        chain.act("wave closed", by, instant(at), {})
        writing.connection.execute(update(WAVE).where(mine).values(state="closed"))
    leave_message(chain, f"Wave {wave} was moved to {target}: go on there.", by=by, to="", ref="", at=at)
    note_heads(chain, writing.connection, wave, instant(at))


def belongs(one: Table, waves: Sequence[str] | None) -> ColumnElement[bool]:
    """Which rows of a table belong to the waves. Raises LookupError for a table that does not say."""
    if waves is None:
        return true()
    returns = _returns(waves)
    if one is WAVE:
        return WAVE.c.id.in_(waves)
    if one is EVENT:
        mine = EVENT.c.chain.in_([wave_chain(wave) for wave in waves])
        chains = select(literal(return_chain("")) + AUDIT_RETURN.c.id).where(AUDIT_RETURN.c.wave.in_(waves))
        echoes = select(literal(echo_chain("")) + ECHO.c.id).where(ECHO.c.wave.in_(waves))
        return mine | EVENT.c.chain.in_(chains) | EVENT.c.chain.in_(echoes)
    if one is ATTEMPT:
        doors = select(literal("selector:") + ACCESS.c.selector).where(ACCESS.c.wave.in_(waves))
        return ATTEMPT.c.door.in_(doors)
    if "return_id" in one.c:
        return one.c.return_id.in_(returns)
    if "wave" in one.c:
        return one.c.wave.in_(waves)
    raise LookupError(f"nothing says which wave a row of {one.name} belongs to")


def _returns(waves: Sequence[str]) -> Select[str]:
    return select(AUDIT_RETURN.c.id).where(AUDIT_RETURN.c.wave.in_(waves))


def _write(connection: Connection, one: Table, rows: Sequence[dict[str, Any]]) -> None:
    names = list(one.c.keys())
    if connection.dialect.name == "sqlite":
        bare = table(one.name, *map(column, names))  # without the types of its columns
        connection.execute(insert(bare), rows)
        return
    from s11chat.store.server import write_rows  # its driver is not installed everywhere

    if any(isinstance(part, bytes) for row in rows for part in row.values()):
        raise ValueError("bytes, which a server would turn into text")
    write_rows(connection, one.name, names, (tuple(row.values()) for row in rows))


def _count(connection: Connection, one: Table, waves: Sequence[str] | None) -> int:
    query = select(func.count()).select_from(one).where(belongs(one, waves))
    return connection.execute(query).scalar_one()


def _batches(
    source: Moment, one: Table, waves: Sequence[str] | None, writing: Writing
) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table, as the target takes them; the heads of the chains are noted on the way."""
    names = list(one.c.keys())
    query = select(*(type_coerce(each, NULLTYPE) for each in one.c)).where(belongs(one, waves))
    known = set(writing.connection.execute(select(ATTEMPT.c.door)).scalars()) if one is ATTEMPT else set()
    streamed = source.connection.execute(
        query, execution_options={"stream_results": True, "yield_per": BATCH}
    )
    for part in streamed.partitions(BATCH):
        rows = [dict(zip(names, row, strict=True)) for row in part]
        if one is ATTEMPT:  # what the target has counted itself stays
            rows = [row for row in rows if row["door"] not in known]
        for row in rows if one is EVENT else ():
            _note(writing, row)
        if rows:
            yield rows


def _note(writing: Writing, row: dict[str, Any]) -> None:
    seq = row["seq"]
    if isinstance(seq, int) and seq > writing.heads.get(row["chain"], (0, ""))[0]:
        writing.heads[row["chain"]] = seq, row["hash"]


def _noted(source: Moment, waves: Sequence[str] | None) -> tuple[tuple[str, Head], ...]:
    if waves is None:
        return source.noted
    returns = _returns(waves)
    chains = {return_chain(one) for one in source.connection.execute(returns).scalars()}
    echoes = select(ECHO.c.id).where(ECHO.c.wave.in_(waves))
    chains |= {echo_chain(one) for one in source.connection.execute(echoes).scalars()}
    chains |= {wave_chain(wave) for wave in waves}
    return tuple((chain, head) for chain, head in source.noted if chain in chains)


def _held(connection: Connection, own: ColumnElement[Any], ids: Iterable[str]) -> Iterator[str]:
    """Which of the ids stand in a column of the target."""
    left = iter(ids)
    while some := list(islice(left, _ASKED)):
        yield from connection.execute(select(own).where(own.in_(some)).distinct()).scalars()
