"""`s11chat actions`: action plans; what was agreed, how it goes, what is late, and asking after it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from s11chat.cli import actions_report
from s11chat.cli.desk import Commands, opened, print_json, say, tell, verb_of
from s11chat.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from s11chat.assurance.action import Action, Chased
    from s11chat.services.desk import Desk
    from s11chat.services.undertaking import Undertakings
    from s11chat.services.view import Admission


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser(
        "actions",
        help="action plans: what was agreed, how it goes, what is late; report and export",
        description="A lead or a delegate gives their access code in S11CHAT_CODE; without one the office looks, and asks "
        "after plans. An action is called by its question (5.1), one that was added by its number too (5.1+1).",
    )
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    listed = verb_of(verbs, "list", "the actions of a case or of a whole wave, what is late first", _list)
    listed.add_argument("target", metavar="CASE|WAVE", help="a case, WAVE/REF, or a wave")
    which = listed.add_mutually_exclusive_group()
    which.add_argument("--overdue", action="store_true", help="only those whose day is over")
    which.add_argument("--soon", type=int, metavar="DAYS", help="only those due within so many days")
    which.add_argument(
        "--commissioned",
        action="store_true",
        help="the plans of those whom the lead's organisation commissions",
    )
    listed.add_argument("--json", action="store_true")
    shown = _verb(verbs, "show", "one action with all that was told of it and asked after it", _show)
    shown.add_argument("--json", action="store_true")
    _agreeing(verbs)
    update = _verb(verbs, "update", "tell how an action goes; signatures stand", _update)
    update.add_argument(
        "words",
        metavar="WORDS",
        nargs="?",
        default="",
        help="such as 'under way 50%% half are booked', or done",
    )
    update.add_argument("--day", default="", metavar="DAY", help="the day it is about (today)")
    update.add_argument("--expected", default="", metavar="DAY", help="by when it is expected now")
    _verb(verbs, "undo", "take back what was told last of an action", _undo)
    chase = verb_of(
        verbs, "chase", "ask after a plan, or after one action; whoever leads it reads it", _chase
    )
    chase.add_argument("case", metavar="CASE")
    chase.add_argument("note", metavar="NOTE", help="what is asked")
    actions_report.add(verbs)
    chase.add_argument("--action", default="", metavar="ACTION", help="the action it is about")


def _verb(
    verbs: Commands[argparse.ArgumentParser], name: str, does: str, run: Any
) -> argparse.ArgumentParser:
    """A verb about one action of a case."""
    verb = verb_of(verbs, name, does, run)
    verb.add_argument("case", metavar="CASE")
    verb.add_argument("action", metavar="ACTION", help="its name in the list, such as 5.1 or 5.1+1")
    return verb


def _agreeing(verbs: Commands[argparse.ArgumentParser]) -> None:
    """The verbs that change what is agreed."""
    new = verb_of(
        verbs, "add", "agree on another action for a question; voids a signature on its section", _add
    )
    new.add_argument("case", metavar="CASE")
    new.add_argument("item", metavar="QUESTION", help="the question it belongs to")
    new.add_argument("what", metavar="WHAT", help="what will be done")
    new.add_argument("--owner", required=True, metavar="WHO", help="who does it: a name and a role")
    new.add_argument("--due", required=True, metavar="DAY", help="by when: Friday, 31 March 2027, 2027-03-31")
    new.add_argument("--priority", default="", metavar="TEXT", help="how urgent it is")
    change = _verb(verbs, "change", "agree on something else; voids a signature on its section", _change)
    change.add_argument("--what", default="", metavar="TEXT", help="what will be done")
    change.add_argument("--owner", default="", metavar="WHO", help="who does it; - for nobody any more")
    change.add_argument("--due", default="", metavar="DAY", help="by when; - for no day any more")
    change.add_argument("--priority", default="", metavar="TEXT", help="how urgent it is")
    _verb(verbs, "remove", "take an action that was added out of the plan", _remove)


def admitted(desk: Desk) -> Admission | None:
    """Whoever holds the code in S11CHAT_CODE; None where there is none, and the office acts."""
    code = os.environ.get("S11CHAT_CODE")
    return desk.admit(code) if code else None


@contextmanager
def _plan(arguments: argparse.Namespace, case: str = "") -> Iterator[Undertakings]:
    from s11chat.services.undertaking import Undertakings

    case = case or arguments.case
    with opened(arguments) as desk:
        by = admitted(desk)
        if by is not None:
            desk.own_case(by, case)
        yield Undertakings(desk.kept, case, by)


def _list(arguments: argparse.Namespace) -> int:
    if arguments.commissioned:
        return _commissioned(arguments)
    if "/" not in arguments.target:
        return _of_wave(arguments)
    with _plan(arguments, arguments.target) as work:
        plan, today = work.plan(), work.today
    actions = _wanted(plan.actions, arguments, today)
    if arguments.json:
        print_json([structure(action, today) for action in actions])
        return 0
    from s11chat.line.plan import plan_lines

    for line in plan_lines(actions, plan.chased, today):
        tell(line)
    return 0


def _of_wave(arguments: argparse.Namespace) -> int:
    from s11chat.line.plan import NOTHING, action_lines
    from s11chat.services.progressing import wave_plans

    with opened(arguments) as desk:
        if admitted(desk) is not None:
            raise UsageError("An access code opens one case: name it, WAVE/REF.")
        found, today = wave_plans(desk.kept, arguments.target), desk.kept.today
    kept = [(plan, _wanted(plan.actions, arguments, today)) for plan in found]
    if arguments.json:
        print_json(
            [
                {
                    "case": f"{plan.case.wave}/{plan.case.ref}",
                    "organisation": plan.case.name,
                    **structure(one, today),
                }
                for plan, actions in kept
                for one in actions
            ]
        )
        return 0
    for plan, actions in kept:
        if actions:
            tell(f"{plan.case.wave}/{plan.case.ref}  {plan.case.name}")
        for action in actions:
            for line in action_lines(action, today):
                tell(line)
    if not any(actions for _, actions in kept):
        say(NOTHING)
    return 0


def _commissioned(arguments: argparse.Namespace) -> int:
    from s11chat.line.plan import plan_lines
    from s11chat.services.commissioning import Commissioning

    with opened(arguments) as desk:
        by = admitted(desk)
        if by is None:
            raise UsageError(
                "Whoever leads an organisation that commissions others gives their code in S11CHAT_CODE."
            )
        desk.own_case(by, arguments.target)
        found, today = Commissioning(desk.kept, by).plans(), desk.kept.today
    if arguments.json:
        print_json(
            [
                {
                    "case": one.case,
                    "organisation": one.organisation,
                    "handed_in": one.handed_in,
                    "actions": [structure(action, today) for action in one.actions],
                    "asked": [_asked(word) for word in one.chased],
                }
                for one in found
            ]
        )
        return 0
    for one in found:
        tell(f"{one.case}  {one.organisation}")
        lines = plan_lines(one.actions, one.chased, today) if one.handed_in else ("  Not handed in yet.",)
        for line in lines:
            tell(line)
    if not found:
        say("Nobody in this wave is commissioned by this organisation.")
    return 0


def _wanted(actions: Iterable[Action], arguments: argparse.Namespace, today: date) -> list[Action]:
    from s11chat.assurance.action import urgent_first

    if arguments.soon is not None and not 0 <= arguments.soon <= 1000:
        raise UsageError(f"{arguments.soon} days cannot be: give a number from 0 to 1000.")
    found = urgent_first(actions, today)
    if arguments.overdue:
        return [action for action in found if action.overdue(today)]
    if arguments.soon is not None:
        return [action for action in found if action.due_soon(today, arguments.soon)]
    return list(found)


def structure(action: Action, today: date) -> dict[str, Any]:
    """An action as data; days as YYYY-MM-DD, null where there is none."""
    return {
        "action": action.name,
        "item": action.item,
        "section": action.section,
        "what": action.what,
        "owner": action.owner,
        "due": _iso(action.day),
        "due_said": action.due,
        "expected": _iso(action.expected),
        "priority": action.priority,
        "standing": action.standing.value,
        "percent": action.percent,
        "overdue": action.overdue(today),
        "signed": action.signed,
        "lapsed": action.lapsed,
        "rating": action.rating or None,
        "told": [
            {
                "day": _iso(one.day),
                "standing": one.standing.value if one.standing else None,
                "percent": one.percent,
                "expected": _iso(one.expected),
                "note": one.note,
                "by": one.by,
                "role": one.role,
            }
            for one in action.told
        ],
        "moved": [
            {"on": _iso(one.on), "from": _iso(one.was), "to": _iso(one.became), "agreed": one.agreed}
            for one in action.moved
        ],
        "asked": [_asked(word) for word in action.chased],
    }


def _asked(word: Chased) -> dict[str, Any]:
    return {
        "by": word.by,
        "organisation": word.organisation or None,
        "at": word.at.isoformat(timespec="seconds"),
        "note": word.note,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _show(arguments: argparse.Namespace) -> int:
    from s11chat.line.plan import history_lines

    with _plan(arguments) as work:
        action, today = work.find(arguments.action), work.today
    if arguments.json:
        print_json(structure(action, today))
        return 0
    for line in history_lines(action, today):
        tell(line)
    return 0


def _add(arguments: argparse.Namespace) -> int:
    from s11chat.services.undertaking import Terms

    terms = Terms(arguments.what, arguments.owner, arguments.due, arguments.priority)
    with _plan(arguments) as work:
        action = work.add(arguments.item, terms)
    tell(action.name)
    say(f"Agreed: {action.what}; {action.owner or 'nobody named'}, by {action.due or 'no day'}.")
    return 0


def _change(arguments: argparse.Namespace) -> int:
    from s11chat.services.undertaking import Terms

    terms = Terms(arguments.what, arguments.owner, arguments.due, arguments.priority)
    with _plan(arguments) as work:
        action = work.change(arguments.action, terms)
    say(f"Agreed: {action.what}; {action.owner or 'nobody named'}, by {action.due or 'no day'}.")
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    with _plan(arguments) as work:
        work.take_out(arguments.action)
    say(f"{arguments.action} is no longer in the plan.")
    return 0


def _update(arguments: argparse.Namespace) -> int:
    from s11chat.report.planword import standing_told

    with _plan(arguments) as work:
        action = work.update(
            arguments.action, arguments.words, day=arguments.day, expected=arguments.expected
        )
        today = work.today
    say(f"{action.name}: {standing_told(action, today)}.")
    return 0


def _undo(arguments: argparse.Namespace) -> int:
    from s11chat.report.planword import standing_told, told_told

    with _plan(arguments) as work:
        told = work.take_back(arguments.action)
        action, today = work.find(arguments.action), work.today
    say(f"Taken back: {told_told(told)}. {action.name} is {standing_told(action, today)}.")
    return 0


def _chase(arguments: argparse.Namespace) -> int:
    from s11chat.services.commissioning import Commissioning
    from s11chat.services.undertaking import Undertakings

    with opened(arguments) as desk:
        by = admitted(desk)
        if by is None:
            Undertakings(desk.kept, arguments.case).chase(arguments.note, arguments.action)
        else:
            Commissioning(desk.kept, by).chase(arguments.case, arguments.note, arguments.action)
    say(f"Asked. Whoever leads {arguments.case} reads it beside the plan.")
    return 0
