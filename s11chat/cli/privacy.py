"""`s11chat privacy`: what is held of people, who looked at it, and taking it out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from s11chat.cli.desk import Commands, confirm, opened, print_json, say, tell, verb_of
from s11chat.language.plural import number_of

if TYPE_CHECKING:
    from s11chat.services.redacting import Done, Plan
    from s11chat.store.redaction import Redacted

_ANSWERS = "Coded answers, numbers and dates stay, and every chain still verifies. It cannot be undone."


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser(
        "privacy", help="personal data: what is held and why, who looked, redact, purge", description=_ANSWERS
    )
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    report = verb_of(
        verbs, "report", "what is held of people, how much, why, until when, who may see it", _report
    )
    report.add_argument("wave")
    report.add_argument("--json", action="store_true")
    log = verb_of(verbs, "log", "who opened which case, saw contact details or took something out", _log)
    log.add_argument("wave")
    log.add_argument("--case", default="", metavar="REF", help="one case of it, by its ref")
    log.add_argument("--json", action="store_true")
    redact = verb_of(
        verbs, "redact", "take a person of a case, or all that was said in it, out of it for good", _redact
    )
    redact.add_argument("case", metavar="CASE")
    redact.add_argument("name", nargs="?", default="", help="the person; left out, everybody of the case")
    redact.add_argument("--reason", required=True, help="why, kept on record without their name")
    _doing(redact)
    redact.add_argument("--yes", action="store_true", help="do not ask")
    purge = verb_of(verbs, "purge", "take everybody out of a closed wave whose time is over", _purge)
    purge.add_argument("wave")
    purge.add_argument("--reason", default="", help="why, kept on record; left out, that its time is over")
    _doing(purge)
    purge.add_argument(
        "--confirm", default="", metavar="WAVE", help="the wave's name once more, instead of being asked"
    )
    verb_of(
        verbs, "sweep", "write the database anew, so that no trace of what was redacted is left in it", _sweep
    )


def _doing(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    verb.add_argument("--json", action="store_true")


def _report(arguments: argparse.Namespace) -> int:
    from s11chat.services.disclosing import disclosure, lines

    with opened(arguments) as desk:
        found = disclosure(desk.kept, arguments.wave)
    if arguments.json:
        until = found.retain_until.isoformat() if found.retain_until else None
        print_json({**asdict(found), "retain_until": until})
    else:
        tell("\n".join(lines(found)))
    return 0


def _log(arguments: argparse.Namespace) -> int:
    from s11chat.services.witnessing import looks

    with opened(arguments) as desk:
        found = looks(desk.kept, arguments.wave, arguments.case)
    if arguments.json:
        print_json([{**asdict(one), "at": one.at.isoformat()} for one in found])
        return 0
    for one in found:
        detail = f": {one.detail}" if one.detail else ""
        tell(
            f"{one.at.astimezone():%Y-%m-%d %H:%M}  {one.case or arguments.wave:<20} {one.by} ({one.role or 'no role'}) {one.did}{detail}"
        )
    if not found:
        say("Nobody has looked yet.")
    return 0


def _redact(arguments: argparse.Namespace) -> int:
    from s11chat.services.redacting import carry_out, redaction_of

    with opened(arguments) as desk:
        plan = redaction_of(desk.kept, arguments.case, arguments.name, arguments.reason)
        if arguments.dry_run:
            return _foretell(plan, arguments)
        _tell_plan(plan, say)
        who = arguments.name or "everybody"
        confirm(f"Redact {who} of {arguments.case} for good?", yes=arguments.yes)
        done = carry_out(desk.kept, plan)
    return _told(done, arguments)


def _purge(arguments: argparse.Namespace) -> int:
    from s11chat.errors import RefusedError
    from s11chat.services.redacting import carry_out, purge_of

    with opened(arguments) as desk:
        plan = purge_of(desk.kept, arguments.wave, arguments.reason)
        if arguments.dry_run:
            return _foretell(plan, arguments)
        _tell_plan(plan, say)
        if (arguments.confirm or _typed(arguments.wave)) != arguments.wave:
            raise RefusedError("That is not the wave's name: nothing was changed.")
        done = carry_out(desk.kept, plan)
    return _told(done, arguments)


def _typed(wave: str) -> str:
    """The name of the wave as somebody types it. Raises RefusedError where nobody can be asked."""
    from s11chat.errors import RefusedError

    if not sys.stdin.isatty():
        raise RefusedError(f"This takes everybody out of {wave} for good. Add --confirm {wave} to do it.")
    print("Type the wave's name to do it: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def _sweep(arguments: argparse.Namespace) -> int:
    from s11chat.services.redacting import sweep

    with opened(arguments) as desk:
        wiped = sweep(desk.kept)
    say("Done: nothing redacted is left in the database." if wiped else _IN_USE)
    return 0 if wiped else 4


_IN_USE = (
    "Others have the database open, or you lack the right to write it anew: traces may be left in it until "
    "'s11chat privacy sweep' has run."
)


def _foretell(plan: Plan, arguments: argparse.Namespace) -> int:
    if arguments.json:
        print_json({**_data(plan.foreseen), "copies": list(plan.copies)})
    else:
        _tell_plan(plan, tell)
        say("Nothing was changed.")
    return 0


def _tell_plan(plan: Plan, to: Callable[[str], None]) -> None:
    found = plan.foreseen
    for what, number in found.rows.items():
        to(f"  {number:>6,} {what}")
    if found.removed:
        to(f"  {found.removed:>6,} rows of the access log and of wrong tries removed")
    if not found.rows and not found.removed:
        to("  nothing: there is nothing of theirs left")
    if found.good or found.bad:
        signatures = number_of(found.good + found.bad, "signature")
        bad = f", {found.bad} of them not good now" if found.bad else ""
        to(f"{signatures} touched{bad}: shown from then on as 'was good; the text has been redacted since'.")
    to(_ANSWERS)
    if plan.copies:
        to("Copies stay as they are, and are yours to look after:")
        for copy in plan.copies:
            to(f"  {copy}")


def _told(done: Done, arguments: argparse.Namespace) -> int:
    if arguments.json:
        print_json({**_data(done.redacted), "wiped": done.wiped})
    else:
        say(
            f"Redacted: {number_of(sum(done.redacted.rows.values()), 'row')} in {number_of(len(done.redacted.cases), 'return')}."
        )
    if not done.wiped:
        say(_IN_USE)
    return 0


def _data(found: Redacted) -> dict[str, Any]:
    return {
        "rows": dict(found.rows),
        "removed": found.removed,
        "cases": list(found.cases),
        "signatures_good": found.good,
        "signatures_not_good": found.bad,
    }
