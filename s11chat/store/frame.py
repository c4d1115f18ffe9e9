"""Taking organisations into a wave: each with its lead, its case and its return, and one event for the lot.

The event's digest covers who is in the frame with which return and which lead; a return has no chain of
its own until something is entered in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from s11chat.assurance.canonical import digest
from s11chat.errors import UsageError
from s11chat.fieldwork.case import State
from s11chat.store.chain import journal
from s11chat.store.database import Writing
from s11chat.store.position import new_row
from s11chat.store.seal import sealed, storable
from s11chat.store.table import AUDIT_CASE, AUDIT_RETURN, ORGANISATION, PERSON, QUEUE

Member = tuple[str, str, str]
"""Of one organisation: its ref, the digest of its row, its return."""

Step = Callable[[int, int], None]
"""Told how many rows of how many are written."""
_STEP = 1000


@dataclass(frozen=True)
class NewCase:
    """One line of the frame: an organisation and the lead it names."""

    ref: str
    name: str
    type: str = ""
    group: str = ""
    cohort: str = ""
    region: str = ""
    commissioned_by: str = ""
    lead_name: str = ""
    lead_title: str = ""
    email: str = ""
    phone: str = ""


def add_organisations(
    writing: Writing, wave: str, rows: Sequence[NewCase], by: str, at: str, step: Step | None = None
) -> tuple[str, ...]:
    """Add organisations, leads, cases and returns; returns the return ids. Raises UsageError on a ref twice."""
    chain = journal(writing, wave)
    _refuse_twice(writing, wave, rows)
    seq = chain.head[0] + 1
    members: list[Member] = []
    for begun in range(0, len(rows), _STEP):
        if step:
            step(begun, len(rows))
        members += _add(writing, wave, rows[begun : begun + _STEP], seq)
    if members:
        chain.act("cases added", by, at, {"count": len(rows), "frame_digest": frame_digest(members)})
    return tuple(return_id for _, _, return_id in members)


def _add(writing: Writing, wave: str, rows: Sequence[NewCase], seq: int) -> list[Member]:
    leads = [_lead(writing, wave, row) if row.lead_name else None for row in rows]
    organisations = [
        _organisation(writing, wave, row, lead["id"] if lead else "", seq)
        for row, lead in zip(rows, leads, strict=True)
    ]
    cases = [{"wave": wave, "ref": one["ref"], "lead": one["lead"], "contact": ""} for one in organisations]
    returns = [_return(writing, wave, row.ref) for row in rows]
    connection = writing.connection
    connection.execute(insert(ORGANISATION), organisations)
    if any(leads):
        connection.execute(insert(PERSON), [lead for lead in leads if lead])
    connection.execute(insert(AUDIT_CASE), cases)
    connection.execute(insert(AUDIT_RETURN), returns)
    connection.execute(insert(QUEUE), [new_row(wave, one["ref"]) for one in organisations])
    return [
        (organisation["ref"], organisation["digest"], filled["id"])
        for organisation, filled in zip(organisations, returns, strict=True)
    ]


def frame_digest(members: Iterable[Member]) -> str:
    """The digest over the organisations added at once."""
    return digest(sorted(members))


def _refuse_twice(writing: Writing, wave: str, rows: Sequence[NewCase]) -> None:
    there = select(ORGANISATION.c.ref).where(ORGANISATION.c.wave == wave)
    number = Counter(row.ref for row in rows)
    number.update(set(writing.connection.execute(there).scalars()) & number.keys())
    twice = sorted(ref for ref, times in number.items() if times > 1)
    if twice:
        named = ", ".join(twice[:5]) + (" and others" if len(twice) > 5 else "")
        raise UsageError(f"In wave '{wave}' each case needs a ref of its own, and these come twice: {named}.")


def _organisation(writing: Writing, wave: str, row: NewCase, lead: str, seq: int) -> dict[str, Any]:
    columns = {
        "wave": wave,
        "ref": row.ref,
        "name": row.name,
        "type": row.type,
        "grp": row.group,
        "cohort": row.cohort,
        "region": row.region,
        "commissioned_by": row.commissioned_by,
        "lead": lead,
        "seq": seq,
    }
    return sealed(columns, writing.token(16))


def _lead(writing: Writing, wave: str, row: NewCase) -> dict[str, Any]:
    columns = {
        "wave": wave,
        "ref": row.ref,
        "name": row.lead_name,
        "title": row.lead_title,
        "email": row.email,
        "phone": row.phone,
        "role": "",
    }
    return {"id": writing.new_id(), **storable(columns)}


def _return(writing: Writing, wave: str, ref: str) -> dict[str, Any]:
    return {
        "id": writing.new_id(),
        "wave": wave,
        "ref": storable(ref),
        "state": State.ASSIGNED.value,
        "mode": "",
    }
