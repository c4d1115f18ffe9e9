"""What was said for a return: written a turn at a time, read as it stands now or as it came about."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import RowMapping, Table, distinct, func, select

from s11chat.fieldwork.case import State
from s11chat.store.chain import links
from s11chat.store.database import Database
from s11chat.store.entry import Author, Entry, place
from s11chat.store.ledger import Ledger
from s11chat.store.record import (
    EventRecord,
    FactRecord,
    HelpRecord,
    HolderRecord,
    ParkRecord,
    QueryRecord,
    RemarkRecord,
    ResponseRecord,
    SignatureRecord,
    TransitionRecord,
)
from s11chat.store.seal import moment
from s11chat.store.table import (
    AUDIT_RETURN,
    FACT,
    HELP_USE,
    HOLDER,
    PARK,
    QUERY,
    REMARK,
    RESPONSE,
    SIGNATURE,
    TRANSITION,
    VOIDING,
)

Record = TypeVar("Record")


class Responses:
    """The responses, and all else kept beside them, of every return."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(
        self,
        return_id: str,
        author: Author,
        at: datetime,
        entries: Sequence[Entry],
        seen: Mapping[str, int] | None = None,
    ) -> dict[str, int]:
        """Store what one turn brought, all or nothing; it is on disk when this returns.

        `seen` gives the revision the writer saw by item (`place` for later occasions); none is 0. Items not
        written may be named too, to make sure that what is signed is what was read. Returns the revisions
        written. Raises StaleResponseError if there is a newer one, StateError for a way that does not exist.
        """
        with self._database.writing() as writing:
            ledger = Ledger(writing, return_id, author, at)
            ledger.expect(seen or {}, entries)
            for entry in entries:
                ledger.enter(entry)
            return ledger.revisions

    def current(self, return_id: str) -> dict[str, ResponseRecord]:
        """The responses as they stand, by item (`place` for later occasions); withdrawn ones are none."""
        newest = {place(row["item"], row["occasion"]): row for row in self._rows(RESPONSE, return_id)}
        return {spot: _response(row) for spot, row in newest.items() if not row["withdrawn"]}

    def answered(self, wave: str) -> dict[str, int]:
        """How many items have a response, by return of a wave; returns without any are left out."""
        items = func.count(distinct(RESPONSE.c.item))
        mine = select(AUDIT_RETURN.c.id).where(AUDIT_RETURN.c.wave == wave)
        query = (
            select(RESPONSE.c.return_id, items)
            .where(RESPONSE.c.return_id.in_(mine), RESPONSE.c.withdrawn.is_(False))
            .group_by(RESPONSE.c.return_id)
        )
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def answers(self, wave: str) -> dict[str, dict[str, Mapping[str, Any]]]:
        """The answers as they stand in every return of a wave: by return id, then as in `current`.

        For tables over many returns: only the answers, and several times quicker than `current` of each.
        """
        columns = (RESPONSE.c.return_id, RESPONSE.c.item, RESPONSE.c.occasion, RESPONSE.c.value)
        query = (
            select(*columns, RESPONSE.c.withdrawn)
            .join(AUDIT_RETURN, AUDIT_RETURN.c.id == RESPONSE.c.return_id)
            .where(AUDIT_RETURN.c.wave == wave)
            .order_by(RESPONSE.c.return_id, RESPONSE.c.seq)
        )
        found: dict[str, dict[str, Mapping[str, Any]]] = {}
        with self._database.reading() as connection:
            for return_id, item, occasion, value, withdrawn in connection.execute(query):
                answers = found.setdefault(return_id, {})
                if withdrawn:
                    answers.pop(place(item, occasion), None)
                else:
                    answers[place(item, occasion)] = json.loads(value)
        return found

    def history(self, return_id: str, item: str) -> tuple[ResponseRecord, ...]:
        """Every revision of the response to an item, the first first."""
        rows = self._rows(RESPONSE, return_id)
        return tuple(_response(row) for row in rows if row["item"] == item)

    def remarks(self, return_id: str) -> tuple[RemarkRecord, ...]:
        """Every remark, in order."""
        return self._all(REMARK, return_id, _remark)

    def parks(self, return_id: str) -> dict[str, ParkRecord]:
        """What waits for somebody, by item."""
        newest = {row["item"]: row for row in self._rows(PARK, return_id)}
        return {item: _park(row) for item, row in newest.items() if not row["ended"]}

    def helps(self, return_id: str) -> tuple[HelpRecord, ...]:
        """Every article shown, in order."""
        return self._all(HELP_USE, return_id, _help)

    def facts(self, return_id: str) -> tuple[FactRecord, ...]:
        """Everything else that happened, in order."""
        return self._all(FACT, return_id, _fact)

    def transitions(self, return_id: str) -> tuple[TransitionRecord, ...]:
        """The way the return has come, state by state."""
        return self._all(TRANSITION, return_id, _transition)

    def holders(self, return_id: str) -> tuple[HolderRecord, ...]:
        """Who became lead or contact after the case was made, in order."""
        return self._all(HOLDER, return_id, _holder)

    def queries(self, return_id: str) -> tuple[QueryRecord, ...]:
        """Every query as it stands, in the order they were opened."""
        steps: dict[int, list[RowMapping]] = {}
        for row in self._rows(QUERY, return_id):
            steps.setdefault(row["opened"], []).append(row)
        return tuple(_query(rows) for rows in steps.values())

    def signatures(self, return_id: str) -> tuple[SignatureRecord, ...]:
        """Every signature, in order, those that no longer stand among them."""
        voided = {row["signed"]: row for row in self._rows(VOIDING, return_id)}
        return tuple(_signature(row, voided.get(row["seq"])) for row in self._rows(SIGNATURE, return_id))

    def events(self, chain: str) -> tuple[EventRecord, ...]:
        """The links of a chain ("return:<id>", "wave:<id>"), in order."""
        with self._database.reading() as connection:
            return tuple(links(connection, chain))

    def _all(self, table: Table, return_id: str, made: Callable[[RowMapping], Record]) -> tuple[Record, ...]:
        return tuple(made(row) for row in self._rows(table, return_id))

    def _rows(self, table: Table, return_id: str) -> Sequence[RowMapping]:
        query = select(table).where(table.c.return_id == return_id).order_by(table.c.seq)
        with self._database.reading() as connection:
            return connection.execute(query).mappings().all()


