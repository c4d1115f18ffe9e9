"""What an answer is held against on the docket: the wave before, the other answers, and the checks of the dialog."""

from __future__ import annotations

from collections.abc import Mapping

from s11chat.dialog.question import Question
from s11chat.engine.answer import Answer, Before
from s11chat.engine.conversation import Conversation
from s11chat.engine.share import told


def fell(question: Question, answer: Answer | None, before: Before | None) -> bool:
    """Whether a rating is lower than the one of the wave before."""
    now, then = _score(question, answer), _score(question, before.answer if before else None)
    return now is not None and then is not None and now < then


def last_time(talk: Conversation, question: Question, before: Mapping[str, Before]) -> str:
    """The rating of the wave before, and which wave it was, where it was higher then; else empty."""
    then = before.get(question.id)
    if then is None or not fell(question, talk.answers.get(question.id), then):
        return ""
    return f"{told(question, {question.id: then.answer})}, in {then.wave}"


def _score(question: Question, answer: Answer | None) -> float | None:
    if not question.rates or answer is None or not isinstance(answer.value, str):
        return None
    option = question.option(answer.value)
    return option.score if option else None
