"""The waves, their frame of organisations, their people, and the cases and returns made from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, select, update

from s11chat.errors import StoreError, UsageError
from s11chat.fieldwork.case import State
from s11chat.store.chain import journal, no_wave, note_head, note_heads
from s11chat.store.database import Database, Writing
from s11chat.store.entry import Author, Entry, NewHolder
from s11chat.store.frame import NewCase, Step, add_organisations
from s11chat.store.ledger import Ledger
from s11chat.store.permitted import permitted
from s11chat.store.record import CaseRecord, PersonRecord, WaveRecord
from s11chat.store.reframe import CaseChange, change_organisations
from s11chat.store.seal import instant, moment, sealed, storable
from s11chat.store.table import (
    AUDIT_CASE,
    AUDIT_RETURN,
    ORGANISATION,
    PERSON,
    POPULATION,
    RESPONSE,
    WAVE,
    in_wave,
)

WAVE_REOPENED = "wave reopened"
"""The act of opening a closed wave again."""
WAVE_MAY_CHANGE = ("state",)
"""Columns of a wave outside its digest."""


@dataclass(frozen=True)
class NewWave:
    """A wave about to be opened; `opens` and `closes` are dates as YYYY-MM-DD, or empty."""

    id: str
    dialog_id: str
    dialog_version: str
    dialog_digest: str
    dialog_text: str
    title: str
    opens: str = ""
    closes: str = ""
    referral: str = ""
    """What to do about a child at risk, as this wave words it."""
    population: Mapping[str, int] = field(default_factory=dict)
    """Organisations there are, by type."""


class Casebook:
    """Waves, cases and people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_wave(self, wave: NewWave, by: str, at: datetime) -> None:
        """Open a wave; `by` is the name of who acts. Raises UsageError if there is one of that id."""
        with self._database.writing() as writing:
            if _wave_row(writing.connection, wave.id):
                raise UsageError(f"There is already a wave '{wave.id}': choose another id.")
            begin_wave(writing, wave, by, instant(at))

    def close_wave(self, wave: str, by: str, at: datetime) -> None:
        """Close a wave. Its returns are closed apart, each by an entry of its own."""
        with self._database.writing() as writing:
            journal(writing, wave).act("wave closed", by, instant(at), {})
            writing.connection.execute(update(WAVE).where(WAVE.c.id == wave).values(state="closed"))

    def reopen_wave(self, wave: str, by: str, at: datetime) -> None:
        """Open a closed wave again. Its returns are opened apart, each by an entry of its own."""
        with self._database.writing() as writing:
            journal(writing, wave).act(WAVE_REOPENED, by, instant(at), {})
            writing.connection.execute(update(WAVE).where(WAVE.c.id == wave).values(state="open"))

    def wave(self, wave: str) -> WaveRecord:
        """A wave by its id. Raises StoreError if there is none."""
        with self._database.reading() as connection:
            row = _wave_row(connection, wave)
            if row is None:
                raise no_wave(wave)
            return _wave(connection, row)

    def waves(self) -> tuple[WaveRecord, ...]:
        """Every wave, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(WAVE).order_by(WAVE.c.created_at, WAVE.c.id)).mappings().all()
            return tuple(_wave(connection, row) for row in rows)

    def add_cases(self, wave: str, rows: Sequence[NewCase], by: str, at: datetime) -> tuple[str, ...]:
        """Add organisations with their leads, cases and returns, all or none; returns the return ids.

        Raises UsageError where a ref is there already or comes twice.
        """
        with self._database.writing() as writing:
            return add_organisations(writing, wave, rows, by, instant(at))

    def take_frame(
        self,
        wave: str,
        rows: Sequence[NewCase],
        changes: Sequence[CaseChange],
        author: Author,
        at: datetime,
        step: Step | None = None,
    ) -> None:
        """Add organisations and change others, all or none; `step` is told how far it is, and last that all is written.

        Raises UsageError where a ref is there already, StaleResponseError where a case is no longer as it was seen.
        """
        with self._database.writing() as writing:
            add_organisations(writing, wave, rows, author.name, instant(at), step)
            change_organisations(writing, wave, changes, author, at, step)
            if step:
                step(len(rows) + len(changes), len(rows) + len(changes))

    def begun(self, wave: str) -> frozenset[str]:
        """The returns of a wave that hold answers."""
        query = select(RESPONSE.c.return_id).where(in_wave(RESPONSE, wave)).distinct()
        with self._database.reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def case(self, wave: str, ref: str) -> CaseRecord:
        """A case by its ref. Raises StoreError if there is none."""
        with self._database.reading() as connection:
            for record in _cases(connection, AUDIT_CASE.c.wave == wave, AUDIT_CASE.c.ref == ref):
                return record
        raise StoreError(
            f"There is no case '{ref}' in wave '{wave}': 's11chat wave status {wave}' lists its cases."
        )

    def first_lead(self, wave: str, ref: str) -> str:
        """The id of the lead that the frame named for a case; empty where it named none."""
        mine = (ORGANISATION.c.wave == wave) & (ORGANISATION.c.ref == ref)
        with self._database.reading() as connection:
            return connection.execute(select(ORGANISATION.c.lead).where(mine)).scalar() or ""

    def cases(self, wave: str) -> tuple[CaseRecord, ...]:
        """Every case of a wave, by ref."""
        with self._database.reading() as connection:
            return tuple(_cases(connection, AUDIT_CASE.c.wave == wave))

    def counts(self, wave: str) -> dict[State, int]:
        """How many returns of a wave stand in each state."""
        number = func.count(AUDIT_RETURN.c.id)
        query = select(AUDIT_RETURN.c.state, number).where(AUDIT_RETURN.c.wave == wave)
        with self._database.reading() as connection:
            found = {
                State(row[0]): row[1] for row in connection.execute(query.group_by(AUDIT_RETURN.c.state))
            }
        return {state: found.get(state, 0) for state in State}

    def add_person(
        self, wave: str, name: str, *, ref: str = "", title: str = "", email: str = "", phone: str = ""
    ) -> PersonRecord:
        """Put a person on file, for the case `ref` or, without one, for the office."""
        with self._database.writing() as writing:
            journal(writing, wave)
            row = {"wave": wave, "ref": ref, "name": name, "title": title, "email": email, "phone": phone}
            row = {"id": writing.new_id(), **storable(row), "role": ""}
            writing.connection.execute(insert(PERSON), row)
            return PersonRecord(**row)

    def add_delegates(self, wave: str, refs: Sequence[str], name: str) -> dict[str, PersonRecord]:
        """Put somebody called `name` on file for each of these cases, all or none; by ref."""
        with self._database.writing() as writing:
            journal(writing, wave)
            nothing = {"title": "", "email": "", "phone": "", "role": ""}
            rows = [
                {"id": writing.new_id(), "wave": wave, "ref": ref, "name": name, **nothing} for ref in refs
            ]
            if rows:
                writing.connection.execute(insert(PERSON), rows)
            return {row["ref"]: PersonRecord(**row) for row in rows}

    def person(self, person: str) -> PersonRecord:
        """A person by id. Raises StoreError if there is none."""
        with self._database.reading() as connection:
            query = select(*permitted(connection, PERSON)).where(PERSON.c.id == person)
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise StoreError(f"There is no person '{person}' in this database: check the id.")
        return PersonRecord(**row)

    def persons(self, wave: str, ref: str | None = None) -> tuple[PersonRecord, ...]:
        """The people of a wave, or those of one case ("" for the office), by name."""
        with self._database.reading() as connection:
            query = select(*permitted(connection, PERSON)).where(PERSON.c.wave == wave)
            if ref is not None:
                query = query.where(PERSON.c.ref == ref)
            query = query.order_by(PERSON.c.name, PERSON.c.id)
            return tuple(PersonRecord(**row) for row in connection.execute(query).mappings())

    def set_holder(
        self,
        wave: str,
        ref: str,
        holder: NewHolder,
        author: Author,
        at: datetime,
        besides: Sequence[Entry] = (),
    ) -> None:
        """Make a person the lead or contact of a case, with what that brings; those before stay in its history."""
        self._enter(wave, ref, author, at, holder, *besides)

    def enter_heads(self, wave: str, at: datetime) -> int:
        """Note in the journal the heads of all returns that have grown since the last time; returns how many.

        To be done when a wave closes and before a backup: a tail cut off before it is found from then on.
        """
        with self._database.writing() as writing:
            return note_heads(journal(writing, wave), writing.connection, wave, instant(at))

    def enter_head(self, wave: str, return_id: str, at: datetime) -> bool:
        """Note in the journal the head of one return, as its sitting ends; False where it is noted already."""
        with self._database.writing() as writing:
            return note_head(journal(writing, wave), writing.connection, return_id, instant(at))

    def _enter(self, wave: str, ref: str, author: Author, at: datetime, *entries: Entry) -> None:
        return_id = self.case(wave, ref).return_id
        for entry in entries:
            if isinstance(entry, NewHolder) and self.person(entry.person).wave != wave:
                raise UsageError(
                    f"{entry.person} is not on file in wave '{wave}': add the person there first."
                )
        with self._database.writing() as writing:
            ledger = Ledger(writing, return_id, author, at)
            for entry in entries:
                ledger.enter(entry)


def begin_wave(writing: Writing, wave: NewWave, by: str, at: str) -> None:
    """Enter a wave, and that it began, within a transaction."""
    row = {name: part for name, part in asdict(wave).items() if name != "population"}
    whole = sealed({**row, "seq": 1, "state": "open", "created_at": at}, writing.token(16), WAVE_MAY_CHANGE)
    writing.connection.execute(insert(WAVE), whole)
    if wave.population:
        sizes = [{"wave": wave.id, "type": kind, "count": size} for kind, size in wave.population.items()]
        writing.connection.execute(insert(POPULATION), sizes)
    facts = {"wave_digest": whole["digest"], "population": dict(wave.population)}
    journal(writing, wave.id).act("wave created", by, at, facts)


def _wave_row(connection: Connection, wave: str) -> RowMapping | None:
    return connection.execute(select(WAVE).where(WAVE.c.id == wave)).mappings().one_or_none()


def _wave(connection: Connection, row: RowMapping) -> WaveRecord:
    sizes = connection.execute(select(POPULATION).where(POPULATION.c.wave == row["id"])).mappings()
    columns = {name: part for name, part in row.items() if name not in ("seq", "salt", "digest")}
    columns["created_at"] = moment(row["created_at"])
    return WaveRecord(**columns, population={size["type"]: size["count"] for size in sizes})


def _cases(connection: Connection, *which: ColumnElement[bool]) -> Iterator[CaseRecord]:
    """Cases that fit every condition, by ref; people are looked up once for all."""
    same = (AUDIT_RETURN.c.wave == AUDIT_CASE.c.wave) & (AUDIT_RETURN.c.ref == AUDIT_CASE.c.ref)
    framed = (ORGANISATION.c.wave == AUDIT_CASE.c.wave) & (ORGANISATION.c.ref == AUDIT_CASE.c.ref)
    joined = AUDIT_CASE.join(ORGANISATION, framed).join(AUDIT_RETURN, same)
    described = [column for column in ORGANISATION.c if column.name != "lead"]
    held = (AUDIT_CASE.c.lead, AUDIT_CASE.c.contact)
    query = select(*described, *held, AUDIT_RETURN.c.id, AUDIT_RETURN.c.state, AUDIT_RETURN.c.mode)
    rows = (
        connection.execute(query.select_from(joined).where(*which).order_by(AUDIT_CASE.c.ref))
        .mappings()
        .all()
    )
    people = _people(connection, rows)
    for row in rows:
        yield CaseRecord(
            wave=row["wave"],
            ref=row["ref"],
            name=row["name"],
            type=row["type"],
            group=row["grp"],
            cohort=row["cohort"],
            region=row["region"],
            commissioned_by=row["commissioned_by"],
            lead=people.get(row["lead"]),
            contact=people.get(row["contact"]),
            return_id=row["id"],
            state=State(row["state"]),
            mode=row["mode"],
        )


def _people(connection: Connection, rows: Sequence[RowMapping]) -> dict[str, PersonRecord]:
    wanted = {person for row in rows for person in (row["lead"], row["contact"]) if person}
    query = select(*permitted(connection, PERSON))
    if len(wanted) <= 100:
        query = query.where(PERSON.c.id.in_(wanted))
    else:
        query = query.where(PERSON.c.wave.in_({row["wave"] for row in rows}))
    return {row["id"]: PersonRecord(**row) for row in connection.execute(query).mappings()}
