"""`s11chat report check`, `waive` and `unwaive`: what does not reconcile in reports, and what is let stand."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from s11chat.cli.desk import Commands, opened, print_json, say, tell, verb_of
from s11chat.errors import UsageError
from s11chat.language.plural import number_of

if TYPE_CHECKING:
    from s11chat.analysis.finding import Finding
    from s11chat.services.reconciling import Check

_WIDTH = 80
_COLUMNS = (
    "A file has a row for each thing stated, with the columns place, says, item, option, group, value, of. What it says "
    "is one of returns, organisations, weighted, whole, item, percent, count, rate, mean, threshold, band, sum, refers, "
    "tolerance, change, most, least, rounds, only; the README has a line on each."
)


def add(verbs: Commands[argparse.ArgumentParser]) -> None:
    """Adds the verbs."""
    check = verb_of(
        verbs, "check", "what does not reconcile in the reports of a wave, or in a file; exit 3", _check
    )
    check.description = _COLUMNS
    check.add_argument(
        "wave", nargs="?", help="the wave whose reports are held against each other and its returns"
    )
    check.add_argument(
        "--figures", type=Path, metavar="FILE.csv", help="a publication made elsewhere, as a file"
    )
    check.add_argument("--explained", action="store_true", help="also what only looks as if it did not")
    check.add_argument("--json", action="store_true", help="as data for a program")
    waive = verb_of(
        verbs, "waive", "let a finding stand, with the reason, so that reports are released", _waive
    )
    waive.add_argument("wave", help="the wave that is to be published")
    waive.add_argument("finding", metavar="FINDING", help="its name, as report check tells it")
    waive.add_argument(
        "--reason", required=True, metavar="WORDS", help="why it may stand; printed with the reports"
    )
    back = verb_of(verbs, "unwaive", "take a waiver back", _unwaive)
    back.add_argument("wave", help="the wave")
    back.add_argument("finding", metavar="FINDING", help="the name of what was let stand")
    back.add_argument("--reason", required=True, metavar="WORDS", help="why it no longer may")


def _check(arguments: argparse.Namespace) -> int:
    if bool(arguments.wave) == bool(arguments.figures):
        raise UsageError("Name a wave, or a file with --figures FILE.csv: one of the two.")
    if arguments.figures:
        return _of_file(arguments)
    from s11chat.services.reconciling import check
    from s11chat.services.reporting import every_report

    with opened(arguments) as desk:
        found = check(desk.kept, arguments.wave, every_report(desk.kept, arguments.wave))
    if arguments.json:
        print_json(_structure(found))
    else:
        _tell(found.open, found.explained if arguments.explained else ())
        for one, waiver in found.waived:
            told = f"{one.id}, {one.place}: {one.what}. Waived by {waiver.by_name}, {waiver.at:%-d %B %Y}: {waiver.reason}"
            tell(fill(told, _WIDTH, subsequent_indent="  "))
        for waiver in found.lapsed:
            say(f"The waiver of {waiver.finding} is of nothing any more: its figures have changed.")
        reports = number_of(len(found.reports), "report")
        _verdict(len(found.open), len(found.explained), found.figures, reports, len(found.waived))
        if found.open:
            say(f"s11chat report waive {found.wave} {found.open[0].id} --reason WORDS lets one stand.")
    return 3 if found.open else 0


def _of_file(arguments: argparse.Namespace) -> int:
    from s11chat.analysis.reconcile import reconcile
    from s11chat.exchange.figures import read_figures

    publication = read_figures(arguments.figures)
    found = reconcile(publication)
    faults = [one for one in found if one.fault]
    explained = [one for one in found if not one.fault]
    if arguments.json:
        print_json({"open": [_one(one) for one in faults], "explained": [_one(one) for one in explained]})
    else:
        _tell(faults, explained if arguments.explained else ())
        _verdict(len(faults), len(explained), len(publication.statements), arguments.figures.name)
    return 3 if faults else 0


def _tell(faults: Iterable[Finding], explained: Iterable[Finding]) -> None:
    for one in (*faults, *explained):
        tell("\n".join(_lines(one)))
        tell("")


def _lines(one: Finding) -> Iterator[str]:
    yield fill(
        f"{one.id}  {one.place}" + ("" if one.fault else "  (explained)"), _WIDTH, subsequent_indent="  "
    )
    yield fill(one.what, _WIDTH, initial_indent="  ", subsequent_indent="  ")
    for name, words in (("why", one.why), ("how large", one.size), ("what would fit", one.fits)):
        if words:
            yield fill(f"{name}: {words}", _WIDTH, initial_indent="    ", subsequent_indent="      ")


def _verdict(faults: int, explained: int, figures: int, of: str, waived: int = 0) -> None:
    told = f"{number_of(figures, 'statement')} of {of}: "
    told += (
        number_of(faults, "finding")
        if faults
        else "no finding is open"
        if waived
        else "everything reconciles"
    )
    told += f", {waived} waived" if waived else ""
    told += f"; {explained} more explained by rounding or by what is said there" if explained else ""
    tell(fill(f"{told}.", _WIDTH))


def _structure(found: Check) -> dict[str, Any]:
    return {
        "wave": found.wave,
        "reports": found.reports,
        "statements": found.figures,
        "open": [_one(one) for one in found.open],
        "waived": [{**_one(one), **_waiver(waiver)} for one, waiver in found.waived],
        "explained": [_one(one) for one in found.explained],
        "lapsed": [waiver.finding for waiver in found.lapsed],
    }


def _one(one: Finding) -> dict[str, Any]:
    return {"finding": one.id, **{name: value for name, value in asdict(one).items() if name != "fault"}}


def _waiver(waiver: Any) -> dict[str, str]:
    return {"waived_by": waiver.by_name, "waived_at": waiver.at.isoformat(), "reason": waiver.reason}


def _waive(arguments: argparse.Namespace) -> int:
    from s11chat.services.reconciling import check, waive
    from s11chat.services.reporting import every_report

    with opened(arguments) as desk:
        kept, wave = desk.kept, arguments.wave
        made = waive(
            kept,
            wave,
            arguments.finding,
            arguments.reason,
            lambda: check(kept, wave, every_report(kept, wave)),
        )
    say(f"{made.finding} is let stand, {made.what}: {made.reason}")
    return 0


def _unwaive(arguments: argparse.Namespace) -> int:
    from s11chat.services.reconciling import unwaive

    with opened(arguments) as desk:
        made = unwaive(desk.kept, arguments.wave, arguments.finding, arguments.reason)
    say(f"The waiver of {made.finding} is taken back: {made.reason}")
    return 0
