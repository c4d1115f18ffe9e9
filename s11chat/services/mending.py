"""Mends what is on file of a person of a case: a number that was dead, an address that letters came back from.

Whoever rings or writes next finds what is on file then. Signatures that name the person as they stood on file are
told of before they are void.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from s11chat.assurance.right import Act
from s11chat.dialog.suggest import nearest
from s11chat.errors import RefusedError, StateError, UsageError
from s11chat.fieldwork.case import WRITABLE
from s11chat.fieldwork.queue import Standing
from s11chat.language.harmless import one_line
from s11chat.services.admitting import must_be_fileable
from s11chat.services.kept import Kept
from s11chat.services.seating import unsigned_by
from s11chat.store.contact import change_person
from s11chat.store.entry import Author, Entry, NewVoid
from s11chat.store.record import CaseRecord, PersonRecord

_CALLED = {"name": "the name", "title": "the role", "email": "the e-mail address", "phone": "the number"}


@dataclass(frozen=True)
class Correction:
    """What shall be on file of a person from now on; None leaves it as it is, an empty text takes it away."""

    name: str | None = None
    title: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Mending:
    """What a correction comes to; nothing is changed yet."""

    case: CaseRecord
    was: PersonRecord
    becomes: PersonRecord
    brings: tuple[Entry, ...]
    waits: bool
    """The case waits for the office to be called again."""

    @property
    def said(self) -> str:
        """Which of it changes, in words."""
        fields = [
            said for name, said in _CALLED.items() if getattr(self.was, name) != getattr(self.becomes, name)
        ]
        return f"{' and '.join(fields)} on file {'is' if len(fields) == 1 else 'are'} changed"

    @property
    def warning(self) -> str:
        """Which signatures it would void, in a sentence; empty where none."""
        voided = ", ".join(one.section for one in self.brings if isinstance(one, NewVoid))
        return (
            f"Signatures on {voided} of {self.case.name} name this person and will be void." if voided else ""
        )


def mending(kept: Kept, case_name: str, name: str, said: Correction) -> Mending:
    """What correcting a person of a case comes to.

    Raises UsageError where nobody is called so, or nothing or something impossible would be put on file;
    RefusedError where it would void signatures of a return that is closed.
    """
    case = kept.case(case_name)
    kept.require(Act.MEND_CONTACT, case.wave)
    was = _person(kept, case, name)
    parts = {name: one_line(value) for name, value in vars(said).items() if value is not None}
    becomes = replace(was, **parts)
    if becomes == was:
        raise UsageError(
            f"That is what is on file of {was.name}: say what is to be changed, such as --phone."
        )
    must_be_fileable(becomes.name, becomes.title, becomes.email, becomes.phone)
    brings = _brings(kept, case, was, becomes)
    standing = kept.queue.of(case.wave, case.ref).position.standing
    return Mending(case, was, becomes, brings, standing is Standing.OFFICE)


def mend(kept: Kept, found: Mending) -> None:
    """Puts it on file. Raises StaleResponseError where something else was put on file since it was looked at."""
    case = found.case
    role = kept.require(Act.MEND_CONTACT, case.wave)
    author = Author("", kept.actor, role.value)
    now = kept.clock()
    change_person(kept.database, found.was, found.becomes, case.return_id, found.brings, author, now)


def _person(kept: Kept, case: CaseRecord, name: str) -> PersonRecord:
    """The person of a case who is called so; of several the lead, then the contact."""
    people = kept.casebook.persons(case.wave, case.ref)
    named = [one for one in people if one.name.casefold() == one_line(name).casefold()]
    holders = [one.id for one in (case.lead, case.contact) if one is not None]
    named.sort(key=lambda one: holders.index(one.id) if one.id in holders else len(holders))
    if not named:
        near = nearest(one_line(name), [one.name for one in people])
        raise UsageError(
            f"Nobody called '{one_line(name)[:60]}' is on file for {case.wave}/{case.ref}{near}."
        )
    if len(named) > 1 and named[0].id not in holders:
        raise StateError(
            f"{len(named)} people called {named[0].name} are on file for {case.wave}/{case.ref} and neither "
            "answers now: make the right one the contact first."
        )
    return named[0]


def _brings(kept: Kept, case: CaseRecord, was: PersonRecord, becomes: PersonRecord) -> tuple[Entry, ...]:
    later = replace(
        case,
        lead=becomes if case.lead == was else case.lead,
        contact=becomes if case.contact == was else case.contact,
    )
    brings = (
        unsigned_by(kept, case, later, "what is on file of a person was changed") if later != case else ()
    )
    if brings and case.state not in WRITABLE:
        raise RefusedError(
            f"{case.wave}/{case.ref} is {case.state} with signatures on it, which this would void: it stays as it is."
        )
    return brings
