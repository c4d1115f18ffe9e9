"""How much a wave holds of people: counted by table and by sort, nothing of it read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, func, literal, or_, select, true

from s11chat.assurance.redaction import MARK
from s11chat.store.database import Database
from s11chat.store.personal import HOLDINGS, Holding, Sort
from s11chat.store.table import AUDIT_RETURN, EVIDENCE_FILE
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


def sorts_held(database: Database, of: Collection[str], wave: str = "", ref: str = "") -> frozenset[Sort]:
    """What of people there is and was not redacted, of a case, of a wave, or (empty) of all waves.

    `of` says where: tables, such as `evidence`, or single columns, such as `person.name`. The files of evidence are
    looked for where evidence names them.
    """
    found: set[Sort] = set()
    with database.reading() as connection:
        for one in HOLDINGS:
            name = one.table.name
            columns = [column for column in one.columns if name in of or f"{name}.{column}" in of]
            if not columns or one.table is EVIDENCE_FILE:
                continue
            mine = belongs(one.table, [wave] if wave else None)
            if ref:
                mine &= _of_case(one.table, wave, ref)
            for column in columns:
                sort = one.columns[column]
                if sort not in found:
                    some = select(literal(1)).where(mine, one.table.c[column].not_in(_EMPTY)).limit(1)
                    found |= {sort} if connection.execute(some).first() else set()
    return frozenset(found)


def _of_case(table: Table, wave: str, ref: str) -> ColumnElement[bool]:
    """Which rows are of a case; all of a table that knows no cases."""
    if "return_id" in table.c:
        own = select(AUDIT_RETURN.c.id).where(AUDIT_RETURN.c.wave == wave, AUDIT_RETURN.c.ref == ref)
        return table.c.return_id.in_(own)
    return table.c.ref == ref if "ref" in table.c else true()


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
