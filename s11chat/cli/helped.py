"""`s11chat kb used`: which help was read on a case, so that it can be set against the ratings given."""

from __future__ import annotations

import argparse

Verbs = argparse._SubParsersAction


def add(verbs: Verbs[argparse.ArgumentParser]) -> None:
    """Adds the verb."""
    verb = verbs.add_parser("used", help="which articles were read on a case, on what, how deep and when")
    verb.add_argument("case", metavar="CASE")
    verb.add_argument("--json", action="store_true")
    verb.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from s11chat.cli.desk import opened, print_json, tell
    from s11chat.services.helping import used

    with opened(arguments) as desk:
        found = used(desk.kept, arguments.case)
    # Who read is a role and no name: what is compared is ratings, not people.
    rows = [
        {
            "question": each.item,
            "article": each.article,
            "depth": each.depth,
            "version": each.version,
            "role": each.role,
            "at": each.at.isoformat(),
        }
        for each in found
    ]
    if arguments.json:
        print_json(rows)
    elif not rows:
        tell(f"No article was read on {arguments.case}.")
    else:
        for row in rows:
            print(
                f"{row['at'][:16]}  {row['role']:<12} {row['question']:<14} {row['article']} ({row['depth']})"
            )
    return 0
