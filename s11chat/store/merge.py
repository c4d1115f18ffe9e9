"""A copy of a return that went on elsewhere is taken in again: where both went apart, what is new, and how it is entered.

Where only the copy went on, its links are added as they are. Where both sides did, each of its entries becomes an
entry of ours: the same row with another number, and an event that names the digest it had and the columns that were
otherwise, so that anybody can tell that it is what was typed there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from s11chat.assurance.bundle import Bundle, Event, Row
from s11chat.assurance.canonical import canonical, row_digest
from s11chat.store.chain import Chain, journal, links, lock_return, return_chain, wave_chain
from s11chat.store.database import Database, Writing
from s11chat.store.entry import place
from s11chat.store.freight import CARRIED, follow, take_files
from s11chat.store.seal import instant, parsed
from s11chat.store.table import (
    ACT,
    ACTION,
    ACTION_UPDATE,
    DELEGATION,
    EVENT,
    EVIDENCE,
    FACT,
    QUERY,
    RESPONSE,
    VOIDING,
)

MADE = "bundle made"
"""The act by which a database notes that a bundle left it, and for whom."""
_RESERVED = frozenset({"chain", "seq", "kind", "at", "by", "role", "digest", "origin"})
POINTING: Mapping[str, tuple[str, ...]] = {
    QUERY.name: ("opened",),
    VOIDING.name: ("signed",),
    DELEGATION.name: ("given",),
    EVIDENCE.name: ("given",),
    ACTION.name: ("made",),
    ACTION_UPDATE.name: ("told", "made"),
}
"""The columns that hold the number of another entry, or 0 for none; the first that of what the entry is a step of."""
_NUMBERS = frozenset({"revision"}.union(*POINTING.values()))


@dataclass(frozen=True)
class MadeHere:
    """A bundle as the database that made it noted it."""

    serial: str
    ref: str
    person: str
    holds: str
    """The role of the person."""
    selector: str
    length: int
    """Of the return's chain when it was made."""
    head: str


@dataclass(frozen=True)
class Standing:
    """How a return stands where a copy of it is to be taken in."""

    hashes: tuple[str, ...]
    numbers: Mapping[str, int]
    """The number of each entry by its digest, and by those it had elsewhere."""
    rows: Mapping[str, tuple[Row, ...]]

    def fork(self, events: Sequence[Event]) -> int:
        """The number of the last link that both have."""
        for number, (mine, theirs) in enumerate(zip(self.hashes, events, strict=False)):
            if mine != theirs.hash:
                return number
        return min(len(self.hashes), len(events))


@dataclass(frozen=True)
class Entering:
    """A row of the bundle that is to be entered, with its event."""

    event: Event
    row: Row


@dataclass(frozen=True)
class Again:
    """A response of ours that is to stand on top of theirs: its row as it is."""

    row: Row


def note_made(database: Database, wave: str, made: MadeHere, by: str, at: datetime) -> None:
    """Note in the journal that a bundle was made."""
    facts = {name: getattr(made, name) for name in MadeHere.__dataclass_fields__}
    with database.writing() as writing:
        journal(writing, wave).act(MADE, by, instant(at), facts)


def made_here(database: Database, wave: str, serial: str) -> MadeHere | None:
    """The bundle of this serial as it was noted; None where it was not made here."""
    query = select(EVENT.c.body).where(EVENT.c.chain == wave_chain(wave), EVENT.c.kind == ACT.name)
    with database.reading() as connection:
        for body in connection.execute(query).scalars():
            found = parsed(body)
            if found.get("act") == MADE and found.get("serial") == serial:
                return MadeHere(**{name: found[name] for name in MadeHere.__dataclass_fields__})
    return None


def standing(writing: Writing, return_id: str) -> Standing:
    """How a return stands, kept from other writers until the transaction ends."""
    lock_return(writing, return_id)
    connection, hashes = writing.connection, []
    numbers: dict[str, int] = {}
    for link in links(connection, return_chain(return_id)):
        hashes.append(link.hash)
        for digest in _digests(link.body):
            numbers.setdefault(digest, link.seq)
    rows = {
        name: tuple(
            dict(row)
            for row in connection.execute(
                select(table).where(table.c.return_id == return_id).order_by(table.c.seq)
            ).mappings()
        )
        for name, table in CARRIED.items()
    }
    return Standing(tuple(hashes), numbers, rows)


def _digests(body: Mapping[str, Any]) -> Iterable[str]:
    origin = body.get("origin", {})
    yield from (str(body.get("digest", "")), str(origin.get("digest", "")), *map(str, origin.get("as", ())))


def lineage(events: Iterable[Event]) -> frozenset[str]:
    """Every digest that entries of these events have, or had elsewhere."""
    return frozenset(digest for event in events for digest in _digests(event.body)) - {""}


