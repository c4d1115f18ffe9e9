"""Evidence of the answers of a return: entered step by step, read as it stands; its files are the filebook's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from s11chat.assurance.canonical import canonical
from s11chat.errors import StateError, UsageError
from s11chat.store import entry as new
from s11chat.store.database import Database
from s11chat.store.filebook import put_file
from s11chat.store.record import EvidenceRecord
from s11chat.store.seal import moment, stored, unchanged
from s11chat.store.table import EVIDENCE, returns_of

if TYPE_CHECKING:
    from s11chat.store.ledger import Ledger

ADDED, AMENDED, WITHDRAWN, REINSTATED = "added", "amended", "withdrawn", "reinstated"
"""The steps of a record of evidence. What is withdrawn stands no longer, and may be reinstated."""
_TOLD = ("kind", "title", "dated", "owner", "covers", "review", "place", "note")
_FILE = ("file", "file_name", "size")


def enter_evidence(ledger: Ledger, entry: new.EvidenceEntry) -> None:
    """Enter a record of evidence, or what became of one. The event names its number and step, and no more."""
    if isinstance(entry, new.NewEvidence):
        _step(ledger, ledger.next_number, ADDED, {**_told(entry.told), **_kept(ledger, entry.file)}, "")
        return
    last = _last(ledger, entry.given)
    if last is None:
        raise UsageError(
            f"There is no evidence {entry.given} in {ledger.wave}/{ledger.ref}: look at its list."
        )
    stands = last["step"] != WITHDRAWN
    file = {name: last[name] for name in _FILE}
    if isinstance(entry, new.EvidenceAmended):
        if not stands:
            raise StateError(
                f"{_named(ledger, entry.given)} was withdrawn: reinstate it before you amend it."
            )
        file = _kept(ledger, entry.file) if entry.file else file
        _step(ledger, entry.given, AMENDED, {**_told(entry.told), **file}, entry.said)
        return
    if stands is (entry.step == REINSTATED):
        raise StateError(f"{_named(ledger, entry.given)} {'stands' if stands else 'was withdrawn'} already.")
    told = {name: last[name] for name in _TOLD}
    _step(ledger, entry.given, entry.step, {**told, **file}, entry.said)


def _step(ledger: Ledger, given: int, step: str, row: Mapping[str, Any], said: str) -> None:
    facts = {"given": given, "step": step}
    ledger.seal(EVIDENCE, {**facts, **row, "said": said}, facts)


def _told(told: new.Described) -> dict[str, Any]:
    return {**asdict(told), "covers": canonical(list(told.covers)).decode("utf-8")}


def _kept(ledger: Ledger, file: new.NewFile | None) -> dict[str, Any]:
    if file is None:
        return {"file": "", "file_name": "", "size": 0}
    digest = put_file(ledger.writing, file.content)
    return {"file": digest, "file_name": file.name, "size": len(file.content)}


def _named(ledger: Ledger, given: int) -> str:
    return f"Evidence {_number(ledger.writing.connection, ledger.return_id, given)}"


def _last(ledger: Ledger, given: int) -> RowMapping | None:
    mine = (EVIDENCE.c.return_id == ledger.return_id) & (EVIDENCE.c.given == given)
    query = select(EVIDENCE).where(mine).order_by(EVIDENCE.c.seq.desc()).limit(1)
    return ledger.writing.connection.execute(query).mappings().one_or_none()


class Evidences:
    """What is on record to show that answers are so."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def of(self, return_id: str) -> tuple[EvidenceRecord, ...]:
        """Every record of a return as it stands, withdrawn ones among them, in the order they were added."""
        return self._found(EVIDENCE.c.return_id == return_id).get(return_id, ())

    def of_wave(self, wave: str) -> dict[str, tuple[EvidenceRecord, ...]]:
        """Those of every return of a wave, by return; returns without are left out."""
        return self._found(EVIDENCE.c.return_id.in_(returns_of(wave)))

    def sealed_rows(self, return_id: str) -> dict[int, dict[str, Any]]:
        """The rows of all steps as they are stored, with their salts, by the number of their event."""
        with self.database.reading() as connection:
            found = connection.execute(select(EVIDENCE).where(EVIDENCE.c.return_id == return_id)).mappings()
            return {row["seq"]: dict(row) for row in found}

    def steps(self, return_id: str, given: int) -> tuple[EvidenceRecord, ...]:
        """How one record came to stand as it does, the first step first."""
        mine = (EVIDENCE.c.return_id == return_id) & (EVIDENCE.c.given == given)
        with self.database.reading() as connection:
            rows = connection.execute(select(EVIDENCE).where(mine).order_by(EVIDENCE.c.seq)).mappings().all()
            number = _number(connection, return_id, given)
        return tuple(_made(number, rows[0], row) for row in rows)

    def _found(self, which: ColumnElement[bool]) -> dict[str, tuple[EvidenceRecord, ...]]:
        query = select(EVIDENCE).where(which).order_by(EVIDENCE.c.return_id, EVIDENCE.c.seq)
        steps: dict[str, dict[int, list[RowMapping]]] = defaultdict(dict)
        with self.database.reading() as connection:
            for row in connection.execute(query).mappings():
                steps[row["return_id"]].setdefault(row["given"], []).append(row)
        return {
            return_id: tuple(
                _made(number, rows[0], rows[-1]) for number, rows in enumerate(found.values(), 1)
            )
            for return_id, found in steps.items()
        }


def _number(connection: Connection, return_id: str, given: int) -> int:
    """Which of the records of a return one is, from 1."""
    columns = EVIDENCE.c
    until = select(func.count(columns.given.distinct())).where(columns.return_id == return_id)
    return int(connection.execute(until.where(columns.given <= given)).scalar_one())


def _made(number: int, first: RowMapping, last: RowMapping) -> EvidenceRecord:
    return EvidenceRecord(
        return_id=first["return_id"],
        seq=first["seq"],
        by=first["by"],
        by_name=first["by_name"],
        role=first["role"],
        on_behalf_of=first["on_behalf_of"],
        mode=first["mode"],
        at=moment(first["at"]),
        given=first["given"],
        number=number,
        covers=tuple(stored(last["covers"])),
        stepped=last["seq"],
        stepped_by=last["by_name"],
        stepped_at=moment(last["at"]),
        intact=unchanged(dict(last)),
        **{name: last[name] for name in (*_TOLD, *_FILE, "step", "said", "digest") if name != "covers"},
    )
