"""`s11chat room`: the call room of a wave, full screen: the next case, the call, its outcome."""

from __future__ import annotations

import argparse

from s11chat.cli.desk import Commands, on_screen
from s11chat.errors import UsageError


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "room",
        help="the call room: the next case, the call, its outcome",
        description="For interviewers, who act as --actor. Nothing is dialled: the program shows the number and the "
        "time there, keeps the case for you, and asks what the call came to.",
    )
    command.add_argument("wave", nargs="?", default="", metavar="WAVE", help="the only open one if not given")
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if not on_screen():
        raise UsageError(
            "The call room needs a terminal. In plain lines: s11chat interview CASE --plain, and s11chat calls."
        )
    from s11chat.tui.app import run_room

    return run_room(arguments.settings, arguments.wave)
