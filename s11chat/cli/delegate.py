"""`s11chat delegate`: parts of a return asked of other people, by its lead, by a delegate, or by the office."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from s11chat.cli.desk import Commands, opened, print_json, say, tell

if TYPE_CHECKING:
    from s11chat.services.delegating import Delegating
    from s11chat.services.partition import DelegationLine


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser(
        "delegate",
        help="parts of a return asked of other people: give, list, recall",
        description="A lead, or a delegate who asks a colleague, gives their access code in S11CHAT_CODE; without one "
        "the office acts. Whoever is asked gets a code of their own and sees their part alone.",
    )
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    give = verbs.add_parser(
        "give", help="ask somebody for sections or questions; prints their code, shown once"
    )
    give.add_argument("case", metavar="CASE")
    give.add_argument("part", metavar="PART", help="sections and questions such as '2, 5.1', or all")
    give.add_argument("name")
    give.add_argument("--title", default="", help="what they are")
    give.add_argument("--email", default="")
    give.add_argument("--phone", default="")
    give.add_argument("--due", default="", metavar="DAY", help="by when: Friday, 12 March, 2026-03-12")
    give.add_argument("--note", default="", metavar="TEXT", help="a word to them")
    give.add_argument("--json", action="store_true")
    give.set_defaults(run=_give)
    listed = verbs.add_parser("list", help="who was asked for what, and how far it is")
    listed.add_argument("case", metavar="CASE")
    listed.add_argument("--json", action="store_true")
    listed.set_defaults(run=_list)
    recall = verbs.add_parser("recall", help="take a part back; answers already given stay")
    recall.add_argument("case", metavar="CASE")
    recall.add_argument("number", type=int, metavar="N", help="its number in the list")
    recall.add_argument("--note", default="", metavar="TEXT", help="why")
    recall.set_defaults(run=_recall)


@contextmanager
def _delegating(arguments: argparse.Namespace) -> Iterator[Delegating]:
    from s11chat.services.delegating import Delegating

    with opened(arguments) as desk:
        code = os.environ.get("S11CHAT_CODE")
        by = desk.admit(code) if code else None
        if by is not None:
            desk.own_case(by, arguments.case)
        yield Delegating(desk.kept, arguments.case, by)


def _give(arguments: argparse.Namespace) -> int:
    told = {name: getattr(arguments, name) for name in ("title", "email", "phone", "due", "note")}
    with _delegating(arguments) as work:
        issued = work.give(arguments.part, arguments.name, **told)
    expires = issued.expires.isoformat(timespec="seconds")
    if arguments.json:
        print_json({"case": issued.case, "role": issued.role.value, "code": issued.code, "expires": expires})
        return 0
    print(issued.code)
    sys.stdout.flush()
    say(f"For {issued.person}, until {issued.expires:%d %B %Y}. It is shown only now.")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    with _delegating(arguments) as work:
        lines = work.lines()
    if arguments.json:
        print_json([_structure(line) for line in lines])
        return 0
    for line in lines:
        by_day = (
            f", by {line.due.day} {line.due:%B %Y}{' (over)' if line.overdue else ''}" if line.due else ""
        )
        why = f" ({line.why})" if line.why else ""
        tell(
            f"{line.number:>4}  {line.state:<8} {line.settled:>3} of {line.asked:<3} {line.name}: {line.part}{by_day}{why}"
        )
    if not lines:
        say("Nobody was asked for a part of it.")
    return 0


def _structure(line: DelegationLine) -> dict[str, object]:
    return {
        "number": line.number,
        "name": line.name,
        "title": line.title,
        "part": line.part,
        "by": line.by,
        "due": line.due.isoformat() if line.due else None,
        "overdue": line.overdue,
        "settled": line.settled,
        "asked": line.asked,
        "state": line.state,
        "note": line.note,
        "why_recalled": line.why,
    }


def _recall(arguments: argparse.Namespace) -> int:
    with _delegating(arguments) as work:
        name = work.recall(arguments.number, arguments.note)
    say(f"Taken back from {name}. What they answered stays.")
    return 0
