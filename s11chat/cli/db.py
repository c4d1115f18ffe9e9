"""`s11chat db`: the database itself."""

from __future__ import annotations

import argparse

from s11chat.cli.desk import Commands, say


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser("db", help="the database: upgrade")
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    upgrade = verbs.add_parser("upgrade", help="bring a database of an earlier version up to date")
    upgrade.set_defaults(run=_upgrade)


def _upgrade(arguments: argparse.Namespace) -> int:
    from s11chat.bootstrap import open_desk

    desk = open_desk(arguments.settings, create=False, upgrade=True)
    desk.close()
    copy = desk.kept.database.copy
    say("The database is up to date." + (f" As it was before, it lies in {copy}." if copy else ""))
    return 0
