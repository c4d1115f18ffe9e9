"""`s11chat office`: who works in the office of a wave, and as what."""

from __future__ import annotations

import argparse

from s11chat.cli.desk import Commands, opened, print_json, say, tell

ROLES = ("interviewer", "manager", "analyst", "moderator")


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser(
        "office",
        help="who works in the office of a wave: add, list, remove",
        description="Whoever is named by --actor may do what their roles here allow. Somebody on file for no wave "
        "is the manager, the interviewer and the moderator of a machine of their own.",
    )
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    added = verbs.add_parser("add", help="give somebody a role in the office; from then on roles decide")
    added.add_argument("wave")
    added.add_argument("name")
    added.add_argument("--role", required=True, choices=ROLES)
    added.set_defaults(run=_add)
    listed = verbs.add_parser("list", help="everybody in the office of a wave, with their roles")
    listed.add_argument("wave")
    listed.add_argument("--json", action="store_true")
    listed.set_defaults(run=_list)
    removed = verbs.add_parser("remove", help="take every role in the office of a wave from somebody")
    removed.add_argument("wave")
    removed.add_argument("name")
    removed.set_defaults(run=_remove)


def _add(arguments: argparse.Namespace) -> int:
    from s11chat.assurance.right import Role
    from s11chat.services.staffing import appoint

    with opened(arguments) as desk:
        appoint(desk.kept, arguments.wave, arguments.name, Role(arguments.role))
    say(f"{arguments.name} works in the office of {arguments.wave} as {arguments.role}.")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from s11chat.services.staffing import staff

    with opened(arguments) as desk:
        people = staff(desk.kept, arguments.wave)
    if arguments.json:
        print_json([{"name": one.name, "roles": [role.value for role in one.roles]} for one in people])
        return 0
    for one in people:
        tell(f"{one.name:<28} {', '.join(one.roles) or 'no role any more'}")
    if not people:
        say("Nobody is on file: whoever starts the program is its manager, interviewer and moderator.")
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    from s11chat.services.staffing import dismiss

    with opened(arguments) as desk:
        dismiss(desk.kept, arguments.wave, arguments.name)
    say(f"{arguments.name} has no role in the office of {arguments.wave} any more.")
    return 0
