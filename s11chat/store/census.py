"""How much a wave holds of people: counted by table and by sort, nothing of it read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select

from s11chat.assurance.redaction import MARK
from s11chat.store.database import Database
from s11chat.store.personal import HOLDINGS, Holding, Sort
from s11chat.store.table import EVIDENCE_FILE
from s11chat.store.transfer import belongs

_EMPTY = ("", MARK, "{}")


@dataclass(frozen=True)
class Count:
    """What a wave holds in one table."""

    holding: Holding
    rows: int
    filled: dict[Sort, int]
    """Rows with something of a sort in them that has not been redacted."""
    redacted: int
    """Rows with a mark in them."""


def census(database: Database, wave: str) -> tuple[Count, ...]:
    """What every table holds of the people of a wave; tables that hold nothing of people are left out."""
    with database.reading() as connection:
        return tuple(
            _count(connection, one, wave)
            for one in HOLDINGS
            if one.columns and one.table is not EVIDENCE_FILE
        )


def _count(connection: Connection, holding: Holding, wave: str) -> Count:
    sorts: dict[Sort, list[str]] = {}
    for column, sort in holding.columns.items():
        sorts.setdefault(sort, []).append(column)
    table, mine = holding.table, belongs(holding.table, [wave])
    conditions = [or_(*(table.c[name].not_in(_EMPTY) for name in names)) for names in sorts.values()]
    marked = or_(*(table.c[name].contains(MARK, autoescape=True) for name in holding.columns))
    numbers = [func.count().filter(condition) for condition in (*conditions, marked)]
    row = connection.execute(select(func.count(), *numbers).select_from(table).where(mine)).one()
    total, *found, redacted = row
    return Count(holding, total, dict(Counter(dict(zip(sorts, found, strict=True)))), redacted)
