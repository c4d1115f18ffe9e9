"""Appending to the chains: one for each return and each staff echo, and a journal for each wave that notes their heads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, func, insert, literal, select

from s11chat.assurance.canonical import GENESIS, canonical, chained
from s11chat.errors import StoreError
from s11chat.store.database import Writing
from s11chat.store.head import Head
from s11chat.store.record import EventRecord
from s11chat.store.seal import moment, parsed, sealed
from s11chat.store.table import ACT, AUDIT_RETURN, EVENT, WAVE

HEADS = "heads"
"""The kind of event in which a journal notes the heads of returns."""
_LATELY = 100
"""Events of a journal that are looked through before a head is noted again."""
_RETURN, _WAVE, _ECHO = "return:", "wave:", "echo:"


def return_chain(return_id: str) -> str:
    """The name of the chain of a return."""
    return f"{_RETURN}{return_id}"


def wave_chain(wave: str) -> str:
    """The name of the journal of a wave."""
    return f"{_WAVE}{wave}"


def echo_chain(echo: str) -> str:
    """The name of the chain of a staff echo."""
    return f"{_ECHO}{echo}"


class Chain:
    """One chain, open for appending within a transaction."""

    def __init__(self, writing: Writing, name: str) -> None:
        self._writing = writing
        self.name = name
        self.head = head(writing.connection, name)

    @property
    def wave(self) -> str:
        """The wave whose journal this is."""
        return self.name.removeprefix(_WAVE)

    def append(self, kind: str, at: str, by: str, role: str, facts: Mapping[str, Any]) -> int:
        """Add a link and return its number. `facts` are ids, numbers and salted digests, never words."""
        seq = self.head[0] + 1
        body = {**facts, "chain": self.name, "seq": seq, "kind": kind, "at": at, "by": by, "role": role}
        link = chained(self.head[1], body)
        row = {
            "chain": self.name,
            "seq": seq,
            "kind": kind,
            "body": canonical(body).decode("utf-8"),
            "previous": self.head[1],
            "hash": link,
            "at": at,
        }
        self._writing.connection.execute(insert(EVENT), row)
        self.head = seq, link
        self._writing.heads[self.name] = self.head
        return seq

    def seal(
        self,
        table: Table,
        row: Mapping[str, Any],
        facts: Mapping[str, Any],
        *,
        at: str,
        by: str = "",
        role: str = "",
        leaving: Collection[str] = (),
    ) -> int:
        """Store a row and the event that carries its digest; returns their number.

        `leaving` names the columns that may change later and stay outside the digest.
        """
        whole = sealed({**row, "seq": self.head[0] + 1}, self._writing.token(16), leaving)
        self._writing.connection.execute(insert(table), whole)
        return self.append(table.name, at, by, role, {**facts, "digest": whole["digest"]})

    def act(self, kind: str, by_name: str, at: str, facts: Mapping[str, Any]) -> int:
        """Enter in the journal of a wave what the office did; who did it stays out of the chain."""
        row = {"wave": self.wave, "kind": kind, "by_name": by_name, "at": at}
        return self.seal(ACT, row, {**facts, "act": kind}, at=at)


def lock_return(writing: Writing, return_id: str) -> RowMapping:
    """The return's row, kept from other writers until the transaction ends."""
    found = writing.connection.execute(
        select(AUDIT_RETURN).where(AUDIT_RETURN.c.id == return_id).with_for_update(key_share=True)
    )
    row = found.mappings().one_or_none()
    if row is None:
        raise StoreError(f"There is no return '{return_id}' in this database: check its id.")
    return row


def journal(writing: Writing, wave: str) -> Chain:
    """The journal of a wave, kept from other writers until the transaction ends."""
    found = writing.connection.execute(
        select(WAVE.c.id).where(WAVE.c.id == wave).with_for_update(key_share=True)
    )
    if found.one_or_none() is None:
        raise no_wave(wave)
    return Chain(writing, wave_chain(wave))


