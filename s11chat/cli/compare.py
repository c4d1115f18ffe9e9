"""`s11chat dialog diff`: what two dialogs differ in, and which figures can still be set side by side."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from s11chat.cli.desk import print_json, tell
from s11chat.language.plural import number_of

if TYPE_CHECKING:
    from s11chat.dialog.change import Change, Effect
    from s11chat.dialog.difference import Difference
    from s11chat.dialog.model import Dialog

Verbs = argparse._SubParsersAction
WIDTH = 100
NAMED = 4
"""Questions that are named where many have the same change; the others are counted."""


def add(verbs: Verbs[argparse.ArgumentParser]) -> None:
    """Adds the verb."""
    verb = verbs.add_parser(
        "diff",
        help="what changed from one dialog to another, and what that does to comparing figures",
        description="Says in words what people will notice, what allows least comparing first. Wording is judged by "
        "its words alone: whoever compares figures has the last word.",
    )
    verb.add_argument("before", metavar="A", help="the earlier dialog: its short name, or its file")
    verb.add_argument("after", metavar="B", help="the later one")
    verb.add_argument("--json", action="store_true")
    verb.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from s11chat.cli.dialog import find
    from s11chat.dialog.difference import difference

    found = difference(*(find(arguments.settings, id_) for id_ in (arguments.before, arguments.after)))
    if arguments.json:
        print_json(_record(found))
    else:
        tell("\n".join(_lines(found)))
    return 0


def _lines(found: Difference) -> Iterator[str]:
    from s11chat.dialog.change import Effect

    yield f"From {_named(found.before)} to {_named(found.after)}: {found.effect}."
    for effect in reversed(Effect):
        changes = [change for change in found.changes if change.effect is effect]
        if changes:
            yield f"\n{_HEADING[effect.name]}"
            for change in changes:
                yield from _change(change)
    if not found.changes:
        yield "\nNothing that people or figures would notice has changed."
    yield f"\n{_counted(found)}"
    if found.changes and _named(found.before) == _named(found.after):
        yield f"Both say version {found.after.version}: give the later one a version of its own."


_HEADING = {
    "BREAK": "Not comparable any more",
    "CAUTION": "Comparable with caution",
    "COMPARABLE": "Comparable, though it changed",
}


def _named(dialog: Dialog) -> str:
    return f"{dialog.dialog} {dialog.version}"


def _change(change: Change) -> Iterator[str]:
    shown, rest = change.questions[:NAMED], change.questions[NAMED:]
    more = f" and {len(rest)} more" if rest else ""
    about = f"{', '.join(shown)}{more}" if shown else "The dialog"
    said = f"{about}: {change.says}."
    yield from wrap(said, WIDTH, initial_indent="  ", subsequent_indent="    ")
    if change.means:
        meant = f"-> {change.means}."
        yield from wrap(meant, WIDTH, initial_indent="    ", subsequent_indent="       ")


def _counted(found: Difference) -> str:
    from s11chat.dialog.change import Effect

    by = {effect: sum(1 for each in found.compared.values() if each is effect) for effect in Effect}
    told = [
        f"{by[Effect.COMPARABLE]} compare as they are",
        f"{by[Effect.CAUTION]} with caution",
        f"{by[Effect.BREAK]} not at all",
    ]
    return (
        f"{number_of(len(found.compared), 'question')} in both: {', '.join(told)}. "
        f"New: {len(found.added)}. Gone: {len(found.removed)}."
    )


def _record(found: Difference) -> dict[str, Any]:
    from s11chat.dialog.change import Effect

    return {
        "before": {"dialog": found.before.dialog, "version": found.before.version},
        "after": {"dialog": found.after.dialog, "version": found.after.version},
        "comparability": _key(found.effect),
        "questions": {
            **{
                _key(effect): [id_ for id_, each in found.compared.items() if each is effect]
                for effect in Effect
            },
            "added": list(found.added),
            "removed": list(found.removed),
        },
        "changes": [
            {
                "questions": list(change.questions),
                "aspect": change.aspect.value,
                "comparability": _key(change.effect),
                "says": change.says,
                "means": change.means,
            }
            for change in found.changes
        ],
    }


def _key(effect: Effect) -> str:
    return effect.name.lower()
