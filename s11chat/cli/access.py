"""`s11chat access`: the codes that leads and delegates open their case with."""

from __future__ import annotations

import argparse

from s11chat.cli.desk import Commands, opened, print_json, say


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser("access", help="access codes: issue, revoke")
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    issue = verbs.add_parser("issue", help="a new code, shown once; earlier codes of that person are revoked")
    issue.add_argument("case", metavar="CASE")
    issue.add_argument("--role", required=True, choices=("lead", "delegate"))
    issue.add_argument(
        "--person", default="", metavar="NAME", help="who it is for; a delegate not on file is added"
    )
    issue.add_argument("--json", action="store_true")
    issue.set_defaults(run=_issue)
    revoke = verbs.add_parser("revoke", help="let codes of a case open nothing from now on")
    revoke.add_argument("case", metavar="CASE")
    revoke.add_argument("--role", choices=("lead", "delegate"))
    revoke.set_defaults(run=_revoke)


def _issue(arguments: argparse.Namespace) -> int:
    from s11chat.assurance.right import Role
    from s11chat.services.admitting import issue

    with opened(arguments) as desk:
        issued = issue(desk.kept, arguments.case, Role(arguments.role), person=arguments.person)
    expires = issued.expires.isoformat(timespec="seconds")
    if arguments.json:
        print_json({"case": issued.case, "role": issued.role.value, "code": issued.code, "expires": expires})
        return 0
    print(issued.code)
    say(f"For {issued.person} ({issued.role}), until {issued.expires:%d %B %Y}. It is shown only now.")
    return 0


def _revoke(arguments: argparse.Namespace) -> int:
    from s11chat.assurance.right import Role
    from s11chat.services.admitting import revoke

    with opened(arguments) as desk:
        number = revoke(desk.kept, arguments.case, Role(arguments.role) if arguments.role else None)
    say(f"{number} {'code' if number == 1 else 'codes'} revoked.")
    return 0
