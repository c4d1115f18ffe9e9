"""Delegations of a return: entered step by step, read as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, RowMapping, select

from s11chat.assurance.canonical import canonical
from s11chat.errors import StateError, UsageError
from s11chat.store import entry as new
from s11chat.store.database import Database
from s11chat.store.record import DelegationRecord
from s11chat.store.seal import moment, stored
from s11chat.store.table import DELEGATION, returns_of

if TYPE_CHECKING:
    from s11chat.store.ledger import Ledger

GIVEN, RECALLED, DONE = "given", "recalled", "done"
"""The steps of a delegation. What is done may be recalled and given anew; what is recalled has ended."""


def enter_delegation(ledger: Ledger, entry: new.NewDelegation | new.DelegationStep) -> None:
    """Enter a delegation, or what became of one."""
    if isinstance(entry, new.NewDelegation):
        facts = {"given": ledger.next_number, "step": GIVEN, "person": entry.person}
        part = canonical(list(entry.part)).decode("utf-8")
        ledger.seal(DELEGATION, {**facts, "part": part, "due": entry.due, "note": entry.note}, facts)
        return
    last = _last(ledger, entry.given)
    if last is None:
        raise UsageError(
            f"There is no delegation {entry.given} in {ledger.wave}/{ledger.ref}: look at its list."
        )
    if last["step"] == RECALLED or last["step"] == entry.step:
        raise StateError(f"This part was {last['step']} already: look at how it stands now.")
    facts = {"given": entry.given, "step": entry.step, "person": last["person"]}
    ledger.seal(DELEGATION, {**facts, "part": last["part"], "due": last["due"], "note": entry.note}, facts)


def _last(ledger: Ledger, given: int) -> RowMapping | None:
    columns = DELEGATION.c
    mine = (columns.return_id == ledger.return_id) & (columns.given == given)
    query = select(DELEGATION).where(mine).order_by(columns.seq.desc()).limit(1)
    return ledger.writing.connection.execute(query).mappings().one_or_none()


class Delegations:
    """Who was asked for which part of a return."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, return_id: str) -> tuple[DelegationRecord, ...]:
        """Every delegation of a return as it stands, in the order they were given."""
        return self._found(DELEGATION.c.return_id == return_id).get(return_id, ())

    def of_wave(self, wave: str) -> dict[str, tuple[DelegationRecord, ...]]:
        """Those of every return of a wave, by return; returns without are left out."""
        return self._found(DELEGATION.c.return_id.in_(returns_of(wave)))

    def _found(self, which: ColumnElement[bool]) -> dict[str, tuple[DelegationRecord, ...]]:
        query = select(DELEGATION).where(which).order_by(DELEGATION.c.return_id, DELEGATION.c.seq)
        steps: dict[str, dict[int, list[RowMapping]]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query).mappings():
                steps.setdefault(row["return_id"], {}).setdefault(row["given"], []).append(row)
        return {
            return_id: tuple(_made(number, rows) for number, rows in enumerate(found.values(), 1))
            for return_id, found in steps.items()
        }


def _made(number: int, steps: list[RowMapping]) -> DelegationRecord:
    first, last = steps[0], steps[-1]
    return DelegationRecord(
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
        person=first["person"],
        part=tuple(stored(first["part"])),
        due=first["due"],
        note=first["note"],
        step=last["step"],
        stepped_at=moment(last["at"]),
        step_note=last["note"],
    )
