"""The one place where settings become a database, a library, a clock and the desk that uses them."""

from __future__ import annotations

import os
import secrets
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.errors import StoreError
from s11chat.knowledge.library import Library
from s11chat.settings import DATABASE, Settings

if TYPE_CHECKING:
    from s11chat.services.beginning import Beginning
    from s11chat.services.desk import Desk
    from s11chat.services.kept import Clock

PEPPER = ".key"
"""What the file of the secret that access codes are hashed with is called, after the database's name."""


def now() -> datetime:
    """The moment, aware, in UTC."""
    return datetime.now(UTC)


def open_desk(settings: Settings, *, clock: Clock = now, create: bool = True, upgrade: bool = False) -> Desk:
    """Opens the database and puts the desk together. With `create` false a missing database is refused."""
    from s11chat.services.desk import Desk  # the store takes longer to load than a screen to draw
    from s11chat.services.kept import Kept
    from s11chat.store.access import Accesses, SigningKeys
    from s11chat.store.casebook import Casebook
    from s11chat.store.database import Database
    from s11chat.store.office import Office
    from s11chat.store.overview import Overview
    from s11chat.store.response import Responses

    file = settings.file
    if file is not None and not file.exists():
        if not create:
            raise StoreError(
                f"There is no database at {file}: make a wave first, or name another with --home."
            )
        _make_folder(file.parent)
    database = Database.open(settings.database, upgrade=upgrade)
    beside = file if file is not None else settings.home / DATABASE
    return Desk(
        Kept(
            database=database,
            casebook=Casebook(database),
            responses=Responses(database),
            overview=Overview(database),
            access=Accesses(database),
            keys=SigningKeys(database),
            office=Office(database),
            library=Library(settings.kb),
            clock=clock,
            actor=settings.actor,
            place=_place(),
            token=secrets.token_bytes,
            pepper=beside.with_name(beside.name + PEPPER),
        )
    )


def begin_interview(settings: Settings, case: str, *, clock: Clock = now) -> Beginning | None:
    """A telephone interview to show before the desk is open; None where the desk has to be opened first."""
    from s11chat.services.beginning import begin

    return begin(settings.file, case, settings.actor, Library(settings.kb), clock().astimezone().date())


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder {folder} cannot be made ({error.strerror}): name another with --home."
        ) from None


def _place() -> str:
    """Where the person sits, as far as a program can tell."""
    try:
        terminal = os.ttyname(0)
    except OSError:
        terminal = "no terminal"
    return f"{socket.gethostname()} {terminal}"
