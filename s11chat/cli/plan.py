"""How the fieldwork of a wave is done, on the command line: options that `wave new` and `wave plan` share."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from s11chat.cli.desk import Commands, opened, print_json, say, tell

if TYPE_CHECKING:
    from s11chat.fieldwork.plan import Plan

_OPTIONS = (
    ("hours", "HOURS", "when people may be called, 'Mon-Fri 9:00-17:00; not 2026-12-25'"),
    ("slots", "SLOTS", "the parts of a calling day, 'morning until 12; afternoon until 17; late'"),
    ("helpline", "TEXT", "what people ring or write to with questions"),
    ("sender", "ADDRESS", "the address that letters come from"),
    ("organiser", "NAME", "who runs the audit, as letters name it"),
    ("link", "URL", "where people answer online"),
    ("retain-until", "DATE", "the day until which names, contact details and free words are kept"),
)
_NUMBERS = (
    ("attempts", "attempts a case may take"),
    ("hold-minutes", "minutes a case stays with an interviewer who does nothing"),
    ("online-days", "days a case is left alone after the link was sent"),
    ("evidence-months", "months after which it is asked whether a document has a later version"),
)
DRAFT = """\
# The plan of a wave's fieldwork. Leave out what you do not need.
stages:
  - advance: 2026-09-01          # a letter that tells leads what is coming
  - invitation: 2026-09-07       # the letter with the access code
  - reminder: 2026-09-21         # to those who have not begun, or not finished
  - reminder: 2026-10-05
  - online closes: 2026-10-16    # the last day for answers without a call
  - telephone: 2026-10-19        # from here on the rest are called
  - closes: 2026-12-18
hours: Mon-Fri 9:00-17:00; not 2026-10-30
slots: morning until 12:00; midday until 14:00; afternoon until 17:00; late
attempts: 8                      # how often a case may be tried
hold_minutes: 30                 # how long a case stays with an interviewer who does nothing
online_days: 7                   # how long a case is left alone after the link was sent
evidence_months: 24              # how old a document may be before a later one is asked for
partial: 0.5                     # the share of the questions that makes a return partly complete
helpline: 01632 960 100
sender: audit@example.org
organiser: The Safeguarding Partnership
link: ""
outcomes: ""                     # rows of CSV that replace or add outcomes of calls
retain_until: 2029-03-31         # names, contact details and free words may be purged after this day
"""


def add_options(verb: argparse.ArgumentParser) -> None:
    """Adds the options that say how the fieldwork is done."""
    verb.add_argument(
        "--stage",
        action="append",
        default=[],
        metavar="STAGE=DATE",
        help="advance, invitation, reminder, 'online closes', telephone or closes, and its day; may come again",
    )
    for name, metavar, does in _OPTIONS:
        verb.add_argument(f"--{name}", metavar=metavar, help=does)
    for name, does in _NUMBERS:
        verb.add_argument(f"--{name}", type=int, metavar="N", help=does)


def add_verb(verbs: Commands[argparse.ArgumentParser]) -> None:
    """Adds `wave plan`."""
    verb = verbs.add_parser(
        "plan", help="how the fieldwork is done: stages, calling hours, attempts, helpline"
    )
    verb.add_argument("wave", nargs="?")
    verb.add_argument(
        "plan_file", nargs="?", type=Path, metavar="PLAN.yaml", help="a written plan to count from now on"
    )
    add_options(verb)
    verb.add_argument("--draft", action="store_true", help="print a plan to write your own from")
    verb.add_argument("--json", action="store_true")
    verb.set_defaults(run=_plan)


def changes(arguments: argparse.Namespace) -> dict[str, Any]:
    """What the options change in a plan; empty where none is given."""
    from s11chat.errors import UsageError

    found: dict[str, Any] = {}
    for option in (*(name for name, *_ in _OPTIONS), *(name for name, _ in _NUMBERS)):
        name = option.replace("-", "_")
        value = getattr(arguments, name)
        if value is not None:
            found[name] = value
    stages = []
    for given in arguments.stage:
        stage, equals, day = given.partition("=")
        if not equals:
            raise UsageError(f"'{given[:60]}' is no stage with its day: write --stage invitation=2026-09-07.")
        stages.append({"stage": stage.strip(), "on": day.strip()})
    return {**found, "stages": stages} if stages else found


def _plan(arguments: argparse.Namespace) -> int:
    from s11chat.errors import UsageError
    from s11chat.exchange.sheet import text_of
    from s11chat.services import planning

    if arguments.draft:
        tell(DRAFT.rstrip())
        return 0
    if not arguments.wave:
        raise UsageError("Name a wave: s11chat wave plan audit-26. A plan to write your own from: --draft.")
    changed = changes(arguments)
    with opened(arguments) as desk:
        doubtful: tuple[str, ...] = ()
        if arguments.plan_file is not None:
            text = text_of(arguments.plan_file)
            plan, doubtful = planning.settle(desk.kept, arguments.wave, text, arguments.plan_file.name)
        if changed:
            plan, doubtful = planning.change(desk.kept, arguments.wave, changed)
        plan = planning.plan_of(desk.kept, arguments.wave)
    for doubt in doubtful:
        say(doubt)
    if arguments.json:
        print_json(plan.model_dump(mode="json"))
    else:
        tell(shown(plan))
    return 0


def shown(plan: Plan) -> str:
    """A plan for people to read, a line each."""
    lines = [f"{stage.stage.value:<16} {stage.on:%a %d %B %Y}" for stage in plan.in_order()]
    told = (
        ("calls", str(plan.calling_hours)),
        ("attempts", f"at most {plan.attempts}"),
        ("held", f"{plan.hold_minutes} minutes without a sign of life"),
        ("after the link", f"{plan.online_days} days without a call"),
        ("evidence", f"asked after once it is {plan.evidence_months} months old"),
        ("helpline", plan.helpline or "none yet"),
        ("letters from", plan.sender or "nobody yet"),
        ("organiser", plan.organiser or "not named"),
        ("online at", plan.link),
        ("kept until", f"{plan.retain_until:%a %d %B %Y}" if plan.retain_until else "no day set yet"),
    )
    lines += [f"{name:<16} {value}" for name, value in told if value]
    return "\n".join(lines)
