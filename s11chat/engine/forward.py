"""Answers of the wave before, brought forward: shown beside the question, and kept again by a word.

Only somebody who answers for their own organisation sees them. An interviewer never does: what is heard over the
telephone must not lean on what was said last time.
"""

from __future__ import annotations

from s11chat.engine.conversation import Conversation, Step
from s11chat.engine.pending import Accept
from s11chat.engine.taking import accept
from s11chat.engine.turn import Repair


def same(talk: Conversation) -> Step:
    """The step that giving the answer of the wave before once more takes."""
    question = talk.current
    before = talk.before.get(question.id) if question is not None else None
    if question is None or before is None:
        said = "No answer of an earlier wave is shown here to be given again: type the answer."
        return Step(talk, (Repair(said), talk.ask()))
    return accept(talk, Accept(question.id, before.answer, "", f"as in {before.wave}", exact=True))
