"""Writes the certificate of a return from what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from typing import Any

from s11chat.assurance.action import in_words
from s11chat.assurance.signature import Statement, covered
from s11chat.dialog.model import Kind
from s11chat.errors import StateError, UsageError
from s11chat.language.harmless import one_line
from s11chat.report.certificate import (
    Certified,
    CertifiedAction,
    CertifiedAnswer,
    CertifiedEvidence,
    CertifiedSection,
    as_file,
    as_html,
    as_text,
)
from s11chat.services.covering import must_hold, scope_of
from s11chat.services.kept import Kept
from s11chat.services.reviewing import Gathered, redacted_since, return_line
from s11chat.services.view import AnswerLine, AttestedMark, Certificate, Header
from s11chat.store.record import CaseRecord
from s11chat.store.seal import instant


def certificate(kept: Kept, case: CaseRecord, found: Gathered, header: Header) -> Certificate:
    """The certificate of `case` as it stands. Raises TamperError where a signature does not hold."""
    must_hold(kept, case)
    whole = return_line(kept, case, header)
    rows = kept.responses.sealed_rows(case.return_id)
    shown = kept.evidences.sealed_rows(case.return_id) | kept.actions.sealed_rows(case.return_id)
    answers = {line.question: _answer(found, line, rows, shown) for line in whole.answers}
    wave = kept.casebook.wave(case.wave)
    certified = Certified(
        organisation=case.name,
        case=header.case,
        wave=wave.title,
        dialog=f"{wave.dialog_id} {wave.dialog_version}",
        dialog_digest=wave.dialog_digest,
        state=whole.state.value,
        status=whole.status.value,
        head=whole.head,
        events=len(kept.responses.events(f"return:{case.return_id}")),
        made_at=f"{kept.clock().astimezone():%d %B %Y, %H:%M %Z}".lstrip("0"),
        sections=tuple(
            _section(kept, case, found, answers, section.section, section.title)
            for section in found.talk.dialog.sections
            if any(question.section == section.section for question in found.talk.route)
        ),
        attested=_attested(whole.attested),
        dialog_text=wave.dialog_text,
    )
    return Certificate(as_text(certified), as_html(certified), whole.head, certified)


def write_certificate(certified: Certified, file: str) -> str:
    """Writes a certificate to a file whose ending names the form, and says how it is checked.

    Raises UsageError for another ending, or where the file cannot be written.
    """
    made = as_file(certified, file.rpartition(".")[2])
    try:
        Path(file).write_bytes(made)
    except OSError as error:
        raise UsageError(f"'{one_line(file)}' cannot be written: {error.strerror}.") from None
    return f"{one_line(file)} is written. Whoever has it checks it with: s11chat verify --certificate FILE"


def must_be_signed(certified: Certified) -> None:
    """Raises StateError where no signature stands on anything of a return."""
    if not any(section.statement for section in certified.sections):
        raise StateError("Nothing of this return is signed: a certificate is saved once something is.")


def save_certificate(certified: Certified, file: str) -> str:
    """Writes a certificate where there is no file yet, and says where it lies. Raises as `write_certificate` does, and
    StateError where nothing is signed."""
    must_be_signed(certified)
    place = Path(file).expanduser().absolute()
    if place.exists():
        raise UsageError(
            f"'{one_line(file)}' is there already: name another file, or put that one away first."
        )
    return write_certificate(certified, str(place))


def _section(
    kept: Kept,
    case: CaseRecord,
    found: Gathered,
    answers: Mapping[str, CertifiedAnswer],
    section: str,
    title: str,
) -> CertifiedSection:
    shown = tuple(
        answers[question.id]
        for question in found.talk.route
        if question.section == section and question.kind is not Kind.STATEMENT
    )
    signature = found.standing(section)
    if signature is None:
        return CertifiedSection(section, title, shown)
    key = kept.keys.find(signature.key)
    since = redacted_since(signature, found.redactions)
    return CertifiedSection(
        section=section,
        title=title,
        answers=shown,
        statement=Statement(signature.name, signature.role, signature.statement, instant(signature.at)),
        digest=signature.digest,
        public_key=key.public_key if key else "",
        signature=signature.signature,
        scope={} if since else covered(scope_of(kept, case, found, section)),
        redacted=since,
    )


def _attested(read_back: AttestedMark | None) -> str:
    if read_back is None:
        return ""
    at = read_back.at.astimezone(UTC)
    to = f" to {read_back.to}, who said that they are right" if read_back.to else ""
    return (
        f"{read_back.by} read the answers back{to}, {at.day} {at:%B %Y, %H:%M} UTC. "
        "That is a witness's word, and no signature."
    )


def _answer(
    found: Gathered,
    line: AnswerLine,
    rows: Mapping[int, Mapping[str, Any]],
    shown: Mapping[int, Mapping[str, Any]],
) -> CertifiedAnswer:
    record = found.current.get(line.question)
    records = found.evidence(found.talk.questions[line.question]) if record else ()
    agreed = found.actions.get(line.question, ()) if record else ()
    evidence = tuple(
        CertifiedEvidence(one.told, one.where, found.as_made(one.stepped, shown[one.stepped]))
        for one in records
    )
    return CertifiedAnswer(
        question=line.question,
        text=line.text,
        said=line.said,
        typed_by=line.by,
        role=line.role,
        on_behalf_of=line.on_behalf_of,
        revision=found.revision(record) if record else line.revision,
        row=found.as_made(record.seq, rows[record.seq]) if record else None,
        evidence=evidence,
        actions=tuple(
            CertifiedAction(
                in_words(one.what, one.owner, one.due, one.priority), found.as_made(one.seq, shown[one.seq])
            )
            for one in agreed
        ),
    )
