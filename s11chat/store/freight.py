"""What goes with a return out of the database and into another: its rows, its chain, its people and its wave.

What hangs on a return goes along by the list of tables here. What the office notes for itself (calls, appointments,
letters, what was noted on a contact, what was decided about duplicates) stays: its events go along, for the chain's
sake, and hold ids and digests alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Connection, Float, Integer, Table, insert, select, update

from s11chat.assurance.bundle import Begun, Bundle, Event, Key, Organisation, Person, Row, Wave
from s11chat.assurance.canonical import GENESIS, canonical
from s11chat.assurance.right import Role
from s11chat.errors import RefusedError, StoreError
from s11chat.fieldwork.case import State
from s11chat.store.access import MAY_CHANGE
from s11chat.store.casebook import NewWave, begin_wave
from s11chat.store.chain import Chain, journal, no_wave, return_chain
from s11chat.store.database import Database, Writing
from s11chat.store.field_record import CODED_AGAIN
from s11chat.store.filebook import named_files, put_file, read_file
from s11chat.store.frame import frame_digest
from s11chat.store.plausible import plausible
from s11chat.store.portion import late_rows, withheld
from s11chat.store.position import follow_return, new_row
from s11chat.store.redacted import covers_of
from s11chat.store.seal import came_so, instant, parsed, sealed, unchanged
from s11chat.store.table import (
    ACCESS,
    ACTION,
    ACTION_UPDATE,
    AUDIT_CASE,
    AUDIT_RETURN,
    DELEGATION,
    ENTRIES,
    EVENT,
    EVIDENCE,
    FACT,
    HELP_USE,
    HOLDER,
    ORGANISATION,
    PARK,
    PERSON,
    QUERY,
    QUEUE,
    REDACTION,
    REMARK,
    RESPONSE,
    SIGNATURE,
    SIGNING_KEY,
    TRANSITION,
    VOIDING,
    WAVE,
)

CARRIED = {
    table.name: table
    for table in (
        RESPONSE,
        REMARK,
        PARK,
        HELP_USE,
        QUERY,
        SIGNATURE,
        VOIDING,
        TRANSITION,
        HOLDER,
        FACT,
        DELEGATION,
        EVIDENCE,
        ACTION,
        ACTION_UPDATE,
        REDACTION,
    )
}
"""The tables that go with a return, by the kind of their entries; a new one comes along by a line here."""
OPENED = "bundle opened"
"""The act by which a data folder notes which rows stayed where the bundle was made."""
DECISION = "decision"
"""The kind of fact that says what was decided about duplicates."""
_AT_HOME = frozenset({CODED_AGAIN, DECISION})
_TYPES: Mapping[type, type] = {Integer: int, Boolean: bool, Float: float}
"""Of the values of columns; all others are text."""
_KINDS = {table.name for table in ENTRIES}
_THEIRS = (Role.DELEGATE.value, Role.LEAD.value)


@dataclass(frozen=True)
class Freight:
    """One return with what it needs, as it stood at one moment."""

    wave: Wave
    dialog: str
    organisation: Organisation
    people: tuple[Person, ...]
    keys: tuple[Key, ...]
    events: tuple[tuple[Row, str], ...]
    """Bodies and hashes."""
    rows: Mapping[str, tuple[Row, ...]]
    files: Mapping[str, bytes]
    """Those of evidence, by digest; one that is missing or no longer what it was stays out."""

    @property
    def head(self) -> tuple[int, str]:
        """The end of the chain."""
        return (len(self.events), self.events[-1][1]) if self.events else (0, GENESIS)


def freight(database: Database, wave: str, ref: str, person: str) -> Freight:
    """The return of a case for somebody, whose own contact data go along and nobody else's."""
    with database.reading() as connection:
        found = connection.execute(select(WAVE).where(WAVE.c.id == wave)).mappings().one_or_none()
        if found is None:
            raise no_wave(wave)
        mine = (ORGANISATION.c.wave == wave) & (ORGANISATION.c.ref == ref)
        framed = connection.execute(select(ORGANISATION).where(mine)).mappings().one()
        return_id = connection.execute(
            select(AUDIT_RETURN.c.id).where(AUDIT_RETURN.c.wave == wave, AUDIT_RETURN.c.ref == ref)
        ).scalar_one()
        people = tuple(_people(connection, wave, ref, person))
        chain = select(EVENT).where(EVENT.c.chain == return_chain(return_id)).order_by(EVENT.c.seq)
        return Freight(
            wave=Wave(**{name: found[name] for name in Wave.model_fields}),
            dialog=found["dialog_text"],
            organisation=Organisation(
                **{name: framed["grp" if name == "group" else name] for name in Organisation.model_fields}
            ),
            people=people,
            keys=tuple(_keys(connection, [one.id for one in people])),
            events=tuple((parsed(row["body"]), row["hash"]) for row in connection.execute(chain).mappings()),
            rows={name: tuple(_rows(connection, table, return_id)) for name, table in CARRIED.items()},
            files=dict(_files(database, connection, return_id)),
        )


