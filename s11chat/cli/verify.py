"""`s11chat verify`: check that nothing stored was altered."""

from __future__ import annotations

import argparse
from pathlib import Path

from s11chat.cli.desk import Commands, opened, print_json, say, tell
from s11chat.errors import UsageError
from s11chat.language.plural import number_of


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
    command.add_argument(
        "--certificate", metavar="FILE", help="check a certificate by itself, without any database"
    )
    command.add_argument(
        "--key", metavar="KEY", default="", help="the public key that the lead gave you, to compare it with"
    )
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from dataclasses import asdict

    if arguments.certificate:
        return _certificate(arguments)
    if arguments.key:
        raise UsageError("A key is compared with the one in a certificate: name it, --certificate FILE.")
    from s11chat.services.keeping import verify

    with opened(arguments) as desk:
        found = verify(desk.kept)
    if arguments.json:
        print_json(asdict(found))
    else:
        for fault in found.faults:
            tell(fault)
        for note in (*found.redactions, *found.notes):
            say(note)
        verdict = "Verified" if not found.faults else "Not verified"
        print(
            f"{verdict}: {number_of(found.events, 'event')} in {number_of(found.chains, 'chain')}, "
            f"{number_of(found.responses, 'response')}, {number_of(found.signatures, 'signature')}."
        )
    return 3 if found.faults else 0


def _certificate(arguments: argparse.Namespace) -> int:
    from dataclasses import asdict

    from s11chat.report.proof import UNCOVERED, proved

    try:
        found = proved(Path(arguments.certificate).read_bytes(), "".join(arguments.key.split()))
    except OSError as error:
        raise UsageError(f"'{arguments.certificate}' cannot be read: {error.strerror}.") from None
    if arguments.json:
        print_json({**asdict(found), "good": found.good, "verdict": found.verdict})
        return 0 if found.good else 3
    for fault in (*found.faults, *found.unproved):
        tell(fault)
    for note in found.notes:
        say(note)
    tell(f"{found.case}, {found.organisation}: {found.status}.")
    for one in found.signed:
        tell(f"  {one.title}: {number_of(one.answers, 'answer')} signed by {one.name}, {one.at}")
    for title in found.unsigned:
        tell(f"  {title}: not signed; what is said there is not proved")
    for key in dict.fromkeys(one.key for one in found.signed):
        known = (
            "is the one you named"
            if arguments.key
            else "has to be the lead's: compare it with what they gave you"
        )
        tell(f"The key {key} {known}.")
    if found.signed:
        say(UNCOVERED)
    print(found.verdict)
    return 0 if found.good else 3
