"""What stands between an answer and its record: a probe after a don't-know, checks, answers that do not fit together."""

from __future__ import annotations

from dataclasses import replace

from s11chat.dialog.condition import Known
from s11chat.dialog.model import Audience, Contradiction, Kind, NoAnswer
from s11chat.dialog.question import Question
from s11chat.engine.conversation import Conversation, Step
from s11chat.engine.intent import Repeat
from s11chat.engine.pending import Accept, Choosing, Held
from s11chat.engine.probing import probe_of
from s11chat.engine.share import above_whole
from s11chat.engine.turn import Choice, Repair


def probed(talk: Conversation, question: Question, held: Accept) -> Step | None:
    """The step that probes a don't-know once, where the item asks for it and somebody reads it out; or None."""
    wanted = question.probe_dont_know and talk.audience is Audience.INTERVIEWER and not held.probed
    if not wanted or held.answer.no_answer is not NoAnswer.DONT_KNOW:
        return None
    asked = f'Ask once more: "{probe_of(question)}" If they still do not know, keep it.'
    return _asked(talk, replace(held, probed=True), asked, "they still do not know", "ask the question again")


def checked(talk: Conversation, question: Question, held: Accept) -> Step | None:
    """The step where a check stands in the way, or None. Hard checks come before soft ones."""
    if question.kind is Kind.NUMBER:
        above = above_whole(question, talk.whole.route, talk.beside(question.id, held.answer).answers)
        if above:
            return Step(talk, (Repair(above), talk.ask()))
    contradictions = [one for one in talk.dialog.contradictions if _names(one, question)]
    if not question.checks and not contradictions:
        return None
    known = facts_of(talk.beside(question.id, held.answer))
    failing = [check for check in question.checks if check.when.holds(known)]
    hard = [talk.worded(check.say) for check in failing if check.hard]
    if hard:
        return Step(talk, (Repair(" ".join(hard)), talk.ask()))
    if held.checked:
        return None
    stood = facts_of(talk.beside(question.id, None)) if contradictions else known
    at_odds = [one for one in contradictions if one.when.holds(known) and not one.when.holds(stood)]
    said = (*(check.say for check in failing), *(one.say for one in at_odds))
    soft = " ".join(talk.worded(words) for words in said)
    if not soft:
        return None
    return _asked(talk, replace(held, checked=True), soft, "yes, keep it", "no, ask again")


def against(talk: Conversation, question: Question) -> tuple[str, ...]:
    """What speaks against the answer to `question` as it stands, in the words of the dialog: soft checks that fail,
    and contradictions with other answers, whoever said that it is so."""
    if question.id not in talk.answers or question.id not in talk.places:
        return ()
    contradictions = [one for one in talk.dialog.contradictions if _names(one, question)]
    if not question.checks and not contradictions:
        return ()
    known = facts_of(talk)
    failing = [check.say for check in question.checks if not check.hard and check.when.holds(known)]
    holding = [one for one in contradictions if one.when.holds(known)]
    stood = facts_of(talk.beside(question.id, None)) if holding else known
    at_odds = [one.say for one in holding if not one.when.holds(stood)]
    return tuple(talk.worded(words) for words in (*failing, *at_odds))


def _names(contradiction: Contradiction, question: Question) -> bool:
    return any(test.subject == question.id for test in contradiction.when.tests())


def facts_of(talk: Conversation) -> Known:
    """What conditions see: who is being asked, and the answers on the route."""
    known = dict(talk.facts)
    for asked in talk.whole.route:
        value = talk.answers[asked.id].known() if asked.id in talk.answers else None
        if value is not None:
            known[asked.id] = value
    return known


def _asked(talk: Conversation, kept: Held, asked: str, yes: str, no: str) -> Step:
    ways = (("y", kept), ("yes", kept), ("n", Repeat()), ("no", Repeat()))
    choices = (Choice("y", yes), Choice("n", no))
    return Step(replace(talk, pending=Choosing(ways)), (Repair(asked, choices),))