def _files(database: Database, connection: Connection, return_id: str) -> Iterable[tuple[str, bytes]]:
    for digest in named_files(connection, [return_id]):
        with suppress(StoreError):  # verifying tells which, and where to fetch it from
            yield digest, read_file(database, digest)


def _people(connection: Connection, wave: str, ref: str, person: str) -> Iterable[Person]:
    query = select(PERSON).where(PERSON.c.wave == wave, PERSON.c.ref == ref).order_by(PERSON.c.id)
    for row in connection.execute(query).mappings():
        told = row["id"] == person
        yield Person(
            id=row["id"],
            name=row["name"],
            title=row["title"],
            email=row["email"] if told else "",
            phone=row["phone"] if told else "",
        )


def _keys(connection: Connection, people: Sequence[str]) -> Iterable[Key]:
    query = select(SIGNING_KEY).where(SIGNING_KEY.c.person.in_(people)).order_by(SIGNING_KEY.c.seq)
    for row in connection.execute(query).mappings():
        yield Key(**{name: row[name] for name in Key.model_fields if name != "proof"})


def _rows(connection: Connection, table: Table, return_id: str) -> Iterable[Row]:
    query = select(table).where(table.c.return_id == return_id).order_by(table.c.seq)
    for row in connection.execute(query).mappings():
        found = dict(row)
        if not _stays(table, found):
            yield found


def _stays(table: Table, row: Mapping[str, Any]) -> bool:
    if table is REMARK:
        return row["about"] == "contact" and row["role"] not in _THEIRS
    return table is FACT and row["kind"] in _AT_HOME


def checked(bundle: Bundle) -> dict[int, Row]:
    """The rows of a bundle by the numbers of their events.

    Raises RefusedError where one is not as its event has it, or is missing though it does not stay with the office.
    """
    by_number: dict[int, Row] = {}
    kinds = {event.seq: event.kind for event in bundle.events}
    for kind, rows in bundle.rows.items():
        table = CARRIED.get(kind)
        if table is None:
            raise RefusedError(
                f"This bundle holds rows of a kind '{kind}' that this version of s11chat does not know: install a newer one."
            )
        for row in rows:
            if not _fits(row, table, bundle.manifest.return_id) or kinds.get(row["seq"]) != kind:
                raise RefusedError(
                    f"A row of this bundle (of the kind {kind}) is not as it should be: do not use it."
                )
            if by_number.setdefault(row["seq"], row) is not row:
                raise RefusedError("This bundle holds two rows for one event: do not use it.")
    since = dict(_redacted(bundle))
    for event in bundle.events:
        found = by_number.get(event.seq)
        if found is None:
            _may_be_missing(event, bundle.manifest)
        elif (found["digest"], found["at"], found["by"], found["role"]) != (
            since.get(event.seq, event.digest),
            event.body["at"],
            event.body["by"],
            event.body["role"],
        ) or not unchanged(found):
            raise RefusedError(
                f"What belongs to event {event.seq} of this bundle ({event.kind}) has been changed: do not use it."
            )
        elif "origin" in event.body and not (event.seq in since or _came_from(found, event.body["origin"])):
            raise RefusedError(
                f"What belongs to event {event.seq} of this bundle ({event.kind}) is not what it is said to be a copy of: "
                "do not use it."
            )
    return by_number


