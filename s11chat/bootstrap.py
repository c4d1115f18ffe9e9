"""The one place where settings become a database, a library, a clock and the desk that uses them."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.errors import DialogError, StoreError, UsageError
from s11chat.knowledge.library import Library
from s11chat.language.harmless import one_line
from s11chat.settings import DATABASE, Mail, Settings, url_of

if TYPE_CHECKING:
    from s11chat.dialog.model import Dialog
    from s11chat.exchange.smtp import Server
    from s11chat.services.beginning import Beginning
    from s11chat.services.desk import Desk
    from s11chat.services.holding import Held
    from s11chat.services.kept import Clock, Kept
    from s11chat.services.rehearsing import Rehearsal
    from s11chat.store.database import Database

PEPPER = ".key"
"""What the file of the secret that access codes are hashed with is called, after the database's name."""

LONGEST_ACTOR = 200
"""Characters in the name of who acts for the office."""
BUNDLES = "bundles"
"""The folder, in the data folder, of those that bundles are worked on in."""
_RESPONDENTS = 10_000
"""Made-up respondents that one is chosen from where nobody asks for one by number."""


def now() -> datetime:
    """The moment, aware, in UTC."""
    return datetime.now(UTC)


def open_desk(settings: Settings, *, clock: Clock = now, create: bool = True, upgrade: bool = False) -> Desk:
    """Opens the database and puts the desk together. With `create` false a missing database is refused."""
    from s11chat.services.desk import Desk  # the store takes longer to load than a screen to draw
    from s11chat.services.granting import acting
    from s11chat.store.database import Database

    file = settings.file
    if file is not None and not file.exists():
        if not create:
            raise StoreError(
                f"There is no database at {file}: make a wave first, or name another with --home."
            )
        _make_folder(file.parent)
    database = Database.open(settings.database, upgrade=upgrade)
    try:
        actor = acting(database, _actor(settings), named=settings.named)
    except BaseException:
        database.close()
        raise
    return Desk(_kept(settings, database, actor, clock))


def _kept(settings: Settings, database: Database, actor: str, clock: Clock) -> Kept:
    """What every service works with."""
    from s11chat.assurance.evidence import Limits
    from s11chat.services.kept import Kept
    from s11chat.store.access import Accesses, SigningKeys
    from s11chat.store.access_log import AccessLog
    from s11chat.store.action import Actions
    from s11chat.store.casebook import Casebook
    from s11chat.store.course import Course
    from s11chat.store.delegation import Delegations
    from s11chat.store.echo import Echoes
    from s11chat.store.evidence import Evidences
    from s11chat.store.fieldbook import Fieldbook
    from s11chat.store.moderation import Moderations
    from s11chat.store.office import Office
    from s11chat.store.overview import Overview
    from s11chat.store.planbook import Planbook
    from s11chat.store.queue import Queue
    from s11chat.store.redacted import Redactions
    from s11chat.store.response import Responses
    from s11chat.store.settlement import Settlements

    file = settings.file
    beside = file if file is not None else settings.home / DATABASE
    return Kept(
        database=database,
        casebook=Casebook(database),
        responses=Responses(database),
        overview=Overview(database),
        course=Course(database),
        access=Accesses(database),
        keys=SigningKeys(database),
        office=Office(database),
        delegations=Delegations(database),
        echoes=Echoes(database),
        moderations=Moderations(database),
        evidences=Evidences(database),
        actions=Actions(database),
        fieldbook=Fieldbook(database),
        queue=Queue(database),
        plans=Planbook(database),
        settlements=Settlements(database),
        redactions=Redactions(database),
        access_log=AccessLog(database),
        library=Library(settings.kb),
        clock=clock,
        actor=actor,
        place=_place(),
        token=secrets.token_bytes,
        mail_server=partial(_mail_server, settings.mail),
        letters=own_letters(settings),
        pepper=beside.with_name(beside.name + PEPPER),
        limits=Limits(settings.evidence_file, settings.evidence_return),
    )


