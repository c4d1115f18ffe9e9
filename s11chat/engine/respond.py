"""Moves a conversation on: one intent in; the next state, what is said and what happened out. Pure."""

from __future__ import annotations

from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

from s11chat.dialog.model import Kind, NoAnswer
from s11chat.dialog.question import Question
from s11chat.engine import event
from s11chat.engine.answer import Answer, in_words
from s11chat.engine.conversation import Conversation, Standing, Step
from s11chat.engine.explain import explain
from s11chat.engine.hearing import Doubt, hear
from s11chat.engine.intent import (
    Back,
    Decline,
    Explain,
    Finish,
    Guide,
    HandOver,
    Intent,
    Park,
    Pause,
    Remark,
    Repeat,
    Reply,
    Revisit,
    Safeguard,
    Stop,
    Undo,
)
from s11chat.engine.pending import Accept, Choosing, Held, Needing, missing
from s11chat.engine.turn import (
    Choice,
    Confirmed,
    Ended,
    Guidance,
    Referral,
    Repair,
    Say,
    Turn,
    Waiting,
)
from s11chat.language.harmless import harmless

LONGEST = 20_000
"""Characters in one answer or remark."""


def respond(conversation: Conversation, intent: Intent) -> Step:
    """The step that `intent` takes."""
    intent = _clean(intent)
    too_long = _too_long(intent)
    if too_long:
        return Step(conversation, (Repair(too_long), conversation.ask()))
    pending = conversation.pending
    talk = replace(conversation, pending=None)
    if isinstance(intent, Reply) and pending is not None and intent.text.strip():
        if isinstance(pending, Needing):
            return _carry_out(talk, pending.filled(intent.text.strip()))
        chosen = pending.chosen(intent.text)
        if chosen is not None:
            return _carry_out(talk, chosen)
    return _carry_out(talk, intent)


def _clean(intent: Intent) -> Intent:
    """The intent with its words made harmless."""
    words = {f.name: getattr(intent, f.name) for f in fields(intent)}
    cleaned: dict[str, Any] = {
        name: harmless(w) for name, w in words.items() if type(w) is str and harmless(w) != w
    }
    return replace(intent, **cleaned) if cleaned else intent


def _too_long(intent: Intent) -> str:
    longest = max(
        (len(w) for f in fields(intent) if isinstance(w := getattr(intent, f.name), str)), default=0
    )
    if longest <= LONGEST:
        return ""
    return f"That is {longest:,} characters; an answer holds up to {LONGEST:,}. Nothing was recorded: shorten it."


def _carry_out(talk: Conversation, held: Held) -> Step:
    asks = missing(held)
    if asks:
        return Step(replace(talk, pending=Needing(held, asks)), (Repair(asks),))
    match held:
        case Reply(text):
            return _reply(talk, text)
        case Accept():
            return _accept(talk, held)
        case Decline():
            return _decline(talk, held)
        case Back():
            return _go(talk, _before(talk), "This is the first question.")
        case Revisit(question):
            return _revisit(talk, question)
        case Repeat():
            return Step(talk, (talk.ask(),))
        case Explain():
            return explain(talk, held)
        case Remark():
            return _remark(talk, held)
        case Park():
            return _park(talk, held)
        case Undo():
            return _undo(talk)
        case HandOver(person):
            turns = (Say(f"Handed over to {person}."), Ended(_here(talk), ""))
            return Step(talk, turns, (event.HandedOver(person),))
        case Finish():
            return _finish(talk)
        case Pause() | Stop():
            return _end(talk, held)
        case Safeguard():
            return Step(talk, (Referral(talk.referral),), (event.SafeguardShown(_here(talk)),))
        case Guide():
            return Step(talk, (Guidance(), talk.ask()))


def _here(talk: Conversation) -> str:
    return talk.current.id if talk.current else ""


def _reply(talk: Conversation, text: str) -> Step:
    question = talk.current
    if question is None:
        return _at_end(talk, text)
    if not text.strip():
        if question.kind is Kind.STATEMENT:
            return _accept(talk, _heard(talk, question, ""))
        return _kept(talk, question)
    heard = _heard(talk, question, text)
    if isinstance(heard, Doubt):
        return Step(talk, (Repair(heard.reason, heard.choices), talk.ask()))
    if isinstance(heard, Park) and not talk.delegated and heard.who:
        return _which_way(talk, heard)
    return _carry_out(talk, heard)


def _heard(talk: Conversation, question: Question, text: str) -> Held | Doubt:
    earlier = {q.id: q for q in talk.route if q.id != question.id}
    return hear(text, question, talk.today, earlier, talk.codes_only)


