"""Actions that were added to the plan of a return, and what was told of all of its actions since."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, RowMapping, Select, Table, func, literal, select

from s11chat.errors import StateError, UsageError
from s11chat.fieldwork.case import COMPLETED
from s11chat.store import entry as new
from s11chat.store.database import Database
from s11chat.store.made import entered
from s11chat.store.record import ActionRecord, UpdateRecord
from s11chat.store.seal import moment, parsed, unchanged
from s11chat.store.table import (
    ACTION,
    ACTION_UPDATE,
    AUDIT_RETURN,
    RESPONSE,
    SIGNATURE,
    TRANSITION,
    returns_of,
)

if TYPE_CHECKING:
    from s11chat.store.ledger import Ledger

AGREED, CHANGED, TAKEN_OUT = "agreed", "changed", "taken out"
"""The steps of an action that was added."""
TOLD, TAKEN_BACK = "told", "taken back"
"""The steps of what was told."""
PROGRESS, CHASE = "progress", "chase"
"""What is told: how far an action is, or that somebody asks after it."""
_NO_PERCENT = -1


def enter_action(ledger: Ledger, entry: new.PlanEntry) -> None:
    """Enter an agreement or what became of it, or what was told of an action."""
    match entry:
        case new.NewAction(item):
            _seal_terms(ledger, ledger.next_number, AGREED, item, entry)
        case new.ActionStep(made, step):
            last = _last(ledger, ACTION, "made", made)
            if last is None:
                raise UsageError(
                    f"There is no action {made} in {ledger.wave}/{ledger.ref}: look at its plan."
                )
            if last["step"] == TAKEN_OUT:
                raise StateError("This action was taken out of the plan already: add it anew.")
            _seal_terms(ledger, made, step, last["item"], last if step == TAKEN_OUT else entry)
        case new.NewUpdate():
            _seal_update(ledger, entry)
        case new.UpdateTakenBack(told):
            last = _last(ledger, ACTION_UPDATE, "told", told)
            if last is None:
                raise UsageError(f"Nothing was told under {told} in {ledger.wave}/{ledger.ref}.")
            if last["step"] == TAKEN_BACK:
                raise StateError("This was taken back already: look at how it stands now.")
            facts = {name: last[name] for name in ("told", "kind", "item", "made")}
            kept = {name: last[name] for name in ("day", "standing", "percent", "expected")}
            ended = {**facts, "step": TAKEN_BACK}
            ledger.seal(ACTION_UPDATE, {**ended, **kept, "note": entry.note}, ended)


def _seal_terms(
    ledger: Ledger, made: int, step: str, item: str, terms: new.NewAction | new.ActionStep | RowMapping
) -> None:
    names = ("what", "owner", "due", "priority")
    said = {name: terms[name] if isinstance(terms, RowMapping) else getattr(terms, name) for name in names}
    facts = {"made": made, "step": step, "item": item}
    ledger.seal(ACTION, {**facts, **said}, facts)


def _seal_update(ledger: Ledger, entry: new.NewUpdate) -> None:
    facts: dict[str, Any] = {
        "told": ledger.next_number,
        "step": TOLD,
        "kind": entry.kind,
        "item": entry.item,
        "made": entry.made,
    }
    said = {
        "day": entry.day,
        "standing": entry.standing,
        "percent": _NO_PERCENT if entry.percent is None else entry.percent,
        "expected": entry.expected,
        "note": entry.note,
    }
    ledger.seal(ACTION_UPDATE, {**facts, **said}, facts)


def _last(ledger: Ledger, table: Table, number: str, which: int) -> RowMapping | None:
    mine = (table.c.return_id == ledger.return_id) & (table.c[number] == which)
    query = select(table).where(mine).order_by(table.c.seq.desc()).limit(1)
    return ledger.writing.connection.execute(query).mappings().one_or_none()


class Actions:
    """The actions added to plans, and what was told of actions, of every return."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def added(self, return_id: str) -> tuple[ActionRecord, ...]:
        """Every action added to a return as it is agreed now, those taken out among them, in order."""
        return self._added(ACTION.c.return_id == return_id).get(return_id, ())

    def added_of_wave(self, wave: str, ref: str = "") -> dict[str, tuple[ActionRecord, ...]]:
        """Those of every return of a wave, or of one case, by return; returns without are left out."""
        return self._added(ACTION.c.return_id.in_(_returns(wave, ref)))

    def updates_of_wave(self, wave: str, ref: str = "") -> dict[str, tuple[UpdateRecord, ...]]:
        """Everything told of actions in a wave, or in one case, by return, in order, what was taken back among it."""
        return self._updates(ACTION_UPDATE.c.return_id.in_(_returns(wave, ref)))

    def sealed_rows(self, return_id: str) -> dict[int, dict[str, Any]]:
        """The rows of all that was agreed as they are stored, with their salts, by the number of their event."""
        with self._database.reading() as connection:
            found = connection.execute(select(ACTION).where(ACTION.c.return_id == return_id)).mappings()
            return {row["seq"]: dict(row) for row in found}

    def dues(
        self, wave: str, items: Collection[str], ref: str = ""
    ) -> dict[tuple[str, str], list[tuple[int, datetime, str]]]:
        """Every answer to these questions about a day that was given more than once, by return and question.

        Each is its number in the return, when it was given, and its canonical JSON, the first first.
        """
        columns = (RESPONSE.c.return_id, RESPONSE.c.item, RESPONSE.c.seq, RESPONSE.c.at, RESPONSE.c.value)
        query = (
            select(*columns)
            .where(RESPONSE.c.return_id.in_(_returns(wave, ref)), RESPONSE.c.item.in_(sorted(items)))
            .order_by(RESPONSE.c.return_id, RESPONSE.c.seq)
        )
        found: dict[tuple[str, str], list[tuple[int, datetime, str]]] = {}
        with self._database.reading() as connection:
            for return_id, item, seq, at, value in connection.execute(query):
                found.setdefault((return_id, item), []).append((seq, moment(at), value))
        return {spot: given for spot, given in found.items() if len(given) > 1}

    def days_over(self, wave: str, items: Collection[str], today: date) -> frozenset[str]:
        """The returns of a wave in which a day was agreed that is over, for an action given with a rating (`items` are
        the questions about days) or added; whether it still counts, and whether it is done, is not looked at."""
        mine = returns_of(wave)
        asked = select(RESPONSE.c.return_id, RESPONSE.c.value).where(
            RESPONSE.c.return_id.in_(mine), RESPONSE.c.item.in_(sorted(items))
        )
        added = select(ACTION.c.return_id).where(
            ACTION.c.return_id.in_(mine), ACTION.c.due < today.isoformat()
        )
        with self._database.reading() as connection:
            found = set(connection.execute(added.distinct()).scalars())
            for return_id, value in connection.execute(asked):
                day = str(parsed(value).get("value") or "").rpartition("/")[2]
                if day and day < today.isoformat():
                    found.add(return_id)
        return frozenset(found)

    def first_agreed(self, wave: str, ref: str = "") -> dict[str, dict[str, int]]:
        """From which entry on a plan was agreed, by return: by section as it was first signed, and under "" as the
        return was first complete."""
        signed = (
            select(SIGNATURE.c.return_id, SIGNATURE.c.section, func.min(SIGNATURE.c.seq))
            .where(SIGNATURE.c.return_id.in_(_returns(wave, ref)))
            .group_by(SIGNATURE.c.return_id, SIGNATURE.c.section)
        )
        done = TRANSITION.c.became.in_([state.value for state in COMPLETED])
        complete = (
            select(TRANSITION.c.return_id, literal(""), func.min(TRANSITION.c.seq))
            .where(TRANSITION.c.return_id.in_(_returns(wave, ref)), done)
            .group_by(TRANSITION.c.return_id)
        )
        found: dict[str, dict[str, int]] = {}
        with self._database.reading() as connection:
            for query in (signed, complete):
                for return_id, section, seq in connection.execute(query):
                    found.setdefault(return_id, {})[section] = seq
        return found

    def _added(self, which: ColumnElement[bool]) -> dict[str, tuple[ActionRecord, ...]]:
        return {
            return_id: tuple(map(_action, by_number.values()))
            for return_id, by_number in self._steps(ACTION, "made", which).items()
        }

    def _updates(self, which: ColumnElement[bool]) -> dict[str, tuple[UpdateRecord, ...]]:
        return {
            return_id: tuple(map(_update, by_number.values()))
            for return_id, by_number in self._steps(ACTION_UPDATE, "told", which).items()
        }

    def _steps(
        self, table: Table, number: str, which: ColumnElement[bool]
    ) -> dict[str, dict[int, list[RowMapping]]]:
        """The rows of a table by return and by what they are steps of, in order."""
        query = select(table).where(which).order_by(table.c.return_id, table.c.seq)
        found: dict[str, dict[int, list[RowMapping]]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query).mappings():
                found.setdefault(row["return_id"], {}).setdefault(row[number], []).append(row)
        return found