def _came_from(row: Row, origin: Any) -> bool:
    """Whether an event says in order where its row came from, and the row is the one that came from there."""
    passed = origin.get("as", []) if isinstance(origin, dict) else None
    return isinstance(passed, list) and all(isinstance(one, str) for one in passed) and came_so(row, origin)


def _redacted(bundle: Bundle) -> Iterable[tuple[int, str]]:
    """The digests that rows have since they were redacted, by number, the last one last."""
    chain = return_chain(bundle.manifest.return_id)
    for row in bundle.rows.get(REDACTION.name, ()):
        for _, where, number, _, since in covers_of(row["covers"]):
            if where == chain:
                yield number, since


def _fits(row: Row, table: Table, return_id: str) -> bool:
    if row.keys() != set(table.c.keys()) or row["return_id"] != return_id:
        return False
    typed = all(type(row[column.name]) is _TYPES.get(type(column.type), str) for column in table.c)
    return typed and plausible(table.name, row)


def _may_be_missing(event: Event, begun: Begun) -> None:
    stayed = (event.kind == REMARK.name and event.body.get("item") == "") or withheld(begun, event)
    if event.kind in CARRIED and not stayed and event.body.get("fact") not in _AT_HOME:
        raise RefusedError(f"What belongs to event {event.seq} of this bundle ({event.kind}) was taken out.")


def plant(database: Database, bundle: Bundle, at: datetime) -> None:
    """Put the return of a bundle into an empty database."""
    rows = checked(bundle)
    with database.writing() as writing:
        _wave(writing, bundle, instant(at))
        _case(writing, bundle, instant(at))
        _doors(writing, bundle)
        append(writing, bundle, 0, rows, at)


def _wave(writing: Writing, bundle: Bundle, at: str) -> None:
    wave = bundle.case.wave
    begun = NewWave(
        id=wave.id,
        dialog_id=wave.dialog_id,
        dialog_version=wave.dialog_version,
        dialog_digest=wave.dialog_digest,
        dialog_text=bundle.dialog,
        title=wave.title,
        opens=wave.opens,
        closes=wave.closes,
        referral=wave.referral,
    )
    begin_wave(writing, begun, bundle.manifest.made_by, at)


def _case(writing: Writing, bundle: Bundle, at: str) -> None:
    framed, wave, connection = bundle.case.organisation, bundle.case.wave.id, writing.connection
    chain = journal(writing, wave)
    columns = {name: getattr(framed, name) for name in Organisation.model_fields if name != "group"}
    whole = sealed(
        {**columns, "grp": framed.group, "wave": wave, "seq": chain.head[0] + 1}, writing.token(16)
    )
    connection.execute(insert(ORGANISATION), whole)
    return_id, ref = bundle.manifest.return_id, framed.ref
    connection.execute(insert(AUDIT_CASE), {"wave": wave, "ref": ref, "lead": framed.lead, "contact": ""})
    empty = {"id": return_id, "wave": wave, "ref": ref, "state": State.ASSIGNED.value, "mode": ""}
    connection.execute(insert(AUDIT_RETURN), empty)
    connection.execute(insert(QUEUE), new_row(wave, ref))
    members = [(ref, str(whole["digest"]), return_id)]
    facts = {"count": 1, "frame_digest": frame_digest(members)}
    chain.act("cases added", bundle.manifest.made_by, at, facts)
    add_people(writing, bundle, bundle.case.people)


def add_people(writing: Writing, bundle: Bundle, people: Iterable[Person]) -> None:
    """Put people of the case on file, within a transaction."""
    common = {"wave": bundle.case.wave.id, "ref": bundle.case.organisation.ref, "role": ""}
    rows = [{**one.model_dump(), **common} for one in people]
    if rows:
        writing.connection.execute(insert(PERSON), rows)


def _doors(writing: Writing, bundle: Bundle) -> None:
    add_door(writing, bundle)
    wave = bundle.case.wave.id
    add_keys(writing, journal(writing, wave), wave, bundle.case.keys)


