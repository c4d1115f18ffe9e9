"""Which questions apply: a pure function of the dialog, the answers and who is being asked.

Recomputed at every turn, so that position is never stored and no answer is ever deleted by looking.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from s11chat.dialog.condition import Known, Value
from s11chat.dialog.model import Kind, NoAnswer
from s11chat.dialog.question import Question
from s11chat.engine.answer import Answer


def route(questions: Iterable[Question], answers: Mapping[str, Answer], facts: Known) -> tuple[Question, ...]:
    """The questions to be asked, in order. Answers off the route do not count in its conditions."""
    known: dict[str, Value] = dict(facts)
    asked: list[Question] = []
    for question in questions:
        if question.conditions and not question.asked(known):
            continue
        asked.append(question)
        answer = answers.get(question.id)
        if answer is not None:
            value = answer.known()
            if value is not None:
                known[question.id] = value
    return tuple(asked)


def standing(question: Question, on_route: frozenset[str], answers: Mapping[str, Answer]) -> NoAnswer | None:
    """The kind of no-answer of `question`, or None where it is answered."""
    if question.id not in on_route:
        return NoAnswer.OFF_ROUTE
    answer = answers.get(question.id)
    return NoAnswer.NOT_REACHED if answer is None else answer.no_answer


def mains(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Those by which the way is counted: statements take no answer, and follow-ups belong to what they follow."""
    return tuple(question for question in counted(questions) if not question.part)


def counted(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Those that take an answer."""
    return tuple(question for question in questions if question.kind is not Kind.STATEMENT)
