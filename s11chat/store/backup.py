"""A copy of a database in use: whole, of one moment, and with the heads of its chains beside it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.errors import StoreError, UsageError
from s11chat.store.database import FILES
from s11chat.store.fault import told
from s11chat.store.filebook import copy_files
from s11chat.store.head import HeadFile

if TYPE_CHECKING:
    from s11chat.store.database import Database


def backup(database: Database, target: Path, *, files: bool = True) -> None:
    """Copy the database to a new file `target`, readable by its owner alone; its heads and `files` beside it.

    Raises UsageError if any of it is there already, StoreError if it cannot be written.
    """
    target, heads, folder = _written(target)
    if database.file is None:
        raise UsageError(f"{database.name} is no file: back it up with 'pg_dump'.")
    for there in (target, heads, *((folder,) if files else ())):
        if there.exists():
            raise UsageError(f"{there} is there already: name another file.")
    if not target.parent.is_dir():
        raise UsageError(f"There is no folder {target.parent}: create it, or name another.")
    part = target.with_name(f".{target.name}.{os.getpid()}")
    noted = part.with_name(f"{part.name}.heads")
    try:
        _copy_heads(database, noted)
        _copy(database, part)
        if files:  # after the database, so that none is missing that the copy names
            with database.reading() as connection:
                copy_files(database, connection, folder)
        if noted.exists():
            os.replace(noted, heads)
        os.replace(part, target)
    except BaseException as error:
        for left in (part, noted, heads):
            with suppress(OSError):  # what could not be made is not there
                left.unlink()
        if files:
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError | sqlite3.Error):
            raise StoreError(f"{target} could not be written ({error}): name a file elsewhere.") from error
        raise


def beside(file: Path, version: str) -> Path:
    """Where a copy of a database of an earlier version goes; never over one that is there."""
    wanted = f"{file.name}.schema-{version}"
    names = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    return next(path for path in map(file.with_name, names) if not any(map(Path.exists, _written(path))))


def _written(target: Path) -> tuple[Path, Path, Path]:
    return target, HeadFile.beside(target).path or target, target.with_name(target.name + FILES)


def _copy_heads(database: Database, target: Path) -> None:
    # Before the database, so that what is written meanwhile cannot put the copied heads ahead of the copy.
    source = database.heads.path
    if source is not None and source.exists():
        _write(target, source.read_bytes())


def _copy(database: Database, part: Path) -> None:
    _write(part, b"")
    with told(database.name):
        source = database.engine.raw_connection()
    copy = sqlite3.connect(part)
    try:
        driver = source.driver_connection
        if not isinstance(driver, sqlite3.Connection):
            raise UsageError(f"{database.name} is no file: back it up with 'pg_dump'.")
        driver.backup(copy)
    finally:
        copy.close()
        source.close()
    handle = os.open(part, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