def _which_way(talk: Conversation, park: Park) -> Step:
    """Somebody else should answer: this question, or all of it?"""
    ways = (("one", park), ("all", HandOver(park.who)))
    choices = (
        Choice("one", f"leave this question for {park.who}"),
        Choice("all", f"hand the whole return to {park.who}"),
    )
    return Step(
        replace(talk, pending=Choosing(ways)), (Repair("Just this question, or all of it?", choices),)
    )


def _at_end(talk: Conversation, text: str) -> Step:
    if text.strip().casefold() in ("finish", "finished", "done", "complete", "yes", "y"):
        return _finish(talk)
    if talk.remaining:
        return _revisit(talk, talk.remaining[0].id)
    return Step(talk, (talk.finished(),))


def _kept(talk: Conversation, question: Question) -> Step:
    """Enter alone keeps an earlier answer and goes on to the next question."""
    if question.id not in talk.answers:
        return Step(talk, (Repair("Please answer, or type :skip to leave it for now."), talk.ask()))
    following = talk.route[talk.places[question.id] + 1 :]
    after = replace(talk, revisiting=following[0].id if following else None)
    return Step(after, (after.ask(),))


def _accept(talk: Conversation, held: Held | Doubt) -> Step:
    if not isinstance(held, Accept):
        return Step(talk, (talk.ask(),))
    question = talk.questions[held.question]
    which = _unnamed(question, held.answer)
    if which:
        return Step(replace(talk, pending=Needing(held, which)), (Repair(which),))
    refused = _refused(talk, question, held)
    if refused is not None:
        return refused
    happened = event.Answered(question.id, held.answer, held.words, held.because, held.exact)
    return _recorded(talk, question, held.answer, happened)


def _unnamed(question: Question, answer: Answer) -> str:
    """The question that asks which other, where that was not said."""
    codes = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    options = [question.option(code) for code in codes if isinstance(code, str)]
    asks = not answer.other and any(option is not None and option.specify for option in options)
    return "Which? A few words are enough." if asks else ""


def _refused(talk: Conversation, question: Question, held: Accept) -> Step | None:
    """The step where a check stands in the way, or None."""
    after = talk.beside(question.id, held.answer)
    known = dict(talk.facts)
    for asked in after.route:
        value = after.answers[asked.id].known() if asked.id in after.answers else None
        if value is not None:
            known[asked.id] = value
    for check in question.checks:
        if not check.when.holds(known) or (held.checked and not check.hard):
            continue
        if check.hard:
            return Step(talk, (Repair(talk.worded(check.say)), talk.ask()))
        ways: tuple[tuple[str, Held], ...] = (("y", replace(held, checked=True)), ("n", Repeat()))
        choices = (Choice("y", "yes, keep it"), Choice("n", "no, ask again"))
        return Step(replace(talk, pending=Choosing(ways)), (Repair(talk.worded(check.say), choices),))
    return None


def _recorded(talk: Conversation, question: Question, answer: Answer, happened: event.Answered) -> Step:
    """The answer stands; the talk goes on where it was, asking only what became new."""
    before = Standing(question.id, talk.answers.get(question.id), talk.parked.get(question.id))
    elsewhere = talk.current is None or talk.current.id != question.id
    parked = {id_: waiting for id_, waiting in talk.parked.items() if id_ != question.id}
    after = replace(
        talk.beside(question.id, answer),
        parked=MappingProxyType(parked),
        undoable=(*talk.undoable, before),
        revisiting=talk.revisiting if elsewhere else None,
    )
    events: list[event.Event] = [happened]
    if before.parked is not None:
        events.append(event.Unparked(question.id))
    turns: list[Turn] = []
    if question.kind is not Kind.STATEMENT:
        said = in_words(question, answer)
        turns.append(Confirmed(question, said, happened.because, happened.exact, elsewhere))
    return _settled(after, turns, events)


def _settled(after: Conversation, turns: list[Turn], events: list[event.Event]) -> Step:
    """Completes the return when nothing is left, and takes it up again when something is."""
    nothing_left = after.current is None and not after.remaining
    if nothing_left and not after.complete:
        after = replace(after, complete=True)
        events.append(event.Completed())
    elif after.complete and not nothing_left and after.revisiting is None:
        after = replace(after, complete=False)
        events.append(event.Continued())
    return Step(after, (*turns, after.ask()), tuple(events))


