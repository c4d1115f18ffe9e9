"""What `s11chat actions` writes: the progress report of half a year, and the list of every action."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.cli.desk import Commands, opened, say, verb_of, write_file
from s11chat.errors import UsageError

if TYPE_CHECKING:
    from s11chat.report.progress import ProgressReport

FORMATS = ("terminal", "csv", "json", "html", "docx", "pdf", "xlsx")


def add(verbs: Commands[argparse.ArgumentParser]) -> None:
    """The verbs that write a report, or a list."""
    report = verb_of(verbs, "report", "what was promised, done, late and moved within half a year", _report)
    report.description = "A whole wave by standard and owner, and what is missing: s11chat report plans WAVE."
    report.add_argument("target", metavar="CASE|WAVE", help="a case, WAVE/REF, or a wave")
    report.add_argument(
        "--from", dest="first", metavar="DATE", help="the first day (six months before the last)"
    )
    report.add_argument("--to", dest="last", metavar="DATE", help="the last day (today)")
    report.add_argument("--format", choices=FORMATS, help="else by the name of FILE; a table to read")
    report.add_argument("--out", metavar="FILE", help="where to write it; a workbook or Word needs one")
    export = verb_of(verbs, "export", "every action of a wave, a row each", _export)
    export.add_argument("wave")
    export.add_argument(
        "--out", metavar="FILE", help="where to write it, .csv or .xlsx; else CSV to the screen"
    )


def _report(arguments: argparse.Namespace) -> int:
    from s11chat.cli.actions import admitted
    from s11chat.services.chronicling import as_day
    from s11chat.services.progressing import progress_report

    form = arguments.format or _ending(arguments.out) or "terminal"
    if arguments.out is None and form in ("docx", "pdf", "xlsx"):
        raise UsageError(f"This cannot be shown on the screen: give --out FILE.{form}.")
    first, last = (as_day(text) if text else None for text in (arguments.first, arguments.last))
    wave, _, ref = arguments.target.partition("/")
    with opened(arguments) as desk:
        by = admitted(desk)
        if by is not None:
            desk.own_case(by, arguments.target)
        made = _made(
            progress_report(desk.kept, wave, ref, first, last, by), form, shown=arguments.out is None
        )
    _out(made, arguments.out)
    return 0


def _made(report: ProgressReport, form: str, *, shown: bool) -> bytes:
    """The report in a form, as bytes."""
    from s11chat.cli.desk import width
    from s11chat.language.harmless import harmless
    from s11chat.report import progress as paper

    match form:
        case "csv":
            return paper.as_csv(report).encode()
        case "json":
            return f"{paper.as_json(report)}\n".encode()
        case "html":
            return paper.as_html(report).encode()
        case "docx":
            return paper.as_docx(report)
        case "pdf":
            return paper.as_pdf(report)
        case "xlsx":
            from s11chat.exchange.outgoing import as_xlsx

            rows = list(paper.action_rows(report.plans, report.first, report.last))
            return as_xlsx(paper.COLUMNS, rows, "actions")
        case _:
            lines = paper.as_text(report, width() if shown else None)
            return "".join(f"{harmless(line)}\n" for line in lines).encode()


def _export(arguments: argparse.Namespace) -> int:
    from s11chat.exchange.outgoing import as_csv, as_xlsx
    from s11chat.report.progress import COLUMNS
    from s11chat.services.progressing import action_list

    form = _ending(arguments.out) or "csv"
    if form not in ("csv", "xlsx"):
        raise UsageError("The list of actions is written as .csv or .xlsx: name the file so.")
    with opened(arguments) as desk:
        rows = action_list(desk.kept, arguments.wave)
    made = as_csv(COLUMNS, rows) if form == "csv" else as_xlsx(COLUMNS, rows, "actions")
    _out(made, arguments.out)
    return 0


def _ending(file: str | None) -> str:
    """The form that the name of a file speaks of. Raises UsageError for one that nothing is written in."""
    if file is None:
        return ""
    ending = Path(file).suffix.casefold().removeprefix(".")
    form = "terminal" if ending == "txt" else ending
    if form not in FORMATS or ending == "terminal":
        raise UsageError("Name the file by its form: .txt, .csv, .json, .html, .docx, .pdf or .xlsx.")
    return form


def _out(made: bytes, file: str | None) -> None:
    if file is None:
        print(made.decode(), end="")
        return
    write_file(file, made)
    say(f"{file} is written.")
