"""Numbers that are part of another: the percentage they come to, and parts that are more than their whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from s11chat.dialog.question import Question
from s11chat.engine.answer import Answer, figures, in_words

Answers = Mapping[str, Answer]


def percentage(part: float, whole: float) -> float | None:
    """What `part` is of `whole`, in per cent; None where the whole is nothing."""
    return 100 * part / whole if whole else None


def told(question: Question, answers: Answers) -> str:
    """The answer that stands at `question` in words, with its percentage where it is part of another number."""
    said = in_words(question, answers[question.id])
    part, whole = number_at(question.id, answers), number_at(question.share_of, answers)
    share = percentage(part, whole) if part is not None and whole is not None else None
    return (
        said
        if share is None or whole is None
        else f"{said}, {share:.1f} % of {figures(whole)}".replace(".0 %", " %")
    )


def above_whole(question: Question, questions: Iterable[Question], answers: Answers) -> str:
    """What is wrong where the answer to `question` makes a part larger than its whole; empty where nothing is."""
    for part in questions:
        if part.share_of is None or question.id not in (part.id, part.share_of):
            continue
        number, whole = number_at(part.id, answers), number_at(part.share_of, answers)
        if number is None or whole is None or number <= whole:
            continue
        if part.id == question.id:
            return f"{figures(number)} is more than the {figures(whole)} of {part.share_of} that it is a part of."
        return f"{figures(whole)} is less than the {figures(number)} of {part.id}, which is a part of it: correct {part.id} first."
    return ""


def number_at(id_: str | None, answers: Answers) -> float | None:
    """The number that stands at a question; None where there is none."""
    value = answers[id_].known() if id_ is not None and id_ in answers else None
    return value if isinstance(value, int | float) else None
