"""Running the steps on a connection that is already in a transaction: no configuration file, all or none."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from s11chat.errors import StoreError

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
