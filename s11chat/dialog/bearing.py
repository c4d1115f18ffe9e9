"""Which answers bear on some questions: those that decide whether they are asked, and those that they are checked with."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from s11chat.dialog.model import Dialog
from s11chat.dialog.question import Question, questions


def bearing_on(dialog: Dialog, items: Collection[str]) -> frozenset[str]:
    """The ids of questions outside `items` without whose answers these cannot be asked as they should be."""
    asked = questions(dialog)
    mine = {id_ for id_, question in asked.items() if question.item in items}
    found, waiting = set(mine), list(mine)
    while waiting:
        for subject in _subjects(asked[waiting.pop()]):
            if subject in asked and subject not in found:
                found.add(subject)
                waiting.append(subject)
    return frozenset(found - mine)


def _subjects(question: Question) -> Iterator[str]:
    rules = (*question.conditions, *(check.when for check in question.checks))
    yield from (test.subject for rule in rules for test in rule.tests())
    if question.share_of:
        yield question.share_of
