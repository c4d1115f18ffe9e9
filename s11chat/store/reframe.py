"""Changing organisations of a frame: rows are sealed anew, and one event says what each digest was and became.

The digests they were added with stay known that way, so that verifying can go back from the rows as they are to
those that were added; a row changed by hand fits neither. Names and contact data stay out of the event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from s11chat.errors import StaleResponseError
from s11chat.store.chain import journal
from s11chat.store.database import Writing
from s11chat.store.entry import Author, Entry, NewHolder
from s11chat.store.frame import Step
from s11chat.store.ledger import Ledger
from s11chat.store.record import CaseRecord, PersonRecord
from s11chat.store.seal import instant, sealed, storable
from s11chat.store.table import AUDIT_CASE, AUDIT_RETURN, ORGANISATION, PERSON, RESPONSE

CHANGED = "cases changed"
"""The act by which organisations of the frame, or their leads, become others."""
_STEP = 500


@dataclass(frozen=True)
class CaseChange:
    """A case as it was seen and as it shall be; a lead without an id is put on file."""

    was: CaseRecord
    becomes: CaseRecord
    entries: Sequence[Entry] = field(default_factory=tuple)
    """What the change brings along in the return."""


def change_organisations(
    writing: Writing,
    wave: str,
    changes: Sequence[CaseChange],
    author: Author,
    at: datetime,
    step: Step | None = None,
) -> None:
    """Make the changes, all or none. Raises StaleResponseError where a case is no longer as it was seen."""
    if not changes:
        return
    chain = journal(writing, wave)
    rows = _rows(writing, wave)
    on_file = {one.id: one for one in _known(writing, changes)}
    _refuse_stale(writing, wave, changes, rows, on_file)
    digests: dict[str, tuple[str, str]] = {}
    updates = []
    for change in changes:
        row = rows[change.was.ref]
        columns = {**row, **_columns(change.becomes)}
        if columns != row:
            whole = sealed(
                {name: columns[name] for name in columns if name not in ("salt", "digest")}, writing.token(16)
            )
            digests[change.was.return_id] = row["digest"], whole["digest"]
            updates.append({f"new_{name}": value for name, value in whole.items()})
    _update(writing, ORGANISATION, ("wave", "ref"), updates)
    people, leads = _people(writing, changes, on_file)
    _enter_all(writing, changes, leads, author, at, step)
    facts = {"count": len(changes), "changed": digests, "leads": leads, "people": people}
    chain.act(CHANGED, author.name, instant(at), facts)


def _rows(writing: Writing, wave: str) -> dict[str, dict[str, Any]]:
    found = writing.connection.execute(select(ORGANISATION).where(ORGANISATION.c.wave == wave)).mappings()
    return {row["ref"]: dict(row) for row in found}


def _columns(case: CaseRecord) -> dict[str, str]:
    """The columns of an organisation that may change."""
    columns = {
        "name": case.name,
        "type": case.type,
        "grp": case.group,
        "cohort": case.cohort,
        "region": case.region,
        "commissioned_by": case.commissioned_by,
    }
    return {name: storable(value) for name, value in columns.items()}


def _refuse_stale(
    writing: Writing,
    wave: str,
    changes: Sequence[CaseChange],
    rows: Mapping[str, Mapping[str, Any]],
    on_file: Mapping[str, PersonRecord],
) -> None:
    same = (AUDIT_RETURN.c.wave == AUDIT_CASE.c.wave) & (AUDIT_RETURN.c.ref == AUDIT_CASE.c.ref)
    query = select(AUDIT_CASE.c.ref, AUDIT_CASE.c.lead, AUDIT_RETURN.c.state)
    query = query.select_from(AUDIT_CASE.join(AUDIT_RETURN, same)).where(AUDIT_CASE.c.wave == wave)
    stands = {row.ref: (row.lead, row.state) for row in writing.connection.execute(query)}
    typed = [one.was.return_id for one in changes if one.was.type != one.becomes.type]
    begun = _begun(writing, typed)
    for change in changes:
        was = change.was
        seen = was.lead.id if was.lead else "", was.state.value
        row = rows.get(was.ref, {})
        if (
            stands.get(was.ref) != seen
            or (was.lead is not None and on_file.get(was.lead.id) != was.lead)
            or was.return_id in begun
            or any(row[name] != value for name, value in _columns(was).items())
        ):
            raise StaleResponseError(
                f"Somebody has changed {wave}/{was.ref} since the difference was shown: "
                "nothing was changed, import the file again."
            )


def _begun(writing: Writing, returns: Sequence[str]) -> set[str]:
    """Those of these returns that hold answers."""
    found: set[str] = set()
    for start in range(0, len(returns), _STEP):
        some = RESPONSE.c.return_id.in_(returns[start : start + _STEP])
        query = select(RESPONSE.c.return_id).where(some).distinct()
        found.update(writing.connection.execute(query).scalars())
    return found


def _people(
    writing: Writing, changes: Sequence[CaseChange], on_file: Mapping[str, PersonRecord]
) -> tuple[list[str], dict[str, str]]:
    """Bring the people up to date; returns the ids of those who were changed, and the new leads by return."""
    new: list[dict[str, str]] = []
    updates: list[dict[str, str]] = []
    leads: dict[str, str] = {}
    for change in changes:
        lead = change.becomes.lead
        if lead is None:
            continue
        person = {**_person(lead), "id": lead.id or writing.new_id()}
        if not lead.id:
            new.append({**person, "wave": lead.wave, "ref": lead.ref, "role": ""})
        elif person != {**_person(on_file[lead.id]), "id": lead.id}:
            updates.append({f"new_{name}": value for name, value in person.items()})
        if change.was.lead is None or person["id"] != change.was.lead.id:
            leads[change.was.return_id] = person["id"]
    if new:
        writing.connection.execute(insert(PERSON), new)
    _update(writing, PERSON, ("id",), updates)
    return [one["new_id"] for one in updates], leads


def _known(writing: Writing, changes: Sequence[CaseChange]) -> list[PersonRecord]:
    waves = {change.was.wave for change in changes}
    found = writing.connection.execute(select(PERSON).where(PERSON.c.wave.in_(waves))).mappings()
    return [PersonRecord(**row) for row in found]


def _person(person: PersonRecord) -> dict[str, str]:
    told = {"name": person.name, "title": person.title, "email": person.email, "phone": person.phone}
    return {name: storable(value) for name, value in told.items()}


def _enter_all(
    writing: Writing,
    changes: Sequence[CaseChange],
    leads: Mapping[str, str],
    author: Author,
    at: datetime,
    step: Step | None,
) -> None:
    for number, change in enumerate(changes):
        _enter(writing, change, leads.get(change.was.return_id, ""), author, at)
        if step and number % _STEP == 0:
            step(number, len(changes))


def _enter(writing: Writing, change: CaseChange, lead: str, author: Author, at: datetime) -> None:
    entries = [*([NewHolder("lead", lead, "the frame was changed")] if lead else []), *change.entries]
    if entries:
        ledger = Ledger(writing, change.was.return_id, author, at)
        for entry in entries:
            ledger.enter(entry)


def _update(writing: Writing, table: Any, keys: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Update rows by their keys; each comes with its columns as `new_NAME`."""
    if rows:
        names = [name.removeprefix("new_") for name in rows[0]]
        change = update(table).values({name: bindparam(f"new_{name}") for name in names if name not in keys})
        for key in keys:
            change = change.where(table.c[key] == bindparam(f"new_{key}"))
        writing.connection.execute(change, list(rows))
