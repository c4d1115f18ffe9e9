"""What all returns of a wave hold just now, read at once: for lists, where one return at a time is too slow."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, Table, exists, func, select

from s11chat.store.database import Database
from s11chat.store.entry import place
from s11chat.store.seal import parsed
from s11chat.store.table import AUDIT_RETURN, FACT, PARK, RESPONSE, SIGNATURE, VOIDING, returns_of

_AT_ONCE = 5000
"""Answers fetched from the database in one go."""
ATTESTED = "attested"
"""The kind of fact that is a read-back; one without a digest takes it back."""


@dataclass
class Holding:
    """What one return holds."""

    answers: dict[str, str] = field(default_factory=dict)
    """Those that stand, by item, as canonical JSON; most of them are the same few, and read once."""
    revisions: dict[str, int] = field(default_factory=dict)
    """Which revision of it stands, by item."""
    roles: set[str] = field(default_factory=set)
    """Of whoever gave them."""
    parked: dict[str, tuple[str, str]] = field(default_factory=dict)
    """For whom and until when, by item."""
    signed: set[str] = field(default_factory=set)
    """The sections that a signature stands on."""
    attested: bool = False
    """Whether a read-back of these very answers stands."""


class Overview:
    """The returns of a wave side by side."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_wave(self, wave: str, ref: str = "") -> dict[str, Holding]:
        """What the returns of a wave, or one of its cases, hold, by return; those that hold nothing are left out."""
        mine = returns_of(wave)
        if ref:
            mine = mine.where(AUDIT_RETURN.c.ref == ref)
        found: dict[str, Holding] = defaultdict(Holding)
        with self._database.reading() as connection:
            _add_answers(connection, mine, found)
            _add_parks(connection, mine, found)
            _add_signatures(connection, mine, found)
            _add_read_backs(connection, mine, found)
        return dict(found)

    def signed(self, wave: str) -> frozenset[str]:
        """The returns of a wave on which any signature stands."""
        found: dict[str, Holding] = defaultdict(Holding)
        with self._database.reading() as connection:
            _add_signatures(connection, returns_of(wave), found)
        return frozenset(found)


def _add_answers(connection: Connection, mine: Select[tuple[str]], found: dict[str, Holding]) -> None:
    later = RESPONSE.alias()
    newer = (
        (later.c.return_id == RESPONSE.c.return_id)
        & (later.c.item == RESPONSE.c.item)
        & (later.c.occasion == RESPONSE.c.occasion)
        & (later.c.revision > RESPONSE.c.revision)
    )
    which = (RESPONSE.c.return_id, RESPONSE.c.item, RESPONSE.c.occasion, RESPONSE.c.revision)
    query = (
        select(*which, RESPONSE.c.value, RESPONSE.c.role)
        .where(RESPONSE.c.return_id.in_(mine), RESPONSE.c.withdrawn.is_(False), ~exists().where(newer))
        .order_by(RESPONSE.c.return_id)
    )
    # A partition at a time: a wave has tens of thousands of answers, and the driver is slow where it gives one by one.
    every = chain.from_iterable(connection.execute(query).partitions(_AT_ONCE))
    for return_id, rows in groupby(every, key=itemgetter(0)):
        holding = found[return_id]
        for _, item, occasion, revision, value, role in rows:
            spot = place(item, occasion)
            holding.answers[spot] = value
            holding.revisions[spot] = revision
            holding.roles.add(role)


def _add_parks(connection: Connection, mine: Select[tuple[str]], found: dict[str, Holding]) -> None:
    for row in connection.execute(_entries(PARK, mine)):
        if row.ended:
            found[row.return_id].parked.pop(row.item, None)
        else:
            found[row.return_id].parked[row.item] = (row.who, row.due)


def _add_signatures(connection: Connection, mine: Select[tuple[str]], found: dict[str, Holding]) -> None:
    voided = {(row.return_id, row.signed) for row in connection.execute(_entries(VOIDING, mine))}
    for row in connection.execute(_entries(SIGNATURE, mine)):
        if (row.return_id, row.seq) not in voided:
            found[row.return_id].signed.add(row.section)


def _add_read_backs(connection: Connection, mine: Select[tuple[str]], found: dict[str, Holding]) -> None:
    last = select(func.max(RESPONSE.c.seq)).where(RESPONSE.c.return_id == FACT.c.return_id).scalar_subquery()
    for row in connection.execute(_entries(FACT, mine).where(FACT.c.kind == ATTESTED, FACT.c.seq > last)):
        found[row.return_id].attested = bool(parsed(row.details).get("digest"))


def _entries(table: Table, mine: Select[tuple[str]]) -> Select[Any]:
    return select(table).where(table.c.return_id.in_(mine)).order_by(table.c.return_id, table.c.seq)
