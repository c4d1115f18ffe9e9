"""Takes what people said and who they are out of what is stored, and puts on record that it was done.

Which columns hold what is said by `store.personal` alone. A row of a chain gets a new salt and a new digest; the old
salt is gone, so that the digest in its event gives nothing away. One entry for each return, and one in the journal,
say which digest took the place of which. All of it, or nothing, within one transaction.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from s11chat.assurance.canonical import canonical, row_digest
from s11chat.assurance.redaction import Known, Scrub, scrubber
from s11chat.store.access import end_access
from s11chat.store.chain import Chain, journal, lock_return, return_chain, wave_chain
from s11chat.store.database import Database, Writing
from s11chat.store.erasing import Eraser, Row
from s11chat.store.filebook import remove_files, unnamed
from s11chat.store.personal import HOLDINGS, Holding
from s11chat.store.record import PersonRecord
from s11chat.store.redacted import Cover
from s11chat.store.seal import instant
from s11chat.store.table import (
    ACCESS,
    ACCESS_LOG,
    ATTEMPT,
    AUDIT_RETURN,
    EVIDENCE_FILE,
    PERSON,
    QUEUE,
    REDACTION,
    WAVE_REDACTION,
)
from s11chat.store.transfer import belongs
from s11chat.store.verify import LEAVING, SEALED, spot_of


@dataclass(frozen=True)
class Signed:
    """A signature that stands, as it was found before anything was redacted."""

    return_id: str
    seq: int
    good: bool
    digests: frozenset[str]
    """Of the rows it covers."""


@dataclass(frozen=True)
class Request:
    """What is to be redacted: one person of a case, all of a case, or all of a wave."""

    wave: str
    coded: frozenset[str]
    """The questions whose answers are codes, numbers or dates."""
    reason: str
    by_name: str
    role: str
    people: tuple[PersonRecord, ...] = ()
    """Who goes, as far as they are on file; nobody where the whole wave goes."""
    ref: str = ""
    """The case; empty for the whole wave."""
    alone: bool = False
    """Whether it is about the one person named, and not about all that was said in the case."""
    namesakes: frozenset[str] = frozenset()
    """Refs of cases where others of the same names are on file: what is written there is left alone."""
    colleagues: tuple[str, ...] = ()
    """The names of people of the office."""

    @property
    def person(self) -> str:
        """The id of the one person it is about; empty for everybody."""
        return self.people[0].id if self.alone else ""


@dataclass(frozen=True)
class Redacted:
    """What was, or would be, redacted."""

    rows: Mapping[str, int]
    """How many rows, by what they are."""
    removed: int
    """Rows that went altogether."""
    cases: tuple[str, ...]
    """The refs of the cases whose returns were touched."""
    good: int
    """Signatures touched that were good until then."""
    bad: int


@dataclass(frozen=True)
class _Change:
    holding: Holding
    row: Row
    after: Mapping[str, Any]


def foresee(database: Database, request: Request, signed: Sequence[Signed] = ()) -> Redacted:
    """What `redact` would do. Nothing is changed."""
    with database.reading() as connection:
        work = _Work(connection, request)
        changes = list(work.changes())
        removed = 0
        for table, which in work.removed():
            removed += connection.execute(select(func.count()).select_from(table).where(which)).scalar_one()
        return _summed(work, changes, removed, signed)


def redact(
    database: Database,
    request: Request,
    at: datetime,
    signed: Sequence[Signed],
    must_hold: Callable[[], None],
) -> Redacted:
    """Redact, all or nothing. `must_hold` is called when nobody else can write to the wave any more."""
    with database.writing() as writing:
        if writing.connection.dialect.name == "sqlite":
            writing.connection.exec_driver_sql("PRAGMA secure_delete = ON")
        journal(writing, request.wave)
        work = _Work(writing.connection, request)
        for return_id in sorted(work.returns):
            lock_return(writing, return_id)
        must_hold()
        for selector in _codes(writing.connection, request):
            end_access(writing, selector, request.by_name, at)
        chain = journal(writing, request.wave)  # as it stands with these
        changes = list(work.changes())
        covers = _write(writing, changes)
        lost = unnamed(writing, {str(one.row["file"]) for one in changes if "file" in one.after})
        touched = [one for one in signed if _touched(one, covers)]
        removed = 0
        for table, which in work.removed():
            removed += writing.connection.execute(delete(table).where(which)).rowcount
        for name, those in sorted(covers.items()):
            if name != chain.name:
                _enter(writing, request, name, those, touched, at)
        _enter_in_journal(chain, request, covers.get(chain.name, ()), at)
        done = _summed(work, changes, removed, signed)
    remove_files(database, lost)
    return done


class _Work:
    """Goes through every table of a wave and says what changes."""

    def __init__(self, connection: Connection, request: Request) -> None:
        self._connection, self._request = connection, request
        query = select(AUDIT_RETURN.c.id, AUDIT_RETURN.c.ref).where(AUDIT_RETURN.c.wave == request.wave)
        self.returns = {row.id: row.ref for row in connection.execute(query)}
        """The ref of each return of the wave."""
        self._eraser = Eraser(request.coded, request.colleagues)
        known = [Known(one.name, one.email, one.phone) for one in request.people]
        self._near: Scrub = scrubber(known, parts=True)
        self._far: Scrub = scrubber(known, parts=False)

    def changes(self) -> Iterator[_Change]:
        """Every row that changes, and how."""
        for holding in HOLDINGS:
            if holding.stays or not holding.columns or holding.table in (ATTEMPT, EVIDENCE_FILE):
                continue
            if not self._request.ref and holding.table is ACCESS_LOG:
                continue
            query = select(holding.table).where(belongs(holding.table, [self._request.wave]))
            for row in map(dict, self._connection.execute(query).mappings()):
                after = self._after(holding, row)
                if after:
                    yield _Change(holding, row, after)

    def removed(self) -> Iterator[tuple[Any, ColumnElement[bool]]]:
        """Tables, and which of their rows go altogether."""
        if not self._request.ref:
            for table in (ACCESS_LOG, ATTEMPT):
                yield table, belongs(table, [self._request.wave])

    def _after(self, holding: Holding, row: Row) -> dict[str, Any]:
        request = self._request
        if holding.table is PERSON:
            return self._person(row)
        if holding.table is QUEUE:
            gone = self._eraser.everything(row, holding) if not request.ref else {}
            return dict.fromkeys(gone, "")
        if not request.ref:
            return self._eraser.everything(row, holding)
        ref = self.returns[row["return_id"]] if "return_id" in row else row.get("ref", "")
        if ref != request.ref and ref in request.namesakes:
            return {}
        scrub = self._near if ref == request.ref else self._far
        if "return_id" in row and ref != request.ref:
            return self._eraser.mentions(row, holding, scrub)
        if "return_id" in row and not request.alone:
            return self._eraser.everything(row, holding)
        after: dict[str, Any] = {}
        for person in request.people:
            found = self._eraser.person({**row, **after}, holding, person.id, person.name, scrub)
            after |= found
        return after

    def _person(self, row: Row) -> dict[str, Any]:
        request = self._request
        if request.ref:
            goes = row["id"] in {one.id for one in request.people}
        else:
            goes = bool(row["ref"]) or not row["role"]
        after = self._eraser.everything(row, _PEOPLE) if goes else {}
        return {name: part if name == "name" else "" for name, part in after.items()}


_PEOPLE = next(one for one in HOLDINGS if one.table is PERSON)


def _codes(connection: Connection, request: Request) -> list[str]:
    """The codes that open nothing from now on."""
    query = select(ACCESS.c.selector).where(ACCESS.c.wave == request.wave, ACCESS.c.revoked_at == "")
    if request.ref:
        query = query.where(ACCESS.c.person.in_([one.id for one in request.people]))
    return list(connection.execute(query.order_by(ACCESS.c.seq)).scalars())


def _write(writing: Writing, changes: Sequence[_Change]) -> dict[str, list[Cover]]:
    """Writes every changed row; returns what was sealed anew, by chain."""
    covers: dict[str, list[Cover]] = defaultdict(list)
    for change in changes:
        table, row = change.holding.table, dict(change.row)
        values = dict(change.after)
        if table.name in SEALED:
            values["salt"] = writing.token(16)
            values["digest"] = row_digest({**row, **values}, LEAVING.get(table.name, ()))
            own, seq = spot_of(row)
            chain = own if "return_id" in row else wave_chain(row["wave"])
            covers[chain].append((table.name, own, seq, row["digest"], values["digest"]))
        mine = [column == row[column.name] for column in table.primary_key.columns]
        writing.connection.execute(update(table).where(*mine).values(values))
    return covers


def _touched(signed: Signed, covers: Mapping[str, Sequence[Cover]]) -> bool:
    return any(
        was in signed.digests or (table == "signature" and seq == signed.seq)
        for table, _, seq, was, _ in covers.get(return_chain(signed.return_id), ())
    )


def _enter(
    writing: Writing,
    request: Request,
    name: str,
    covers: Sequence[Cover],
    touched: Sequence[Signed],
    at: datetime,
) -> None:
    """Puts on record in its own chain what was redacted of a return."""
    mine = {str(one.seq): one.good for one in touched if return_chain(one.return_id) == name}
    row = {
        "return_id": name.removeprefix(return_chain("")),
        "by": "",
        "by_name": request.by_name,
        "role": request.role,
        "on_behalf_of": "",
        "mode": "",
        "at": instant(at),
        "person": request.person,
        "reason": request.reason,
        "covers": _json(covers),
        "signatures": _json(mine),
    }
    facts = {"person": request.person, "rows": len(covers)}
    Chain(writing, name).seal(REDACTION, row, facts, at=instant(at), role=request.role)


def _enter_in_journal(chain: Chain, request: Request, covers: Sequence[Cover], at: datetime) -> None:
    row = {
        "wave": request.wave,
        "by_name": request.by_name,
        "at": instant(at),
        "ref": request.ref,
        "person": request.person,
        "reason": request.reason,
        "covers": _json(covers),
    }
    chain.seal(WAVE_REDACTION, row, {"person": request.person, "rows": len(covers)}, at=instant(at))


def _summed(work: _Work, changes: Sequence[_Change], removed: int, signed: Sequence[Signed]) -> Redacted:
    rows = Counter(change.holding.what for change in changes)
    refs = {work.returns[one.row["return_id"]] for one in changes if "return_id" in one.row}
    gone: dict[str, list[Cover]] = defaultdict(list)
    for one in changes:
        if "return_id" in one.row:
            own, seq = spot_of(one.row)
            gone[own].append((one.holding.table.name, own, seq, one.row["digest"], ""))
    touched = [one.good for one in signed if _touched(one, gone)]
    return Redacted(dict(rows), removed, tuple(sorted(refs)), sum(touched), len(touched) - sum(touched))


def _json(value: Any) -> str:
    return canonical(value).decode("utf-8")
