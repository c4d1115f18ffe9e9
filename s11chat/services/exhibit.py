"""A record of evidence as people see it, and which records speak for a question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from s11chat.assurance.evidence import in_words, out_of_date, whereabouts
from s11chat.dialog.question import Question
from s11chat.engine.conversation import Conversation
from s11chat.engine.intent import Attach
from s11chat.services.kept import Kept
from s11chat.store.record import CaseRecord, EvidenceRecord

ASKED_AFTER = "evidence asked after"
"""The kind of the fact that it was asked whether something shows a rating; its details name the question."""


@dataclass(frozen=True)
class EvidenceLine:
    """One record of evidence."""

    number: int
    kind: str
    title: str
    dated: str
    """A day as YYYY-MM-DD, or empty."""
    owner: str
    covers: tuple[str, ...]
    """The items it shows something of."""
    review: str
    place: str
    note: str
    file: str
    """The SHA-256 of the file kept with it; empty where none is."""
    file_name: str
    size: int
    state: str
    """added, amended, withdrawn or reinstated."""
    by: str
    role: str
    at: datetime
    changed_by: str
    changed_at: datetime
    said: str
    """Why it was last changed."""
    digest: str
    """Over the record as it stands; what a signature covers."""
    due: str = ""
    """Why it should be looked at again, after "it"; empty where it need not."""

    @property
    def stands(self) -> bool:
        """Whether it was not withdrawn."""
        return self.state != "withdrawn"

    @property
    def told(self) -> str:
        """What it is, in one line."""
        return in_words(self.kind, self.title, self.dated, self.owner)

    @property
    def where(self) -> str:
        """Where it is: the file kept with it, where else it lies, or both."""
        return whereabouts(self.file_name, self.size, self.place)


def evidence_line(record: EvidenceRecord, today: date, months: int) -> EvidenceLine:
    """A record for people; `months` is how old a document may be before it is asked after."""
    return EvidenceLine(
        number=record.number,
        kind=record.kind,
        title=record.title,
        dated=record.dated,
        owner=record.owner,
        covers=record.covers,
        review=record.review,
        place=record.place,
        note=record.note,
        file=record.file,
        file_name=record.file_name,
        size=record.size,
        state=record.step,
        by=record.by_name,
        role=record.role,
        at=record.at,
        changed_by=record.stepped_by,
        changed_at=record.stepped_at,
        said=record.said,
        digest=record.digest,
        due=out_of_date(record.dated, record.review, today, months) if record.stands else "",
    )


def shows(record: EvidenceRecord, question: Question) -> bool:
    """Whether a record speaks for a question: one of the items it covers, whose follow-ups it does not repeat."""
    return question.item in record.covers and not question.part


def backed_by(records: Iterable[EvidenceRecord], today: date, months: int) -> dict[str, str]:
    """The items that a record which stands speaks for, each with why all of them should be looked at again.

    Empty words where one of them need not.
    """
    found: dict[str, list[str]] = {}
    for record in records:
        if record.stands:
            due = out_of_date(record.dated, record.review, today, months)
            for item in record.covers:
                found.setdefault(item, []).append(f"{record.title} {due}" if due else "")
    return {item: "" if "" in words else "; ".join(words) for item, words in found.items()}


def last_standing(changed: Iterable[EvidenceLine]) -> Attach | None:
    """What the last of some records that stands says to the talk, told in the order they were changed; None without one."""
    latest = {line.number: line for line in changed}
    standing = [line for line in latest.values() if line.stands]
    return (
        Attach(standing[-1].covers, f"{standing[-1].told} (evidence {standing[-1].number})")
        if standing
        else None
    )


def with_evidence(kept: Kept, case: CaseRecord, talk: Conversation) -> Conversation:
    """The conversation, knowing which items something on file shows, and of which that was asked."""
    records = kept.evidences.of(case.return_id)
    months = kept.plans.plan(case.wave).evidence_months if records else 0
    facts = (fact for fact in kept.responses.facts(case.return_id) if fact.kind == ASKED_AFTER)
    asked = frozenset(talk.questions[str(fact.details["item"])].item for fact in facts)
    backed = MappingProxyType(backed_by(records, kept.today, months))
    return replace(talk, backed=backed, asked_after=asked | talk.asked_after)
