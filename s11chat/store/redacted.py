"""What has been redacted: read back for whoever checks rows, digests and signatures.

A redacted row has a salt and a digest of its own again. Its event keeps the first digest, whose salt is gone, so that
nobody can try out what it was made of; the redaction says which digest took the place of which.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, text

from s11chat.store.chain import return_chain, wave_chain
from s11chat.store.database import Database
from s11chat.store.seal import legible, moment, parsed
from s11chat.store.table import REDACTION, WAVE_REDACTION, in_wave

Place = tuple[str, str, int]
"""A table, a chain, and the number of a link in it."""
Cover = tuple[str, str, int, str, str]
"""A table, a chain, the number of a row in it, its digest before and its digest since."""


@dataclass(frozen=True)
class Redaction:
    """That rows of a return, or of the journal of a wave, were redacted."""

    chain: str
    ref: str
    """The case that it was about; empty for a return, and for a whole wave."""
    at: datetime
    by_name: str
    person: str
    """The id of whom it was about; empty for everybody."""
    reason: str
    covers: tuple[Cover, ...]
    signatures: Mapping[int, bool]
    """Of each signature touched, by its number, whether it was good until then."""


def replaced(connection: Connection) -> dict[Place, list[tuple[str, str]]]:
    """The digests that took each other's place, in order, by where the row stands.

    What cannot be read is passed over: its own row is found changed then.
    """
    by_place: dict[Place, list[tuple[str, str]]] = defaultdict(list)
    for table in (REDACTION, WAVE_REDACTION):
        stored = text(f"SELECT * FROM {table.name} ORDER BY seq")
        for row in map(legible, connection.execute(stored).mappings()):
            for name, chain, seq, was, became in covers_of(row["covers"]):
                by_place[name, chain, seq].append((was, became))
    return by_place


def originals(since: Iterable[Redaction]) -> dict[str, str]:
    """The digests that rows had first, by those they have since."""
    first: dict[str, str] = {}
    for one in since:
        for *_, was, became in one.covers:
            first[became] = first.get(was, was)
    return first


class Redactions:
    """What was redacted of returns, and of the journals of waves."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_wave(self, wave: str) -> tuple[Redaction, ...]:
        """Those of the journal of a wave, in order."""
        query = select(WAVE_REDACTION).where(WAVE_REDACTION.c.wave == wave).order_by(WAVE_REDACTION.c.seq)
        with self._database.reading() as connection:
            return tuple(_made(dict(row)) for row in connection.execute(query).mappings())

    def of_returns(self, wave: str) -> dict[str, list[Redaction]]:
        """Those of every return of a wave, by return and in order; returns without are left out."""
        query = select(REDACTION).where(in_wave(REDACTION, wave)).order_by(REDACTION.c.seq)
        found: dict[str, list[Redaction]] = defaultdict(list)
        with self._database.reading() as connection:
            for row in connection.execute(query).mappings():
                found[row["return_id"]].append(_made(dict(row)))
        return dict(found)

    def of(self, return_id: str) -> tuple[Redaction, ...]:
        """Those of a return, in order."""
        query = select(REDACTION).where(REDACTION.c.return_id == return_id).order_by(REDACTION.c.seq)
        with self._database.reading() as connection:
            return tuple(_made(dict(row)) for row in connection.execute(query).mappings())


def _made(row: Mapping[str, Any]) -> Redaction:
    signatures = parsed(row.get("signatures", "{}"))
    return Redaction(
        chain=_chain(row),
        ref=row.get("ref", ""),
        at=moment(row["at"]),
        by_name=row["by_name"],
        person=row["person"],
        reason=row["reason"],
        covers=tuple(covers_of(row["covers"])),
        signatures={int(seq): bool(good) for seq, good in signatures.items() if seq.isdigit()},
    )


def _chain(row: Mapping[str, Any]) -> str:
    return return_chain(row["return_id"]) if "return_id" in row else wave_chain(row["wave"])


def covers_of(written: Any) -> Iterator[Cover]:
    """What a redaction says that it covers; what cannot be read is passed over."""
    try:
        covers = json.loads(written)
    except (TypeError, ValueError, RecursionError):
        return
    for cover in covers if isinstance(covers, list) else ():
        match cover:
            case [str() as table, str() as chain, int() as seq, str() as was, str() as became]:
                yield table, chain, seq, was, became
