"""A share said of a number that is part of another: what it comes to is worked out and offered."""

from __future__ import annotations

from s11chat.dialog.question import Question
from s11chat.engine.answer import Answer, figures, in_words
from s11chat.engine.hearing import Doubt
from s11chat.engine.share import Answers, number_at
from s11chat.engine.turn import Choice
from s11chat.language.normalise import utterance
from s11chat.language.proportion import share_said


def offered(doubt: Doubt, question: Question, text: str, answers: Answers) -> Doubt:
    """The doubt, or the number that a share comes to where one is said of a number that is a part: "54 %"."""
    whole = number_at(question.share_of, answers)
    share = share_said(utterance(text).tokens) if whole else None
    if share is None or not whole:
        return doubt
    number = round(share * whole, question.decimals)
    words = in_words(question, Answer(number))
    reason = f"The number is asked for: {100 * share:.1f} % of {figures(whole)} comes to {words}."
    return Doubt(reason.replace(".0 %", " %"), (Choice(figures(number), words),))
