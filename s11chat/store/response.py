"""What was said for a return: written a turn at a time, read as it stands now or as it came about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import RowMapping, Table, func, select

from s11chat.fieldwork.case import COMPLETED
from s11chat.store import made
from s11chat.store.chain import links, return_chain
from s11chat.store.database import Database
from s11chat.store.entry import Author, Entry, place
from s11chat.store.ledger import Ledger
from s11chat.store.record import (
    EventRecord,
    FactRecord,
    HelpRecord,
    HolderRecord,
    Origin,
    ParkRecord,
    QueryRecord,
    RemarkRecord,
    ResponseRecord,
    SignatureRecord,
    TransitionRecord,
)
from s11chat.store.seal import parsed
from s11chat.store.table import (
    EVENT,
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
    in_wave,
)

Record = TypeVar("Record")


def _whole(number: object) -> int | None:
    return number if isinstance(number, int) else None


class Responses:
    """The responses, and all else kept beside them, of every return."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(
        self,
        return_id: str,
        author: Author,
        at: datetime,
        entries: Sequence[Entry] | Callable[[], Sequence[Entry]],
        seen: Mapping[str, int] | None = None,
    ) -> dict[str, int]:
        """Store what one turn brought, all or nothing; it is on disk when this returns.

        Entries that follow from how the return stands are given as a function: it is called when nobody else
        can write to the return any more, and what it raises leaves everything as it was.
        `seen` gives the revision the writer saw by item (`place` for later occasions); none is 0. Items not
        written may be named too, to make sure that what is signed is what was read. Returns the revisions
        written. Raises StaleResponseError if there is a newer one, StateError for a way that does not exist.
        """
        with self._database.writing() as writing:
            ledger = Ledger(writing, return_id, author, at)
            written = entries() if callable(entries) else entries
            ledger.expect(seen or {}, written)
            for entry in written:
                ledger.enter(entry)
            return ledger.revisions

    def record_together(
        self,
        returns: Sequence[str],
        author: Author,
        at: datetime,
        entries: Callable[[], Sequence[tuple[str, Sequence[Entry]]]],
        seen: Mapping[str, Mapping[str, int]] | None = None,
        step: Callable[[int, int], None] | None = None,
    ) -> None:
        """Store what is decided about several returns, all or nothing, each return named with its entries.

        `entries` is called when nobody else can write to any of `returns` any more; `seen` is as for `record`, by
        return. `step` is told how many returns of how many are written. Raises as `record` does.
        """
        with self._database.writing() as writing:
            ledgers = {one: Ledger(writing, one, author, at) for one in sorted(set(returns))}
            decided = entries()
            for done, (return_id, written) in enumerate(decided):
                if step:
                    step(done, len(decided))
                ledgers[return_id].expect((seen or {}).get(return_id, {}), written)
                for entry in written:
                    ledgers[return_id].enter(entry)

    def current(self, return_id: str) -> dict[str, ResponseRecord]:
        """The responses as they stand, by item (`place` for later occasions); withdrawn ones are none."""
        newest = {place(row["item"], row["occasion"]): row for row in self._rows(RESPONSE, return_id)}
        return {spot: made.response(row) for spot, row in newest.items() if not row["withdrawn"]}

    def sealed_rows(self, return_id: str) -> dict[int, dict[str, Any]]:
        """The rows of the responses as they are stored, with their salts, by the number of their event."""
        return {row["seq"]: dict(row) for row in self._rows(RESPONSE, return_id)}

    def history(self, return_id: str, item: str) -> tuple[ResponseRecord, ...]:
        """Every revision of the response to an item, the first first."""
        rows = self._rows(RESPONSE, return_id)
        return tuple(made.response(row) for row in rows if row["item"] == item)

    def histories(self, return_id: str) -> dict[str, tuple[ResponseRecord, ...]]:
        """Every revision of every response on its first occasion, by item and in order."""
        found: dict[str, list[ResponseRecord]] = {}
        for row in self._rows(RESPONSE, return_id):
            if not row["occasion"]:
                found.setdefault(row["item"], []).append(made.response(row))
        return {item: tuple(revisions) for item, revisions in found.items()}

    def remarks(self, return_id: str) -> tuple[RemarkRecord, ...]:
        """Every remark, in order."""
        return self._all(REMARK, return_id, made.remark)

    def parks(self, return_id: str) -> dict[str, ParkRecord]:
        """What waits for somebody, by item."""
        newest = {row["item"]: row for row in self._rows(PARK, return_id)}
        return {item: made.park(row) for item, row in newest.items() if not row["ended"]}

    def helps(self, return_id: str) -> tuple[HelpRecord, ...]:
        """Every article shown, in order."""
        return self._all(HELP_USE, return_id, made.help_use)

    def facts(self, return_id: str) -> tuple[FactRecord, ...]:
        """Everything else that happened, in order."""
        return self._all(FACT, return_id, made.fact)

    def facts_since(self, wave: str, return_id: str = "") -> dict[str, tuple[FactRecord, ...]]:
        """What happened after the last answer, by return of a wave, or of one, in order; returns without are left out."""
        which = FACT.c.return_id == return_id if return_id else in_wave(FACT, wave)
        last = (
            select(func.coalesce(func.max(RESPONSE.c.seq), 0))
            .where(RESPONSE.c.return_id == FACT.c.return_id)
            .scalar_subquery()
        )
        query = select(FACT).where(which, FACT.c.seq > last).order_by(FACT.c.seq)
        found: dict[str, tuple[FactRecord, ...]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query).mappings():
                found[row["return_id"]] = (*found.get(row["return_id"], ()), made.fact(row))
        return found

    def facts_of_kind(self, wave: str, kind: str) -> tuple[FactRecord, ...]:
        """What happened of one kind in the returns of a wave, by return and then in order."""
        query = select(FACT).where(in_wave(FACT, wave), FACT.c.kind == kind)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(FACT.c.return_id, FACT.c.seq)).mappings()
            return tuple(map(made.fact, rows))

    def in_several_modes(self, wave: str) -> frozenset[str]:
        """The returns of a wave with an item that was answered in one mode and then in another."""
        columns = (RESPONSE.c.return_id, RESPONSE.c.item, RESPONSE.c.occasion)
        said = select(RESPONSE.c.return_id).where(
            in_wave(RESPONSE, wave), RESPONSE.c.mode != "", RESPONSE.c.withdrawn.is_(False)
        )
        query = said.group_by(*columns).having(func.count(func.distinct(RESPONSE.c.mode)) > 1)
        with self._database.reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def transitions(self, return_id: str) -> tuple[TransitionRecord, ...]:
        """The way the return has come, state by state."""
        return self._all(TRANSITION, return_id, made.transition)

    def finished(self, wave: str) -> frozenset[str]:
        """The returns of a wave that were complete at some time."""
        done = TRANSITION.c.became.in_([state.value for state in COMPLETED])
        query = select(TRANSITION.c.return_id).where(in_wave(TRANSITION, wave), done).distinct()
        with self._database.reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def holders(self, return_id: str) -> tuple[HolderRecord, ...]:
        """Who became lead or contact after the case was made, in order."""
        return self._all(HOLDER, return_id, made.holder)

    def queries(self, return_id: str) -> tuple[QueryRecord, ...]:
        """Every query as it stands, in the order they were opened."""
        steps: dict[int, list[RowMapping]] = {}
        for row in self._rows(QUERY, return_id):
            steps.setdefault(row["opened"], []).append(row)
        return tuple(made.query(rows) for rows in steps.values())

    def signatures(self, return_id: str) -> tuple[SignatureRecord, ...]:
        """Every signature, in order, those that no longer stand among them."""
        voided = {row["signed"]: row for row in self._rows(VOIDING, return_id)}
        return tuple(made.signature(row, voided.get(row["seq"])) for row in self._rows(SIGNATURE, return_id))

    def events(self, chain: str) -> tuple[EventRecord, ...]:
        """The links of a chain ("return:<id>", "wave:<id>"), in order."""
        with self._database.reading() as connection:
            return tuple(links(connection, chain))

    def origins(self, return_id: str) -> dict[int, Origin]:
        """What entries were before they were entered anew, by number; most returns have none."""
        mine = (EVENT.c.chain == return_chain(return_id)) & EVENT.c.body.contains('"origin":')
        found: dict[int, Origin] = {}
        with self._database.reading() as connection:
            for row in connection.execute(select(EVENT.c.seq, EVENT.c.body).where(mine)):
                origin = parsed(row.body).get("origin")
                match origin if isinstance(origin, dict) else {}:
                    case {"digest": str() as digest, "row": {"seq": int() as seq, **before}} as whole:
                        again = seq if "again" in whole else None
                        found[row.seq] = Origin(
                            digest, _whole(before.get("revision")), again, dict(whole["row"])
                        )
        return found

    def _all(
        self, table: Table, return_id: str, record: Callable[[RowMapping], Record]
    ) -> tuple[Record, ...]:
        return tuple(record(row) for row in self._rows(table, return_id))

    def _rows(self, table: Table, return_id: str) -> Sequence[RowMapping]:
        query = select(table).where(table.c.return_id == return_id).order_by(table.c.seq)
        with self._database.reading() as connection:
            return connection.execute(query).mappings().all()
