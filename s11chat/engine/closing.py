"""Ends work on a return, knowingly: what is still open is listed and asked about once, and what stands is summed up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from s11chat.dialog.question import Question
from s11chat.engine import event
from s11chat.engine.answer import NO_ANSWER_WORDS, Answer
from s11chat.engine.conversation import Conversation, Step
from s11chat.engine.intent import Finish, HandOver, Repeat
from s11chat.engine.leaving import LEFT_TO_LEAD
from s11chat.engine.pending import Choosing
from s11chat.engine.progress import progress
from s11chat.engine.route import counted
from s11chat.engine.turn import Choice, Ended, Repair, Say

NAMED = 6
"""How many questions of a kind are named in a list; the others are counted."""


@dataclass(frozen=True)
class Tally:
    """What became of the questions on the route."""

    settled: int
    """Answered or declined, with all that follows from it, as in `progress`; follow-ups not counted."""
    asked: int
    unasked: tuple[str, ...]
    """Nobody got to them."""
    parked: tuple[str, ...]
    skipped: tuple[str, ...]
    declined: tuple[str, ...]
    for_lead: tuple[str, ...]
    asked_back: tuple[str, ...] = ()
    """What is asked back about and not answered."""

    @property
    def open(self) -> str:
        """What has no answer yet, in words; empty where every question was answered or left to the lead."""
        kinds = (
            (self.unasked, "not asked yet"),
            (self.parked, "parked"),
            (self.skipped, "skipped"),
            (self.declined, "declined"),
            (self.asked_back, "asked back"),
        )
        return "; ".join(f"{how}: {_named(names)}" for names, how in kinds if names)

    @property
    def summary(self) -> str:
        """How the return is left."""
        left = f"left to the lead: {_named(self.for_lead)}" if self.for_lead else ""
        said = "; ".join(part for part in (left, self.open) if part)
        return f"{self.settled} of {self.asked} questions settled{f'; {said}' if said else ''}."


def tally(talk: Conversation) -> Tally:
    """What became of the questions on the route of `talk`."""
    asked, stands = counted(talk.route), progress(talk)
    given = {q.id: talk.answers[q.id] for q in asked if q.id in talk.answers and q.id not in talk.parked}
    bare = {id_: answer for id_, answer in given.items() if answer.value is None}
    for_lead = tuple(id_ for id_, answer in bare.items() if answer.reason == LEFT_TO_LEAD)
    parked = [q for q in asked if q.id in talk.parked]
    skipped = tuple(q.id for q in asked if talk.left(q) and q.id not in talk.parked)
    return Tally(
        settled=stands.settled,
        asked=stands.asked,
        unasked=tuple(q.id for q in asked if talk.open(q)),
        parked=tuple(_waiting(talk, question) for question in parked),
        skipped=tuple(id_ for id_ in skipped if id_ not in for_lead),
        declined=tuple(
            _declined(id_, answer)
            for id_, answer in bare.items()
            if id_ not in for_lead and id_ not in skipped
        ),
        for_lead=for_lead,
        asked_back=tuple(dict.fromkeys(one.question for one in talk.queries)),
    )


def _waiting(talk: Conversation, question: Question) -> str:
    return f"{question.id} ({', '.join(part for part in talk.parked[question.id] if part)})"


def _declined(question: str, answer: Answer) -> str:
    kind = NO_ANSWER_WORDS[answer.no_answer] if answer.no_answer else "no answer"
    return f"{question} ({kind[0].lower()}{kind[1:]})"


def _named(names: Iterable[str]) -> str:
    every = tuple(names)
    more = f" and {len(every) - NAMED} more" if len(every) > NAMED else ""
    return f"{', '.join(every[:NAMED])}{more}"


def hand_over(talk: Conversation, wish: HandOver) -> Step:
    """Hands the return to somebody, once it is plain what goes with it unanswered."""
    now = tally(talk)
    if now.open and not wish.sure:
        asked = f"Not everything has an answer: {now.open}. Hand it to {wish.person} as it is?"
        return _asked_once(talk, replace(wish, sure=True), asked, "yes, hand it over as it is")
    here = talk.current.id if talk.current else ""
    done = talk.part_done if talk.part else f"Handed over to {wish.person}."
    turns = (Say(done), Say(now.summary), Ended(here, ""))
    return Step(talk, turns, (event.HandedOver(wish.person),))


def finish(talk: Conversation, wish: Finish) -> Step:
    """Completes the return with what was skipped or parked left open, unless something blocks."""
    now = tally(talk)
    still_open = next((question for question in talk.route if talk.open(question)), None)
    if still_open is not None:
        said = f"There are questions not asked yet: the next is {still_open.id}. {_sentence(now.open)}"
        after = replace(talk, revisiting=None)
        return Step(after, (Repair(said.strip()), after.ask()))
    finished = talk.finished()
    if finished.blocking:
        needed = ", ".join(question.id for question in finished.blocking)
        return Step(talk, (Repair(f"This cannot be completed without {needed}."), finished))
    if talk.complete and not (talk.sent_back or talk.queries):
        after = replace(talk, revisiting=None)
        return Step(after, (after.finished(),))
    if now.open and not wish.sure:
        done = "Leave your part" if talk.part else "Complete it"
        asked = f"Not everything has an answer: {now.open}. {done} as it is?"
        return _asked_once(
            talk, replace(wish, sure=True), asked, f"yes, {done[0].lower()}{done[1:]} as it is"
        )
    after = replace(talk, complete=True, revisiting=None, sent_back="", queries=())
    return Step(after, (Say(now.summary), after.finished()), (event.Completed(),))


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}." if words else ""


def _asked_once(talk: Conversation, sure: Finish | HandOver, asked: str, yes: str) -> Step:
    ways = (("y", sure), ("yes", sure), ("n", Repeat()), ("no", Repeat()))
    choices = (Choice("y", yes), Choice("n", "no, go on with it"))
    return Step(replace(talk, pending=Choosing(ways)), (Repair(asked, choices),))
