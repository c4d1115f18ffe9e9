"""Where things are and who is at the keyboard: frozen, gathered once, passed down."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote

from s11chat.errors import UsageError

DATABASE = "s11chat.db"
_MAIL = ("host", "port", "user", "password", "tls", "ca")
_FILE = "sqlite:///"
_MOST = 1000
"""Megabytes of a file, and of all files of a return, that can be allowed: a file is read whole."""
_SERVER = ("postgres", "postgresql", "postgresql+psycopg")
"""What a URL of a PostgreSQL server may begin with; they all mean the last."""


@dataclass(frozen=True)
class Mail:
    """The mail server as it was named, and not looked at yet; empty where none was."""

    host: str = ""
    port: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    tls: str = ""
    ca: str = ""


@dataclass(frozen=True)
class Settings:
    """What a command needs to know before it does anything."""

    home: Path
    """The data folder."""
    database: str
    """A database URL."""
    actor: str
    """The name of the office person who acts, in the roles on file for it; the system user's where none is named."""
    dialogs: Path
    """The folder of dialog files."""
    kb: Path
    """The folder of articles."""

    named: bool = True
    """Whether the actor was named; the system user was not."""
    mail: Mail = Mail()
    """What letters are handed to."""
    evidence_file: int = 10
    """Megabytes that one file of evidence may have."""
    evidence_return: int = 50
    """Megabytes that the files of one return may have."""

    @property
    def file(self) -> Path | None:
        """The database file, where the database is a file."""
        if not self.database.startswith(_FILE):
            return None
        return Path(unquote(self.database.removeprefix(_FILE), errors="surrogateescape"))


def url_of(file: Path) -> str:
    """The URL of a database file; what has a meaning in a URL and may stand in a path is written out."""
    return _FILE + str(file.absolute()).replace("%", "%25").replace("?", "%3F")


def shipped(folder: str) -> Path:
    """The folder of files that came with the program: inside an installed wheel, or beside the sources."""
    package = Path(__file__).resolve().parent
    inside = package / "_shipped" / folder
    return inside if inside.is_dir() else package.parent / folder


def gather(
    environ: Mapping[str, str],
    home: str | None = None,
    database: str | None = None,
    actor: str | None = None,
) -> Settings:
    """Settings from flags, else the environment, else their defaults."""
    folder = _folder(home or environ.get("S11CHAT_HOME") or "")
    return Settings(
        home=folder,
        database=_database(database or environ.get("S11CHAT_DB") or "", folder / DATABASE),
        actor=actor or environ.get("S11CHAT_ACTOR") or _user(),
        dialogs=Path(environ.get("S11CHAT_DIALOGS") or shipped("dialogs")),
        kb=Path(environ.get("S11CHAT_KB") or shipped("kb")),
        named=bool(actor or environ.get("S11CHAT_ACTOR")),
        mail=Mail(**{name: environ.get(f"S11CHAT_SMTP_{name.upper()}", "") for name in _MAIL}),
        evidence_file=_megabytes(environ, "S11CHAT_EVIDENCE_FILE_MB", Settings.evidence_file),
        evidence_return=_megabytes(environ, "S11CHAT_EVIDENCE_RETURN_MB", Settings.evidence_return),
    )


def _megabytes(environ: Mapping[str, str], name: str, usual: int) -> int:
    """A whole number of megabytes from 1 up. Raises UsageError where something else is set."""
    given = environ.get(name) or str(usual)
    if not (given.isascii() and given.isdecimal() and 1 <= int(given) <= _MOST):
        raise UsageError(f"{name} is set to '{given[:20]}': give whole megabytes from 1 to {_MOST}.")
    return int(given)


def located(settings: Settings, where: str) -> Settings:
    """The same settings with another database, named by its URL or, without `://`, by its file."""
    usual = Path(where).expanduser() if "://" not in where else settings.home / DATABASE
    return replace(settings, database=_database(where if "://" in where else "", usual))


def _folder(given: str) -> Path:
    """The data folder given, else the usual one."""
    try:
        return Path(given).expanduser() if given else _user_folder()
    except RuntimeError:  # a ~ with the name of nobody, or somebody who has no home
        raise UsageError(
            f"The home of '{given or '~'}' is not known: give the folder in full, by --home."
        ) from None


def _database(given: str, usual: Path) -> str:
    """The URL given, its kind in small letters; that of the usual file where none is."""
    if not given:
        return url_of(usual)
    kind, there, rest = given.partition("://")
    kind = kind.lower().removesuffix("+pysqlite")
    if there and kind in _SERVER:
        return f"{_SERVER[-1]}://{rest}"
    if not there or kind != "sqlite":  # not said back: there may be a password in it
        raise UsageError(
            f"--db wants a database URL such as {url_of(usual)} or postgresql://user@host/database."
        )
    if "?" in rest:
        raise UsageError("--db names a file alone: leave out '?' and what follows; a '?' in its name is %3F.")
    if not rest.startswith("/") or rest in ("/", "/:memory:"):
        raise UsageError(f"--db names no file, so nothing would be kept: write it as {url_of(usual)}.")
    return f"{kind}://{rest}"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "office"


def _user_folder() -> Path:
    """The folder for a program's data that this system's users expect."""
    from platformdirs import user_data_path  # only where no folder was named

    return user_data_path("s11chat", appauthor=False)


def current() -> Settings:
    """Settings from the environment of this process alone."""
    return gather(os.environ)
