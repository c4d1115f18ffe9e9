"""Takes an answer: which other was meant, whether a check stands in the way, and what the record of it changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from s11chat.dialog.model import Kind, NoAnswer
from s11chat.dialog.question import Question
from s11chat.engine import event
from s11chat.engine.answer import Answer
from s11chat.engine.checking import checked, probed
from s11chat.engine.conversation import Conversation, Standing, Step
from s11chat.engine.hollow import empty
from s11chat.engine.intent import Decline
from s11chat.engine.pending import Accept, Choosing, Held, Needing
from s11chat.engine.proving import asked_after
from s11chat.engine.share import told
from s11chat.engine.turn import Choice, Confirmed, Repair, Say, Turn


def accept(talk: Conversation, held: Accept) -> Step:
    """The step that an answer takes: recorded, or held back until it is whole and sound."""
    question = talk.questions[held.question]
    asked = asked_after(talk, question, held)
    if asked is not None:
        return asked
    if (
        question.kind is Kind.TEXT
        and held.answer.value is not None
        and not held.meant
        and (held.doubted or empty(str(held.answer.value)))
    ):
        return _meant(talk, held)
    which = _unnamed(question, held.answer)
    if which:
        return Step(replace(talk, pending=Needing(held, which)), (Repair(which),))
    in_the_way = probed(talk, question, held) or checked(talk, question, held)
    if in_the_way is not None:
        return in_the_way
    happened = event.Answered(question.id, held.answer, held.words, held.because, held.exact)
    return recorded(talk, question, held.answer, happened)


def _meant(talk: Conversation, held: Accept) -> Step:
    """Asks once whether words that say nothing are the answer."""
    said = str(held.answer.value)
    ways: tuple[tuple[str, Held], ...] = (
        ("1", replace(held, meant=True)),
        ("2", Decline(NoAnswer.NOT_ANSWERED)),
        ("3", Decline(NoAnswer.NOT_APPLICABLE)),
    )
    choices = (
        Choice("1", f"keep '{said}' as the answer"),
        Choice("2", "leave the question open; it is listed at the end"),
        Choice("3", "it does not apply; say why"),
    )
    asked = f"Keep '{said}' as the answer, or leave the question open? Or type the answer in a few words."
    return Step(replace(talk, pending=Choosing(ways)), (Repair(asked, choices),))


def _unnamed(question: Question, answer: Answer) -> str:
    """The question that asks which other, where that was not said."""
    codes = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    options = [question.option(code) for code in codes if isinstance(code, str)]
    asks = not answer.other and any(option is not None and option.specify for option in options)
    return "Which? A few words are enough." if asks else ""


def recorded(
    talk: Conversation,
    question: Question,
    answer: Answer,
    happened: event.Answered,
    with_before: bool = False,
) -> Step:
    """The answer stands; the talk goes on where it was, asking only what became new."""
    before = standing_at(talk, question, with_before)
    elsewhere = talk.current is None or talk.current.id != question.id
    parked = {id_: waiting for id_, waiting in talk.parked.items() if id_ != question.id}
    after = replace(
        talk.beside(question.id, answer).looked_at(question.id),
        parked=MappingProxyType(parked),
        undoable=(*talk.undoable, before),
        revisiting=None,
        heard=question.item,
    )
    if elsewhere and talk.revisiting in after.places:
        after = replace(after, revisiting=talk.revisiting)
    events: list[event.Event] = [happened]
    if before.parked is not None:
        events.append(event.Unparked(question.id))
    turns: list[Turn] = []
    if question.kind is not Kind.STATEMENT:
        said = told(question, after.answers)
        turns.append(Confirmed(question, said, happened.because, happened.exact, elsewhere))
    turns += talk.answered_back(question.id)
    return settled(talk, after, turns, events)


def standing_at(talk: Conversation, question: Question, with_before: bool = False) -> Standing:
    """What stands at `question` now, for undo to bring back."""
    return Standing(question.id, talk.answers.get(question.id), talk.parked.get(question.id), with_before)


def settled(before: Conversation, after: Conversation, turns: list[Turn], events: list[event.Event]) -> Step:
    """Completes the return when nothing is left; takes it up again when something is that was not before.

    What was knowingly left at the end stays left, however often other answers are corrected afterwards.
    """
    still_open = any(after.open(question) for question in after.route)
    if after.complete:
        known = {question.id for question in before.remaining}
        if still_open or any(question.id not in known for question in after.remaining):
            after = replace(after, complete=False)
            events.append(event.Continued())
    elif not still_open and not after.remaining and after.current is None:
        after = replace(after, complete=True)
        events.append(event.Completed())
    return Step(after, (*turns, *_moved(before, after), after.ask()), tuple(events))


def _moved(before: Conversation, after: Conversation) -> Iterator[Say]:
    """A line for the answers that no longer count, and one for those that count again."""
    gone = [q.id for q in before.route if q.id not in after.places and not before.open(q)]
    back = [q.id for q in after.route if q.id not in before.places and not after.open(q)]
    if gone:
        follow = "it follows" if len(gone) == 1 else "they follow"
        yield Say(f"Set aside, kept: {', '.join(gone)}; back when the answer {follow} from is as it was.")
    if back:
        yield Say(f"Back in place: {', '.join(back)}.")
