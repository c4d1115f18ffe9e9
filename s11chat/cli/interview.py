"""`s11chat interview`: hold the conversation of a case, by telephone or as its delegate or lead."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, TextIO

from s11chat.cli.desk import Commands, on_screen, opened, say
from s11chat.errors import AccessError

if TYPE_CHECKING:
    from s11chat.services.desk import Desk
    from s11chat.services.interviewing import Interview


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "interview",
        help="hold the conversation of a case",
        description="An interviewer acts as --actor. A delegate or lead gives their access code in S11CHAT_CODE, "
        "or in the first line that is read. With --plain the last line is 'Complete' or 'Paused at ITEM'.",
    )
    command.add_argument("case", metavar="CASE")
    command.add_argument(
        "--plain", action="store_true", help="plain lines: for screen readers, pipes, any terminal"
    )
    command.add_argument("--as", dest="role", choices=("interviewer", "delegate", "lead"), default=None)
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.plain or not on_screen():
        return _plain(arguments)
    from s11chat.tui.app import run_interview

    code = os.environ.get("S11CHAT_CODE")
    if code is None and arguments.role in ("delegate", "lead"):
        code = ""
    return run_interview(arguments.settings, arguments.case, code)


def _plain(arguments: argparse.Namespace) -> int:
    from s11chat.line.talk import Talk

    with opened(arguments) as desk:
        lines = input_lines(sys.stdin)
        interview = _interview(arguments, desk, lines)
        talk = Talk(interview, write)
        try:
            talk.hold(lines)
        except KeyboardInterrupt:
            say("Stopped. Everything acknowledged is saved.")
    return 0


def _interview(arguments: argparse.Namespace, desk: Desk, lines: Iterator[str]) -> Interview:
    code = os.environ.get("S11CHAT_CODE")
    if code is None and arguments.role in (None, "interviewer"):
        return desk.interview_as_interviewer(arguments.case)
    admission = desk.admit(code if code is not None else code_from(lines))
    desk.own_case(admission, arguments.case)
    if arguments.role not in (None, admission.role.value):
        from s11chat.errors import RightsError

        raise RightsError(
            f"This code is a {admission.role}'s, not a {arguments.role}'s: leave out --as, or use the right code."
        )
    return desk.interview(admission)


def code_from(lines: Iterator[str]) -> str:
    """The access code: asked for without showing it on a terminal, else the first line."""
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass("Access code: ")
    code = next(lines, "").strip()
    if not code:
        raise AccessError("No access code was given: put it in S11CHAT_CODE, or type it as the first line.")
    return code


def input_lines(source: TextIO) -> Iterator[str]:
    """Lines as they come; bytes that are not UTF-8 become a mark instead of an end."""
    if hasattr(source, "reconfigure"):
        source.reconfigure(encoding="utf-8", errors="replace")
    if source.isatty():
        with suppress(ImportError):
            import_module("readline")  # line editing while typing
        while True:
            try:
                yield input("> ")
            except EOFError:
                return
    yield from source


def write(line: str) -> None:
    """A line of a talk on standard output, harmless and at once."""
    from s11chat.language.harmless import harmless

    print(harmless(line), flush=True)
