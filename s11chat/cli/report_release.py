"""`s11chat report release`: everything that is published of a wave, in a folder with a technical note and a manifest."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.cli.desk import Commands, opened, say, verb_of
from s11chat.cli.personal import HOLDS
from s11chat.errors import UsageError
from s11chat.language.plural import number_of
from s11chat.services.report_entry import REPORTS

if TYPE_CHECKING:
    from s11chat.report.table import Report
    from s11chat.services.kept import Kept

_FORMATS = ("html", "pdf", "docx", "xlsx", "csv", "json", "terminal")
_USUAL = ("html", "csv")
_ABOUT_PEOPLE = "it holds personal data"


def add(verbs: Commands[argparse.ArgumentParser]) -> None:
    """Adds the verb."""
    verb = verb_of(
        verbs, "release", "every report of a wave with a technical note, in a folder of its own", _run
    )
    verb.description = (
        "Makes every report of a wave and a technical note, with a manifest that sha256sum -c SHA256SUMS accepts. "
        "The folder is there whole or not at all. Refused while something does not reconcile and is not waived."
    )
    verb.add_argument("wave", help="the wave that is published")
    verb.add_argument(
        "--to", type=Path, required=True, metavar="FOLDER", help="a folder that is not there yet"
    )
    verb.add_argument(
        "--format", nargs="+", action="extend", choices=_FORMATS, help=f"one or more ({' '.join(_USUAL)})"
    )
    verb.add_argument(
        "--style",
        choices=("house", "accessible"),
        default="house",
        help="accessible has shorthand for symbols, no merged cells and larger type (house)",
    )
    verb.add_argument(
        "--template", type=Path, metavar="FILE.docx", help="whose styles Word documents take over"
    )
    verb.add_argument(
        "--with",
        dest="also",
        nargs="+",
        action="extend",
        default=[],
        metavar="NAME",
        choices=sorted(one.name for one in REPORTS if one.about == "wave" and f"report {one.name}" in HOLDS),
        help="these as well, such as quotes, though they hold personal data and are else left out",
    )


def _run(arguments: argparse.Namespace) -> int:
    from s11chat.exchange.folder import must_be_free, write_folder
    from s11chat.report.edition import Edition, Format
    from s11chat.report.style import Style
    from s11chat.services.publishing import release

    must_be_free(arguments.to)
    formats = [Format(one) for one in dict.fromkeys(arguments.format or _USUAL)]
    template = arguments.template.expanduser() if arguments.template else None
    with opened(arguments) as desk:
        edition = Edition(desk.kept.today, style=Style(arguments.style), template=template)
        reports, left_out = _reports(desk.kept, arguments)
        made = release(desk.kept, arguments.wave, reports, left_out, formats, edition)
    write_folder(arguments.to, made.files)
    for remark in made.remarks:
        say(remark)
    waived = f", {number_of(len(made.check.waived), 'finding')} waived" if made.check.waived else ""
    say(
        f"{number_of(len(reports), 'report')} and a technical note are in {arguments.to}: "
        f"{number_of(len(made.files), 'file')}, {made.check.figures} figures held against each other{waived}."
    )
    return 0


def _reports(kept: Kept, arguments: argparse.Namespace) -> tuple[list[Report], list[tuple[str, str]]]:
    """What is published, and what is left out with the reason."""
    from s11chat.services.reporting import on_wave

    reports: list[Report] = []
    left_out: list[tuple[str, str]] = []
    for entry, make in on_wave(kept, arguments.wave, arguments.style):
        if f"report {entry.name}" in HOLDS and entry.name not in arguments.also:
            left_out.append((entry.name, _ABOUT_PEOPLE))
            continue
        try:
            reports.append(make())
        except UsageError as error:  # such as one on ratings, of a dialog that rates nothing
            left_out.append((entry.name, str(error)))
    return reports, left_out