@contextmanager
def open_bundle(
    settings: Settings, bundle_file: Path, code: str, *, clock: Clock = now
) -> Iterator[tuple[Desk, Settings, Held]]:
    """A bundle opened with its holder's code: the desk on its folder, the settings of that, and what writes it back.

    The file is written back when the block ends, however it ends.
    """
    from s11chat.services.holding import Held, folder_of, lay_out, superseded, unlock

    examined, key = unlock(bundle_file, code, clock())
    folder = folder_of(examined.bundle, settings.home / BUNDLES)
    inside = replace(settings, home=folder, database=url_of(folder / DATABASE), kb=folder / "kb")

    def worked_in() -> Desk:
        for each in (settings.home, folder.parent, folder):
            _make_folder(each)
        lay_out(examined.bundle, folder, settings.kb)
        return open_desk(inside, clock=clock, upgrade=True)

    desk = worked_in()
    try:
        if superseded(desk.kept, examined.bundle):
            desk.close()
            folder.rename(folder.with_name(f"{folder.name}-{clock():%Y%m%d%H%M%S}"))
            desk = worked_in()
        held = Held(desk.kept, bundle_file, examined, key)
        try:
            yield desk, inside, held
        finally:
            held.write_back()
    finally:
        desk.close()


@contextmanager
def desk_to_fill(settings: Settings, *, clock: Clock = now) -> Iterator[Desk]:
    """A desk on a database that is to be filled; a file made for that is taken away again where it fails."""
    from s11chat.store.database import FILES

    file = settings.file
    new = file is not None and not file.exists()
    desk = open_desk(settings, clock=clock)
    try:
        yield desk
    except BaseException:
        desk.close()
        if new and file is not None:
            shutil.rmtree(file.with_name(file.name + FILES), ignore_errors=True)
            for ending in ("", "-wal", "-shm", ".heads", PEPPER):
                file.with_name(file.name + ending).unlink(missing_ok=True)
        raise
    desk.close()


def own_letters(settings: Settings) -> Path | None:
    """The folder of templates that replace those of the program; None where there is none."""
    folder = settings.home / "letters"
    return folder if folder.is_dir() else None


def _mail_server(mail: Mail) -> Server:
    from s11chat.exchange.smtp import server_of  # most people never send a letter

    return server_of(mail.host, mail.port, mail.user, mail.password, mail.tls, mail.ca)


def begin_interview(settings: Settings, case: str, *, clock: Clock = now) -> Beginning | None:
    """A telephone interview to show before the desk is open; None where the desk has to be opened first."""
    from s11chat.services.beginning import begin

    return begin(settings.file, case, _actor(settings), Library(settings.kb), clock().astimezone().date())


def readable_dialogs(settings: Settings) -> tuple[Dialog, ...]:
    """The dialogs of the folder, by id; one with faults is left out, and `dialog check` tells its faults."""
    from s11chat.dialog.load import load_dialog

    found: list[Dialog] = []
    for path in sorted(settings.dialogs.glob("*.yaml")):
        with suppress(DialogError):
            found.append(load_dialog(path))
    return tuple(found)


def begin_rehearsal(
    settings: Settings,
    dialog: Dialog,
    character: str,
    *,
    type_: str = "",
    seed: int | None = None,
    clock: Clock = now,
) -> Rehearsal:
    """An interview with a made-up respondent of one type of organisation, the dialog's first if none is named.

    Raises UsageError where the dialog knows no such type.
    """
    from s11chat.dialog.suggest import nearest
    from s11chat.fieldwork.respondent import Character, Respondent
    from s11chat.services.rehearsing import Rehearsal

    organisation = dialog.organisation(type_) if type_ else dialog.organisations[0]
    if organisation is None:
        known = [one.type for one in dialog.organisations]
        raise UsageError(
            f"{dialog.dialog} knows no type '{type_}'{nearest(type_, known)}. It is one of {', '.join(known)}."
        )
    number = seed if seed is not None else secrets.randbelow(_RESPONDENTS)
    today = clock().astimezone().date()
    respondent = Respondent(Character(character), number, today, organisation.say)
    return Rehearsal(dialog, organisation, respondent, Library(settings.kb), _actor(settings), today)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder {folder} cannot be made ({error.strerror}): name another with --home."
        ) from None


def _actor(settings: Settings) -> str:
    """The name of who acts, on one line and no longer than a name is."""
    return one_line(settings.actor)[:LONGEST_ACTOR] or "office"


def _place() -> str:
    """Where the person sits, as far as a program can tell."""
    try:
        terminal = os.ttyname(0)
    except OSError:
        terminal = "no terminal"
    return f"{socket.gethostname()} {terminal}"
