"""The columns of a table that the login may read, where a server keeps contact data from some."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, literal, text

_PERMITTED = text("""\
SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(:name) AND attnum > 0 AND NOT attisdropped
AND has_column_privilege(attrelid, attnum, 'SELECT')
""")


def permitted(connection: Connection, table: Table) -> list[ColumnElement[Any]]:
    """Every column of a table, for a query; one that the login may not read is empty.

    Of a table that it may not look into at all, every column: the server says so then.
    """
    if connection.dialect.name == "sqlite":
        return list(table.c)
    known = connection.info.setdefault("permitted", {})
    if table.name not in known:
        found = connection.execute(_PERMITTED, {"name": f'"{table.name}"'}).scalars()
        known[table.name] = frozenset(found) or frozenset(table.c.keys())
    readable = known[table.name]
    return [one if one.name in readable else literal("").label(one.name) for one in table.c]
