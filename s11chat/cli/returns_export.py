"""`s11chat returns export`: every return of a wave, as text, as a workbook, or for statistics programs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.cli.desk import Commands, opened, say, verb_of, write_file
from s11chat.errors import UsageError

if TYPE_CHECKING:
    from s11chat.exchange.returned import Wave

FORMATS = ("csv", "xlsx", "jsonl", "spss", "triple-s")
_ENDINGS = {
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".jsonl": "jsonl",
    ".sav": "spss",
    ".sss": "triple-s",
    ".xml": "triple-s",
}
_FILES = {"xlsx": (".xlsx",), "spss": (".sav",), "triple-s": (".sss", ".xml")}
"""How the files end that cannot be shown on a screen."""


def add(verbs: Commands[argparse.ArgumentParser]) -> None:
    """The verb that hands returns out."""
    out = verb_of(verbs, "export", "every return of a wave, with what stands behind it", _export)
    out.description = (
        "Beside the answers there are status variables, the cell weight (0 where a return is not complete) and how each "
        "return was typed in; no contact details. SPSS (.sav) has the six kinds of no-answer as user-missing values -1 to "
        "-6; Triple-S 2.0 is two files, FILE.sss and FILE.asc. Both can be imported again, as CSV and workbooks can."
    )
    out.add_argument("wave", metavar="WAVE")
    out.add_argument("--format", choices=FORMATS, help="else by the name of FILE; CSV")
    shape = out.add_mutually_exclusive_group()
    shape.add_argument("--long", action="store_true", help="a row for each answer, with its label")
    shape.add_argument("--labels", action="store_true", help="the words of options in place of their codes")
    shape.add_argument(
        "--beside", action="store_true", help="the words beside the codes, in columns of their own"
    )
    out.add_argument("--out", metavar="FILE", help="where to write it; else to the screen")


def _export(arguments: argparse.Namespace) -> int:
    from s11chat.services.exporting import returned

    file = Path(arguments.out) if arguments.out else None
    form = arguments.format or _ENDINGS.get(file.suffix.casefold() if file else "", "csv")
    _must_fit(form, file, shaped=arguments.long or arguments.labels or arguments.beside)
    with opened(arguments) as desk:
        to = str(file.absolute()) if file else "the screen"
        wave = returned(desk.kept, arguments.wave, to=to)
    made = _made(wave, form, arguments)
    if file is None:
        print(made[0].decode(), end="")
        return 0
    files = (file, file.with_suffix(".asc"))[: len(made)]
    for one, content in zip(files, made, strict=True):
        write_file(str(one), content)
    named = f"{' and '.join(map(str, files))} {'are' if len(files) > 1 else 'is'}"
    say(f"{named} written: {len(wave.returns):,} returns.")
    return 0


def _must_fit(form: str, file: Path | None, *, shaped: bool) -> None:
    """Raises UsageError where a file of this form cannot be written so."""
    if endings := _FILES.get(form):
        what = {"xlsx": "A workbook", "spss": "A file of SPSS", "triple-s": "Triple-S"}[form]
        if file is None:
            raise UsageError(f"{what} cannot be shown on the screen: give --out FILE{endings[0]}.")
        if form != "xlsx" and file.suffix.casefold() not in endings:
            raise UsageError(
                f"{what} is written to a file that ends with {' or '.join(endings)}: name it so."
            )
    if shaped and form in ("jsonl", "spss", "triple-s"):
        raise UsageError("--long, --labels and --beside are for CSV and workbooks: the others have both.")


def _made(wave: Wave, form: str, arguments: argparse.Namespace) -> tuple[bytes, ...]:
    """The contents of the files."""
    from s11chat.exchange.outgoing import as_csv, as_xlsx
    from s11chat.exchange.returned import json_lines, long, must_fit, wide

    match form:
        case "jsonl":
            return ("".join(f"{line}\n" for line in json_lines(wave.returns)).encode("utf-8", "replace"),)
        case "spss":
            from s11chat.exchange.dataset import dataset
            from s11chat.exchange.spss import as_sav

            return (as_sav(dataset(wave)),)
        case "triple-s":
            from s11chat.exchange.dataset import dataset
            from s11chat.exchange.triple_s import as_triple_s

            made = as_triple_s(dataset(wave))
            return made.described, made.fields
    header, lines = (
        long(wave.returns)
        if arguments.long
        else wide(wave.returns, wave.asked, labels=arguments.labels, beside=arguments.beside)
    )
    rows = list(lines)
    if form == "csv":
        return (as_csv(header, rows),)
    must_fit(rows)
    return (as_xlsx(header, rows, "returns"),)
