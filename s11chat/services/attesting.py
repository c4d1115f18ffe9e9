"""A read-back: the interviewer reads the answers of a finished call back, and says who confirmed them.

It is a witness's word and no signature: it is kept as a record of its own, makes the return `attested` and never
`signed`, and stands until an answer changes or it is taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from s11chat.assurance.canonical import digest
from s11chat.assurance.right import Act, Role, require
from s11chat.errors import StateError
from s11chat.fieldwork.case import State
from s11chat.services.kept import Kept
from s11chat.services.talk import respondent
from s11chat.services.view import AttestedMark
from s11chat.store.entry import Author, Entry, NewFact
from s11chat.store.overview import ATTESTED
from s11chat.store.record import CaseRecord, FactRecord, ResponseRecord
from s11chat.store.redacted import originals


class Attesting:
    """The read-back of one return, by whoever interviews."""

    def __init__(self, kept: Kept, case: Callable[[], CaseRecord], role: Role, author: Author) -> None:
        """`case` looks up how the case stands, and raises where nothing may be written to it."""
        self._kept, self._case, self._role, self._author = kept, case, role, author

    @property
    def standing(self) -> AttestedMark | None:
        """The read-back that stands."""
        return mark(self._kept, self._case())

    @property
    def statement(self) -> str:
        """What the interviewer declares. Raises RightsError or StateError where there is nothing to attest."""
        case = self._attestable()
        person = respondent(case)
        whom = person.name if person else "the person who answered"
        return (
            f"I have read all answers of {case.name} back to {whom}, who said that they are right. "
            "This is my word as a witness, and no signature."
        )

    def attest(self) -> None:
        """Puts the read-back on record. Raises RightsError, or StateError where it cannot be made now."""

        def entries() -> list[Entry]:
            case = self._attestable()
            if mark(self._kept, case) is not None:
                raise StateError("These answers are attested already, and none has changed since.")
            person = respondent(case)
            covered = _covered(self._kept, case)
            return [NewFact(ATTESTED, {"digest": covered, "person": person.id if person else ""})]

        self._record(entries)

    def take_back(self) -> None:
        """The read-back no longer stands, on record as well. Raises RightsError, or StateError without one."""
        require(self._role, Act.ATTEST)

        def entries() -> list[Entry]:
            if mark(self._kept, self._case()) is None:
                raise StateError("These answers are not attested, so there is nothing to take back.")
            return [NewFact(ATTESTED, {"digest": "", "person": ""})]

        self._record(entries)

    def _record(self, entries: Callable[[], list[Entry]]) -> None:
        self._kept.responses.record(self._case().return_id, self._author, self._kept.clock(), entries)

    def _attestable(self) -> CaseRecord:
        require(self._role, Act.ATTEST)
        case = self._case()
        if case.state is not State.COMPLETE_TELEPHONE:
            raise StateError(
                f"{case.name} is {case.state}: answers are read back when a call has come to its end, before any signature."
            )
        return case


def mark(kept: Kept, case: CaseRecord) -> AttestedMark | None:
    """The read-back that stands on a return: the last one, unless taken back or followed by another answer."""
    fact = standing(kept, case)
    if fact is None:
        return None
    people = {person.id: person.name for person in kept.casebook.persons(case.wave, case.ref)}
    return AttestedMark(fact.by_name, people.get(str(fact.details["person"]), ""), fact.at)


def standing(kept: Kept, case: CaseRecord) -> FactRecord | None:
    """The record of the read-back that stands."""
    later = kept.responses.facts_since(case.wave, case.return_id).get(case.return_id, ())
    last = next((fact for fact in reversed(later) if fact.kind == ATTESTED), None)
    return last if last is not None and last.details["digest"] else None


def _covered(kept: Kept, case: CaseRecord) -> str:
    """The digest of the answers of a return; a row that was redacted counts by the digest it had first."""
    first = originals(kept.redactions.of(case.return_id))
    current = kept.responses.current(case.return_id)
    return digest_of(
        {
            place: replace(record, digest=first.get(record.digest, record.digest))
            for place, record in current.items()
        }
    )


def digest_of(current: Mapping[str, ResponseRecord]) -> str:
    """The digest of answers as they stand: which, in which revision, by the digests of their rows."""
    return digest([[place, record.revision, record.digest] for place, record in sorted(current.items())])


def fault(kept: Kept, case: CaseRecord) -> str:
    """What is wrong with the read-back that stands on a return, in a sentence; empty where nothing is."""
    fact = standing(kept, case)
    if fact is None or fact.details["digest"] == _covered(kept, case):
        return ""
    return f"{case.wave}/{case.ref}: the read-back by {fact.by_name} was not of the answers that stand."
