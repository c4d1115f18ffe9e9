"""The files of evidence, each under the SHA-256 of what is in it: the same file is kept once, and none is ever changed.

Beside a database file they lie in a folder, so that the database stays small and a backup takes them along as they
are. A server has no folder that all who reach it share, so there they are rows of a table: they are in its own
backups, and whoever may read the records may read them. A file is only ever read as bytes; nothing opens or runs it.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, select

from s11chat.errors import StoreError
from s11chat.store.chain import return_chain
from s11chat.store.table import EVIDENCE, EVIDENCE_FILE

if TYPE_CHECKING:
    from s11chat.store.database import Database, Writing

_DIGEST = re.compile(r"[0-9a-f]{64}")
_PLAIN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""How a file is opened that may have become a link or a pipe."""


def sha256(content: bytes) -> str:
    """The digest a file is kept under, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def put_file(writing: Writing, content: bytes) -> str:
    """Keep a file and return its digest; one that is there, whole, stays as it is.

    It is there before the transaction ends that names it. Raises StoreError where it cannot be written.
    """
    digest = sha256(content)
    if writing.files is None:
        there = select(EVIDENCE_FILE.c.digest).where(EVIDENCE_FILE.c.digest == digest)
        if writing.connection.execute(there).scalar() is None:
            writing.connection.execute(insert(EVIDENCE_FILE), {"digest": digest, "content": content})
    elif fault_of(writing.files, digest):
        _keep(writing.files, digest, content)
    return digest


def read_file(database: Database, digest: str) -> bytes:
    """A file by its digest. Raises StoreError, in words, where it is missing or no longer what it was."""
    with database.reading() as connection:
        content, fault = _looked(database.files, connection, digest)
    if fault:
        raise StoreError(f"The file {fault}: run 's11chat verify', and fetch it from a backup.")
    return content


def fault_of(folder: Path, digest: str) -> str:
    """What is wrong with a file in the folder, to be said after "the file"; empty where it is as it was kept."""
    return _in_folder(folder, digest)[1]


def file_faults(database: Database, connection: Connection) -> Iterator[str]:
    """What is wrong with the files that records of evidence name, a sentence for each file of each return."""
    columns = EVIDENCE.c
    named = select(columns.return_id, columns.seq, columns.file).where(columns.file != "").order_by("seq")
    found: dict[str, str] = {}
    told: set[tuple[str, str]] = set()
    folder = database.files
    for row in connection.execute(named):
        if (row.return_id, row.file) in told:
            continue
        told.add((row.return_id, row.file))
        if row.file not in found:
            found[row.file] = _looked(folder, connection, row.file)[1]
        if found[row.file]:
            where = f"Chain {return_chain(row.return_id)}, event {row.seq}"
            yield f"{where}: the file of this evidence {found[row.file]}: fetch it from a backup."


def named_files(connection: Connection, returns: Iterable[str] | None = None) -> tuple[str, ...]:
    """The digests of all files that records name; with `returns`, those of these returns alone."""
    query = select(EVIDENCE.c.file).where(EVIDENCE.c.file != "").distinct().order_by(EVIDENCE.c.file)
    if returns is not None:
        query = query.where(EVIDENCE.c.return_id.in_(list(returns)))
    return tuple(connection.execute(query).scalars())


def unnamed(writing: Writing, digests: Iterable[str]) -> tuple[str, ...]:
    """Those of the files that no record names any more; where they are rows of a table, they are removed at once."""
    left = set(named_files(writing.connection))
    lost = tuple(sorted(digest for digest in digests if digest and digest not in left))
    if writing.files is None and lost:
        writing.connection.execute(delete(EVIDENCE_FILE).where(EVIDENCE_FILE.c.digest.in_(lost)))
    return lost


def remove_files(database: Database, digests: Iterable[str]) -> None:
    """Remove files that no record names from the folder, overwritten first. Raises StoreError where one stays."""
    folder = database.files
    for place in [_place(folder, digest) for digest in digests] if folder is not None else ():
        try:
            size = place.stat().st_size
            with place.open("r+b") as file:
                file.write(bytes(size))
                file.flush()
                os.fsync(file.fileno())
            place.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise StoreError(
                f"Its record is redacted, and {place} could not be removed ({error.strerror}): remove it by hand."
            ) from error


def copy_files(database: Database, connection: Connection, target: Path) -> int:
    """Copy every file that a record names into a new folder `target`; returns how many.

    What is missing or was changed is passed over: the copy then tells the same of it as the original.
    """
    copied = 0
    for digest in named_files(connection):
        content, fault = _looked(database.files, connection, digest)
        if not fault:
            _keep(target, digest, content)
            copied += 1
    return copied


def carry_files(
    source: Database, connection: Connection, writing: Writing, returns: Iterable[str] | None
) -> int:
    """Keep the files that these returns name, or all with None, in another database too; returns how many."""
    carried = 0
    for digest in named_files(connection, returns):
        content, fault = _looked(source.files, connection, digest)
        if not fault:
            put_file(writing, content)
            carried += 1
    return carried


def _looked(folder: Path | None, connection: Connection, digest: str) -> tuple[bytes, str]:
    """A file and what is wrong with it, wherever it is kept."""
    if folder is not None:
        return _in_folder(folder, digest)
    query = select(EVIDENCE_FILE.c.content).where(EVIDENCE_FILE.c.digest == digest)
    content = connection.execute(query).scalar()
    return (b"", "is missing") if content is None else _held(bytes(content), digest)


def _in_folder(folder: Path, digest: str) -> tuple[bytes, str]:
    if not _DIGEST.fullmatch(digest):  # put in by hand: no path is ever made of it
        return b"", "is missing"
    try:
        handle = os.open(_place(folder, digest), _PLAIN)
    except FileNotFoundError:
        return b"", "is missing"
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO, errno.EMLINK):
            return b"", "is no plain file any more"
        return b"", f"cannot be read ({error.strerror})"
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return b"", "is no plain file any more"
        return _held(file.read(), digest)


def _held(content: bytes, digest: str) -> tuple[bytes, str]:
    return (content, "") if sha256(content) == digest else (b"", "is no longer what it was when it was added")


def _place(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest


def _keep(folder: Path, digest: str, content: bytes) -> None:
    """Write a file under its digest, readable by its owner alone; it is whole, or not there."""
    place = _place(folder, digest)
    part = place.with_name(f".{digest}.{os.getpid()}")
    try:
        for one in (folder, place.parent):
            one.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileNotFoundError):
            part.unlink()
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, place)
        _settle(place.parent)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise StoreError(
            f"The file could not be kept in {folder} ({error.strerror}): nothing was recorded; mend that first."
        ) from error


def _settle(folder: Path) -> None:
    """Have the name of a new file on disk too, where a folder can be asked for that."""
    with suppress(OSError):  # not every system opens a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
