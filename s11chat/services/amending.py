"""The lead's own answers, given from the docket in place of those of others: a talk that jumps where it is told."""

from __future__ import annotations

from s11chat.dialog.model import NoAnswer
from s11chat.engine.conversation import Conversation
from s11chat.engine.intent import Decline, Intent, Reply, Revisit
from s11chat.engine.turn import Confirmed, Turn
from s11chat.errors import RefusedError
from s11chat.services.interviewing import Interview


class Amending:
    """One talk for all amendments of a sitting; a doubt that is still pending is about the last of them."""

    def __init__(self, interview: Interview) -> None:
        self._interview, self._last = interview, ""

    @property
    def _talk(self) -> Conversation:
        return self._interview.conversation

    def amend(self, question: str, text: str) -> tuple[tuple[Turn, ...], set[str], frozenset[str]]:
        """What is said, the questions answered, and those that came onto or left the route by it."""
        if question not in self._talk.places:
            raise RefusedError(f"'{question}' is not asked of this organisation.")
        if self._talk.pending is None or question != self._last:
            self._interview.respond(Revisit(question))
        return self._said(question, Reply(text))

    def leave(self, question: str, reason: str) -> tuple[Turn, ...]:
        """What is said where a question has no answer any more, for that reason."""
        self._interview.respond(Revisit(question))
        return self._said(question, Decline(NoAnswer.NOT_APPLICABLE, reason, sure=True))[0]

    def _said(self, question: str, intent: Intent) -> tuple[tuple[Turn, ...], set[str], frozenset[str]]:
        self._last = question
        before = frozenset(self._talk.places)
        turns = self._interview.respond(intent)
        answered = {question, *(turn.question.id for turn in turns if isinstance(turn, Confirmed))}
        return turns, answered, before ^ frozenset(self._talk.places)
