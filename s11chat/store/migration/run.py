"""Running the steps on a connection that is already in a transaction: no configuration file, all or none."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, text

from s11chat.errors import StoreError

_IN_ANOTHER_ORDER = """\
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = current_schema() AND data_type IN ('character varying', 'text')
    AND collation_name IS DISTINCT FROM 'C' AND table_name IN
    (SELECT tablename FROM pg_tables WHERE schemaname = current_schema())
ORDER BY table_name, ordinal_position
"""
SCRIPTS = Path(__file__).parent


def config(connection: Connection | None = None) -> Config:
    """The migration settings; the package's own folder holds the steps, in a wheel as in the sources."""
    settings = Config()
    settings.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


def upgrade(connection: Connection) -> None:
    """Bring the database to the newest version. Raises StoreError where no way leads there."""
    try:
        command.upgrade(config(connection), "head")
    except CommandError as error:
        raise StoreError(
            f"This database has a schema no s11chat ever made ({error}): restore the last backup."
        ) from error
    if connection.dialect.name == "postgresql":
        _order_as_files_do(connection)


def _order_as_files_do(connection: Connection) -> None:
    """Text stands in the order of its letters' numbers in every column, whatever the language of the server.

    Lists would come in another order than from a file otherwise, and moments might be compared by other rules.
    """
    by_table: dict[str, list[str]] = {}
    for table, column, kind in connection.execute(text(_IN_ANOTHER_ORDER)):
        by_table.setdefault(table, []).append(f'ALTER COLUMN "{column}" TYPE {kind} COLLATE "C"')
    for table, changes in by_table.items():
        connection.execute(text(f'ALTER TABLE "{table}" {", ".join(changes)}'))
