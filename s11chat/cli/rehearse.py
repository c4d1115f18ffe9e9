"""`s11chat rehearse`: an interview with a made-up respondent, for training; nothing is stored."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from s11chat.cli.desk import Commands, on_screen, say

if TYPE_CHECKING:
    from s11chat.services.rehearsing import Rehearsal

CHARACTERS = ("brisk", "rambling", "reluctant")


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "rehearse",
        help="practise an interview with a made-up respondent; nothing is kept",
        description="A respondent who does not exist answers on the telephone; you type. Repeat, explain or probe "
        "where you get no answer. At the end it says what was misread or skipped.",
    )
    command.add_argument(
        "dialog", metavar="DIALOG", help="the dialog to practise, as in: s11chat dialog list"
    )
    command.add_argument(
        "--type", metavar="TYPE", help="the type of organisation; the dialog's first if not given"
    )
    command.add_argument(
        "--character", choices=CHARACTERS, default=CHARACTERS[0], help="how the respondent talks"
    )
    command.add_argument(
        "--seed", type=int, metavar="N", help="the same number makes the same respondent again"
    )
    command.add_argument(
        "--plain", action="store_true", help="plain lines: for screen readers, pipes, any terminal"
    )
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    rehearsal = _rehearsal(arguments)
    if not arguments.plain and on_screen():
        from s11chat.tui.app import run_rehearsal

        return run_rehearsal(arguments.settings, rehearsal)
    from s11chat.cli.interview import input_lines, write
    from s11chat.line.talk import Talk

    say(
        f"{rehearsal.header.organisation}, {rehearsal.header.case}. Nothing is kept; :quit ends it and says how it went."
    )
    try:
        Talk(rehearsal, write).hold(input_lines(sys.stdin))
    except KeyboardInterrupt:
        say("Stopped. Nothing of a rehearsal is kept.")
    return 0


def _rehearsal(arguments: argparse.Namespace) -> Rehearsal:
    from s11chat.bootstrap import begin_rehearsal
    from s11chat.cli.dialog import find

    return begin_rehearsal(
        arguments.settings,
        find(arguments.settings, arguments.dialog),
        arguments.character,
        type_=arguments.type or "",
        seed=arguments.seed,
    )
