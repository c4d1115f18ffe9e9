"""Checks a certificate by itself, for whoever holds the file and nothing else.

The signatures are held against the answers as stated, the answers against the dialog, and the pages against the
record they were made of; what does not fit is named. That the key is the lead's, no file can prove of itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from pydantic import TypeAdapter, ValidationError

from s11chat.assurance.action import in_words as agreement
from s11chat.assurance.canonical import digest, row_digest
from s11chat.assurance.evidence import in_words, whereabouts
from s11chat.assurance.phrase import verify
from s11chat.assurance.signature import message
from s11chat.dialog.load import pinned_dialog
from s11chat.dialog.model import Audience, Dialog, NoAnswer
from s11chat.dialog.question import Question, questions
from s11chat.dialog.wording import may_read
from s11chat.engine.answer import NO_ANSWER_WORDS, PARKED, Answer
from s11chat.engine.share import told
from s11chat.errors import S11chatError, TamperError
from s11chat.language.plural import number_of
from s11chat.report.absent import doubtful, left_out, ways_of
from s11chat.report.certificate import (
    LAYOUT,
    Certified,
    CertifiedAction,
    CertifiedAnswer,
    CertifiedEvidence,
    CertifiedSection,
)
from s11chat.report.unpack import NONE, pages_of, record_in

UNCOVERED = (
    "No signature covers what the organisation and the wave are called, where the return stood, a read-back, and when "
    "the certificate was made: whoever wrote the file says so. What is signed is the case, by its name above."
)
"""What a certificate tells besides what is signed."""
_UNASKED = {
    PARKED,
    *(NO_ANSWER_WORDS[why] for why in (NoAnswer.NOT_ANSWERED, NoAnswer.OFF_ROUTE, NoAnswer.NOT_REACHED)),
}
"""What can stand at a question that nobody is on record for: all else is somebody's answer."""
_UNREADABLE = (S11chatError, ValueError, TypeError, LookupError, AttributeError)
_OTHER_DIALOG = "The dialog in the certificate is not the one whose digest it names."


@dataclass(frozen=True)
class SignedSection:
    """A signature that was checked."""

    section: str
    title: str
    name: str
    at: str
    key: str
    answers: int


@dataclass(frozen=True)
class Proof:
    """What checking a certificate found; it is good where there is no fault."""

    faults: tuple[str, ...]
    notes: tuple[str, ...]
    """What could not be checked, and why."""
    case: str
    organisation: str
    status: str
    signed: tuple[SignedSection, ...]
    """The signatures that hold."""
    unsigned: tuple[str, ...]
    """The titles of the sections without a signature."""
    unproved: tuple[str, ...] = ()
    """The signatures that cannot be checked any more because their text is said to be redacted; a sentence each."""

    @property
    def verdict(self) -> str:
        """What it all comes to, in a sentence."""
        if self.faults:
            return "Not verified: this certificate was changed."
        if not self.signed:
            return "Nothing is proved: there is no signature in it that can be checked."
        if self.unproved:
            return "Verified in part: what was signed in the sections named above cannot be checked any more."
        if self.notes:
            return "Verified, except for what is said above."
        if number := len(self.unsigned):
            return f"Verified what is signed; {number_of(number, 'section')} {'is' if number == 1 else 'are'} not."
        return "Verified."

    @property
    def good(self) -> bool:
        """Whether every signature that it claims holds, and there is one."""
        return bool(self.signed) and not (self.faults or self.unproved)


