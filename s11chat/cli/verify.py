"""`s11chat verify`: check that nothing stored was altered."""

from __future__ import annotations

import argparse

from s11chat.cli.desk import Commands, opened, print_json, say, tell


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "verify",
        help="check every chain, response and signature; exit 3 and why if any fails",
        description="Checks every chain, response and signature; exit 3 and why if any fails. Names and contact data on "
        "file may be corrected and removed, and counts of wrong codes are forgotten: a change there is not found. "
        "Who gave an answer or a signature is inside what is checked.",
    )
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from dataclasses import asdict

    from s11chat.services.keeping import verify

    with opened(arguments) as desk:
        found = verify(desk.kept)
    if arguments.json:
        print_json(asdict(found))
    else:
        for fault in found.faults:
            tell(fault)
        for note in found.notes:
            say(note)
        verdict = "Verified" if not found.faults else "Not verified"
        print(
            f"{verdict}: {found.events} events in {found.chains} chains, "
            f"{found.responses} responses, {found.signatures} signatures."
        )
    return 3 if found.faults else 0
