"""The text that asks those for whom questions wait to answer them: ready to be sent, one part a person."""

from __future__ import annotations

from collections.abc import Iterator

from s11chat.dialog.question import Question
from s11chat.engine.conversation import Conversation, Step
from s11chat.engine.turn import Repair, Say


def remind(talk: Conversation) -> Step:
    """Says the text for everybody for whom a question waits."""
    texts = list(reminders(talk))
    if not texts:
        return Step(
            talk, (Repair("No question waits for anybody: :park leaves one for somebody."), talk.ask())
        )
    return Step(talk, (Say("\n\n".join(texts)), talk.ask()))


def reminders(talk: Conversation) -> Iterator[str]:
    """A text for each person for whom questions on the route of `talk` wait."""
    waiting: dict[str, list[Question]] = {}
    for question in talk.route:
        if question.id in talk.parked:
            waiting.setdefault(talk.parked[question.id][0], []).append(question)
    for who, questions in waiting.items():
        yield "\n".join(_text(talk, who, questions))


def _text(talk: Conversation, who: str, questions: list[Question]) -> Iterator[str]:
    organisation, wave = talk.names.get("organisation", ""), talk.names.get("wave", "")
    yield f"To {who}:"
    yield f"For {organisation}'s return to {wave} we still need your answer to the following."
    for question in questions:
        when = talk.parked[question.id][1]
        stem = f"{talk.worded(question.stem.respondent)} " if question.stem else ""
        yield f"- {question.id}  {stem}{talk.worded(question.say.respondent)}{f' (by {when})' if when else ''}"
    yield "Thank you."
