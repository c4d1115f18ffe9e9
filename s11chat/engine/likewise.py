"""The answer before, said again by "same again" or "ditto": offered in a grid, never taken unasked."""

from __future__ import annotations

import re

from s11chat.dialog.question import Question
from s11chat.engine.conversation import Conversation
from s11chat.engine.hearing import Doubt
from s11chat.engine.turn import Choice

_LIKEWISE = re.compile(
    r"(?:(?:and|again|oh|well|just|put|the|this one(?: is)?|it is|it's|that's),? )*"
    r"(?:ditto|likewise|snap|as (?:above|before)|same(?: again| here| answer| as (?:the )?(?:last|above|before|that|previous)(?: one| row)?"
    r"| for (?:this|that)(?: one| row)?| thing| too)*)(?: again| please)*[.! ]*",
    re.IGNORECASE,
)


def likewise(talk: Conversation, question: Question, text: str, doubt: Doubt) -> Doubt:
    """The doubt with the answer to the row before offered, where just that is asked for."""
    if not _LIKEWISE.fullmatch(text.strip()):
        return doubt
    asked = [each for each in talk.route if each.item == question.item and each.row < question.row]
    before = asked[-1] if asked and question.rows else None
    answer = talk.answers.get(before.id) if before else None
    codes = answer.value if answer and isinstance(answer.value, tuple) else (answer.value,) if answer else ()
    options = [option for code in codes if isinstance(code, str) and (option := question.option(code))]
    if len(options) != 1:
        return Doubt("Which answer is meant is not said: type it once more.")
    say = options[0].say
    return Doubt("That may be the answer to the row before.", (Choice(question.handle(options[0]), say),))
