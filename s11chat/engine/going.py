"""Goes to another question, and back to what stood before."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from s11chat.engine import event
from s11chat.engine.conversation import Conversation, Standing, Step
from s11chat.engine.taking import settled
from s11chat.engine.turn import Repair, Say

_SHOWN = 40
"""Characters of a wrong number that are repeated."""


def back(talk: Conversation) -> Step:
    """To the question before, changing nothing."""
    here = talk.places[talk.current.id] if talk.current else len(talk.route)
    if not here:
        return Step(talk, (Say("This is the first question."), talk.ask()))
    return _go(talk, talk.route[here - 1].id)


def revisit(talk: Conversation, wanted: str) -> Step:
    """To a question by its id, or to the first of an item, a grid or a section."""
    name = wanted.strip().casefold()
    found = next((q.id for q in talk.route if q.id == name), None)
    found = found or next((q.id for q in talk.route if q.item == name), None)
    found = found or next((q.id for q in talk.route if q.section == name), None)
    if found is not None:
        return _go(talk, found)
    return Step(talk, (Repair(_lost(talk, name, wanted.strip())), talk.ask()))


def _lost(talk: Conversation, name: str, wanted: str) -> str:
    if not name:
        example = talk.route[0].id if talk.route else "q1"
        return f"Say which question to go to, for example {example}."
    known = [q for q in talk.questions.values() if name in (q.id, q.item, q.section)]
    if not known:
        return f"'{wanted[:_SHOWN]}' is not the number of a question."
    if talk.part and any(question.id in talk.whole.places for question in known):
        return f"'{wanted}' is not in the part you were asked for."
    return f"'{wanted}' is not asked: that follows from the organisation or from earlier answers."


def keep(talk: Conversation) -> Step:
    """Enter alone keeps an earlier answer and goes on to the next question."""
    question = talk.current
    if question is None or question.id not in talk.answers:
        return Step(talk, (Repair("Please answer, or type :skip to leave it for now."), talk.ask()))
    following = talk.route[talk.places[question.id] + 1 :]
    after = replace(talk, revisiting=following[0].id if following else None, heard=question.item)
    return settled(talk, after, [], [])


def _go(talk: Conversation, to: str) -> Step:
    after = replace(talk, revisiting=to, heard="")
    return Step(after, (after.ask(),))


def undo(talk: Conversation) -> Step:
    """Takes the last act back: an answer, a no-answer or a parking, and all that it did at once."""
    if not talk.undoable:
        said = Say("There is nothing to take back in this sitting; :back goes to earlier answers.")
        return Step(talk, (said, talk.ask()))
    last = talk.undoable[-1]
    after, events = _restored(talk, last)
    while last.with_before:
        last = after.undoable[-1]
        after, happened = _restored(after, last)
        events += happened
    after = replace(after, revisiting=last.question, heard="")
    return settled(talk, after, [Say(f"Taken back: {last.question}.")], events)


def _restored(talk: Conversation, last: Standing) -> tuple[Conversation, list[event.Event]]:
    """The conversation with what stood before, and what that means for the record."""
    parked = {id_: waiting for id_, waiting in talk.parked.items() if id_ != last.question}
    events: list[event.Event] = []
    if last.answer is None and last.question in talk.answers:
        events.append(event.Withdrawn(last.question))
    elif last.answer is not None and talk.answers.get(last.question) != last.answer:
        because = "taken back to the answer before"
        events.append(event.Answered(last.question, last.answer, "", because, exact=True))
    if last.parked is not None:
        parked[last.question] = last.parked
        if talk.parked.get(last.question) != last.parked:
            events.append(event.Parked(last.question, *last.parked))
    elif last.question in talk.parked:
        events.append(event.Unparked(last.question))
    after = replace(
        talk.beside(last.question, last.answer),
        parked=MappingProxyType(parked),
        undoable=talk.undoable[:-1],
    )
    return after, events
