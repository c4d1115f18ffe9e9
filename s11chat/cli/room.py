"""`s11chat room`: the call room of a wave: the next case, the call, its outcome."""

from __future__ import annotations

import argparse
import sys

from s11chat.cli.desk import Commands, on_screen, opened


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "room",
        help="the call room: the next case, the call, its outcome",
        description="For interviewers, who act as --actor. Nothing is dialled: the program shows the number and the "
        "time there, keeps the case for you, and asks what the call came to.",
    )
    command.add_argument("wave", nargs="?", default="", metavar="WAVE", help="the only open one if not given")
    command.add_argument(
        "--plain", action="store_true", help="plain lines: for screen readers, pipes, any terminal"
    )
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.plain or not on_screen():
        return _plain(arguments)
    from s11chat.tui.app import run_room

    return run_room(arguments.settings, arguments.wave)


def _plain(arguments: argparse.Namespace) -> int:
    from s11chat.cli.interview import input_lines, write
    from s11chat.line.room import Room

    with opened(arguments) as desk:
        Room(desk.call_room(arguments.wave), write).hold(input_lines(sys.stdin))
    return 0
