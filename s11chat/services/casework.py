"""What an interviewer does to a case in hand besides calling it: another person to ask, a number, a remark."""

from __future__ import annotations

from s11chat.assurance.right import Act, Role
from s11chat.engine.intent import About
from s11chat.errors import UsageError
from s11chat.language.harmless import harmless, one_line
from s11chat.services.admitting import named
from s11chat.services.kept import Kept
from s11chat.services.outcome_entry import LONGEST_NOTE, NewPerson
from s11chat.services.seating import seated
from s11chat.services.talk import TELEPHONE
from s11chat.store.entry import Author, NewRemark
from s11chat.store.record import CaseRecord


def author_of(kept: Kept, case: CaseRecord, role: Role, name: str = "") -> Author:
    """Who enters something of a call: the actor, or the one named, for whoever answers."""
    on_behalf = case.contact or case.lead
    return Author("", name or kept.actor, role.value, on_behalf.name if on_behalf else case.name, TELEPHONE)


def replace_contact(kept: Kept, case: CaseRecord, author: Author, told: NewPerson) -> str:
    """Somebody else is asked from now on; the first contact stays on record. Returns their name.

    Raises UsageError for a name or an address that is none.
    """
    kept.require(Act.REPLACE_CONTACT, case.wave)
    person = named(kept, case, told.name, title=told.title, phone=told.phone, email=told.email)
    holder, besides = seated(kept, case, "contact", person, "named on the telephone")
    kept.responses.record(case.return_id, author, kept.clock(), [holder, *besides])
    return person.name


def remark(kept: Kept, case: CaseRecord, author: Author, text: str, about: About) -> None:
    """Notes something on the case or the contact. Raises UsageError where it is empty or too long."""
    kept.require(Act.CALL, case.wave)
    text = harmless(text).strip()
    if not one_line(text):
        raise UsageError("A remark needs words.")
    if len(text) > LONGEST_NOTE:
        raise UsageError(f"A remark has at most {LONGEST_NOTE} characters; this one has {len(text)}.")
    kept.responses.record(case.return_id, author, kept.clock(), [NewRemark("", about.value, text)])