def _returns(wave: str, ref: str) -> Select[tuple[str]]:
    mine = returns_of(wave)
    return mine.where(AUDIT_RETURN.c.ref == ref) if ref else mine


def _action(steps: list[RowMapping]) -> ActionRecord:
    last = steps[-1]
    return ActionRecord(
        **entered(last),
        made=last["made"],
        item=last["item"],
        what=last["what"],
        owner=last["owner"],
        due=last["due"],
        priority=last["priority"],
        step=last["step"],
        dues=tuple(_moved((row["at"], row["due"]) for row in steps)),
        digest=last["digest"],
        intact=all(unchanged(dict(row)) for row in steps),
    )


def _moved(dues: Iterable[tuple[str, str]]) -> Iterable[Any]:
    before = None
    for at, due in dues:
        if due != before:
            yield moment(at), due
        before = due


def _update(steps: list[RowMapping]) -> UpdateRecord:
    first = steps[0]
    return UpdateRecord(
        **entered(first),
        kind=first["kind"],
        item=first["item"],
        made=first["made"],
        day=first["day"],
        standing=first["standing"],
        percent=None if first["percent"] == _NO_PERCENT else first["percent"],
        expected=first["expected"],
        note=first["note"],
        taken_back=steps[-1]["step"] == TAKEN_BACK,
    )
