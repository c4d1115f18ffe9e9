"""`s11chat backup`: a copy of the database, safe while it is in use."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from s11chat.cli.desk import Commands, opened, say
from s11chat.errors import UsageError


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "backup", help="a copy of the database with the files of evidence, safe while it is in use"
    )
    command.add_argument(
        "target", metavar="FILE", help="a file that is not there yet, in a folder that is; no folder is made"
    )
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from s11chat.services.keeping import back_up

    with opened(arguments) as desk:
        written = back_up(desk.kept, _file(arguments.target))
    say("Written, to be kept together:")
    for path in written:
        say(f"  {path}")
    return 0


def _file(target: str) -> Path:
    """The file named. Raises UsageError where the name, by its last sign, is of a folder that is not there."""
    path = Path(target)
    if target.endswith(os.sep) and not path.is_dir():
        raise UsageError(f"There is no folder {os.path.abspath(path)}: create it, and name a file in it.")
    return path
