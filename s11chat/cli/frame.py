"""`s11chat frame`: the organisations of a wave."""

from __future__ import annotations

import argparse
from pathlib import Path

from s11chat.cli.desk import Commands, opened, say


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser("frame", help="the organisations of a wave: check, import")
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    for name, run, does in (
        ("check", _check, "every problem of a frame file, one a line; nothing is changed"),
        ("import", _import, "add the organisations of a CSV file as cases"),
    ):
        verb = verbs.add_parser(name, help=does)
        verb.add_argument("wave")
        verb.add_argument("file", type=Path, metavar="FILE.csv")
        verb.set_defaults(run=run)
        if name == "import":
            verb.add_argument("--partial", action="store_true", help="take the good rows, leave the bad ones")


def _check(arguments: argparse.Namespace) -> int:
    from s11chat.services.fielding import check_frame

    with opened(arguments) as desk:
        rows, problems = check_frame(desk.kept, arguments.wave, arguments.file)
    for problem in problems:
        print(problem)
    say(f"{len(rows)} good {'row' if len(rows) == 1 else 'rows'}, {len(problems)} to mend.")
    return 3 if problems else 0


def _import(arguments: argparse.Namespace) -> int:
    from s11chat.services.fielding import import_frame

    with opened(arguments) as desk:
        imported = import_frame(desk.kept, arguments.wave, arguments.file, partial=arguments.partial)
    for problem in imported.problems:
        print(problem)
    say(f"{imported.added} {'case' if imported.added == 1 else 'cases'} added to {arguments.wave}.")
    return 0