def no_wave(wave: str) -> StoreError:
    """What to say where a wave is asked for that is not there."""
    return StoreError(f"There is no wave '{wave}' in this database: look at 's11chat wave list'.")


def head(connection: Connection, chain: str) -> Head:
    """The last link of a chain."""
    found = connection.execute(
        select(EVENT.c.seq, EVENT.c.hash).where(EVENT.c.chain == chain).order_by(EVENT.c.seq.desc()).limit(1)
    ).one_or_none()
    return (found.seq, found.hash) if found else (0, GENESIS)


def links(connection: Connection, chain: str) -> Iterator[EventRecord]:
    """The links of a chain in order."""
    for row in connection.execute(select(EVENT).where(EVENT.c.chain == chain).order_by(EVENT.c.seq)):
        yield EventRecord(
            row.chain, row.seq, row.kind, parsed(row.body), row.previous, row.hash, moment(row.at)
        )


def note_heads(chain: Chain, connection: Connection, wave: str, at: str) -> int:
    """Enter in the journal the heads of the wave's returns that are not noted yet; returns how many."""
    noted: dict[str, int] = {}
    for body in connection.execute(
        select(EVENT.c.body).where(EVENT.c.chain == chain.name, EVENT.c.kind == HEADS).order_by(EVENT.c.seq)
    ).scalars():
        noted.update({return_id: seq for return_id, (seq, _) in noted_heads(body).items()})
    grown = {
        return_id: list(found)
        for return_id, found in _return_heads(connection, wave).items()
        if found[0] > noted.get(return_id, 0)
    }
    if grown:
        chain.append(HEADS, at, "", "", {"heads": grown})
    return len(grown)


def note_head(chain: Chain, connection: Connection, return_id: str, at: str) -> bool:
    """Enter in the journal the head of one return; not where one of the latest events says it already.

    How long this takes depends neither on how many returns the wave has nor on how much its journal holds.
    """
    seq, link = head(connection, return_chain(return_id))
    lately = select(EVENT.c.body).where(
        EVENT.c.chain == chain.name, EVENT.c.kind == HEADS, EVENT.c.seq > chain.head[0] - _LATELY
    )
    noted = map(noted_heads, connection.execute(lately).scalars())
    if not seq or any(heads.get(return_id) == (seq, link) for heads in noted):
        return False
    chain.append(HEADS, at, "", "", {"heads": {return_id: [seq, link]}})
    return True


def noted_heads(body: str) -> dict[str, Head]:
    """The heads in the body of an event, by return; what is none, or cannot be read, is found on verifying."""
    heads = parsed(body).get("heads")
    found: dict[str, Head] = {}
    for return_id, noted in heads.items() if isinstance(heads, dict) else ():
        match noted:
            case [int() as seq, str() as link]:
                found[return_id] = seq, link
    return found


def closing_head(body: str) -> dict[str, Head]:
    """The head of a staff echo in the body of the event that closed it; nothing where nobody had answered."""
    match parsed(body):
        case {"echo": str() as echo, "head": [int() as seq, str() as link]} if seq:
            return {echo: (seq, link)}
    return {}


def _return_heads(connection: Connection, wave: str) -> dict[str, Head]:
    name = literal(_RETURN) + AUDIT_RETURN.c.id
    longest = (
        select(AUDIT_RETURN.c.id, EVENT.c.chain, func.max(EVENT.c.seq).label("seq"))
        .join(EVENT, EVENT.c.chain == name)
        .where(AUDIT_RETURN.c.wave == wave)
        .group_by(AUDIT_RETURN.c.id, EVENT.c.chain)
        .subquery()
    )
    same = (EVENT.c.chain == longest.c.chain) & (EVENT.c.seq == longest.c.seq)
    query = select(longest.c.id, EVENT.c.seq, EVENT.c.hash).join(EVENT, same)
    return {row.id: (row.seq, row.hash) for row in connection.execute(query)}
