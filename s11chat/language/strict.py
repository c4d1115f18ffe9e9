"""Reads with free reading switched off: handles, codes, exact labels, plain numerals and plain dates."""

from __future__ import annotations

from datetime import date

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.date import read_date
from s11chat.language.handle import listed
from s11chat.language.naming import named
from s11chat.language.normalise import Utterance
from s11chat.language.number import read_typed
from s11chat.language.ranking import placed
from s11chat.language.reading import Act, Context, Reading, answer, clarify
from s11chat.language.several import consistent


def read_strict(said: Utterance, question: Question, context: Context) -> Reading:
    """The answer typed exactly; anything else is asked again."""
    if question.kind is Kind.TEXT:
        return answer(value=said.said, because="text as said", exact=True)
    if question.kind is Kind.NUMBER and (reading := read_typed(said, question)):
        return reading
    if question.kind is Kind.DATE and _is_date(said):
        return read_date(said, question, context)
    if question.several and (codes := listed(question, said.tokens)):
        reading = consistent(question, codes, answer(*codes, because="handles listed", exact=True))
        return placed(question, reading)
    reading = named(said, question) if question.options and question.kind is not Kind.NUMBER else None
    if reading is not None and reading.act is Act.ANSWER:
        return reading
    return clarify("only numbers, codes and exact labels are read")


def _is_date(said: Utterance) -> bool:
    """Whether a date is typed in figures: 31/12/2008 or 2008-12-31."""
    if len(said.tokens) != 1:
        return False
    word = said.tokens[0].word
    try:
        date.fromisoformat(word)
    except ValueError:
        return word.count("/") == 2 or word.count(".") == 2
    return True
