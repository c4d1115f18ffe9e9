"""The reports that `s11chat report` makes, a line each: what a report says, who reckons it, and who words it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from s11chat.errors import UsageError

_SHARE = re.compile(r"0|1|[01]?\.[0-9]{1,9}")
_POINTS = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3})?")


@dataclass(frozen=True)
class Option:
    """An option of one report; its value reaches the service under `name`, through `read` where one is typed. A flag without
    dashes is an argument, which has to be given unless it is `optional`."""

    flag: str
    name: str
    help: str
    metavar: str | None = None
    choices: tuple[str, ...] | None = None
    default: str | None = None
    accessible: str | None = None
    """What stands for the default in the accessible style; None where that is the same."""
    read: Callable[[str], Any] | None = None
    many: bool = False
    """Whether it takes one value or more, and may be given again."""
    optional: bool = False
    """Whether an argument may be left out."""
    switch: bool = False
    """Whether it takes no value, and is true where it is given."""


@dataclass(frozen=True)
class Entry:
    """One report."""

    name: str
    help: str
    service: str
    """The function of `s11chat.services` that gives its figures, as `module:function`; it takes what is kept, what
    the report is about, and the options by their names."""
    report: str
    """The function of `s11chat.report` that makes a `Report` of these, as `module` for `module:report`."""
    about: str = "wave"
    """The argument that says what it is about: wave or case."""
    options: tuple[Option, ...] = ()


_COHORT = Option("--cohort", "cohort", "one cohort, or group, of organisations", metavar="NAME", default="")
_BEGUN = Option("--begun", "begun", "count returns that are only begun too", switch=True)


def read_share(text: str, example: str = "--share 0.1") -> Fraction:
    """A share from 0 to 1 as it is typed. Raises UsageError for what is none."""
    share = Fraction(text) if _SHARE.fullmatch(text) else None
    if share is None or share > 1:
        raise UsageError(f"'{text[:40]}' is no share: give one from 0 to 1, such as {example}.")
    return share


def _share(text: str) -> Fraction:
    return read_share(text, "--e 0.9")


def _threshold(text: str) -> Fraction:
    number = text.strip().removesuffix("%").strip()
    value = Fraction(number) if _POINTS.fullmatch(number) else None
    if value is None or value > 100:
        raise UsageError(f"'{text}' is no threshold: give a number from 0 to 100, such as --threshold 80.")
    return value


def _way(text: str) -> Any:
    from s11chat.analysis.compliance import Way

    return Way(text)


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 6:
        raise UsageError(f"'{text[:40]}' is no whole number, such as --at-least 10.")
    return int(text)


def _day(text: str) -> date:
    from s11chat.services.chronicling import as_day

    return as_day(text)


_TESTED = (
    Option(
        *(
            "--variance",
            "variance",
            "of a difference: with one population (published), each group's own (accessible style), or linearised",
        ),
        choices=("published", "own", "linearised"),
        default="published",
        accessible="own",
    ),
    Option(
        *("--confidence", "confidence", "in per cent (95)"),
        choices=("90", "95", "99"),
        default="95",
    ),
)
"""How differences are tested."""
_WHERE = Option(
    *("--where", "where", "only returns of which this is true, such as type=DC+TTLA or q6=1"),
    metavar="WHAT=VALUE",
    many=True,
)
_NET = Option(
    *("--net", "nets", "answers put together, such as q7=1+2:Implemented"),
    metavar="QUESTION=CODES",
    many=True,
)
REPORTS = (
    Entry(
        "topline",
        "the questionnaire with the share of every answer",
        "tabulating:topline",
        "topline",
        options=(_NET, _WHERE),
    ),
    Entry(
        "tables",
        "questions by type of organisation or another banner, with tests",
        "tabulating:tables",
        "cross_table",
        options=(
            Option(
                *("--banner", "banner", "what the columns are: a trait or a question (type)"),
                metavar="WHAT",
                many=True,
            ),
            Option(
                "--items", "items", "which questions (all that can be counted)", metavar="ITEM", many=True
            ),
            _WHERE,
            _NET,
            Option("--against-all", "whole", "tests each column with all, not with the others", switch=True),
            Option("--no-letters", "untested", "leaves differences untested", switch=True),
            *_TESTED,
        ),
    ),
    Entry(
        "trace",
        "the returns behind one figure, and what they add up to",
        "tracing:trace",
        "trace",
        options=(
            Option("item", "item", "the question, such as q3.a"),
            Option("option", "option", "an answer or several (1+2), base, or a reason such as off_route"),
            _WHERE,
        ),
    ),
    Entry(
        "response",
        "who answered, by type of organisation, and what answers weigh",
        "counting:response",
        "response",
    ),
    Entry(
        "weighting",
        "what a return of each type weighs, and the profile with and without",
        "counting:response",
        "weighting",
    ),
    Entry(
        "reliability",
        "sampling tolerances, and by how much two groups must differ",
        "counting:reliability",
        "reliability",
    ),
    Entry(
        "rates",
        "how cases ended, and response, cooperation, refusal and contact rates",
        "counting:rates",
        "rates",
        options=(
            Option("--by", "by", "what a row is (type)", choices=("type", "group"), default="type"),
            Option(
                *("--e", "e", "the share of unknown cases that is eligible, 0 to 1; else estimated"),
                metavar="SHARE",
                read=_share,
            ),
        ),
    ),
    Entry(
        "delegates",
        "delegates beside original recipients, and where their answers differ",
        "contrasting:delegates",
        "delegates",
    ),
    Entry(
        "status",
        "online beside telephone, delegated beside direct, signed beside unsigned, with tests",
        "contrasting:status",
        "status",
        options=(
            Option(
                *("--show", "show", "which differences tables have (significant); CSV and JSON have all"),
                choices=("significant", "all"),
                default="significant",
            ),
            *_TESTED,
        ),
    ),
    Entry(
        "trend",
        "what was answered in the waves before, and what has changed since the last",
        "looking_back:trend",
        "trend",
        options=(
            Option(
                *("--with", "others", "the waves to look back to (all that began before)"),
                metavar="WAVE",
                many=True,
            ),
            _TESTED[1],
        ),
    ),
    Entry(
        "test",
        "whether two groups differ in an answer by more than chance, with the whole test",
        "contrasting:one_difference",
        "difference",
        options=(
            Option(
                "answer", "answer", "the answer compared, such as q3.k=1 or q7.f=1+2", metavar="ITEM=CODES"
            ),
            Option("group", "group", "type, group or cohort, or mode=online, q6=1", metavar="GROUP"),
            Option("--against", "against", "another group (all)", metavar="GROUP", default="all"),
            _WHERE,
            *_TESTED,
        ),
    ),
    Entry(
        "diary",
        "what each day of the fieldwork brought, and who is waited for",
        "chronicling:field_diary",
        "diary",
        options=(
            Option("--from", "first", "the first day, such as 2026-09-01", metavar="DATE", read=_day),
            Option("--to", "last", "the last day", metavar="DATE", read=_day),
        ),
    ),
    Entry(
        "interviewers",
        "what each interviewer's calls came to, and the time it took",
        "timing:interviewers",
        "interviewers",
    ),
    Entry(
        "timings",
        "how long each question took to answer, by telephone and online",
        "timing:question_timings",
        "timings",
    ),
    Entry(
        "agreement",
        "how far own and moderated ratings agree, and moderators with each other",
        "concurring:concurrence",
        "agreement",
    ),
    Entry(
        "moderation",
        "own ratings beside the moderated ones that were released, what changed and why, and how far they agree",
        "reweighing:moderation_report",
        "moderation",
    ),
    Entry(
        "plans",
        "action plans by standard and owner, what is overdue, and where a plan is missing",
        "progressing:plan_report",
        "plans",
        options=(
            Option(
                "--from", "first", "the first day (six months before the last)", metavar="DATE", read=_day
            ),
            Option("--to", "last", "the last day (today)", metavar="DATE", read=_day),
        ),
    ),
    Entry(
        "exceptions",
        "who does not meet which standard, what they wrote, plans, what fell, and who meets them all",
        "excepting:exceptions",
        "exceptions",
        options=(
            _COHORT,
            Option("--standard", "standard", "one standard, such as 5.4", metavar="ID", default=""),
            Option("--unnamed", "unnamed", "counts by cohort, and nothing that says who", switch=True),
            _BEGUN,
        ),
    ),
    Entry(
        "compliance",
        "how far each standard is met, by cohort and commissioner, and scores where a dialog has them",
        "complying:compliance",
        "compliance",
        options=(
            Option(
                *("--not-applicable", "way"),
                "who holds that a standard does not apply: counted as not answered, as rating audits are published "
                "(not-answered), in a column of its own (apart), out of what percentages are of (left-out), or out "
                "with those who did not answer (rated); else as the dialog has it",
                choices=("not-answered", "apart", "left-out", "rated"),
                read=_way,
            ),
            _COHORT,
            Option(
                *("--threshold", "threshold", "mark what this share or more meets fully"),
                metavar="PERCENT",
                read=_threshold,
            ),
            Option(
                *("--mean", "mean", "mark what scores this or more in the mean"),
                metavar="POINTS",
                read=_threshold,
            ),
            Option("--scores", "scores", "the scores alone, of a dialog that has them", switch=True),
            Option(
                *(
                    "--rule",
                    "rule",
                    "scores under another rule of the dialog beside its own, such as as_published",
                ),
                metavar="NAME",
                default="",
            ),
            _BEGUN,
        ),
    ),
    Entry(
        "benchmark",
        "an organisation beside its type and all, with quartiles and ranks; without one, types beside each other",
        "benchmarking:benchmark",
        "benchmark",
        options=(
            Option("case", "case", "the organisation, by its ref (none)", metavar="CASE", optional=True),
        ),
    ),
    Entry(
        "return",
        "one organisation's return in words, how it stands, and how many others said the same; to send to its lead",
        "presenting:one_return",
        "one_return",
        about="case",
    ),
    Entry(
        "coding",
        "open answers: what is coded, what stands under 'other', agreement, what is left",
        "backcoding:coding_figures",
        "coding",
        options=(Option("--item", "item", "one question alone", metavar="ITEM"),),
    ),
    Entry(
        "quotes",
        "the quotations that were approved, attributed no more narrowly than is safe",
        "quoting:quotes_report",
        "quotes",
        options=(
            Option(
                *("--at-least", "least", "returns that a type or group must have to be named (10)"),
                metavar="N",
                read=_number,
            ),
        ),
    ),
)
"""In the order of the help."""
_PLAN = "action action_update response"
HOLDS = {
    "coding": "response",
    "quotes": "fact",
    "diary": "person.name",
    "trace": "response",
    "exceptions": f"{_PLAN} remark moderation",
    "moderation": "moderator moderation challenge response",
    "plans": _PLAN,
    "return": "response remark query signature evidence action action_update person.name moderation",
    "interviewers": "call.by_name",
}
"""The reports that hold something of people, with the tables or columns of the database that it stands in."""
