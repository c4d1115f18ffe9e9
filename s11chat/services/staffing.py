"""The office: who works in it, and in which roles they act in a wave."""

from __future__ import annotations

from dataclasses import dataclass, replace

from s11chat.assurance.right import OFFICE, Act, Role, same_name
from s11chat.errors import UsageError
from s11chat.language.harmless import one_line
from s11chat.services.admitting import LONGEST_NAME
from s11chat.services.kept import Kept
from s11chat.store.record import PersonRecord


@dataclass(frozen=True)
class StaffLine:
    """One person of the office of a wave."""

    name: str
    roles: tuple[Role, ...]
    """None where they have lost theirs."""


def staff(kept: Kept, wave: str) -> tuple[StaffLine, ...]:
    """Everybody on file for the office of a wave, by name."""
    kept.require(Act.SHOW_CONTACT, wave)
    found: dict[str, StaffLine] = {}
    for person in _of_wave(kept, wave):
        before = found.get(person.name.casefold(), StaffLine(person.name, ()))
        roles = (*before.roles, Role(person.role)) if person.role else before.roles
        found[person.name.casefold()] = StaffLine(before.name, roles)
    return tuple(found.values())


def on_file(kept: Kept, wave: str, name: str) -> str:
    """The name, as it is on file, of whoever makes calls in a wave under this one; empty where nobody does."""
    callers = (Role.INTERVIEWER, Role.MANAGER)
    people = (one for one in kept.office.people() if one.wave == wave and one.role in callers)
    return next((one.name for one in people if same_name(one.name, name)), "")


def as_on_file(kept: Kept, wave: str) -> Kept:
    """The same, with the actor's name as it is on file: cases, appointments and messages are kept for that one."""
    return replace(kept, actor=on_file(kept, wave, kept.actor) or kept.actor)


def appoint(kept: Kept, wave: str, name: str, role: Role) -> None:
    """Gives somebody a role in the office of a wave; from then on they may do what their roles may, and no more.

    Whoever is on file for no wave at all acts as the manager, interviewer and moderator of their own desk.
    """
    kept.require(Act.APPOINT, wave)
    name = one_line(name)
    if not name or len(name) > LONGEST_NAME:
        raise UsageError(f"A person of the office needs a name of at most {LONGEST_NAME} characters.")
    if role not in OFFICE:
        raise UsageError(f"A {role} is let in by a code and does not work in the office.")
    if not any(same_name(one.name, name) and one.role == role for one in _of_wave(kept, wave)):
        kept.office.appoint(wave, name, role.value, kept.actor, kept.clock())


def dismiss(kept: Kept, wave: str, name: str) -> None:
    """Takes every role in the office of a wave from somebody, who stays on file and may do nothing there."""
    kept.require(Act.APPOINT, wave)
    people = [one for one in _of_wave(kept, wave) if same_name(one.name, name)]
    if not people:
        raise UsageError(f"Nobody called '{one_line(name)[:60]}' works in the office of wave {wave}.")
    for person in people:
        if person.role:
            kept.office.dismiss(wave, person.id, kept.actor, kept.clock())


def _of_wave(kept: Kept, wave: str) -> list[PersonRecord]:
    kept.casebook.wave(wave)
    return [person for person in kept.office.people() if person.wave == wave]
