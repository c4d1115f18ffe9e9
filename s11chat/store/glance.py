"""One case as it stands, read without the object-relational library, which takes longer to load than a screen.

Somebody who opens an interview sees the first question at once; every later read, and every write, goes
through the store proper. Only for a file that is current; whatever is out of the ordinary is left to it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from s11chat.fieldwork.case import State
from s11chat.store.record import CaseRecord, FactRecord, ParkRecord, PersonRecord, ResponseRecord, WaveRecord
from s11chat.store.schema import APPLICATION, SCHEMA


@dataclass(frozen=True)
class Glance:
    """A case, its wave, and what was said so far."""

    wave: WaveRecord
    case: CaseRecord
    current: dict[str, ResponseRecord]
    parks: dict[str, ParkRecord]
    facts: tuple[FactRecord, ...]
    remarks: int
    office: tuple[PersonRecord, ...] = ()
    """The people of the office of every wave."""


def glance(file: Path, wave: str, ref: str) -> Glance | None:
    """The case `ref` of `wave` in the database `file`; None where the store proper has to say why not."""
    if not file.is_file():
        return None
    try:
        with closing(
            sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=1.0)
        ) as connection:
            connection.row_factory = sqlite3.Row
            return _read(connection, wave, ref) if _ours(connection) else None
    except (sqlite3.Error, ValueError, TypeError):
        return None


def _ours(connection: sqlite3.Connection) -> bool:
    marked = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
    version = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    return bool(marked and version == SCHEMA)


def _read(connection: sqlite3.Connection, wave: str, ref: str) -> Glance | None:
    connection.execute("BEGIN")
    case_row = connection.execute(
        "SELECT o.*, c.lead, c.contact, r.id AS return_id, r.state, r.mode FROM organisation o "
        "JOIN audit_case c ON c.wave = o.wave AND c.ref = o.ref "
        "JOIN audit_return r ON r.wave = o.wave AND r.ref = o.ref WHERE o.wave = ? AND o.ref = ?",
        (wave, ref),
    ).fetchone()
    wave_row = connection.execute("SELECT * FROM wave WHERE id = ?", (wave,)).fetchone()
    if case_row is None or wave_row is None:
        return None
    case = _case(connection, case_row)
    return Glance(
        wave=_wave(wave_row),
        case=case,
        current={record.item: record for record in _responses(connection, case.return_id)},
        parks={record.item: record for record in _parks(connection, case.return_id)},
        facts=tuple(_facts(connection, case.return_id)),
        office=tuple(
            PersonRecord(**dict(row)) for row in connection.execute("SELECT * FROM person WHERE ref = ''")
        ),
        remarks=connection.execute(
            "SELECT count(*) FROM remark WHERE return_id = ?", (case.return_id,)
        ).fetchone()[0],
    )


def _wave(row: sqlite3.Row) -> WaveRecord:
    columns = {name: row[name] for name in row.keys() if name not in ("seq", "salt", "digest")}  # noqa: SIM118
    columns["created_at"] = datetime.fromisoformat(columns["created_at"])
    return WaveRecord(**columns, population={})


def _case(connection: sqlite3.Connection, row: sqlite3.Row) -> CaseRecord:
    def person(id_: str) -> PersonRecord | None:
        found = connection.execute("SELECT * FROM person WHERE id = ?", (id_,)).fetchone()
        return PersonRecord(**dict(found)) if found else None

    return CaseRecord(
        wave=row["wave"],
        ref=row["ref"],
        name=row["name"],
        type=row["type"],
        group=row["grp"],
        cohort=row["cohort"],
        region=row["region"],
        commissioned_by=row["commissioned_by"],
        lead=person(row["lead"]),
        contact=person(row["contact"]),
        return_id=row["return_id"],
        state=State(row["state"]),
        mode=row["mode"],
    )


def _responses(connection: sqlite3.Connection, return_id: str) -> Iterator[ResponseRecord]:
    newest = {
        row["item"]: row
        for row in connection.execute(
            "SELECT * FROM response WHERE return_id = ? AND occasion = 0 ORDER BY seq", (return_id,)
        )
    }
    for row in newest.values():
        if not row["withdrawn"]:
            yield ResponseRecord(
                **_entered(row),
                item=row["item"],
                occasion=row["occasion"],
                revision=row["revision"],
                answer=json.loads(row["value"]),
                no_answer=row["no_answer"],
                withdrawn=False,
                words=row["words"],
                because=row["because"],
                exact=bool(row["exact"]),
                seconds=row["seconds"],
                digest=row["digest"],
            )


def _parks(connection: sqlite3.Connection, return_id: str) -> Iterator[ParkRecord]:
    newest = {
        row["item"]: row
        for row in connection.execute("SELECT * FROM park WHERE return_id = ? ORDER BY seq", (return_id,))
    }
    for row in newest.values():
        if not row["ended"]:
            yield ParkRecord(**_entered(row), item=row["item"], who=row["who"], when=row["due"])


def _facts(connection: sqlite3.Connection, return_id: str) -> Iterator[FactRecord]:
    for row in connection.execute("SELECT * FROM fact WHERE return_id = ? ORDER BY seq", (return_id,)):
        yield FactRecord(**_entered(row), kind=row["kind"], details=json.loads(row["details"]))


def _entered(row: sqlite3.Row) -> dict[str, Any]:
    names = ("return_id", "seq", "by", "by_name", "role", "on_behalf_of", "mode")
    return {**{name: row[name] for name in names}, "at": datetime.fromisoformat(row["at"])}
