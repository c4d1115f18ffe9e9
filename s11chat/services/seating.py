"""Puts another person in the office of lead or contact, and un-signs what is no longer asked as it was signed.

Who answers decides how questions are worded and which are asked, so a change of person can move a section that
somebody has signed; it is voided then, visibly, as it is by a later answer.
"""

from __future__ import annotations

from dataclasses import replace

from s11chat.fieldwork.case import State, completed
from s11chat.services.kept import Kept
from s11chat.services.reviewing import gather
from s11chat.services.talk import TELEPHONE, has_open
from s11chat.store.entry import Entry, NewHolder, NewTransition, NewVoid
from s11chat.store.record import CaseRecord, PersonRecord


def seated(
    kept: Kept, case: CaseRecord, office: str, person: PersonRecord, reason: str = ""
) -> tuple[NewHolder, tuple[Entry, ...]]:
    """The entry that makes `person` the lead or the contact, and those that it brings along."""
    later = replace(case, lead=person) if office == "lead" else replace(case, contact=person)
    return NewHolder(office, person.id, reason), unsigned_by(kept, case, later, f"another {office}")


def unsigned_by(kept: Kept, case: CaseRecord, later: CaseRecord, reason: str) -> tuple[Entry, ...]:
    """What a change of the case does to the signatures on its return: those on what is asked otherwise then are void."""
    before = gather(kept, case)
    standing = {section for section in before.signatures if before.standing(section) is not None}
    if not standing:
        return ()
    from s11chat.services.covering import scope_of  # needs cryptography, which few changes of person do

    after = gather(kept, later)
    rerouted = {after.talk.questions[q].section for q in before.talk.places.keys() ^ after.talk.places.keys()}
    moved = standing & rerouted
    moved |= {s for s in standing if scope_of(kept, case, before, s) != scope_of(kept, later, after, s)}
    uncovered = {question.section for question in after.talk.route} - standing
    if not moved and not (uncovered and case.state is State.SIGNED_OFF):
        return ()
    voids = [NewVoid(section, reason) for section in sorted(moved)]
    whole = State.IN_PROGRESS if has_open(after.talk) else completed(case.mode == TELEPHONE)
    left = State.SIGNED_IN_PART if standing - moved else whole
    return (*voids, NewTransition(left, reason))
