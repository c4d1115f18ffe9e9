"""What a signature on a section covers, and whether those that stand still fit."""

from __future__ import annotations

from s11chat.assurance.signature import CoveredAnswer, Scope, Signature, Statement, check
from s11chat.errors import TamperError
from s11chat.services.kept import Kept
from s11chat.services.reviewing import Gathered, gather, text_as_asked
from s11chat.store.record import CaseRecord
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
                revision=record.revision,
                digest=record.digest if record.intact else _ALTERED,
                no_answer=record.no_answer or None,
                remarks=tuple(
                    remark.digest if remark.intact else _ALTERED
                    for remark in found.remarks.get(question.id, ())
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
    for section, record in found.signatures.items():
        if record.voided_at is not None:
            continue
        key = kept.keys.find(record.key)
        scope = scope_of(kept, case, found, section)
        statement = Statement(record.name, record.role, record.statement, instant(record.at))
        kept_one = Signature(
            section, record.digest, statement, key.public_key if key else "", record.signature
        )
        fault = check(kept_one, scope)
        if fault:
            wrong.append(f"{case.wave}/{case.ref}: {fault}")
    return wrong
