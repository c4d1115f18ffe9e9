"""What shows a rating: asked after once where it is the highest and nothing shows it, or only something old.

The words favour no answer: neither that there is something, nor that the rating should be another. "None" is taken.
"""

from __future__ import annotations

from dataclasses import replace

from s11chat.dialog.model import Audience, NoAnswer
from s11chat.dialog.question import Question
from s11chat.engine import event
from s11chat.engine.answer import Answer
from s11chat.engine.conversation import Conversation, Step
from s11chat.engine.hollow import empty
from s11chat.engine.intent import Attach
from s11chat.engine.pending import Accept, Choosing, Held
from s11chat.engine.turn import Choice, Repair

PART = "evidence"
"""The follow-up of a rating that asks what shows it."""
NOTHING = "there is none"
"""The reason that stands where nothing was said to show it."""
_FULL = 100.0
_MISSING = "Is there a document or a record that shows it: a policy, minutes, a training record, an audit?"
_OLD = "On record: {what}. Is there a later version, or was it reviewed since?"
_WAYS = "Type what it is and where, attach it with :evidence add, or type none."


def asked_after(talk: Conversation, question: Question, held: Accept) -> Step | None:
    """The step that asks once whether something shows a full rating, or something newer; None where it need not."""
    item = question.item
    if question.part != PART or item in talk.asked_after or not fully_met(talk, item):
        return None
    answer, old = held.answer, talk.backed.get(item)
    none = _said_none(answer)
    kept: Held
    if old and (none or answer.value is not None):
        asked, kept = _OLD.format(what=old), replace(held, meant=True)
    elif old is None and none:
        gone = Answer(no_answer=NoAnswer.NOT_APPLICABLE, reason=NOTHING)
        asked, kept = _MISSING, replace(held, answer=gone, because="asked once; none", exact=True, meant=True)
    else:
        return None
    said = f'Ask once: "{asked}" {_WAYS}' if talk.audience is Audience.INTERVIEWER else f"{asked} {_WAYS}"
    ways = (("none", kept), ("n", kept), ("no", kept))
    after = replace(talk, pending=Choosing(ways), asked_after=talk.asked_after | {item})
    return Step(
        after,
        (Repair(said, (Choice("none", "there is none, or none later"),)),),
        (event.AskedAfter(question.id),),
    )


def fully_met(talk: Conversation, item: str) -> bool:
    """Whether an item is rated as high as can be."""
    rated, given = talk.questions.get(item), talk.answers.get(item)
    if rated is None or given is None or not isinstance(given.value, str):
        return False
    option = rated.option(given.value)
    return option is not None and option.score is not None and option.score >= _FULL


def answered_by(talk: Conversation, wish: Attach) -> Accept | None:
    """The answer that a record on file gives to the question what shows a standard; None where that is not asked."""
    question = talk.current
    fits = question is not None and question.part == PART and question.item in wish.items
    if question is None or not fits or question.id in talk.answers:
        return None
    given = Answer(wish.told)
    return Accept(question.id, given, wish.told, "evidence on file", exact=True, meant=True, sure=True)


def _said_none(answer: Answer) -> bool:
    """Whether nothing was named: words without content, don't know, does not apply; a skip or a refusal is neither."""
    if isinstance(answer.value, str):
        return empty(answer.value)
    return answer.no_answer in (NoAnswer.DONT_KNOW, NoAnswer.NOT_APPLICABLE)
