"""`s11chat wave`: runs of a dialog."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.cli.desk import Commands, confirm, opened, print_json, say, tell, width
from s11chat.cli.plan import add_options, add_verb, changes
from s11chat.language.plural import number_of

if TYPE_CHECKING:
    from s11chat.services.boardview import WaveBoard

_DUE = {
    "letters due": "letters",
    "appointments": "appointments",
    "ready": "to be called",
    "later": "to be called later",
}


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser("wave", help="runs of a dialog: new, list, status, close, reopen")
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    new = verbs.add_parser("new", help="a new wave; it keeps the dialog as it stands now")
    new.add_argument("id", help="its short name, used in WAVE/REF")
    new.add_argument("--dialog", required=True, help="a dialog's id, or the path of its file")
    new.add_argument("--scale", default="", metavar="NAME")
    new.add_argument("--title", default="")
    new.add_argument("--from", dest="opens", default="", metavar="DATE", help="the day it opens, 2026-09-01")
    new.add_argument("--to", dest="closes", default="", metavar="DATE", help="the day it closes")
    new.add_argument("--population", type=Path, metavar="FILE.csv", help="columns type and population")
    new.add_argument("--referral", type=Path, metavar="FILE", help="the local safeguarding referral steps")
    new.add_argument(
        "--plan", type=Path, metavar="FILE.yaml", help="a written plan; 'wave plan --draft' shows one"
    )
    add_options(new)
    new.set_defaults(run=_new)
    listed = verbs.add_parser("list", help="all waves")
    listed.add_argument("--json", action="store_true")
    listed.set_defaults(run=_list)
    status = verbs.add_parser("status", help="every case of a wave and what it waits for")
    status.add_argument("wave")
    status.add_argument("--json", action="store_true")
    status.add_argument(
        "--today",
        action="store_true",
        help="the stage, the letters that are due, and what is stuck with whom",
    )
    status.add_argument(
        "--days",
        type=int,
        default=7,
        metavar="N",
        help="with --today: who does nothing for N days is stuck (7)",
    )
    status.set_defaults(run=_status)
    add_verb(verbs)
    close = verbs.add_parser("close", help="close a wave")
    close.add_argument("wave")
    close.add_argument("--yes", action="store_true", help="do not ask")
    close.set_defaults(run=_close)
    reopened = verbs.add_parser("reopen", help="open a closed wave again; its returns are what they were")
    reopened.add_argument("wave")
    reopened.add_argument("--reason", required=True)
    reopened.add_argument("--yes", action="store_true", help="do not ask")
    reopened.set_defaults(run=_reopen)


def _new(arguments: argparse.Namespace) -> int:
    from s11chat.cli.dialog import path_of
    from s11chat.exchange.population import read_population
    from s11chat.exchange.sheet import text_of
    from s11chat.services.fielding import new_wave
    from s11chat.services.planning import drafted

    plan_text = text_of(arguments.plan) if arguments.plan else ""
    plan = drafted(plan_text, arguments.plan.name if arguments.plan else "plan", changes(arguments))
    file = path_of(arguments.settings, arguments.dialog)
    population = read_population(arguments.population, file) if arguments.population else {}
    referral = text_of(arguments.referral) if arguments.referral else ""
    with opened(arguments, create=True) as desk:
        dialog = new_wave(
            desk.kept,
            arguments.id,
            file,
            title=arguments.title,
            opens=arguments.opens,
            closes=arguments.closes,
            referral=referral,
            scale=arguments.scale,
            population=population,
            plan=plan,
        )
    if dialog.draft:
        say(f"The dialog is a draft. {dialog.draft}")
    say(f"Wave {arguments.id} is made. Next: s11chat frame import {arguments.id} FILE.csv")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    with opened(arguments) as desk:
        waves = desk.waves()
    if arguments.json:
        print_json([asdict(wave) for wave in waves])
        return 0
    for wave in waves:
        closes = f"  closes {wave.closes}" if wave.closes else ""
        dialog = f"{wave.dialog}, {wave.scale}" if wave.scale else wave.dialog
        tell(
            f"{wave.id:<16} {dialog:<14} {wave.complete:>4} of {wave.cases:<5} complete, {wave.signed} signed{closes}"
        )
    if not waves:
        say("There is no wave yet. Make one: s11chat wave new NAME --dialog chscb-2011")
    return 0


def _today(arguments: argparse.Namespace) -> int:
    from s11chat.report import today as paper
    from s11chat.services.stuck import today

    with opened(arguments) as desk:
        report = today(desk.kept, arguments.wave, arguments.days)
    if arguments.json:
        print_json(paper.as_data(report))
    else:
        tell("\n".join(paper.as_text(report, width())))
    return 0


def _status(arguments: argparse.Namespace) -> int:
    if arguments.today:
        return _today(arguments)
    with opened(arguments) as desk:
        if arguments.json:
            print_json([asdict(case) for case in desk.cases(arguments.wave)])
            return 0
        from s11chat.services.overseeing import oversee

        shown = oversee(desk.kept, arguments.wave)
    cases = tuple(shown.lines.values())
    if cases:
        tell("\n".join((*_head(shown), "")))
    for case in cases:
        tell(f"{case.case:<20} {case.organisation[:30]:<30} {case.state.value:<20} {case.waits_for}")
    if not cases:
        say(f"There is no case yet. Add some: s11chat frame import {arguments.wave} FILE.csv")
    return 0


def _head(shown: WaveBoard) -> Iterator[str]:
    """How the wave stands, in a line or two."""
    from s11chat.analysis.board import Reach
    from s11chat.analysis.rounding import short_per_cent

    total = shown.board.total
    said = [f"{len(total.reach[Reach.COMPLETE]):,} of {total.population:,} complete"]
    if total.rate is not None:
        said.append(f"{short_per_cent(total.rate)} %")
    come = [stage for stage in shown.stages if stage.past or stage.today]
    if shown.closed:
        said.append("closed")
    elif come:
        said.append(f"{come[-1].stage}{' today' if come[-1].today else f' since {come[-1].on}'}")
    if shown.closes and not shown.closed:
        said.append(f"closes {shown.closes}")
    yield f"{shown.title}: {', '.join(said)}"
    due = [f"{len(pile.cases):,} {_DUE[pile.key]}" for pile in shown.due]
    stuck = sum(len(pile.cases) for pile in shown.stuck)
    if due:
        yield f"Due today: {', '.join(due)}"
    if stuck:
        yield f"Stuck: {stuck:,}; 's11chat wave status {shown.wave} --today' says on what, and with whom"


def _close(arguments: argparse.Namespace) -> int:
    from s11chat.services.fielding import close_wave, closing

    with opened(arguments) as desk:
        confirm(f"{closing(desk.kept, arguments.wave)} Close wave {arguments.wave}?", yes=arguments.yes)
        close_wave(desk.kept, arguments.wave)
    say(f"Wave {arguments.wave} is closed.")
    return 0


def _reopen(arguments: argparse.Namespace) -> int:
    from s11chat.services.unclosing import reopen_wave, unclosing

    with opened(arguments) as desk:
        confirm(f"{unclosing(desk.kept, arguments.wave)} Open {arguments.wave} again?", yes=arguments.yes)
        number = reopen_wave(desk.kept, arguments.wave, arguments.reason)
    say(
        f"Wave {arguments.wave} is open again, with {number_of(number, 'return')} that had been closed unsigned."
    )
    return 0
