"""`s11chat duplicates`: the duplicates court, where two cases may be one organisation."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from s11chat.cli.desk import Commands, confirm, opened, print_json, say, tell, verb_of

if TYPE_CHECKING:
    from s11chat.services.courtview import MatterLine, Side, Sides
VERBS = frozenset(("list", "show", "decide", "distinct", "accept", "undo"))


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser(
        "duplicates",
        help="two cases that may be one organisation: list, show, decide, distinct, accept, undo",
        description="Decides where an organisation may stand in a wave twice, or not belong in it. "
        "Without a verb, `s11chat duplicates WAVE` lists what there is to decide.",
    )
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    listed = _verb(verbs, "list", "what there is to decide in a wave, and what was decided", _list)
    listed.add_argument("--open", action="store_true", help="only what is not decided yet")
    listed.add_argument("--json", action="store_true")
    shown = _verb(
        verbs,
        "show",
        "two returns side by side; with one REF, its answers by the mode they were given in",
        _show,
    )
    shown.add_argument("ref", metavar="REF")
    shown.add_argument("other", metavar="REF", nargs="?", default="")
    shown.add_argument("--json", action="store_true")
    decided = _verb(
        verbs, "decide", "one return counts, the other is left out; its answers are kept", _decide
    )
    decided.add_argument("keep", metavar="KEEP", help="the ref of the case that counts")
    decided.add_argument("drop", metavar="DROP", help="the ref of the case that is left out")
    apart = _verb(verbs, "distinct", "both stand: two organisations, not proposed again", _distinct)
    apart.add_argument("ref", metavar="REF")
    apart.add_argument("other", metavar="REF")
    accepted = _verb(
        verbs,
        "accept",
        "one case: it is abolished as it was coded, or the answers of two modes stand as they do",
        _accept,
    )
    accepted.add_argument("ref", metavar="REF")
    back = _verb(verbs, "undo", "take back what was decided, or coded, about a case", _undo)
    back.add_argument("ref", metavar="REF")
    for verb in (decided, apart, accepted, back):
        verb.add_argument("--reason", required=True, metavar="TEXT")
    for verb in (decided, accepted):
        verb.add_argument("--yes", action="store_true", help="do not ask")


def _verb(
    verbs: Commands[argparse.ArgumentParser],
    name: str,
    does: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    verb = verb_of(verbs, name, does, run)
    verb.add_argument("wave", metavar="WAVE")
    return verb


def _list(arguments: argparse.Namespace) -> int:
    from s11chat.line.court import matter_lines
    from s11chat.services.judging import docket

    with opened(arguments) as desk:
        lines = docket(desk.kept, arguments.wave)
    if arguments.open:
        lines = tuple(line for line in lines if line.verdict is None)
    if arguments.json:
        print_json([_matter(line) for line in lines])
        return 0
    for line in lines:
        for text in matter_lines(line):
            tell(text)
    if not any(line.verdict is None for line in lines):
        say("Nothing is left to decide.")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    from s11chat.line.court import sides_lines
    from s11chat.services.judging import sides

    with opened(arguments) as desk:
        found = sides(desk.kept, arguments.wave, arguments.ref, arguments.other)
    if arguments.json:
        print_json(_sides(found))
        return 0
    for line in sides_lines(found, modes=not arguments.other):
        tell(line)
    return 0


def _decide(arguments: argparse.Namespace) -> int:
    from s11chat.services.deciding import Court

    with opened(arguments) as desk:
        court = Court(desk.kept, arguments.wave)
        told = court.foretold(arguments.keep, arguments.drop)
        confirm(f"{told} Leave it out?", yes=arguments.yes)
        court.decide(arguments.keep, arguments.drop, arguments.reason, signed=True)
    say(f"{arguments.wave}/{arguments.drop} is left out; {arguments.keep} goes on. 'undo' takes it back.")
    return 0


def _distinct(arguments: argparse.Namespace) -> int:
    from s11chat.services.deciding import Court

    with opened(arguments) as desk:
        Court(desk.kept, arguments.wave).distinct(arguments.ref, arguments.other, arguments.reason)
    say(f"{arguments.ref} and {arguments.other} both stand and are not proposed again.")
    return 0


def _accept(arguments: argparse.Namespace) -> int:
    from s11chat.services.deciding import Court

    with opened(arguments) as desk:
        court = Court(desk.kept, arguments.wave)
        signed = court.signed(arguments.ref)
        if signed and court.ends(arguments.ref):
            confirm(f"{court.foretold(arguments.ref)} Leave it out?", yes=arguments.yes)
        said = court.accept(arguments.ref, arguments.reason, signed=signed)
    say(said)
    return 0


def _undo(arguments: argparse.Namespace) -> int:
    from s11chat.services.deciding import Court

    with opened(arguments) as desk:
        said = Court(desk.kept, arguments.wave).undo(arguments.ref, arguments.reason)
    say(said)
    return 0


def _matter(line: MatterLine) -> dict[str, Any]:
    said = line.verdict
    return {
        "matter": line.matter.value,
        "refs": list(line.refs),
        "names": list(line.names),
        "states": [state.value for state in line.states],
        "score": line.score,
        "because": line.because,
        "decided": said
        and {
            "kept": said.kept,
            "dropped": said.dropped,
            "by": said.by,
            "at": said.at.isoformat(),
            "reason": said.reason,
        },
    }


def _sides(found: Sides) -> dict[str, Any]:
    return {
        "left": _side(found.left),
        "right": _side(found.right),
        "proposed": found.keep,
        "because": found.because,
        "same": found.same,
        "differing": [vars(one) for one in found.differing],
    }


def _side(side: Side) -> dict[str, Any]:
    times = {name: getattr(side, name) for name in ("first", "last", "finished")}
    return {**vars(side), **{name: at and at.isoformat() for name, at in times.items()}}