def proved(file: bytes, key: str = "") -> Proof:
    """What a certificate proves: plain text, web page, PDF or record, as the bytes of its file.

    `key` is the lead's public key where it is known by another road. Raises TamperError for what is no certificate.
    """
    record = record_in(file)
    try:
        certified = _form().validate_json(record)
    except (ValidationError, RecursionError):
        raise TamperError(NONE) from None
    if certified.layout != LAYOUT or certified.s11chat != "certificate":
        raise TamperError(
            "This certificate was written by another version of s11chat: check it with that one."
        )
    faults: list[str] = []
    signed, unsigned, gone = [], [], []
    dialog = _dialog(certified.dialog_text, certified.dialog_digest)
    asked = questions(dialog) if dialog else {}
    faults += _headed(certified, dialog) if dialog else [_OTHER_DIALOG]
    answers = _answers(certified)
    for section in certified.sections:
        if section.statement is None:
            unsigned.append(section.title)
            found = list(_stated(section, asked, answers))
        elif section.redacted:
            fits = _fits(section)
            gone.append(
                f"{section.title}: the signature of {section.statement.name} {section.redacted}. "
                "What is said there cannot be checked any more."
            )
            found = [*fits, *_stated(section, asked, answers)]
        else:
            found = [*_signature(certified, section, key), *_stated(section, asked, answers)]
            if not found:
                signed.append(_signed(section))
        faults += (f"{section.title}: {fault}" for fault in found)
    faults += _status(certified)
    if (
        len({section.scope["return_id"] for section in certified.sections if "return_id" in section.scope})
        > 1
    ):
        faults.append("The sections were signed in different returns.")
    pages, notes = pages_of(file, record, certified)
    if dialog:
        ways = ways_of(dialog, asked, answers)
        faults += left_out(certified, dialog, asked, ways)
        notes = (*notes, *doubtful(certified, dialog, asked, ways))
    return Proof(
        faults=(*faults, *pages),
        notes=notes,
        case=certified.case,
        organisation=certified.organisation,
        status=certified.status,
        signed=tuple(signed),
        unsigned=tuple(unsigned),
        unproved=tuple(gone),
    )


@cache
def _form() -> TypeAdapter[Certified]:
    return TypeAdapter(Certified)


@lru_cache(maxsize=2)
def _dialog(text: str, digested: str) -> Dialog | None:
    try:
        return pinned_dialog(text, digested, "dialog in the certificate")
    except _UNREADABLE:
        return None


def _headed(certified: Certified, dialog: Dialog) -> Iterator[str]:
    """What is wrong with what the certificate says of the dialog, and with its sections."""
    if certified.dialog != f"{dialog.dialog} {dialog.version}":
        yield f"The dialog is called {certified.dialog} and is {dialog.dialog} {dialog.version}."
    titles = {section.section: section.title for section in dialog.sections}
    names = [section.section for section in certified.sections]
    for section in certified.sections:
        if titles.get(section.section) != section.title:
            yield f"Section {section.section} is called '{section.title}', and otherwise in the dialog."
    if names != [name for name in titles if name in names]:
        yield "The sections stand twice, or in another order than in the dialog."


def _answers(certified: Certified) -> Mapping[str, Answer]:
    given = {}
    for section in certified.sections:
        for answer in section.answers:
            try:
                if answer.row is not None:
                    given[answer.question] = Answer.from_json(json.loads(answer.row["value"]))
            except _UNREADABLE:
                continue  # said of the answer itself
    return given


def _fits(section: CertifiedSection) -> Iterator[str]:
    """Whether the signature of a section was made by its key over its digest and statement."""
    statement = section.statement
    if statement is None or not verify(
        section.public_key, section.signature, message(section.digest, statement)
    ):
        yield "the signature does not fit its key, its statement or its digest."


def _signature(certified: Certified, section: CertifiedSection, key: str) -> Iterator[str]:
    """What is wrong with the signature on a section, and with what it covers."""
    statement, scope = section.statement, section.scope
    assert statement is not None
    yield from _fits(section)
    if key and section.public_key.casefold() != key.casefold():
        yield "the signature was made with another key than the one you named."
    if digest(scope) != section.digest:
        yield "what is said to be signed is not what the digest was made of."
    where = f"{scope.get('wave')}/{scope.get('case')}", scope.get("section"), scope.get("dialog_digest")
    if where != (certified.case, section.section, certified.dialog_digest):
        yield "the signature was made for another case, section or dialog."
    covered = {str(one.get("question")): one for one in scope.get("answers", ()) if isinstance(one, Mapping)}
    given = {answer.question: answer for answer in section.answers if answer.row is not None}
    for question in dict.fromkeys([*given, *covered]):
        answer, one = given.get(question), covered.get(question)
        if answer is None or answer.row is None:
            yield f"the answer to {question} was signed and is left out."
        elif one is None:
            yield f"the answer to {question} was not signed."
        elif one.get("text_as_asked") != answer.text:
            yield f"question {question} is not worded as it was signed."
        elif {one.get("digest"), answer.row.get("digest")} != {row_digest(answer.row)} or (
            one.get("revision") != answer.row.get("revision")
        ):
            yield f"the answer to {question} is not the one that was signed."
        elif list(one.get("evidence", ())) != [_digest_of(shown) for shown in answer.evidence]:
            yield f"the evidence for {question} is not that which was signed."
        elif list(one.get("actions", ())) != [_digest_of(agreed) for agreed in answer.actions]:
            yield f"what was agreed for {question} is not that which was signed."


