"""`s11chat returns import` and what goes with it: returns that came in a file, taken in and taken back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.cli.desk import Commands, confirm, opened, say, tell, verb_of

if TYPE_CHECKING:
    from s11chat.services.importing import Checked

_FEW = 20


def add(verbs: Commands[argparse.ArgumentParser]) -> None:
    """The verbs that take returns in, and back."""
    brought = verb_of(
        verbs,
        "import",
        "take in returns from a CSV file, workbook, .sav or .sss; exit 3 if any is bad",
        _import,
    )
    brought.description = (
        "A long table has the columns organisation,item,value, a wide one a row for each organisation and a column for "
        "each question. A cell holds a code or a label, several with ; between, a number, a day or words; or !dk, "
        "!refused, !na REASON, !skip, !off_route, !not_reached. An empty cell is not answered, where it is asked. Files "
        "of SPSS and Triple-S that were exported here bring their codebook; weights and what follows are passed over."
    )
    brought.add_argument("wave", metavar="WAVE")
    brought.add_argument("file", type=Path, metavar="FILE")
    form = brought.add_mutually_exclusive_group()
    form.add_argument("--long", action="store_true", help="a row for each answer (else by its columns)")
    form.add_argument("--wide", action="store_true", help="a row for each organisation")
    brought.add_argument(
        "--codebook",
        type=Path,
        metavar="FILE",
        help="column,code,label: what the columns of a wide table are",
    )
    brought.add_argument(
        "--key", default="", metavar="COLUMN", help="the column that holds the ref (organisation)"
    )
    brought.add_argument("--skip-bad", action="store_true", help="where cells are bad, take all others in")
    brought.add_argument("--amend", action="store_true", help="change answers that differ")
    brought.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    brought.add_argument("--yes", action="store_true", help="do not ask before signatures are lost")
    back = verb_of(
        verbs, "undo-import", "take an import back; answers that changed since stay and are listed", _undo
    )
    back.add_argument("wave", metavar="WAVE")
    back.add_argument("number", type=int, metavar="IMPORT", help="its number, as told when it was made")


def _import(arguments: argparse.Namespace) -> int:
    from s11chat.cli.meter import Meter
    from s11chat.errors import SourceError
    from s11chat.services.importing import check_returns, take_returns

    wave = arguments.wave
    wide = False if arguments.long else True if arguments.wide or arguments.codebook else None
    try:
        with Meter() as meter, opened(arguments) as desk:
            checked = check_returns(
                desk.kept,
                wave,
                arguments.file,
                wide=wide,
                codebook=arguments.codebook,
                key=arguments.key,
                amend=arguments.amend,
                step=meter,
            )
            meter.clear()
            if arguments.dry_run:
                return _foretell(checked)
            if checked.signed and (arguments.skip_bad or not checked.problems):
                number = len(checked.signed)
                confirm(
                    f"Signatures on {number} return{'s' * (number > 1)} ({', '.join(checked.signed[:_FEW])}) "
                    "may no longer stand. Import the file?",
                    yes=arguments.yes,
                )
            taken = take_returns(desk.kept, checked, skip_bad=arguments.skip_bad, step=meter)
    except SourceError:
        say(f"Nothing was imported into {wave}. Mend this, or take in all else with --skip-bad:")
        raise
    except KeyboardInterrupt:
        say(f"Stopped: nothing was imported into {wave}.")
        return 130
    for problem in checked.problems:
        say(str(problem))
    _say_columns(checked)
    if not taken.number:
        say(f"Nothing new: {checked.same:,} answers of {wave} stand as in the file.")
    else:
        say(
            f"Import {taken.number}: {taken.answers:,} answers of {taken.returns:,} returns; {checked.same:,} stood so "
            f"already. 's11chat returns undo-import {wave} {taken.number}' takes it back."
        )
    return 3 if checked.problems else 0


def _foretell(checked: Checked) -> int:
    for problem in checked.problems:
        tell(str(problem))
    _say_columns(checked)
    returns = sum(one.moves for one in checked.planned)
    say(
        f"{checked.answers:,} answers of {returns:,} returns to import, {checked.same:,} stand so already, "
        f"{len(checked.problems):,} to mend."
    )
    return 3 if checked.problems else 0


def _say_columns(checked: Checked) -> None:
    if checked.returns.passed_over:
        say(f"Columns passed over: {', '.join(name[:40] for name in checked.returns.passed_over)}.")


def _undo(arguments: argparse.Namespace) -> int:
    from s11chat.services.unimporting import undo_import

    with opened(arguments) as desk:
        undone = undo_import(desk.kept, arguments.wave, arguments.number)
    for line in undone.stayed:
        tell(line)
    say(
        f"Import {arguments.number} of {arguments.wave} is taken back: {undone.answers:,} answers of "
        f"{undone.returns:,} returns; {len(undone.stayed):,} stayed."
    )
    return 0
