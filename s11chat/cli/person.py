"""`s11chat person`: the people of a case."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from s11chat.cli.desk import Commands, confirm, opened, print_json, say, tell


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser("person", help="the people of a case: add, change, list, show")
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    added = verbs.add_parser("add", help="put a person on file for a case")
    added.add_argument("case", metavar="CASE")
    added.add_argument("name")
    added.add_argument("--title", default="", help="their role in the organisation")
    added.add_argument("--email", default="")
    added.add_argument("--phone", default="")
    office = added.add_mutually_exclusive_group()
    office.add_argument("--lead", action="store_true", help="they are the lead from now on")
    office.add_argument("--delegate", action="store_true", help="they answer for the lead from now on")
    added.set_defaults(run=_add)
    changed = verbs.add_parser("change", help="mend the number, address, role or name of a person on file")
    changed.add_argument("case", metavar="CASE")
    changed.add_argument("name")
    changed.add_argument("--phone", metavar="NUMBER", help="their telephone number from now on")
    changed.add_argument("--email", metavar="ADDRESS", help="their e-mail address from now on")
    changed.add_argument("--title", metavar="TITLE", help="their role in the organisation, put right")
    changed.add_argument("--name", dest="new_name", metavar="NAME", help="their name, put right")
    changed.add_argument("--yes", action="store_true", help="do not ask where signatures would be void")
    changed.set_defaults(run=_change)
    listed = verbs.add_parser("list", help="the people on file for a case")
    listed.add_argument("case", metavar="CASE")
    listed.add_argument("--json", action="store_true")
    listed.set_defaults(run=_list)
    show = verbs.add_parser("show", help="one person of a case")
    show.add_argument("case", metavar="CASE")
    show.add_argument("name")
    show.add_argument("--json", action="store_true")
    show.set_defaults(run=_show)


def _add(arguments: argparse.Namespace) -> int:
    from s11chat.services.fielding import add_person

    office = "lead" if arguments.lead else "contact" if arguments.delegate else ""
    with opened(arguments) as desk:
        add_person(
            desk.kept,
            arguments.case,
            arguments.name,
            title=arguments.title,
            email=arguments.email,
            phone=arguments.phone,
            office=office,
        )
    does = {"lead": " and leads from now on", "contact": " and answers from now on", "": ""}[office]
    say(f"{arguments.name} is on file for {arguments.case}{does}.")
    return 0


def _change(arguments: argparse.Namespace) -> int:
    from s11chat.services.mending import Correction, mend, mending

    said = Correction(
        name=arguments.new_name, title=arguments.title, email=arguments.email, phone=arguments.phone
    )
    with opened(arguments) as desk:
        found = mending(desk.kept, arguments.case, arguments.name, said)
        if found.warning:
            confirm(f"{found.warning} Change it?", yes=arguments.yes)
        mend(desk.kept, found)
    say(f"{found.becomes.name} of {arguments.case}: {found.said}.")
    if found.waits:
        say(f"It waits for the office: s11chat calls again {arguments.case} --reason 'a new number'")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from s11chat.services.fielding import persons

    with opened(arguments) as desk:
        people = persons(desk.kept, arguments.case)
    if arguments.json:
        print_json([asdict(person) for person in people])
        return 0
    for person in people:
        tell(
            f"{person.name:<28} {person.title:<28} {person.office:<9} {person.email}  {person.phone}".rstrip()
        )
    return 0


def _show(arguments: argparse.Namespace) -> int:
    from s11chat.dialog.suggest import nearest
    from s11chat.errors import UsageError
    from s11chat.services.fielding import persons

    with opened(arguments) as desk:
        people = {person.name.casefold(): person for person in persons(desk.kept, arguments.case)}
    person = people.get(arguments.name.casefold())
    if person is None:
        near = nearest(arguments.name, [one.name for one in people.values()])
        raise UsageError(f"Nobody called '{arguments.name}' is on file for {arguments.case}{near}.")
    if arguments.json:
        print_json(asdict(person))
        return 0
    for label, value in asdict(person).items():
        if value:
            tell(f"{label:<8} {value}")
    return 0