def enter_anew(
    writing: Writing, bundle: Bundle, stands: Standing, steps: Sequence[Entering | Again], at: datetime
) -> int:
    """Enter rows of a bundle as entries of ours; returns how many. One that points to what is not here is left out."""
    take_files(writing, bundle)
    work = _Anew(writing, bundle, stands, at)
    return sum(work.enter(step) for step in steps)


class _Anew:
    def __init__(self, writing: Writing, bundle: Bundle, stands: Standing, at: datetime) -> None:
        self._writing, self._bundle, self._at = writing, bundle, at
        self._chain = Chain(writing, return_chain(bundle.manifest.return_id))
        self._numbers = dict(stands.numbers)
        self._digests = {event.seq: event.digest for event in bundle.events}
        self._newest = _newest(writing.connection, bundle.manifest.return_id)
        self._revisions = {row["digest"]: row["revision"] for row in stands.rows[RESPONSE.name]}
        self._theirs = {
            (place(row["item"], row["occasion"]), row["revision"]): row["digest"]
            for row in bundle.rows.get(RESPONSE.name, ())
        }

    def enter(self, step: Entering | Again) -> int:
        kind = step.event.kind if isinstance(step, Entering) else RESPONSE.name
        row, seq = step.row, self._chain.head[0] + 1
        changed = self._changed(kind, row, seq)
        if changed is None:
            return 0
        whole = {**row, **changed, "seq": seq}
        whole["digest"] = row_digest(whole)
        before = {name: row[name] for name in changed if row[name] != changed[name]}
        facts = self._facts(step, whole)
        origin = self._origin(step, {**before, "seq": row["seq"]})
        self._writing.connection.execute(insert(CARRIED[kind]), whole)
        facts = {**facts, "digest": whole["digest"], "origin": origin}
        self._chain.append(kind, row["at"], row["by"], row["role"], facts)
        self._numbers.setdefault(str(row["digest"]), seq)
        if kind == RESPONSE.name:
            self._newest[place(row["item"], row["occasion"])] = whole["revision"]
            self._revisions[row["digest"]] = whole["revision"]
        follow(self._writing, self._bundle, kind, whole, self._at)
        return 1

    def _changed(self, kind: str, row: Row, seq: int) -> dict[str, Any] | None:
        """The columns that say something else here; None where what the row points to is not here."""
        if kind == RESPONSE.name:
            return {"revision": self._newest.get(place(row["item"], row["occasion"]), 0) + 1}
        if columns := POINTING.get(kind):
            numbers = {column: self._number(row[column], row["seq"], seq) for column in columns}
            found = {column: number for column, number in numbers.items() if number is not None}
            return found if len(found) == len(columns) else None
        if kind == FACT.name and row["kind"] == "accepted":
            return {"details": self._accepted(parsed(row["details"]))}
        return {}

    def _number(self, theirs: int, own: int, seq: int) -> int | None:
        """What the number of an entry in the copy is here; `own` is that of the row itself, which becomes `seq`."""
        if theirs in (0, own):
            return seq if theirs else 0
        return self._numbers.get(self._digests.get(theirs, "nothing"))

    def _accepted(self, details: dict[str, Any]) -> str:
        digest = self._theirs.get((str(details.get("item")), details.get("revision", 0)), "")
        mine = self._revisions.get(digest, details.get("revision", 0))
        return canonical({**details, "revision": mine}).decode("utf-8")

    def _facts(self, step: Entering | Again, whole: Row) -> dict[str, Any]:
        if isinstance(step, Again):
            return {name: whole[name] for name in ("item", "occasion", "revision")}
        facts = {name: part for name, part in step.event.body.items() if name not in _RESERVED}
        return {name: whole.get(name, part) if name in _NUMBERS else part for name, part in facts.items()}

    def _origin(self, step: Entering | Again, before: dict[str, Any]) -> dict[str, Any]:
        if isinstance(step, Again):
            return {"digest": step.row["digest"], "row": before, "again": True}
        origin = dict(step.event.body.get("origin", {}))
        first = {"digest": step.event.digest, "row": before, "as": []}
        if origin:
            first = {
                "digest": origin["digest"],
                "row": {**before, **origin["row"]},
                "as": [*origin.get("as", ()), step.event.digest],
            }
        return {**first, "serial": self._bundle.manifest.serial}


def _newest(connection: Connection, return_id: str) -> dict[str, int]:
    columns = RESPONSE.c
    query = (
        select(columns.item, columns.occasion, func.max(columns.revision))
        .where(columns.return_id == return_id)
        .group_by(columns.item, columns.occasion)
    )
    return {place(item, occasion): newest for item, occasion, newest in connection.execute(query)}
