"""`s11chat db`: the database itself."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from s11chat.cli.desk import Commands, declare, say, tell
from s11chat.language.plural import number_of

if TYPE_CHECKING:
    from s11chat.services.copying import Copied
    from s11chat.settings import Settings


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser("db", help="the database: upgrade, copy, roles")
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    upgrade = verbs.add_parser("upgrade", help="bring a database of an earlier version up to date")
    upgrade.set_defaults(run=_upgrade)
    copy = verbs.add_parser(
        "copy",
        help="copy waves to another database, from a file to a server or back",
        description="Copies all waves, or one, with everything that belongs to them, all or nothing. The source is "
        "verified first, and the copy before it is kept. A wave that the target holds already is refused.",
    )
    copy.add_argument("source", metavar="FROM", help="a database: a file, or a URL such as postgresql://...")
    copy.add_argument("target", metavar="TO", help="another; a file that is not there is made")
    copy.add_argument("--wave", default="", metavar="WAVE", help="this wave alone")
    copy.add_argument(
        "--move", action="store_true", help="close in FROM what was copied, with a note where it went"
    )
    copy.add_argument(
        "--unverified", action="store_true", help="copy as it is what does not verify, faults and all"
    )
    copy.set_defaults(run=_copy)
    roles = verbs.add_parser(
        "roles",
        help="who may do what on a server: roles of its own for each kind of work",
        description="Makes six roles and an owner, and grants each what its work needs of the tables, and not more. "
        "It may be run again, and must be after an upgrade. Logins are the administrator's: GRANT them a role.",
    )
    roles.add_argument("database", metavar="URL", help="a database on a server, as its owner or a superuser")
    how = roles.add_mutually_exclusive_group()
    how.add_argument(
        "--print", action="store_true", help="print the SQL, and do nothing else; so without either"
    )
    how.add_argument("--apply", action="store_true", help="do it, all or nothing")
    roles.add_argument("--prefix", default="s11chat", help="what the names of the roles begin with")
    roles.set_defaults(run=_roles)


def _upgrade(arguments: argparse.Namespace) -> int:
    from s11chat.bootstrap import open_desk

    desk = open_desk(arguments.settings, create=False, upgrade=True)
    desk.close()
    copy = desk.kept.database.copy
    say("The database is up to date." + (f" As it was before, it lies in {copy}." if copy else ""))
    return 0


def _copy(arguments: argparse.Namespace) -> int:
    from s11chat.bootstrap import desk_to_fill, open_desk
    from s11chat.cli.meter import Meter
    from s11chat.services.copying import copy_waves, must_be_sound
    from s11chat.settings import located

    target = located(arguments.settings, arguments.target)
    source = open_desk(located(arguments.settings, arguments.source), create=False)
    try:
        if not arguments.unverified:
            must_be_sound(source.kept, arguments.wave)
        with desk_to_fill(target) as desk, Meter() as meter:
            copied = copy_waves(
                source.kept,
                desk.kept,
                meter,
                wave=arguments.wave,
                verified=not arguments.unverified,
                move=arguments.move,
            )
        declare(source, arguments)
    finally:
        source.close()
    return _told(copied, source.kept.database.name, desk.kept.database.name, target)


def _roles(arguments: argparse.Namespace) -> int:
    from s11chat.bootstrap import open_desk
    from s11chat.services.granting import make_roles, roles_sql
    from s11chat.settings import located

    desk = open_desk(located(arguments.settings, arguments.database), create=False)
    try:
        if not arguments.apply:
            print(roles_sql(desk.kept, arguments.prefix), end="")
            return 0
        make_roles(desk.kept, arguments.prefix)
    finally:
        desk.close()
    say(f"The roles of {desk.kept.database.name} are up to date.")
    return 0


def _told(copied: Copied, source: str, name: str, target: Settings) -> int:
    waves = ", ".join(copied.waves)
    tell(
        f"Copied to {name}: {waves}; {number_of(copied.rows, 'row')} of {number_of(copied.tables, 'table')}."
    )
    if copied.secret is not None and target.file is None:
        say(
            f"Access codes are checked with {copied.secret}: every machine that opens a door with them needs this "
            "file in its data folder."
        )
    if copied.unmarked:
        say(f"It could not be closed in {source}: {copied.unmarked}")
    if copied.left_open:
        say(
            f"Still open in {source}: {', '.join(copied.left_open)}. Close it there, or two go on in two places."
        )
    for fault in copied.faults:
        tell(fault)
    return 3 if copied.faults or copied.unmarked else 0
