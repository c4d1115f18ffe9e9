"""Writes the certificate of a return from what is stored."""

from __future__ import annotations

from s11chat.dialog.model import Kind
from s11chat.report.certificate import (
    Certified,
    CertifiedAnswer,
    CertifiedSection,
    as_html,
    as_text,
)
from s11chat.services.covering import must_hold
from s11chat.services.kept import Kept
from s11chat.services.reviewing import Gathered, return_line
from s11chat.services.view import AnswerLine, Certificate, Header
from s11chat.store.record import CaseRecord


def certificate(kept: Kept, case: CaseRecord, found: Gathered, header: Header) -> Certificate:
    """The certificate of `case` as it stands. Raises TamperError where a signature does not hold."""
    must_hold(kept, case)
    whole = return_line(kept, case, header)
    lines = {line.question: line for line in whole.answers}
    keys = {}
    for signature in found.signatures.values():
        key = kept.keys.find(signature.key)
        keys[signature.key] = key.public_key if key else ""
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
            _section(found, lines, keys, section.section, section.title)
            for section in found.talk.dialog.sections
            if any(question.section == section.section for question in found.talk.route)
        ),
    )
    return Certificate(as_text(certified), as_html(certified), whole.head)


def _section(
    found: Gathered, lines: dict[str, AnswerLine], keys: dict[str, str], section: str, title: str
) -> CertifiedSection:
    answers = tuple(
        _answer(lines[question.id])
        for question in found.talk.route
        if question.section == section and question.kind is not Kind.STATEMENT
    )
    signature = found.standing(section)
    if signature is None:
        return CertifiedSection(title, answers)
    return CertifiedSection(
        title=title,
        answers=answers,
        signed_by=signature.name,
        signed_at=f"{signature.at.astimezone():%d %B %Y, %H:%M %Z}".lstrip("0"),
        statement=signature.statement,
        digest=signature.digest,
        public_key=keys.get(signature.key, ""),
        signature=signature.signature,
    )


def _answer(line: AnswerLine) -> CertifiedAnswer:
    return CertifiedAnswer(
        question=line.question,
        text=line.text,
        said=line.said,
        typed_by=line.by,
        role=line.role,
        on_behalf_of=line.on_behalf_of,
        revision=line.revision,
    )
