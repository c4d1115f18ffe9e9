"""What all returns of a wave hold just now, read at once: for lists, where one return at a time is too slow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, func, select

from s11chat.store.database import Database
from s11chat.store.entry import place
from s11chat.store.seal import stored
from s11chat.store.table import AUDIT_RETURN, PARK, RESPONSE, SIGNATURE, VOIDING


@dataclass
class Holding:
    """What one return holds."""

    answers: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """Those that stand, by item, as `Answer.from_json` reads them."""
    roles: set[str] = field(default_factory=set)
    """Of whoever gave them."""
    parked: dict[str, tuple[str, str]] = field(default_factory=dict)
    """For whom and until when, by item."""
    signed: set[str] = field(default_factory=set)
    """The sections that a signature stands on."""


class Overview:
    """The returns of a wave side by side."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_wave(self, wave: str) -> dict[str, Holding]:
        """What the returns of a wave hold, by return; those that hold nothing are left out."""
        found: dict[str, Holding] = defaultdict(Holding)
        with self._database.reading() as connection:
            _add_answers(connection, wave, found)
            _add_parks(connection, wave, found)
            _add_signatures(connection, wave, found)
        return dict(found)


def _add_answers(connection: Connection, wave: str, found: dict[str, Holding]) -> None:
    keys = (RESPONSE.c.return_id, RESPONSE.c.item, RESPONSE.c.occasion)
    newest = (
        select(*keys, func.max(RESPONSE.c.revision).label("revision"))
        .where(RESPONSE.c.return_id.in_(_returns(wave)))
        .group_by(*keys)
        .subquery()
    )
    same = RESPONSE.c.revision == newest.c.revision
    for key in keys:
        same &= key == newest.c[key.name]
    query = select(*keys, RESPONSE.c.value, RESPONSE.c.role).join(newest, same)
    for row in connection.execute(query.where(RESPONSE.c.withdrawn.is_(False))):
        holding = found[row.return_id]
        holding.answers[place(row.item, row.occasion)] = stored(row.value)
        holding.roles.add(row.role)


def _add_parks(connection: Connection, wave: str, found: dict[str, Holding]) -> None:
    for row in connection.execute(_entries(PARK, wave)):
        if row.ended:
            found[row.return_id].parked.pop(row.item, None)
        else:
            found[row.return_id].parked[row.item] = (row.who, row.due)


def _add_signatures(connection: Connection, wave: str, found: dict[str, Holding]) -> None:
    voided = {(row.return_id, row.signed) for row in connection.execute(_entries(VOIDING, wave))}
    for row in connection.execute(_entries(SIGNATURE, wave)):
        if (row.return_id, row.seq) not in voided:
            found[row.return_id].signed.add(row.section)


def _entries(table: Table, wave: str) -> Any:
    query = select(table).where(table.c.return_id.in_(_returns(wave)))
    return query.order_by(table.c.return_id, table.c.seq)


def _returns(wave: str) -> Any:
    return select(AUDIT_RETURN.c.id).where(AUDIT_RETURN.c.wave == wave)
