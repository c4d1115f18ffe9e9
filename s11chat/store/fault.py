"""Where the database's own errors become sentences: the one boundary they are caught at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from s11chat.errors import BusyError, S11chatError, StaleResponseError, StoreError

_BUSY = ("database is locked", "database table is locked", "deadlock detected", "could not serialize")
_FULL = ("database or disk is full", "no space left")
_READ_ONLY = ("readonly database", "read-only")
_UNOPENED = ("unable to open database file",)
_DAMAGED = (
    "malformed",
    "not a database",
    "disk i/o error",
    "no such table",
    "no such column",
    "has no column",
    "file is encrypted",
    "could not decode",
)


@contextmanager
def told(name: str) -> Iterator[None]:
    """Tell every database error inside as one sentence about the database called `name`."""
    try:
        yield
    except PoolExhausted as error:
        raise BusyError(f"{name} is in use by too many at once: try again in a moment.") from error
    except DBAPIError as error:
        raise _sentence(name, error) from error
    except UnicodeDecodeError as error:  # what the driver says of damage may hold bytes of it
        raise damaged(name) from error


def _sentence(name: str, error: DBAPIError) -> S11chatError:
    said = str(error.orig).lower()
    if isinstance(error, IntegrityError):
        return _refused(name, said)
    if any(words in said for words in _BUSY):
        return BusyError(f"{name} is in use by somebody else just now: try again in a moment.")
    if any(words in said for words in _FULL):
        return StoreError(
            f"The disk of {name} is full and nothing was written: free some space and try again."
        )
    if any(words in said for words in _READ_ONLY):
        return StoreError(f"{name} cannot be written: get the right to write to the file and its folder.")
    if any(words in said for words in _UNOPENED):
        return StoreError(
            f"{name} cannot be opened: check that you may read and write the file and its folder."
        )
    if any(words in said for words in _DAMAGED):
        return damaged(name)
    if isinstance(error, OperationalError | InterfaceError):
        return BusyError(f"{name} cannot be reached just now: check that it runs and try again.")
    return StoreError(f"{name} could not do what was asked ({error.orig}): run 's11chat verify'.")


def _refused(name: str, said: str) -> S11chatError:
    if "response" in said and "revision" in said:
        return StaleResponseError("Somebody has answered since you looked: look again before you change it.")
    if "event" in said or "attempt" in said:
        return BusyError(f"Somebody else wrote to {name} at the same moment: try again.")
    return StoreError(f"{name} refused an entry that does not fit what it holds: run 's11chat verify'.")


def damaged(name: str) -> StoreError:
    """What to say of a file that is no database, or no longer a whole one."""
    return StoreError(
        f"{name} is damaged or is not a database: restore the last backup, or name another file with --db."
    )