def _digest_of(shown: CertifiedEvidence | CertifiedAction) -> str | None:
    """The digest of a record of evidence, or of an action; None where the row names another."""
    made = row_digest(shown.row)
    return made if shown.row.get("digest") == made else None


def _stated(
    section: CertifiedSection, asked: Mapping[str, Question], answers: Mapping[str, Answer]
) -> Iterator[str]:
    """What is wrong with the answers as stated, held against their rows and the dialog."""
    seen: set[str] = set()
    named = [answer.question for answer in section.answers]
    if asked and named != [id_ for id_ in asked if id_ in named]:
        yield "the questions stand twice, or in another order than in the dialog."
    for answer in section.answers:
        question = asked.get(answer.question)
        if answer.question in seen or (question is not None and question.section != section.section):
            yield f"{answer.question} stands twice, or in another section than in the dialog."
        seen.add(answer.question)
        fault = _misstated(answer, question, answers) if asked else ""
        if fault:
            yield f"{answer.question} {fault}"


def _misstated(answer: CertifiedAnswer, question: Question | None, answers: Mapping[str, Answer]) -> str:
    row = answer.row
    if question is None:
        return "is no question of the dialog."
    if any(_otherwise(shown) for shown in answer.evidence):
        return "is stated with other evidence than is on record for it."
    if any(_agreed_otherwise(one) for one in answer.actions):
        return "is stated with another action than is on record for it."
    if row is None:
        beside = answer.evidence, answer.actions, answer.typed_by, answer.role, answer.on_behalf_of
        if any(beside) or answer.revision or answer.said not in _UNASKED:
            return "is stated with an answer that nobody is on record for."
        return "" if _may_be_worded(question, answer.text) else "is not worded as in the dialog."
    authority = (answer.question, answer.typed_by, answer.role, answer.on_behalf_of, answer.revision)
    stored = tuple(row.get(name) for name in ("item", "by_name", "role", "on_behalf_of", "revision"))
    if authority != stored:
        return "is stated with another authority than is on record for it."
    try:
        said = told(question, answers)
    except _UNREADABLE:
        return "has an answer on record that cannot be read."
    return "" if said == answer.said else f"is stated as '{answer.said}' and is '{said}' on record."


def _may_be_worded(question: Question, text: str) -> bool:
    """Whether a question that no signature covers, because it has no answer, reads as it does to a lead."""
    stem = f"{question.stem.to(Audience.LEAD)} " if question.stem else ""
    return may_read(f"{stem}{question.say.to(Audience.LEAD)}", text)


def _otherwise(shown: CertifiedEvidence) -> bool:
    """Whether a document is told otherwise than its record has it."""
    row = shown.row
    try:
        told = in_words(row["kind"], row["title"], row["dated"], row["owner"])
        return (shown.told, shown.where) != (told, whereabouts(row["file_name"], row["size"], row["place"]))
    except _UNREADABLE:
        return True


def _agreed_otherwise(agreed: CertifiedAction) -> bool:
    """Whether an action is told otherwise than its record has it."""
    row = agreed.row
    try:
        return agreed.told != agreement(row["what"], row["owner"], row["due"], row["priority"])
    except _UNREADABLE:
        return True


def _status(certified: Certified) -> Iterator[str]:
    """Whether what is called signed is."""
    signed = [section for section in certified.sections if section.statement is not None]
    whole = len(signed) == len(certified.sections)
    claims = certified.status in ("signed", "signed in part")
    if claims != bool(signed) or (certified.status == "signed" and not whole):
        yield (
            f"The return is called {certified.status}, and {len(signed)} of its {len(certified.sections)} sections "
            "are signed."
        )


def _signed(section: CertifiedSection) -> SignedSection:
    assert section.statement is not None
    count = sum(answer.row is not None for answer in section.answers)
    return SignedSection(
        section.section, section.title, section.statement.name, section.signed_at, section.public_key, count
    )
