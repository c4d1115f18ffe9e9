"""`s11chat frame`: the organisations of a wave, checked, taken in, brought up to date and handed out."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.cli.desk import Commands, confirm, opened, say, tell, write_file
from s11chat.language.plural import number_of

if TYPE_CHECKING:
    from s11chat.services.framing import Framed

_FEW = 20
"""Of what is said beside the matter, how many lines are shown."""


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser("frame", help="the organisations of a wave: check, import, export")
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    for name, run, does in (
        (
            "check",
            _check,
            "every problem of a frame file, one a line, and what it would change; nothing is changed",
        ),
        (
            "import",
            _import,
            "add the organisations of a CSV file or workbook as cases, and bring those there up to date; "
            "exit 3 if any row is refused",
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
            verb.add_argument("--yes", action="store_true", help="change what differs without asking")
    out = verbs.add_parser("export", help="the organisations as a file that can be imported again")
    out.add_argument("wave", metavar="WAVE")
    out.add_argument("--format", choices=("csv", "xlsx"), help="CSV, or a workbook; else by the name of FILE")
    out.add_argument(
        "--out", type=Path, metavar="FILE", help="where to write it; CSV else goes to the screen"
    )
    out.set_defaults(run=_export)


def _check(arguments: argparse.Namespace) -> int:
    from s11chat.cli.meter import Meter
    from s11chat.services.framing import check_frame

    with opened(arguments) as desk, Meter() as meter:
        framed = check_frame(desk.kept, arguments.wave, arguments.file, meter)
    for problem in framed.problems:
        tell(str(problem))
    for change in framed.changes:
        for line in change.lines():
            tell(line)
    for pair in framed.alike:
        tell(str(pair))
    _tell(framed)
    changes = f"{number_of(len(framed.changes), 'organisation')} to change, " if framed.changes else ""
    say(f"{number_of(len(framed.new), 'good row')}, {changes}{len(framed.problems)} to mend.")
    return 3 if framed.problems else 0


def _import(arguments: argparse.Namespace) -> int:
    from s11chat.cli.meter import Meter
    from s11chat.errors import SourceError
    from s11chat.services.framing import check_frame, take_frame

    wave = arguments.wave
    try:
        with Meter() as meter, opened(arguments) as desk:
            framed = check_frame(desk.kept, wave, arguments.file, meter)
            meter.clear()
            if framed.changes and (arguments.good_rows or not framed.problems):
                _agree(framed, wave, yes=arguments.yes)
            take_frame(desk.kept, wave, framed, good_rows=arguments.good_rows, changes=True, step=meter)
    except SourceError:
        say(
            f"Nothing was added to {wave}. Mend this and import the file again, "
            "or add the good rows alone with --good-rows:"
        )
        raise
    except KeyboardInterrupt:
        say(f"Stopped: nothing was added to {wave} or changed in it.")
        return 130
    _say_taken(framed, wave)
    return 3 if framed.problems else 0


def _export(arguments: argparse.Namespace) -> int:
    from s11chat.errors import UsageError
    from s11chat.exchange.frame import WORKBOOKS
    from s11chat.exchange.outgoing import as_csv, as_xlsx
    from s11chat.services.roll import roll

    file: Path | None = arguments.out
    named = "xlsx" if file is not None and file.suffix.casefold() in WORKBOOKS else "csv"
    form = arguments.format or named
    if form == "xlsx" and file is None:
        raise UsageError("A workbook cannot be shown on the screen: give --out FILE.xlsx.")
    if file is not None and form != named:
        raise UsageError(f"{file.name} would not be read as {form}: call it {file.stem}.{form}.")
    with opened(arguments) as desk:
        made = roll(desk.kept, arguments.wave, to=str(file.absolute()) if file else "the screen")
    content = as_csv(made.header, made.rows) if form == "csv" else as_xlsx(made.header, made.rows, "frame")
    if file is None:
        print(content.decode(), end="")
    else:
        write_file(str(file), content)
        say(f"{file} is written: {number_of(len(made.rows), 'organisation')}.")
    if made.withheld:
        say(f"Left out, since you may not see contact details: {', '.join(made.withheld)}.")
    return 0


def _agree(framed: Framed, wave: str, *, yes: bool) -> None:
    """Shows what would change, and asks. Raises RefusedError where it shall not."""
    for change in framed.changes:
        for line in change.lines():
            say(line)
    number = number_of(len(framed.changes), "organisation")
    confirm(f"The file differs from {wave}. Change {number} in it?", yes=yes)


def _say_taken(framed: Framed, wave: str) -> None:
    for problem in framed.problems:
        say(str(problem))
    _few(
        [str(pair) for pair in framed.alike if pair.fresh],
        say,
        f"'s11chat frame check {wave} FILE' shows all",
    )
    _tell(framed)
    say(f"{number_of(len(framed.new), 'case')} added to {wave}.")
    if framed.changes:
        say(f"{number_of(len(framed.changes), 'case')} changed; the journal of the wave says who and when.")
    if framed.problems:
        left = number_of(len(framed.problems), "row")
        say(f"{left} left out. Mend them and import the same file again: what is in stays as it is.")


def _tell(framed: Framed) -> None:
    _few([str(warning) for warning in framed.warnings], say, "mend these and check again")
    if framed.passed_over:
        say(f"Columns passed over: {', '.join(name[:40] for name in framed.passed_over)}.")
    if framed.there:
        say(f"{number_of(framed.there, 'row')} in the wave already, left as they are.")
    if framed.absent:
        named = ", ".join(framed.absent[:_FEW])
        more = f" and {len(framed.absent) - _FEW:,} others" if len(framed.absent) > _FEW else ""
        say(f"In the wave and not in the file, left as they are: {named}{more}.")


def _few(lines: Iterable[str], to: Callable[[str], None], where: str) -> None:
    """The first of these lines, and how many there are beyond."""
    every = list(lines)
    for line in every[:_FEW]:
        to(line)
    if len(every) > _FEW:
        to(f"and {len(every) - _FEW:,} more: {where}.")
