"""`s11chat backup`: a copy of the database, safe while it is in use."""

from __future__ import annotations

import argparse
from pathlib import Path

from s11chat.cli.desk import Commands, opened, say


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser("backup", help="a copy of the database, safe while it is in use")
    command.add_argument("target", type=Path, metavar="FILE", help="a file that is not there yet")
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from s11chat.services.keeping import back_up

    with opened(arguments) as desk:
        written = back_up(desk.kept, arguments.target)
    say(f"Written: {', '.join(path.name for path in written)}. Keep them together.")
    return 0
