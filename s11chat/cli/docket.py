"""`s11chat docket`: what waits for a lead; review and sign-off."""

from __future__ import annotations

import argparse
import os
import sys

from s11chat.cli.desk import Commands, on_screen, opened, print_json, say, tell
from s11chat.errors import UsageError


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "docket",
        help="what waits for a lead; review and signing",
        description="Without a lead's code (S11CHAT_CODE, or the first line read), shows the office what waits.",
    )
    command.add_argument("case", nargs="?", metavar="CASE")
    command.add_argument("--plain", action="store_true", help="review and sign in plain lines")
    command.add_argument("--json", action="store_true", help="what waits, for a program to read")
    command.add_argument(
        "--certificate", metavar="FILE", help="write the certificate to a .txt, .html, .pdf or .json file"
    )
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.certificate and (arguments.json or arguments.case is None):
        raise UsageError("Name the case whose certificate you want: s11chat docket CASE --certificate FILE")
    if arguments.json or arguments.case is None:
        return _waiting(arguments)
    if not (arguments.plain or arguments.certificate) and on_screen():
        from s11chat.tui.app import run_interview

        return run_interview(arguments.settings, arguments.case, os.environ.get("S11CHAT_CODE", ""))
    return _plain(arguments)


def _waiting(arguments: argparse.Namespace) -> int:
    from dataclasses import asdict

    from s11chat.cli.returns import structure

    with opened(arguments) as desk:
        if arguments.case is None:
            lines = desk.waiting()
            if arguments.json:
                print_json([asdict(line) for line in lines])
            for line in lines if not arguments.json else ():
                tell(f"{line.case:<20} {line.organisation[:30]:<30} {line.state.value:<20} {line.waits_for}")
            if not lines and not arguments.json:
                say("Nothing waits for a lead.")
            return 0
        whole = desk.returned(arguments.case)
    found = structure(whole)
    for answer in whole.answers:
        found["items"][answer.question] |= {
            "section": answer.section,
            "text": answer.text,
            "reasons": list(answer.reasons),
            "changed": answer.changed,
            "last_time": answer.before,
            "does_not_fit": list(answer.against),
            "queries": [asdict(query) for query in answer.queries],
        }
    print_json(found)
    return 0


def _plain(arguments: argparse.Namespace) -> int:
    from s11chat.cli.interview import code_from, input_lines
    from s11chat.language.harmless import harmless
    from s11chat.line.review import Review

    with opened(arguments) as desk:
        lines = input_lines(sys.stdin)
        code = os.environ.get("S11CHAT_CODE")
        admission = desk.admit(code if code is not None else code_from(lines))
        desk.own_case(admission, arguments.case)
        docket = desk.docket(admission)
        if arguments.certificate:
            from s11chat.services.certifying import write_certificate

            say(write_certificate(docket.certificate().certified, arguments.certificate))
            return 0
        review = Review(docket, lambda line: print(harmless(line), flush=True), secret, desk.library)
        review.hold(lines)
    return 0


def secret(prompt: str) -> str | None:
    """A phrase typed without being shown; None where there is no terminal to hide it on."""
    if not sys.stdin.isatty():
        return None
    from getpass import getpass

    return getpass(prompt)