def _entered(row: RowMapping) -> dict[str, Any]:
    return {
        "return_id": row["return_id"],
        "seq": row["seq"],
        "by": row["by"],
        "by_name": row["by_name"],
        "role": row["role"],
        "on_behalf_of": row["on_behalf_of"],
        "mode": row["mode"],
        "at": moment(row["at"]),
    }


def _response(row: RowMapping) -> ResponseRecord:
    return ResponseRecord(
        **_entered(row),
        item=row["item"],
        occasion=row["occasion"],
        revision=row["revision"],
        answer=json.loads(row["value"]),
        no_answer=row["no_answer"],
        withdrawn=row["withdrawn"],
        words=row["words"],
        because=row["because"],
        exact=row["exact"],
        seconds=row["seconds"],
        digest=row["digest"],
    )


def _remark(row: RowMapping) -> RemarkRecord:
    return RemarkRecord(
        **_entered(row), item=row["item"], on=row["about"], text=row["text"], digest=row["digest"]
    )


def _park(row: RowMapping) -> ParkRecord:
    return ParkRecord(**_entered(row), item=row["item"], who=row["who"], when=row["due"])


def _help(row: RowMapping) -> HelpRecord:
    return HelpRecord(
        **_entered(row),
        item=row["item"],
        article=row["article"],
        version=row["version"],
        depth=row["depth"],
    )


def _fact(row: RowMapping) -> FactRecord:
    return FactRecord(**_entered(row), kind=row["kind"], details=json.loads(row["details"]))


def _transition(row: RowMapping) -> TransitionRecord:
    return TransitionRecord(
        **_entered(row), was=State(row["was"]), became=State(row["became"]), reason=row["reason"]
    )


def _holder(row: RowMapping) -> HolderRecord:
    return HolderRecord(**_entered(row), office=row["office"], person=row["person"], reason=row["reason"])


def _query(steps: Sequence[RowMapping]) -> QueryRecord:
    first = steps[0]
    answers = [step for step in steps if step["state"] == "answered"]
    answered = answers[-1] if answers else None
    return QueryRecord(
        **_entered(first),
        item=first["item"],
        round=first["round"],
        text=first["text"],
        state=steps[-1]["state"],
        answer=answered["text"] if answered else "",
        answered_by=answered["by_name"] if answered else "",
        answered_at=moment(answered["at"]) if answered else None,
    )


def _signature(row: RowMapping, voided: RowMapping | None) -> SignatureRecord:
    return SignatureRecord(
        **_entered(row),
        section=row["section"],
        digest=row["section_digest"],
        statement=row["statement"],
        name=row["name"],
        key=row["key_id"],
        signature=row["signature"],
        voided_at=moment(voided["at"]) if voided else None,
        voided_by=voided["seq"] if voided else None,
        void_reason=voided["reason"] if voided else "",
    )
