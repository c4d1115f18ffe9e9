"""Neutral probes: words that help a respondent to answer and lead to no answer."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from s11chat.dialog.model import Audience, Kind
from s11chat.dialog.question import Question
from s11chat.engine.conversation import Conversation, Step
from s11chat.engine.turn import Probed, Repair

_PLAIN: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.SINGLE: "Which of these comes nearest?",
        Kind.YESNO: "Would you say yes, or no?",
        Kind.MULTI: "Is there anything else?",
        Kind.RANKING: "And what would come next?",
        Kind.NUMBER: "What would be your best estimate?",
        Kind.DATE: "When would that be, roughly?",
        Kind.TEXT: "Could you say a little more about that?",
    }
)
"""What is asked where an item has no probe of its own."""


def probe_of(question: Question) -> str:
    """What helps to answer `question`; empty at a statement."""
    return question.probe or _PLAIN.get(question.kind, "")


def probe(talk: Conversation) -> Step:
    """Says the probe of the question on the screen to an interviewer; a self-completer is shown none."""
    question = talk.current
    words = probe_of(question) if question is not None else ""
    if talk.audience is not Audience.INTERVIEWER:
        return Step(
            talk, (Repair("Type :why to have this question explained, or :skip to leave it for now."),)
        )
    if not words:
        return Step(talk, (Repair("There is nothing to probe here."), talk.ask()))
    return Step(talk, (Probed(talk.worded(words)), talk.ask()))
