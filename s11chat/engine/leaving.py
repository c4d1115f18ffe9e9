"""Leaves a question, a return or a sitting: declined, left to the lead, parked, paused."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from s11chat.dialog.model import Kind, NoAnswer
from s11chat.dialog.question import Question
from s11chat.engine import event
from s11chat.engine.answer import Answer
from s11chat.engine.conversation import Conversation, Step
from s11chat.engine.day import over, with_day
from s11chat.engine.intent import Decline, Park, Pause, Stop
from s11chat.engine.pending import Accept, Needing
from s11chat.engine.taking import accept, recorded, settled, standing_at
from s11chat.engine.turn import Ended, Repair, Say, Waiting

LEFT_TO_LEAD = "left to the lead"
"""The reason that stands at what a delegate leaves to the lead."""


def decline(talk: Conversation, wish: Decline) -> Step:
    """The step that giving no answer takes."""
    question = talk.current
    if question is None:
        return Step(talk, (talk.finished(),))
    if question.kind is Kind.STATEMENT:
        return _takes_no_answer(talk)
    if wish.kind is NoAnswer.NOT_ANSWERED and question.reserved and talk.delegated:
        return _left_to_lead(talk, question, wish.reason)
    listed = next((o for o in question.options if o.no_answer is wish.kind), None)
    if listed is not None and wish.kind is not NoAnswer.NOT_ANSWERED:
        value = (listed.code,) if question.several else listed.code
        answer = Answer(value, no_answer=wish.kind, reason=wish.reason)
    else:
        answer = Answer(no_answer=wish.kind, reason=wish.reason)
    return accept(talk, Accept(question.id, answer, "", f"declined: {wish.kind}", exact=True, sure=wish.sure))


def _takes_no_answer(talk: Conversation) -> Step:
    return Step(talk, (Repair("There is nothing to answer here: Enter goes on."), talk.ask()))


def _left_to_lead(talk: Conversation, question: Question, why: str) -> Step:
    """Leaves the question and all of its item that is still open; one undo takes it all back."""
    answer = Answer(no_answer=NoAnswer.NOT_ANSWERED, reason=LEFT_TO_LEAD)
    step = Step(talk, ())
    for sibling in (question, *(q for q in talk.route if q.item == question.item and talk.open(q))):
        now = step.conversation
        if sibling.id not in now.places or (step.events and sibling is question):
            continue
        said = event.Answered(sibling.id, answer, why, LEFT_TO_LEAD, exact=True)
        taken = recorded(now, sibling, answer, said, with_before=bool(step.events))
        step = Step(taken.conversation, (), (*step.events, *taken.events))
    rows = ", ".join(h.question for h in step.events if isinstance(h, event.Answered))
    left = Say(f"Left to the lead: {rows}. Nothing is held up by it.")
    return Step(step.conversation, (left, step.conversation.ask()), step.events)


def park(talk: Conversation, wish: Park) -> Step:
    """The step that parking takes; an answer that stands there stays."""
    question = talk.current
    if question is None:
        return Step(talk, (talk.finished(),))
    if question.kind is Kind.STATEMENT:
        return _takes_no_answer(talk)
    if gone := over(wish.when, talk.today):
        asked = f"{gone} is over: by when is {question.id} to be answered? Name a day to come."
        return Step(replace(talk, pending=Needing(replace(wish, when=""), asked)), (Repair(asked),))
    when = with_day(wish.when, talk.today)
    parked = MappingProxyType({**talk.parked, question.id: (wish.who, when)})
    undoable = (*talk.undoable, standing_at(talk, question))
    after = replace(talk, parked=parked, undoable=undoable, revisiting=None, heard=question.item)
    happened = event.Parked(question.id, wish.who, when)
    return settled(talk, after, [Waiting(question, wish.who, when)], [happened])


def hold(talk: Conversation) -> Step:
    """Waits where somebody says "hang on": the sitting stays as it is, and the question stands."""
    said = "Take your time. Type your answer when you are back; :pause breaks off and keeps everything."
    return Step(talk, (Say(said), talk.ask()))


def end(talk: Conversation, wish: Pause | Stop) -> Step:
    """Ends the sitting; the return stays as it is."""
    here = talk.current.id if talk.current else ""
    if isinstance(wish, Pause):
        until = with_day(wish.until, talk.today)
        text = f"To be taken up again {until}." if until else "Paused. Everything is saved."
        return Step(talk, (Ended(here, text),), (event.Paused(here, until),))
    return Step(talk, (Ended(here, "Everything is saved."),), (event.Stopped(here),))
