"""Whether an answer that comes from elsewhere is one that its question can have."""

from __future__ import annotations

import math

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.engine.answer import Answer, in_words
from s11chat.language.reading import Span

_ONE, _SEVERAL = (Kind.SINGLE, Kind.YESNO), (Kind.MULTI, Kind.RANKING)


def fits(question: Question, answer: Answer) -> bool:
    """Whether `answer` has an option, a number, a day or a text where the question asks for one; no answer always fits."""
    value = answer.value
    if value is None:
        return True
    if question.kind in _ONE:
        good = isinstance(value, str) and question.option(value) is not None
    elif question.kind in _SEVERAL:
        good = isinstance(value, tuple) and all(question.option(code) is not None for code in value)
    elif question.kind is Kind.NUMBER:
        good = isinstance(value, Span) or (isinstance(value, int | float) and math.isfinite(value))
    else:
        good = isinstance(value, str)
    return good and _can_be_told(question, answer)


def _can_be_told(question: Question, answer: Answer) -> bool:
    try:
        in_words(question, answer)
    except (ValueError, TypeError, LookupError, OverflowError):
        return False
    return True
