"""`s11chat report`: figures of a wave, as tables to read, as files for others, and as data."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.cli import report_check, report_release
from s11chat.cli.desk import Commands, on_screen, opened, say, verb_of, width
from s11chat.errors import UsageError
from s11chat.services.report_entry import REPORTS, Entry, Option

if TYPE_CHECKING:
    from datetime import date

    from s11chat.report.edition import Edition
    from s11chat.report.table import Report

FORMATS = ("terminal", "csv", "json", "html", "docx", "xlsx", "pdf")
_BINARY = ("docx", "xlsx", "pdf")
_DATA = ("csv", "json")
_ENDINGS = {".txt": "terminal", **{f".{one}": one for one in FORMATS if one != "terminal"}}


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    names = ", ".join(entry.name for entry in REPORTS)
    noun = commands.add_parser("report", help=f"figures of a wave: {names}")
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    for entry in REPORTS:
        _add(verbs, entry)
    desk = verb_of(verbs, "desk", "browse, filter and save the reports of a wave on the screen", _sit)
    desk.add_argument("wave")
    report_check.add(verbs)
    report_release.add(verbs)


def _add(verbs: Commands[argparse.ArgumentParser], entry: Entry) -> None:
    verb = verb_of(verbs, entry.name, entry.help, _run)
    verb.set_defaults(entry=entry)
    verb.add_argument(entry.about, metavar=entry.about.upper() if entry.about == "case" else None)
    for one in entry.options:
        _add_option(verb, one)
    form = verb.add_argument_group("how it is written")
    form.add_argument("--format", choices=FORMATS, help="else by the name of FILE; a table to read")
    form.add_argument(
        "--out", metavar="FILE", help="a new file: .txt, .csv, .json, .html, .docx, .xlsx or .pdf"
    )
    form.add_argument(
        "--style",
        choices=("house", "accessible"),
        default="house",
        help="accessible has shorthand for symbols, no merged cells and larger type (house)",
    )
    form.add_argument(
        "--charts",
        action="store_true",
        help="bars below a table to read; web pages, workbooks and PDF have them anyway",
    )
    form.add_argument(
        "--template", metavar="FILE", help="a .docx whose styles, head and foot a Word document takes over"
    )


def _edition(arguments: argparse.Namespace, day: date) -> Edition:
    from s11chat.report.edition import Edition
    from s11chat.report.style import Style

    return Edition(
        day,
        style=Style(arguments.style),
        width=None if arguments.out else width(),
        charts=arguments.charts,
        blocks=bool(arguments.out) or _has_blocks(),
        template=Path(arguments.template).expanduser() if arguments.template else None,
    )


def _add_option(verb: argparse.ArgumentParser, one: Option) -> None:
    if one.switch:
        verb.add_argument(one.flag, dest=one.name, action="store_true", help=one.help)
    elif one.many:
        verb.add_argument(
            one.flag, dest=one.name, metavar=one.metavar, help=one.help, nargs="+", action="extend"
        )
    elif not one.flag.startswith("-"):
        verb.add_argument(one.flag, metavar=one.metavar, help=one.help, nargs="?" if one.optional else None)
    else:
        verb.add_argument(
            one.flag,
            dest=one.name,
            metavar=one.metavar,
            choices=one.choices,
            default=one.default if one.accessible is None else None,
            help=one.help,
        )


def _has_blocks() -> bool:
    """Whether standard output can hold the characters that bars are drawn with."""
    try:
        "█▏".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _sit(arguments: argparse.Namespace) -> int:
    if not on_screen():
        raise UsageError(
            f"Reports are browsed on a terminal; s11chat report topline {arguments.wave} prints one anywhere."
        )
    from s11chat.tui.app import run_reports

    return run_reports(arguments.settings, arguments.wave)


def _run(arguments: argparse.Namespace) -> int:
    gc.disable()  # a report ends before what it leaves behind is worth looking for, which takes a third of its time
    try:
        return _report(arguments)
    finally:
        gc.enable()


def _report(arguments: argparse.Namespace) -> int:
    from s11chat.exchange.new_file import be_new, new_file

    form = arguments.format or _by_ending(arguments.out)
    if form in _BINARY and not arguments.out and sys.stdout.isatty():
        raise UsageError(f"This cannot be shown on the screen: give --out FILE.{form}.")
    if arguments.template and form != "docx":
        raise UsageError(
            "A template is for a Word document: name a file that ends in .docx, or leave it out."
        )
    if arguments.out:
        be_new(arguments.out)
    from s11chat.services.reporting import given, report_of

    entry: Entry = arguments.entry
    options = {one.name: given(one, getattr(arguments, one.name), arguments.style) for one in entry.options}
    with opened(arguments) as desk:
        report = report_of(entry, desk.kept, getattr(arguments, entry.about), options)
        day = desk.kept.today
    from s11chat.report.edition import Format, written

    made = written(report, Format(form), _edition(arguments, day))
    if arguments.out:
        new_file(arguments.out, made)
        say(f"{arguments.out} is written.")
    elif form in _BINARY:
        sys.stdout.buffer.write(made)
        arguments.piped = True
    else:
        print(made.decode(), end="")
    if form == "csv":
        for remark in report.remarks:
            say(remark)
    _warn(report)
    return 0


def _warn(report: Report) -> None:
    """Says what does not reconcile within a report; between reports it is `report check` that looks."""
    from s11chat.services.reconciling import own_findings

    found = own_findings(report)
    if found:
        first = f"{found[0].place}: {found[0].what}; {found[0].why}"
        say(
            f"Does not reconcile, {first}. See s11chat report check {report.wave.id} ({len(found)} in this report)."
        )


def _by_ending(file: str | None) -> str:
    """The format that the name of a file speaks of; the terminal's without one. Raises UsageError for another ending."""
    if file is None:
        return "terminal"
    form = _ENDINGS.get(Path(file).suffix.casefold())
    if form is None:
        raise UsageError("Name the file by its form: .txt, .csv, .json, .html, .docx, .xlsx or .pdf.")
    return form