def _decline(talk: Conversation, decline: Decline) -> Step:
    question = talk.current
    if question is None:
        return Step(talk, (talk.finished(),))
    listed = next((o for o in question.options if o.no_answer is decline.kind), None)
    if listed is not None and question.kind is not Kind.MULTI and decline.kind is not NoAnswer.NOT_ANSWERED:
        answer = Answer(listed.code, no_answer=decline.kind, reason=decline.reason)
        return _accept(talk, Accept(question.id, answer, "", f"declined: {decline.kind}", exact=True))
    for_lead = question.reserved and talk.delegated and decline.kind is NoAnswer.NOT_ANSWERED
    reason = "left to the lead" if for_lead and not decline.reason else decline.reason
    answer = Answer(no_answer=decline.kind, reason=reason)
    if not for_lead:
        said = event.Answered(question.id, answer, "", f"declined: {decline.kind}", exact=True)
        return _recorded(talk, question, answer, said)
    step = Step(talk, ())
    for sibling in talk.route:
        if sibling.item == question.item and sibling.id not in talk.answers:
            said = event.Answered(sibling.id, answer, "", "left to the lead", exact=True)
            taken = _recorded(step.conversation, sibling, answer, said)
            step = Step(taken.conversation, taken.turns, (*step.events, *taken.events))
    left = Say("Left to the lead. Nothing is held up by it.")
    return Step(step.conversation, (left, step.conversation.ask()), step.events)


def _before(talk: Conversation) -> str | None:
    here = talk.places[talk.current.id] if talk.current else len(talk.route)
    return talk.route[here - 1].id if here else None


def _go(talk: Conversation, to: str | None, otherwise: str) -> Step:
    if to is None:
        return Step(talk, (Say(otherwise), talk.ask()))
    after = replace(talk, revisiting=to)
    return Step(after, (after.ask(),))


def _revisit(talk: Conversation, wanted: str) -> Step:
    """To a question by its id, or to the first of an item, a grid or a section."""
    name = wanted.strip().casefold()
    found = next((q.id for q in talk.route if q.id == name), None)
    found = found or next((q.id for q in talk.route if q.item == name), None)
    found = found or next((q.id for q in talk.route if q.section == name), None)
    if found is None:
        off_route = name in talk.questions
        reason = "is not asked of this organisation" if off_route else "is not the number of a question"
        return Step(talk, (Repair(f"'{wanted.strip()}' {reason}."), talk.ask()))
    return _go(talk, found, "")


def _remark(talk: Conversation, remark: Remark) -> Step:
    happened = event.Remarked(_here(talk), remark.on, remark.text)
    return Step(talk, (Say("Noted."), talk.ask()), (happened,))


def _park(talk: Conversation, park: Park) -> Step:
    question = talk.current
    if question is None:
        return Step(talk, (talk.finished(),))
    before = Standing(question.id, talk.answers.get(question.id), talk.parked.get(question.id))
    parked = MappingProxyType({**talk.parked, question.id: (park.who, park.when)})
    after = replace(talk, parked=parked, undoable=(*talk.undoable, before), revisiting=None)
    turns: list[Turn] = [Waiting(question, park.who, park.when)]
    return _settled(after, turns, [event.Parked(question.id, park.who, park.when)])


def _undo(talk: Conversation) -> Step:
    if not talk.undoable:
        said = Say("There is nothing to take back in this sitting; :back goes to earlier answers.")
        return Step(talk, (said, talk.ask()))
    last = talk.undoable[-1]
    question = talk.questions[last.question]
    parked = {id_: waiting for id_, waiting in talk.parked.items() if id_ != last.question}
    events: list[event.Event] = []
    if talk.answers.get(last.question) != last.answer:
        events.append(
            event.Withdrawn(last.question)
            if last.answer is None
            else event.Answered(last.question, last.answer, "", "taken back to the answer before", exact=True)
        )
    if last.parked is not None:
        parked[last.question] = last.parked
        events.append(event.Parked(last.question, *last.parked))
    elif last.question in talk.parked:
        events.append(event.Unparked(last.question))
    after = replace(
        talk.beside(last.question, last.answer),
        parked=MappingProxyType(parked),
        undoable=talk.undoable[:-1],
        revisiting=last.question,
    )
    if after.complete:
        after = replace(after, complete=False)
        events.append(event.Continued())
    return Step(after, (Say(f"Taken back: {question.id}."), after.ask()), tuple(events))


def _finish(talk: Conversation) -> Step:
    still_open = next((question for question in talk.route if talk.open(question)), None)
    if still_open is not None:
        said = f"There are questions not asked yet: the next is {still_open.id}."
        after = replace(talk, revisiting=None)
        return Step(after, (Repair(said), after.ask()))
    finished = talk.finished()
    if finished.blocking:
        needed = ", ".join(question.id for question in finished.blocking)
        return Step(talk, (Repair(f"This cannot be completed without {needed}."), finished))
    after = replace(talk, complete=True, revisiting=None)
    return Step(after, (after.finished(),), () if talk.complete else (event.Completed(),))


def _end(talk: Conversation, intent: Pause | Stop) -> Step:
    here = _here(talk)
    if isinstance(intent, Pause):
        text = f"To be taken up again {intent.until}." if intent.until else "Paused. Everything is saved."
        return Step(talk, (Ended(here, text),), (event.Paused(here, intent.until),))
    return Step(talk, (Ended(here, "Everything is saved."),), (event.Stopped(here),))
