"""`s11chat rehearse`: an interview with a made-up respondent, for training; nothing is stored."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from s11chat.cli.desk import Commands, on_screen, say

if TYPE_CHECKING:
    from s11chat.dialog.model import Dialog
    from s11chat.services.rehearsing import Rehearsal
    from s11chat.settings import Settings

CHARACTERS = ("brisk", "rambling", "reluctant")


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "rehearse",
        help="practise an interview with a made-up respondent; nothing is kept",
        description="A respondent who does not exist answers on the telephone; you type. Repeat, explain or probe "
        "where you get no answer. At the end it says what was misread or skipped. A dialog you are writing is tried "
        "the same way, by its file; its faults are told first.",
    )
    command.add_argument(
        "dialog", metavar="DIALOG", help="a dialog, as in: s11chat dialog list; or the file of a draft"
    )
    command.add_argument(
        "--type", metavar="TYPE", help="the type of organisation; the dialog's first if not given"
    )
    command.add_argument("--scale", default="", metavar="NAME")
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
    full_screen = not arguments.plain and on_screen()
    rehearsal = _rehearsal(arguments, full_screen)
    if full_screen:
        from s11chat.tui.app import run_rehearsal

        return run_rehearsal(arguments.settings, rehearsal)
    from s11chat.cli.interview import input_lines, write
    from s11chat.line.talk import Talk

    say(
        f"{rehearsal.header.organisation}, {rehearsal.header.case}. Nothing is kept; :quit ends it and says how it went."
    )
    try:
        Talk(rehearsal, write, farewell=rehearsal.farewell).hold(input_lines(sys.stdin))
    except KeyboardInterrupt:
        say("Stopped. Nothing of a rehearsal is kept.")
    return 0


def _rehearsal(arguments: argparse.Namespace, full_screen: bool) -> Rehearsal:
    from s11chat.bootstrap import begin_rehearsal
    from s11chat.cli.dialog import find, is_file
    from s11chat.dialog.varying import varied

    settings, named = arguments.settings, arguments.dialog
    dialog = _draft(settings, named, full_screen) if is_file(named) else find(settings, named)
    return begin_rehearsal(
        settings,
        varied(dialog, arguments.scale) if arguments.scale else dialog,
        arguments.character,
        type_=arguments.type or "",
        seed=arguments.seed,
    )


def _draft(settings: Settings, file: str, full_screen: bool) -> Dialog:
    """The dialog in `file`, its faults told. Raises DialogError where they leave nothing that could be asked."""
    from s11chat.cli.dialog import find, path_of
    from s11chat.dialog.load import load_dialog
    from s11chat.errors import DialogError
    from s11chat.knowledge.library import Library

    path = path_of(settings, file)
    try:
        return load_dialog(path, Library(settings.kb).ids)
    except DialogError as error:
        told = error
    try:
        dialog = find(settings, file)  # articles that are missing keep no question from being asked
    except DialogError:
        say("Mend these first; then it can be rehearsed:")
        raise told from None
    say(str(told))
    say(f"{len(told.problems)} to mend; it can be rehearsed all the same.")
    if full_screen:
        say("Enter begins.")  # a full screen would cover what was told
        sys.stdin.readline()
    return dialog
