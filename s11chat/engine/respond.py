"""Moves a conversation on: one intent in; the next state, what is said and what happened out. Pure."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from s11chat.dialog.model import Kind, NoAnswer, Wording
from s11chat.dialog.question import YES_NO, Question
from s11chat.engine import event
from s11chat.engine.closing import finish, hand_over
from s11chat.engine.consent import over, picked
from s11chat.engine.conversation import Conversation, Step
from s11chat.engine.explain import explain
from s11chat.engine.forward import same
from s11chat.engine.going import back, keep, revisit, undo
from s11chat.engine.hearing import Doubt, hear
from s11chat.engine.intent import (
    About,
    Attach,
    Back,
    Decline,
    Explain,
    Finish,
    Guide,
    HandOver,
    Intent,
    Park,
    Pause,
    Probe,
    Remark,
    Remind,
    Repeat,
    Reply,
    Revisit,
    Safeguard,
    Same,
    Stop,
    Undo,
)
from s11chat.engine.leaving import decline, end, hold, park
from s11chat.engine.likewise import likewise
from s11chat.engine.pending import Accept, Choosing, Held, Needing, missing
from s11chat.engine.privacy import held_back
from s11chat.engine.probing import probe
from s11chat.engine.proportion import offered
from s11chat.engine.proving import answered_by
from s11chat.engine.reminding import remind
from s11chat.engine.taking import accept
from s11chat.engine.turn import Choice, Guidance, Referral, Repair, Say
from s11chat.language.harmless import harmless, in_short
from s11chat.language.normalise import utterance
from s11chat.language.topic import numbered

LONGEST = 20_000
"""Characters in one answer or remark."""
LONGEST_NAME = 200
"""Characters in the name of a person, or in the words for a day."""
_NAMES = frozenset({"who", "person", "when", "until"})
"""The fields of intents that hold one."""

_END = Question(
    id="", kind=Kind.YESNO, item="", section="", say=Wording(respondent="Is that all?"), options=YES_NO
)
"""What words are held against when nothing is left to ask."""

_NOTED = {
    About.QUESTION: "Noted",
    About.CASE: "Noted on the case",
    About.CONTACT: "Noted on the contact",
}
_SHOWN = 57
"""Characters of a remark that are said back: with what stands before them, a line of a small terminal."""

_PLAIN_WISH = 5
"""Words in which a wish to stop is plain."""


def respond(conversation: Conversation, intent: Intent) -> Step:
    """The step that `intent` takes."""
    too_long = _too_long(intent)
    if too_long:
        return Step(conversation, (Repair(too_long), conversation.ask()))
    intent = _clean(intent)
    pending = conversation.pending
    talk = replace(conversation, pending=None)
    if isinstance(intent, Reply) and pending is not None and intent.text.strip():
        held = pending.filled(intent.text) if isinstance(pending, Needing) else pending.chosen(intent.text)
        if held is not None:
            return _carry_out(talk, held)
    return _carry_out(talk, intent)


def _clean(intent: Intent) -> Intent:
    """The intent with its words made harmless."""
    words = {f.name: getattr(intent, f.name) for f in fields(intent)}
    cleaned: dict[str, Any] = {name: harmless(w).strip() for name, w in words.items() if type(w) is str}
    changed = {name: w for name, w in cleaned.items() if w != words[name]}
    return replace(intent, **changed) if changed else intent


def _too_long(held: Held) -> str:
    for part in fields(held):
        holds, most = ("a name or a day", LONGEST_NAME) if part.name in _NAMES else ("an answer", LONGEST)
        words = getattr(held, part.name)
        if isinstance(words, str) and len(words) > most:
            return f"That is {len(words):,} characters; {holds} holds up to {most:,}. Nothing was recorded: shorten it."
    return ""


def _carry_out(talk: Conversation, held: Held) -> Step:
    too_long = _too_long(held)
    if too_long:
        return Step(talk, (Repair(too_long), talk.ask()))
    asks = missing(held)
    if asks:
        return Step(replace(talk, pending=Needing(held, asks)), (Repair(asks),))
    back_to = held_back(talk, held)
    if back_to is not None:
        return back_to
    match held:
        case Reply(text):
            return _reply(talk, text)
        case Accept():
            return accept(talk, held)
        case Decline():
            return decline(talk, held)
        case Back():
            return back(talk)
        case Revisit(question):
            return revisit(talk, question)
        case Repeat():
            return Step(talk, (talk.ask(),))
        case Probe():
            return probe(talk)
        case Remind():
            return remind(talk)
        case Explain():
            return explain(talk, held)
        case Remark():
            return _remark(talk, held)
        case Park():
            return park(talk, held)
        case Attach():
            given = answered_by(talk, held)
            return accept(talk, given) if given else Step(talk, (talk.ask(),))
        case Same():
            return same(talk)
        case Undo():
            return undo(talk)
        case HandOver():
            return hand_over(talk, held)
        case Finish():
            return finish(talk, held)
        case Pause() | Stop():
            return end(talk, held)
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
    if not text and question.kind is not Kind.STATEMENT:
        return keep(talk)
    heard = _heard(talk, question, text)
    if isinstance(heard, Doubt):
        doubt = likewise(talk, question, text, heard)
        return _doubted(talk, question, offered(doubt, question, text, talk.answers))
    if heard == Decline(NoAnswer.NOT_ANSWERED) and question.id in talk.answers:
        return keep(talk)  # "next" at an answer goes on from it; only :skip takes it away
    if heard == Pause() and "pause" not in text.casefold():
        return hold(talk)
    if heard in (Pause(), Stop()) and len(text.split()) > _PLAIN_WISH:
        return _break_off(talk, heard)
    if isinstance(heard, Park) and not talk.delegated and heard.who:
        return _which_way(talk, heard)
    return _carry_out(talk, heard)


def _doubted(talk: Conversation, question: Question, doubt: Doubt) -> Step:
    """Asks what was meant; where it can only be one answer, yes takes it."""
    offered = {choice.say.casefold() for choice in doubt.choices}
    own = {option.say.casefold() for option in question.options}
    if len(offered) != 1 or own & {"yes", "no"}:
        return Step(talk, (Repair(doubt.reason, doubt.choices), talk.ask()))
    meant = Reply(doubt.choices[0].handle)
    ways: tuple[tuple[str, Held], ...] = (("y", meant), ("yes", meant), ("n", Repeat()), ("no", Repeat()))
    reason = f"{doubt.reason} If it is this one, type yes."
    return Step(replace(talk, pending=Choosing(ways)), (Repair(reason, doubt.choices), talk.ask()))


def _heard(talk: Conversation, question: Question, text: str) -> Held | Doubt:
    """What the words come to; they may change answers given, or answer a question named by its number."""
    others = {q.id: q for q in talk.route if q.id != question.id}
    named = numbered(utterance(text), others)
    earlier = {key: q for key, q in others.items() if key in talk.answers or key in named}
    return hear(text, question, talk.today, earlier, talk.codes_only)


def _break_off(talk: Conversation, wish: Held) -> Step:
    """A long sentence may say more than that somebody wants to stop: it is asked before the sitting ends."""
    ways = (("y", wish), ("yes", wish), ("n", Repeat()), ("no", Repeat()))
    choices = (Choice("y", "yes, break off"), Choice("n", "no, go on"))
    return Step(replace(talk, pending=Choosing(ways)), (Repair("Break off here?", choices),))


def _which_way(talk: Conversation, wish: Park) -> Step:
    """Somebody else should answer: this question, or all of it?"""
    ways = (("one", wish), ("all", HandOver(wish.who)))
    choices = (
        Choice("one", f"leave this question for {wish.who}"),
        Choice("all", f"hand the whole return to {wish.who}"),
    )
    return Step(
        replace(talk, pending=Choosing(ways)), (Repair("Just this question, or all of it?", choices),)
    )


def _at_end(talk: Conversation, text: str) -> Step:
    """Nothing is left to ask: words may finish, correct an earlier answer or be a command."""
    if over(text) or picked(text, {"yes"}):
        return finish(talk, Finish())
    heard = _heard(talk, _END, text) if text else None
    match heard:
        case Accept(question) if question:
            return _carry_out(talk, heard)
        case Back() | Explain() | Guide() | Pause() | Remark() | Stop() | Undo():
            return _carry_out(talk, heard)
        case _ if text:
            return Step(talk, (Repair(_at_end_already(talk)), talk.finished()))
        case _:
            return _again(talk)


def _again(talk: Conversation) -> Step:
    """To what is to be looked at once more: what was asked back about, then what was left."""
    if talk.sent_back or talk.queries:
        first = next(iter(talk.asked_about), talk.route[0].id)
        return revisit(talk, first)
    return revisit(talk, talk.remaining[0].id) if talk.remaining else Step(talk, (talk.finished(),))


def _at_end_already(talk: Conversation) -> str:
    stands = "The interview is complete" if talk.complete else "Every question has been asked"
    example = talk.remaining[0].id if talk.remaining else talk.route[-1].id
    return (
        f"{stands}, so that was not recorded. To change an answer, go to its question first, for example "
        f":go {example}, and type the new answer there."
    )


def _remark(talk: Conversation, remark: Remark) -> Step:
    here = _here(talk)
    on = About.CASE if remark.on is About.QUESTION and not here else remark.on
    noted = Say(f"{_NOTED[on]}: {in_short(remark.text, _SHOWN)}")
    beside = on is About.QUESTION
    after = talk.looked_at(here) if beside else talk
    answered = talk.answered_back(here) if beside else ()
    if after.queries != talk.queries:
        after = replace(after, revisiting=None)  # that was what they came for
    return Step(after, (noted, *answered, after.ask()), (event.Remarked(here, on, remark.text),))
