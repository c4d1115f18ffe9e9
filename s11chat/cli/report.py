"""`s11chat report`: figures of a wave, as tables to read and as data."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from s11chat.cli.desk import Commands, opened, say, tell, width
from s11chat.errors import UsageError

if TYPE_CHECKING:
    from fractions import Fraction

FORMATS = ("terminal", "csv", "json")
_SHARE = re.compile(r"0|1|[01]?\.[0-9]{1,9}")


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser(
        "report",
        help="figures of a wave: response, weighting, reliability, rates, delegates, field diary, interviewers, timings, agreement",
    )
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    response = _verb(verbs, "response", "who answered, by type of organisation, and what answers weigh")
    response.set_defaults(run=_response)
    weighting = _verb(
        verbs, "weighting", "what a return of each type weighs, and the profile with and without"
    )
    weighting.set_defaults(run=_weighting)
    reliable = _verb(verbs, "reliability", "sampling tolerances, and by how much two groups must differ")
    reliable.set_defaults(run=_reliability)
    rates = _verb(verbs, "rates", "how cases ended, and response, cooperation, refusal and contact rates")
    rates.add_argument("--by", choices=("type", "group"), default="type", help="what a row is (type)")
    rates.add_argument(
        "--e", metavar="SHARE", help="the share of unknown cases that is eligible, 0 to 1; else estimated"
    )
    rates.set_defaults(run=_rates)
    who_gave = _verb(
        verbs, "delegates", "delegates beside original recipients, and where their answers differ"
    )
    who_gave.set_defaults(run=_delegates)
    diary = _verb(verbs, "diary", "what each day of the fieldwork brought, and who is waited for")
    diary.add_argument("--from", dest="first", metavar="DATE", help="the first day, such as 2026-09-01")
    diary.add_argument("--to", dest="last", metavar="DATE", help="the last day")
    diary.set_defaults(run=_diary)
    who = _verb(verbs, "interviewers", "what each interviewer's calls came to, and the time it took")
    who.set_defaults(run=_interviewers)
    timings = _verb(verbs, "timings", "how long each question took to answer, by telephone and online")
    timings.set_defaults(run=_timings)
    agreed = _verb(
        verbs, "agreement", "how far own and moderated ratings agree, and moderators with each other"
    )
    agreed.set_defaults(run=_agreement)


def _verb(verbs: Commands[argparse.ArgumentParser], name: str, said: str) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=said)
    verb.add_argument("wave")
    verb.add_argument("--format", choices=FORMATS, default="terminal", help="a table to read, or data")
    return verb


def _response(arguments: argparse.Namespace) -> int:
    from s11chat.report import response as paper
    from s11chat.services.counting import response

    with opened(arguments) as desk:
        report = response(desk.kept, arguments.wave)
    return _printed(arguments, paper, report)


def _weighting(arguments: argparse.Namespace) -> int:
    from s11chat.report import weighting as paper
    from s11chat.services.counting import response

    with opened(arguments) as desk:
        report = response(desk.kept, arguments.wave)
    return _printed(arguments, paper, report)


def _reliability(arguments: argparse.Namespace) -> int:
    from s11chat.report import reliability as paper
    from s11chat.services.counting import reliability

    with opened(arguments) as desk:
        report = reliability(desk.kept, arguments.wave)
    return _printed(arguments, paper, report)


def _rates(arguments: argparse.Namespace) -> int:
    from s11chat.report import rates as paper
    from s11chat.services.counting import rates

    e = _share(arguments.e) if arguments.e is not None else None
    with opened(arguments) as desk:
        report = rates(desk.kept, arguments.wave, arguments.by, e)
    return _printed(arguments, paper, report)


def _delegates(arguments: argparse.Namespace) -> int:
    from s11chat.report import delegates as paper
    from s11chat.services.authoring import delegates

    with opened(arguments) as desk:
        report = delegates(desk.kept, arguments.wave)
    return _printed(arguments, paper, report)


def _diary(arguments: argparse.Namespace) -> int:
    from s11chat.report import diary as paper
    from s11chat.services.chronicling import as_day, field_diary

    days = [as_day(text) if text else None for text in (arguments.first, arguments.last)]
    with opened(arguments) as desk:
        report = field_diary(desk.kept, arguments.wave, *days)
    return _printed(arguments, paper, report)


def _interviewers(arguments: argparse.Namespace) -> int:
    from s11chat.report import interviewers as paper
    from s11chat.services.timing import interviewers

    with opened(arguments) as desk:
        report = interviewers(desk.kept, arguments.wave)
    return _printed(arguments, paper, report)


def _timings(arguments: argparse.Namespace) -> int:
    from s11chat.report import timings as paper
    from s11chat.services.timing import question_timings

    with opened(arguments) as desk:
        report = question_timings(desk.kept, arguments.wave)
    return _printed(arguments, paper, report)


def _agreement(arguments: argparse.Namespace) -> int:
    from s11chat.report import agreement as paper
    from s11chat.services.concurring import concurrence

    with opened(arguments) as desk:
        report = concurrence(desk.kept, arguments.wave)
    return _printed(arguments, paper, report)


def _printed(arguments: argparse.Namespace, paper: Any, report: Any) -> int:
    """Prints a report in the format asked for; `paper` is the module that knows how it is written."""
    match arguments.format:
        case "csv":
            _data(paper.as_csv(report), paper.notes(report))
        case "json":
            print(paper.as_json(report))
        case _:
            tell("\n".join(paper.as_text(report, width())))
    return 0


def _share(text: str) -> Fraction:
    from fractions import Fraction

    share = Fraction(text) if _SHARE.fullmatch(text) else None
    if share is None or share > 1:
        raise UsageError(f"'{text}' is no share: give one from 0 to 1, such as --e 0.9.")
    return share


def _data(made: str, notes: Sequence[str]) -> None:
    """Data alone on standard output, what has to be known of it beside."""
    print(made, end="")
    for note in notes:
        say(note)