def add_door(writing: Writing, bundle: Bundle) -> None:
    """Put the access code that opens a bundle on file, unless it is there, within a transaction."""
    mine = ACCESS.c.selector == bundle.case.door.selector
    if writing.connection.execute(select(ACCESS.c.selector).where(mine)).first() is not None:
        return
    door, wave = bundle.case.door, bundle.case.wave.id
    made_by, made_at = bundle.manifest.made_by, bundle.manifest.made_at
    facts = {
        "selector": door.selector,
        "ref": bundle.case.organisation.ref,
        "person": door.person,
        "role": door.role,
    }
    row = {**door.model_dump(), "wave": wave, "ref": facts["ref"], "issued_by": made_by, "issued_at": made_at}
    chain = journal(writing, wave)
    chain.seal(ACCESS, {**row, "revoked_at": ""}, facts, at=made_at, leaving=MAY_CHANGE)


def add_keys(writing: Writing, chain: Chain, wave: str, keys: Iterable[Key]) -> None:
    """Put public keys on file as they are, within a transaction; the newest of a person revokes those before."""
    for key in keys:
        row = {**key.model_dump(exclude={"proof"}), "wave": wave, "revoked_at": ""}
        facts = {"key": key.id, "person": key.person}
        chain.seal(SIGNING_KEY, row, facts, at=key.enrolled_at, by=key.person, leaving=MAY_CHANGE)
        if key.revoked_at:
            revoke_key(writing, chain, key.id, key.revoked_at)


def revoke_key(writing: Writing, chain: Chain, key: str, at: str) -> None:
    """A key signs no more from now on, within a transaction."""
    chain.act("key revoked", "", at, {"key": key})
    writing.connection.execute(update(SIGNING_KEY).where(SIGNING_KEY.c.id == key).values(revoked_at=at))


def append(writing: Writing, bundle: Bundle, after: int, rows: Mapping[int, Row], at: datetime) -> int:
    """Add the links of a bundle from behind number `after`, and their rows, exactly as they are; returns how many.

    The chain in the database ends with that link. What stayed with the office is noted in the journal.
    """
    connection, return_id = writing.connection, bundle.manifest.return_id
    new = [event for event in bundle.events if event.seq > after]
    take_files(writing, bundle)
    late_rows(writing, bundle, CARRIED, rows, after)
    absent = [event.seq for event in new if event.kind in _KINDS and event.seq not in rows]
    for event in new:
        _link(writing, bundle, event)
        if event.seq in rows:
            connection.execute(insert(CARRIED[event.kind]), rows[event.seq])
            follow(writing, bundle, event.kind, rows[event.seq], at)
    if absent:
        facts = {"return": return_id, "absent": absent, "serial": bundle.manifest.serial}
        journal(writing, bundle.case.wave.id).act(OPENED, bundle.manifest.made_by, instant(at), facts)
    return len(new)


def take_files(writing: Writing, bundle: Bundle) -> None:
    """Keep the files of evidence that come with a bundle; those that are here stay as they are."""
    for content in bundle.files.values():
        put_file(writing, content)


def _link(writing: Writing, bundle: Bundle, event: Event) -> None:
    name = return_chain(bundle.manifest.return_id)
    row = {
        "chain": name,
        "seq": event.seq,
        "kind": event.kind,
        "body": canonical(event.body).decode("utf-8"),
        "previous": bundle.events[event.seq - 2].hash if event.seq > 1 else GENESIS,
        "hash": event.hash,
        "at": event.body["at"],
    }
    writing.connection.execute(insert(EVENT), row)
    writing.heads[name] = event.seq, event.hash


def follow(writing: Writing, bundle: Bundle, kind: str, row: Row, at: datetime) -> None:
    """Have the return, its case and the queue repeat what a row says of them."""
    connection, wave, ref = writing.connection, bundle.case.wave.id, bundle.case.organisation.ref
    mine = AUDIT_RETURN.c.id == bundle.manifest.return_id
    if kind == TRANSITION.name:
        connection.execute(update(AUDIT_RETURN).where(mine).values(state=row["became"]))
        follow_return(writing, wave, ref, State(row["became"]), at)
    elif kind == FACT.name and row["kind"] == "mode":
        connection.execute(
            update(AUDIT_RETURN).where(mine).values(mode=str(parsed(row["details"]).get("mode", "")))
        )
    elif kind == HOLDER.name:
        case = (AUDIT_CASE.c.wave == wave) & (AUDIT_CASE.c.ref == ref)
        connection.execute(update(AUDIT_CASE).where(case).values({row["office"]: row["person"]}))
