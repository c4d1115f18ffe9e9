"""Clears what a database keeps of rows that were changed or removed: free pages, and the write-ahead log."""

from __future__ import annotations

import sqlite3

from s11chat.store.database import Database
from s11chat.store.fault import told
from s11chat.store.personal import HOLDINGS


def wipe(database: Database) -> bool:
    """Write the database anew without what is no longer in it; False where others have it open or hold the right to it.

    What lies on the disk where the file lay before is the system's, and copies are their keepers'.
    """
    with told(database.name):
        raw = database.engine.raw_connection()
        try:
            driver = raw.driver_connection
            return _wipe_file(driver) if isinstance(driver, sqlite3.Connection) else _wipe_server(driver)
        finally:
            raw.close()


def _wipe_file(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("VACUUM")
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        return False
    return not busy


def _wipe_server(connection: object) -> bool:
    import psycopg  # only where a server keeps the database

    assert isinstance(connection, psycopg.Connection)
    before = connection.autocommit
    connection.rollback()
    connection.autocommit = True
    try:
        for one in HOLDINGS:
            connection.execute(
                psycopg.sql.SQL("VACUUM FULL {}").format(psycopg.sql.Identifier(one.table.name))
            )
    except psycopg.Error:
        return False
    finally:
        connection.autocommit = before
    return True
