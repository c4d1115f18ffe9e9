"""Whose it is to answer a query of the lead: who was asked for that part, else who gave the answer, else who answers."""

from __future__ import annotations

from s11chat.assurance.right import Role
from s11chat.dialog.question import Question
from s11chat.services.kept import Kept
from s11chat.services.talk import respondent
from s11chat.store.delegation import DONE, RECALLED
from s11chat.store.record import CaseRecord, ResponseRecord


def owner(kept: Kept, case: CaseRecord, question: Question, record: ResponseRecord | None) -> str:
    """The name of whoever a query on a question waits for; empty where nobody is on file."""
    parts = [
        one
        for one in kept.delegations.of(case.return_id)
        if one.step not in (DONE, RECALLED) and {question.section, question.item} & set(one.part)
    ]
    if parts:
        return kept.casebook.person(parts[-1].person).name
    if record is not None and record.role == Role.DELEGATE.value:
        return record.by_name
    person = respondent(case)
    return person.name if person else ""
