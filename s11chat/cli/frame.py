"""`s11chat frame`: the organisations of a wave."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.cli.desk import Commands, number_of, opened, say, tell

if TYPE_CHECKING:
    from s11chat.services.framing import Framed


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser("frame", help="the organisations of a wave: check, import")
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    for name, run, does in (
        ("check", _check, "every problem of a frame file, one a line; nothing is changed"),
        (
            "import",
            _import,
            "add the organisations of a CSV file or workbook as cases; exit 3 if any row is refused",
        ),
    ):
        verb = verbs.add_parser(name, help=does)
        verb.add_argument("wave", metavar="WAVE")
        verb.add_argument("file", type=Path, metavar="FILE")
        verb.set_defaults(run=run)
        if name == "import":
            verb.add_argument(
                "--good-rows", action="store_true", help="where rows are refused, add the others"
            )


def _check(arguments: argparse.Namespace) -> int:
    from s11chat.services.framing import check_frame

    with opened(arguments) as desk:
        framed = check_frame(desk.kept, arguments.wave, arguments.file)
    for problem in framed.problems:
        tell(str(problem))
    _tell(framed)
    say(f"{number_of(len(framed.new), 'good row')}, {len(framed.problems)} to mend.")
    return 3 if framed.problems else 0


def _import(arguments: argparse.Namespace) -> int:
    from s11chat.errors import SourceError
    from s11chat.services.framing import import_frame

    with opened(arguments) as desk:
        try:
            framed = import_frame(desk.kept, arguments.wave, arguments.file, good_rows=arguments.good_rows)
        except SourceError:
            say(
                f"Nothing was added to {arguments.wave}. Mend this and import the file again, "
                "or add the good rows alone with --good-rows:"
            )
            raise
    for problem in framed.problems:
        say(str(problem))
    _tell(framed)
    say(f"{number_of(len(framed.new), 'case')} added to {arguments.wave}.")
    if framed.problems:
        left = number_of(len(framed.problems), "row")
        say(f"{left} left out. Mend them and import the same file again: what is in stays as it is.")
    return 3 if framed.problems else 0


def _tell(framed: Framed) -> None:
    if framed.passed_over:
        say(f"Columns passed over: {', '.join(name[:40] for name in framed.passed_over)}.")
    if framed.there:
        say(f"{number_of(framed.there, 'row')} in the wave already, left as they are.")
