"""The doors: issuing access codes, and letting in whoever holds one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from s11chat.assurance.code import UNKNOWN_CODE, AccessCode, matches, new_code, own_verifier, parse
from s11chat.assurance.right import Act, Role, issuing, require
from s11chat.errors import AccessError, RefusedError, RightsError, StateError, UsageError
from s11chat.exchange.frame import is_address
from s11chat.fieldwork.case import WRITABLE
from s11chat.language.harmless import one_line
from s11chat.services.kept import Kept
from s11chat.services.purged import must_be_somebody, must_not_be_purged
from s11chat.services.secret import pepper_of
from s11chat.services.talk import must_lead
from s11chat.services.view import Admission
from s11chat.store.access import NewAccess
from s11chat.store.record import AccessRecord, CaseRecord, PersonRecord

LASTS = timedelta(days=60)
"""How long a code opens its door."""
LONGEST_NAME = 200
"""Characters in the name of a person, and in what else tells who they are."""


@dataclass(frozen=True)
class Issued:
    """A new code, shown once."""

    case: str
    role: Role
    code: str
    expires: datetime
    person: str
    """The name of the person it is for."""


class Door:
    """One door with its wrong tries, counted for itself and for the place somebody sits at."""

    def __init__(self, kept: Kept, name: str) -> None:
        self._kept, self._name = kept, name

    def must_be_open(self) -> None:
        """Raises AccessError while the door is locked after wrong tries."""
        until = self._kept.access.locked(self._name, self._kept.place, self._kept.clock())
        if until is not None:
            wait = max(1, round((until - self._kept.clock()).total_seconds()))
            minutes = f"{wait // 60 + (wait % 60 > 0)} minutes" if wait > 60 else f"{wait} seconds"
            raise AccessError(f"Too many wrong tries: wait {minutes}, then try again.")

    def wrong(self) -> None:
        """Counts a wrong try."""
        self._kept.access.count_failure(self._name, self._kept.place, self._kept.clock())

    def right(self) -> None:
        """Forgets the wrong tries at this door."""
        self._kept.access.clear(self._name)


def must_be_own(admission: Admission, case_name: str) -> None:
    """Raises RightsError where the code is for another case."""
    if admission.case != case_name:
        raise RightsError(f"This code is not for {case_name}: open the case your letter names.")


def _acting(kept: Kept, case: CaseRecord, act: Act, by: Admission | None) -> str:
    """The name of who acts on `case`: whoever was let in to it, or the actor of the office."""
    if by is None:
        kept.require(act, case.wave)
        return kept.actor
    must_be_own(by, f"{case.wave}/{case.ref}")
    let_in(kept, by, act)
    return by.name


def let_in(kept: Kept, admission: Admission, act: Act) -> CaseRecord:
    """The case that a code opened, where its holder may do `act` in it. Raises RightsError where not, AccessError
    where the code was revoked since."""
    require(admission.role, act)
    case = kept.case(admission.case)
    must_stand(kept, admission.selector)
    if admission.role is Role.LEAD:
        must_lead(case, admission.person)
        return case
    person = kept.casebook.person(admission.person)
    if admission.role is not Role.DELEGATE:
        raise RightsError(f"{person.name} is not let in by a code as {admission.role}: act in the office.")
    if (person.wave, person.ref) != (case.wave, case.ref):
        raise RightsError(f"This code is not for {admission.case}: open the case your letter names.")
    return case


def issue(kept: Kept, case_name: str, role: Role, *, person: str = "", by: Admission | None = None) -> Issued:
    """A new code for the lead or a delegate of a case; earlier codes of that person for it are revoked.

    `person` is a name; without it the lead, or the delegate who is the contact. Somebody not on file is added.
    `by` is the lead who asks for it; without one it is the office. Raises StoreError where the secret that
    codes are hashed with has gone.
    """
    case = kept.case(case_name)
    issuer = _acting(kept, case, issuing(role), by)
    if role not in (Role.LEAD, Role.DELEGATE):
        raise RefusedError(f"Codes are for leads and delegates; the {role} works in the office.")
    return coded(kept, case, _holder(kept, case, role, person), role, issuer)


def coded(kept: Kept, case: CaseRecord, holder: PersonRecord, role: Role, issuer: str) -> Issued:
    """A new code for somebody on file of a case; earlier ones of theirs for it are revoked.

    Whether `issuer` may ask for it is seen to before. Raises StateError where the wave was purged, or they were redacted.
    """
    must_not_be_purged(kept, case.wave)
    must_be_somebody(holder, f"{case.wave}/{case.ref}")
    pepper = pepper_of(kept, create=True)
    now = kept.clock()
    for old in kept.access.of_wave(case.wave, case.ref):
        if old.person == holder.id and old.role == role.value and old.revoked_at is None:
            kept.access.revoke(old.selector, issuer, now)
    expires = now + LASTS
    code, access = fresh(kept, case, holder.id, role, issuer, expires, pepper)
    kept.access.issue(access, now)
    return Issued(f"{case.wave}/{case.ref}", role, code.text, expires, holder.name)


def fresh(
    kept: Kept, case: CaseRecord, person: str, role: Role, issuer: str, expires: datetime, pepper: bytes
) -> tuple[AccessCode, NewAccess]:
    """A new code for a person of a case, and what the store is to keep of it; nothing is kept yet."""
    code = new_code(kept.token)
    while kept.access.find(code.selector) is not None:  # among thousands of codes two may begin alike
        code = new_code(kept.token)
    access = NewAccess(
        selector=code.selector,
        wave=case.wave,
        ref=case.ref,
        person=person,
        role=role.value,
        verifier=own_verifier(code, pepper),
        issued_by=issuer,
        expires=expires,
    )
    return code, access


def _holder(kept: Kept, case: CaseRecord, role: Role, name: str) -> PersonRecord:
    if role is Role.LEAD:
        if case.lead is None:
            raise StateError(f"{case.name} has no lead on file: add one with s11chat person add --lead.")
        if name and one_line(name).casefold() != case.lead.name.casefold():
            raise RefusedError(
                f"The lead of {case.name} is {case.lead.name}; a lead's code is for nobody else."
            )
        return case.lead
    if not one_line(name):
        if case.contact is not None and (case.lead is None or case.contact.id != case.lead.id):
            return case.contact
        raise RefusedError("Say who the delegate is: --person 'Ann Example'.")
    if case.lead is not None and one_line(name).casefold() == case.lead.name.casefold():
        raise RefusedError(f"{case.lead.name} is the lead: issue a lead's code, or name somebody else.")
    return named(kept, case, name)


def named(
    kept: Kept, case: CaseRecord, name: str, *, title: str = "", email: str = "", phone: str = ""
) -> PersonRecord:
    """The person of a case who has this name, put on file where they are not. Raises UsageError for a bad one, StateError
    where the wave was purged.

    Somebody known under another title is put on file anew: who answered before keeps theirs.
    """
    name, title, email, phone = (one_line(part) for part in (name, title, email, phone))
    must_be_fileable(name, title, email, phone)
    for person in kept.casebook.persons(case.wave, case.ref):
        same = all(
            not said or said == on_file
            for said, on_file in ((title, person.title), (email, person.email), (phone, person.phone))
        )
        if person.name.casefold() == name.casefold() and same:
            return person
    must_not_be_purged(kept, case.wave)
    return kept.casebook.add_person(case.wave, name, ref=case.ref, title=title, email=email, phone=phone)


def must_be_fileable(name: str, title: str, email: str, phone: str) -> None:
    """Raises UsageError for what cannot be put on file of a person."""
    if not name:
        raise UsageError("A person needs a name.")
    if max(len(part) for part in (name, title, email, phone)) > LONGEST_NAME:
        raise UsageError(f"A name, role, e-mail address or number has at most {LONGEST_NAME} characters.")
    if email and not is_address(email):
        raise UsageError(
            f"'{email[:60]}' is not an e-mail address: write it as ann@example.org, or leave it out."
        )


def revoke(kept: Kept, case_name: str, role: Role | None = None, by: Admission | None = None) -> int:
    """Revokes the codes of a case, or those of one role; returns how many. `by` is as in `issue`."""
    case = kept.case(case_name)
    revoker = _acting(kept, case, Act.REVOKE_CODE, by)
    standing = [
        access
        for access in kept.access.of_wave(case.wave)
        if access.ref == case.ref
        and access.revoked_at is None
        and access.role != Role.STAFF.value
        and (role is None or access.role == role.value)
    ]
    for access in standing:
        kept.access.revoke(access.selector, revoker, kept.clock())
    return len(standing)


def admit(kept: Kept, typed: str) -> Admission:
    """Who holds this code. Raises AccessError in the same words for unknown, wrong, revoked and expired codes.

    Raises RightsError for a lead's code once somebody else leads, StateError where the return is closed for good.
    """
    access = recognised(kept, typed)
    case = kept.casebook.case(access.wave, access.ref)
    if access.role == Role.LEAD.value:
        must_lead(case, access.person)
    if case.state not in WRITABLE:
        from s11chat.services.surviving import why_closed  # hardly anybody is sent away

        raise StateError(f"{case.name}: {why_closed(kept, case)}; ask the office if that is wrong.")
    person = kept.casebook.person(access.person)
    return Admission(f"{case.wave}/{case.ref}", Role(access.role), person.id, person.name, access.selector)


def recognised(kept: Kept, typed: str, *, staff: bool = False) -> AccessRecord:
    """The code that was typed, where it stands: one for a case, or with `staff` one for a staff echo.

    One for a staff echo comes back also where it no longer stands, for whoever holds it to be told why.
    Raises AccessError in the same words for every other code, and counts it as a wrong try.
    """
    selector, secret = parse(typed)
    door = Door(kept, selector)
    door.must_be_open()
    access = kept.access.find(selector)
    if access is None and not kept.pepper.exists():  # no code has been issued yet
        door.wrong()
        raise AccessError(UNKNOWN_CODE)
    fits = matches(secret, pepper_of(kept), access.verifier if access else "", selector)
    opens = access is not None and (access.role == Role.STAFF.value) is staff
    stands = access is not None and _stands(kept, access)
    if access is None or not fits or not opens or not (stands or staff):
        door.wrong()
        raise AccessError(UNKNOWN_CODE)
    if stands:
        door.right()
    return access


def for_staff(kept: Kept, typed: str) -> bool:
    """Whether what was typed names the code of a staff echo, right or wrong: which door it is to be tried at."""
    try:
        access = kept.access.find(parse(typed)[0])
    except AccessError:
        return False
    return access is not None and access.role == Role.STAFF.value


def must_stand(kept: Kept, selector: str) -> None:
    """Raises AccessError where the code that let somebody in has been revoked since; one that expires does not
    cut a sitting short."""
    access = kept.access.find(selector) if selector else None
    if access is not None and access.revoked_at is not None:
        raise AccessError(
            "This access code was revoked just now, so nothing more is kept: ask the office for a new one."
        )


def _stands(kept: Kept, access: AccessRecord) -> bool:
    return access.revoked_at is None and (access.expires is None or access.expires > kept.clock())
