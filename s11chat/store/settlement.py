"""What is settled about a wave for its tables: entered in the journal, never changed, read in the order it came."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from s11chat.assurance.canonical import canonical
from s11chat.store.chain import journal
from s11chat.store.database import Database
from s11chat.store.seal import instant, moment, storable, stored
from s11chat.store.table import SETTLEMENT

Details = Mapping[str, str | int]


@dataclass(frozen=True)
class SettlementRecord:
    """One thing that was settled; `seq` is its number in the journal."""

    wave: str
    seq: int
    kind: str
    details: Details
    by_name: str
    at: datetime


class Settlements:
    """What is settled about waves."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_kind(self, wave: str, kind: str) -> tuple[SettlementRecord, ...]:
        """Everything of one kind that was settled about a wave, in order."""
        with self._database.reading() as connection:
            return _of_kind(connection, wave, kind)

    def settle(
        self,
        wave: str,
        kind: str,
        by: str,
        at: datetime,
        decide: Callable[[tuple[SettlementRecord, ...]], Details],
    ) -> SettlementRecord:
        """Enter something new. `decide` is called with all there is of the kind when nobody else can settle anything
        about the wave any more; what it raises leaves everything as it was."""
        with self._database.writing() as writing:
            chain = journal(writing, wave)
            details = storable(decide(_of_kind(writing.connection, wave, kind)))
            written = canonical(details).decode("utf-8")
            row = {"wave": wave, "kind": kind, "details": written, "by_name": by, "at": instant(at)}
            seq = chain.seal(SETTLEMENT, row, {"settled": kind}, at=instant(at))
        return SettlementRecord(wave, seq, kind, details, by, at)


def _of_kind(connection: Connection, wave: str, kind: str) -> tuple[SettlementRecord, ...]:
    query = select(SETTLEMENT).where(SETTLEMENT.c.wave == wave, SETTLEMENT.c.kind == kind)
    rows = connection.execute(query.order_by(SETTLEMENT.c.seq)).mappings()
    return tuple(
        SettlementRecord(
            row["wave"], row["seq"], row["kind"], stored(row["details"]), row["by_name"], moment(row["at"])
        )
        for row in rows
    )
