"""Where the database's own errors become sentences: the one boundary they are caught at.

A server numbers its errors, and may tell them in any language; a file does so in English words alone. What a server
says to somebody it does not let in comes without a number: known words are looked for, others are repeated.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from s11chat.errors import BusyError, RightsError, S11chatError, StaleResponseError, StoreError

_BUSY = ("database is locked", "database table is locked")
_FULL = ("database or disk is full",)
_READ_ONLY = ("readonly database",)
_UNOPENED = ("unable to open database file",)
_DAMAGED = (
    "malformed",
    "not a database",
    "disk i/o error",
    "file is encrypted",
    "could not decode",
)
_LACKING = ("no such table", "no such column", "has no column")
_UNLIKE_SERIAL = ("40001", "40P01", "55P03", "57014")
_CROWDED = ("53200", "53300", "53400")
_UNREACHED = ("08", "57P0")
_LACKING_ON_SERVER = ("42P01", "42703")
_BROKEN = ("22021", "58P0", "XX")
_NO_DATABASE = re.compile(r'database ".*" does not exist|3D000')
_NOT_LET_IN = re.compile(
    r'password authentication failed|no password supplied|authentication failed|role ".*" does not exist'
    r"|no pg_hba.conf entry|permission denied for database|not permitted to log in"
)
_TOO_MANY = re.compile("too many (clients|connections)|connection slots")
_NONE_WRITES = re.compile("session is read-only|hot standby mode")
_FATAL = re.compile(r"FATAL:\s*(.*)")


@contextmanager
def told(name: str) -> Iterator[None]:
    """Tell every database error inside as one sentence about the database called `name`."""
    try:
        yield
    except PoolExhausted as error:
        raise _crowded(name) from error
    except DBAPIError as error:
        raise _sentence(name, error) from error
    except UnicodeDecodeError as error:  # what the driver says of damage may hold bytes of it
        raise damaged(name) from error


def _sentence(name: str, error: DBAPIError) -> S11chatError:
    return _of_file(name, error) if isinstance(error.orig, sqlite3.Error) else _of_server(name, error)


def _of_file(name: str, error: DBAPIError) -> S11chatError:
    said = str(error.orig).lower()
    if isinstance(error, IntegrityError):
        return _refused(name, "response" if "response" in said and "revision" in said else said)
    if any(words in said for words in _BUSY):
        return _in_use(name)
    if any(words in said for words in _FULL):
        return _full(name)
    if any(words in said for words in _READ_ONLY):
        return StoreError(f"{name} cannot be written: get the right to write to the file and its folder.")
    if any(words in said for words in _UNOPENED):
        return StoreError(
            f"{name} cannot be opened: check that you may read and write the file and its folder."
        )
    if any(words in said for words in _LACKING):
        return _lacking(name)
    if any(words in said for words in _DAMAGED):
        return damaged(name)
    if isinstance(error, OperationalError | InterfaceError):
        return _unreached(name)
    return StoreError(f"{name} could not do what was asked ({error.orig}): run 's11chat verify'.")


def _of_server(name: str, error: DBAPIError) -> S11chatError:
    state = getattr(error.orig, "sqlstate", None) or ""
    lost = not state and isinstance(error, OperationalError | InterfaceError)
    if lost or error.connection_invalidated or state.startswith(_UNREACHED):
        return _away(name, error)
    said = getattr(getattr(error.orig, "diag", None), "message_primary", None) or error.orig
    if state.startswith("23"):
        constraint = getattr(getattr(error.orig, "diag", None), "constraint_name", None) or ""
        twice = state == "23505"
        return _refused(name, "response" if constraint == "response_revision" else "event" if twice else "")
    if state in _UNLIKE_SERIAL:
        return _in_use(name)
    if state in _CROWDED:
        return _crowded(name)
    if state == "53100":
        return _full(name)
    if state == "25006":
        return StoreError(
            f"{name} takes no entries, because it is a standby or may only be read: name the server that does "
            "with --db."
        )
    if state == "42501":
        return RightsError(
            f"The user you come as may not do this in {name} ({said}): have its owner grant it."
        )
    if state in _LACKING_ON_SERVER:
        return _lacking(name)
    if state.startswith(_BROKEN):
        return damaged(name)
    return StoreError(f"{name} could not do what was asked ({said}): run 's11chat verify'.")


def _away(name: str, error: DBAPIError) -> S11chatError:
    """No connection could be made, or the one there was is lost."""
    said = str(error.orig)
    if _TOO_MANY.search(said):
        return _crowded(name)
    if _NOT_LET_IN.search(said):
        return StoreError(
            f"{name} does not let you in: check the user in --db, and the password in ~/.pgpass or PGPASSWORD."
        )
    if _NO_DATABASE.search(said):
        return StoreError(
            f"There is no database {name}: have it made by 'createdb', or name another with --db."
        )
    if _NONE_WRITES.search(said):
        return BusyError(f"No server of {name} takes entries just now: try again in a moment.")
    fatal = _FATAL.search(said)
    why = f" ({fatal[1].strip()})" if fatal else ""
    return BusyError(f"{name} cannot be reached just now{why}: check that it runs and try again.")


def _unreached(name: str) -> BusyError:
    return BusyError(f"{name} cannot be reached just now: check that it runs and try again.")


def _in_use(name: str) -> BusyError:
    return BusyError(f"{name} is in use by somebody else just now: try again in a moment.")


def _crowded(name: str) -> BusyError:
    return BusyError(f"{name} is in use by too many at once: try again in a moment.")


def _full(name: str) -> StoreError:
    return StoreError(f"The disk of {name} is full and nothing was written: free some space and try again.")


def _refused(name: str, what: str) -> S11chatError:
    if what == "response":
        return StaleResponseError("Somebody has answered since you looked: look again before you change it.")
    if "event" in what or "attempt" in what:
        return BusyError(f"Somebody else wrote to {name} at the same moment: try again.")
    return StoreError(f"{name} refused an entry that does not fit what it holds: run 's11chat verify'.")


def _lacking(name: str) -> StoreError:
    return StoreError(
        f"{name} lacks a table or a column that belongs in it: it is damaged, or was made by an unreleased version of "
        "s11chat. Restore the last backup, or name another with --db."
    )


def damaged(name: str) -> StoreError:
    """What to say of a file that is no database, or no longer a whole one."""
    return StoreError(
        f"{name} is damaged or is not a database: restore the last backup, or name another with --db."
    )
