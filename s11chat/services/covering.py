"""What a signature on a section covers, and whether those that stand still fit."""

from __future__ import annotations

from s11chat.assurance.right import Role
from s11chat.assurance.signature import CoveredAnswer, Scope, Signature, Statement, check
from s11chat.errors import TamperError
from s11chat.services.kept import Kept
from s11chat.services.reviewing import Gathered, gather, text_as_asked
from s11chat.store.record import CaseRecord, KeyRecord, SignatureRecord
from s11chat.store.seal import instant

_ALTERED = "altered"
"""What stands for the digest of a row that no longer has its own; no signature covers it."""


def must_hold(kept: Kept, case: CaseRecord) -> None:
    """Raises TamperError where a signature that stands on a return does not fit what is stored."""
    for fault in faults(kept, case):
        raise TamperError(f"{fault} Run 's11chat verify', and restore the last backup.")


def scope_of(kept: Kept, case: CaseRecord, found: Gathered, section: str) -> Scope:
    """What a signature on `section` covers."""
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
                digest=found.digest(record) if record.intact else _ALTERED,
                no_answer=record.no_answer or None,
                remarks=tuple(
                    found.digest(remark) if remark.intact else _ALTERED
                    for remark in found.remarks.get(question.id, ())
                ),
                evidence=tuple(
                    found.digest(one) if one.intact else _ALTERED for one in found.evidence(question)
                ),
                actions=tuple(
                    found.digest(action) if action.intact else _ALTERED
                    for action in found.actions.get(question.id, ())
                ),
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


def faults(kept: Kept, case: CaseRecord) -> list[str]:
    """What is wrong with the signatures that stand on a return, a sentence each."""
    found = gather(kept, case)
    wrong = []
    leads = _leads(kept, case) if found.signatures else []
    for section, record in found.signatures.items():
        if record.voided_at is not None:
            continue
        key = kept.keys.find(record.key)
        scope = scope_of(kept, case, found, section)
        statement = Statement(record.name, record.role, record.statement, instant(record.at))
        kept_one = Signature(
            section, record.digest, statement, key.public_key if key else "", record.signature
        )
        fault = check(kept_one, scope) or _not_by_lead(record, key, leads)
        if fault:
            wrong.append(f"{case.wave}/{case.ref}: {fault}")
    return wrong


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
