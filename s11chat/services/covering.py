"""What a signature on a section covers, and whether those that stand still fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from s11chat.assurance.phrase import verify
from s11chat.assurance.redaction import MARK
from s11chat.assurance.right import Role
from s11chat.assurance.signature import CoveredAnswer, Scope, Signature, Statement, check, message
from s11chat.errors import TamperError
from s11chat.services.kept import Kept
from s11chat.services.reviewing import Gathered, gather, redacted_since, text_as_asked
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
    covered = []
    for question in found.talk.route:
        record = found.current.get(question.id)
        if question.section != section or record is None:
            continue
        covered.append(
            CoveredAnswer(
                question=question.id,
                text_as_asked=text_as_asked(found.talk, question, record.role),
                revision=found.revision(record),
                digest=sealed(record),
                no_answer=record.no_answer or None,
                remarks=tuple(map(sealed, found.remarks.get(question.id, ()))),
                evidence=tuple(map(sealed, found.evidence(question))),
                actions=tuple(map(sealed, found.actions.get(question.id, ()))),
            )
        )
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


@dataclass(frozen=True)
class Checked:
    """One signature that stands on a return, held against what is stored."""

    record: SignatureRecord
    fault: str | None
    """What is wrong with it; None where it is good, or was until its text was redacted."""
    redacted: str
    """That the text has been redacted since, by whom and when; empty where nothing of it was."""
    digests: frozenset[str]
    """Of the rows it covers, as they stand."""


def checked(kept: Kept, case: CaseRecord) -> list[Checked]:
    """Every signature that stands on a return, held against what is stored."""
    found = gather(kept, case)
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
    digests = frozenset(
        one
        for answer in scope.answers
        for one in (answer.digest, *answer.remarks, *answer.evidence, *answer.actions)
    )
    touching = [one for one in found.redactions if record.seq in one.signatures]
    statement = Statement(record.name, record.role, record.statement, instant(record.at))
    public = key.public_key if key else ""
    made = Signature(section, record.digest, statement, public, record.signature)
    fault = _of_redacted(made, record, found, touching) if touching else check(made, scope)
    since_then = redacted_since(record, touching) if touching else ""
    return Checked(record, fault or _not_by_lead(record, key, leads), since_then, digests)


def _of_redacted(
    made: Signature, record: SignatureRecord, found: Gathered, touching: Sequence[Redaction]
) -> str | None:
    """What is wrong with a signature whose text is gone, as far as that can still be told."""
    by = f"The signature of {record.name} on section {record.section}"
    if not all(one.signatures[record.seq] for one in touching):
        return f"{by} was not good when its text was redacted."
    if record.signature != MARK and not verify(
        made.public_key, made.signature, message(made.digest, made.statement)
    ):
        return f"{by} does not fit its key: it was damaged or is not theirs."
    later = [q.id for q in found.talk.route if q.section == record.section and _later(found, q.id, record)]
    return f"{by} no longer holds: since then {', '.join(later)} changed." if later else None


def _later(found: Gathered, question: str, record: SignatureRecord) -> bool:
    answer = found.current.get(question)
    given = (answer, *found.remarks.get(question, ()))
    return any(one is not None and one.seq > record.seq for one in given)


def faults(kept: Kept, case: CaseRecord) -> list[str]:
    """What is wrong with the signatures that stand on a return, a sentence each."""
    return [f"{case.wave}/{case.ref}: {one.fault}" for one in checked(kept, case) if one.fault]


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
