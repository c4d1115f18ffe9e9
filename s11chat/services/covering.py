"""What a signature on a section covers, and whether those that stand still fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from s11chat.assurance.phrase import verify
from s11chat.assurance.redaction import MARK
from s11chat.assurance.right import Role
from s11chat.assurance.signature import (
    CoveredAnswer,
    Scope,
    Signature,
    Statement,
    check,
    message,
    scope_digest,
)
from s11chat.dialog.question import Question
from s11chat.errors import TamperError
from s11chat.fieldwork.case import State
from s11chat.services.asked import people_named, text_as_asked
from s11chat.services.kept import Kept
from s11chat.services.reviewing import Gathered, gather, redacted_since
from s11chat.store.record import (
    ActionRecord,
    CaseRecord,
    EvidenceRecord,
    KeyRecord,
    RemarkRecord,
    ResponseRecord,
    SignatureRecord,
)
from s11chat.store.redacted import Redaction, originals
from s11chat.store.seal import instant

_Sealed = ResponseRecord | RemarkRecord | EvidenceRecord | ActionRecord
_ALTERED = "altered"
"""What stands for the digest of a row that no longer has its own; no signature covers it."""


def must_hold(kept: Kept, case: CaseRecord) -> None:
    """Raises TamperError where a signature that stands on a return does not fit what is stored."""
    for fault in faults(kept, case):
        raise TamperError(f"{fault} Run 's11chat verify', and restore the last backup.")


def scope_of(kept: Kept, case: CaseRecord, found: Gathered, section: str) -> Scope:
    """What a signature on `section` covers; a row that was redacted by the digest it had first."""
    first = originals(found.redactions)

    def sealed(one: _Sealed) -> str:
        made = found.digest(one)
        return first.get(made, made) if one.intact else _ALTERED

    wave = kept.casebook.wave(case.wave)
    dialog = found.talk.dialog
    covered = [
        CoveredAnswer(
            question=question.id,
            text_as_asked=text_as_asked(found.talk, question, record.role),
            revision=found.revision(record),
            digest=sealed(record),
            no_answer=record.no_answer or None,
            **{what: tuple(map(sealed, rows)) for what, rows in _beside(found, question).items()},
        )
        for question, record, _ in _covered(found, section)
    ]
    return Scope(
        wave=wave.id,
        case=case.ref,
        return_id=case.return_id,
        dialog=dialog.dialog,
        dialog_version=dialog.version,
        dialog_digest=wave.dialog_digest,
        section=section,
        answers=tuple(covered),
    )


def _beside(found: Gathered, question: Question) -> dict[str, Sequence[_Sealed]]:
    """What a signature covers with the answer to a question, by the names of `CoveredAnswer`."""
    return {
        "remarks": found.remarks.get(question.id, ()),
        "evidence": found.evidence(question),
        "actions": found.actions.get(question.id, ()),
    }


def _covered(found: Gathered, section: str) -> Iterator[tuple[Question, ResponseRecord, list[_Sealed]]]:
    """The answered questions of a section, each with its answer, and the rows that a signature covers of it."""
    for question in found.talk.route:
        record = found.current.get(question.id)
        if question.section == section and record is not None:
            beside = [row for rows in _beside(found, question).values() for row in rows]
            yield question, record, [record, *beside]


@dataclass(frozen=True)
class Checked:
    """One signature that stands on a return, held against what is stored."""

    record: SignatureRecord
    fault: str | None
    """What is wrong with it; None where it is good, or was until its text was redacted."""
    redacted: str
    """That the text has been redacted since, by whom and when; empty where nothing of it was."""
    digests: frozenset[str]
    """Of the rows it covers, as they stand and as they were made."""
    unproved: tuple[str, ...]
    """The questions of which something was redacted, and all of them where their wording cannot be made again: what
    they say now is not held against the signature."""


def checked(kept: Kept, case: CaseRecord, found: Gathered) -> list[Checked]:
    """Every signature that stands on a return, held against what is stored."""
    leads = _leads(kept, case) if found.signatures else []
    return [
        _checked(kept, case, found, section, record, leads)
        for section, record in found.signatures.items()
        if record.voided_at is None
    ]


def _checked(
    kept: Kept,
    case: CaseRecord,
    found: Gathered,
    section: str,
    record: SignatureRecord,
    leads: list[tuple[int, str]],
) -> Checked:
    key = kept.keys.find(record.key)
    scope = scope_of(kept, case, found, section)
    rows = {question.id: those for question, _, those in _covered(found, section)}
    first = originals(found.redactions)
    touching = [one for one in found.redactions if record.seq in one.signatures]
    statement = Statement(record.name, record.role, record.statement, instant(record.at))
    public = key.public_key if key else ""
    made = Signature(section, record.digest, statement, public, record.signature)
    fault = _of_redacted(made, record, found, scope, touching) if touching else check(made, scope)
    lost = touching and scope_digest(scope) != record.digest
    return Checked(
        record,
        fault or _not_by_lead(record, key, leads),
        redacted_since(record, touching) if touching else "",
        frozenset(
            digest for those in rows.values() for row in those for digest in (row.digest, found.digest(row))
        ),
        tuple(id_ for id_, those in rows.items() if lost or any(row.digest in first for row in those)),
    )


def _of_redacted(
    made: Signature, record: SignatureRecord, found: Gathered, scope: Scope, touching: Sequence[Redaction]
) -> str | None:
    """What is wrong with a signature some of whose text is gone.

    A row that was redacted counts by the digest it had first, so that all else is held against what was signed: which
    questions, their wording, revisions, and every other row. Only where a question was worded with the name of
    somebody who is gone can the digest of the section not be made again.
    """
    by = f"The signature of {record.name} on section {record.section}"
    if not all(one.signatures[record.seq] for one in touching):
        return f"{by} was not good when its text was redacted."
    if record.signature != MARK and not verify(
        made.public_key, made.signature, message(made.digest, made.statement)
    ):
        return f"{by} does not fit its key: it was damaged or is not theirs."
    later = [q.id for q in found.talk.route if q.section == record.section and _later(found, q.id, record)]
    if later:
        return f"{by} no longer holds: since then {', '.join(later)} changed."
    worded = (people_named(found.talk, q, answer.role) for q, answer, _ in _covered(found, record.section))
    if scope_digest(scope) != made.digest and not any(MARK in names for names in worded):
        return f"{by} no longer holds: beside what was redacted, the answers are not those that were signed."
    return None


def _later(found: Gathered, question: str, record: SignatureRecord) -> bool:
    answer = found.current.get(question)
    given = (answer, *found.remarks.get(question, ()))
    return any(one is not None and one.seq > record.seq for one in given)


def faults(kept: Kept, case: CaseRecord) -> list[str]:
    """What is wrong with the signatures that stand on a return, a sentence each."""
    seen = checked(kept, case, gather(kept, case))
    return [f"{case.wave}/{case.ref}: {one.fault}" for one in seen if one.fault]


def overstated(case: CaseRecord, found: Gathered) -> list[str]:
    """That a return is called signed off where a section of it is not signed, in a sentence; else nothing.

    No key is needed to enter a state, so that it counts for no more than the signatures say.
    """
    bare = dict.fromkeys(q.section for q in found.talk.route if found.standing(q.section) is None)
    if case.state is not State.SIGNED_OFF or not bare:
        return []
    return [f"{case.wave}/{case.ref} is called signed off, and no signature stands on {', '.join(bare)}."]


def _leads(kept: Kept, case: CaseRecord) -> list[tuple[int, str]]:
    """From which entry on who led, in order; the lead that the frame named comes before all."""
    holders = kept.responses.holders(case.return_id)
    later = [(holder.seq, holder.person) for holder in holders if holder.office == "lead"]
    return [(0, kept.casebook.first_lead(case.wave, case.ref)), *later]


def _not_by_lead(record: SignatureRecord, key: KeyRecord | None, leads: list[tuple[int, str]]) -> str | None:
    """What is wrong with who signed: it is the lead of that moment, with a key of their own."""
    by = f"The signature of {record.name} on section {record.section} was made"
    if key is None or key.person != record.by:
        return f"{by} with the key of somebody else."
    led = [person for seq, person in leads if seq < record.seq][-1]
    if record.by != led or record.role != Role.LEAD.value:
        return f"{by} by somebody who did not lead then."
    return None
