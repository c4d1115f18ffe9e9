"""One dialog being held: an immutable state, and `respond`, the one function that moves it on.

Position is never stored: the question asked is the first open one on the route, unless one is revisited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from s11chat.dialog.condition import Known
from s11chat.dialog.model import Audience, Dialog, NoAnswer
from s11chat.dialog.question import Question, questions
from s11chat.dialog.wording import render
from s11chat.engine.answer import Answer, Before, in_words
from s11chat.engine.event import Event
from s11chat.engine.pending import Pending
from s11chat.engine.route import mains, route
from s11chat.engine.turn import Ask, Finished, Parent, Queried, Say, Turn
from s11chat.language.normalise import utterance
from s11chat.language.topic import numbered

if TYPE_CHECKING:
    from s11chat.knowledge.library import Library


ASKER = "asker"
"""Under which name those who were asked for a part know who asked them."""
_PART_DONE = "Your part is done. Thank you; {asker} sees it now."


@dataclass(frozen=True)
class Standing:
    """What stood at a question before a change: what undo brings back."""

    question: str
    answer: Answer | None
    parked: tuple[str, str] | None
    with_before: bool = False
    """Changed by the same act as the one before it, and taken back together with it."""


@dataclass(frozen=True)
class Step:
    """What one intent came to."""

    conversation: Conversation
    turns: tuple[Turn, ...]
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Conversation:
    """A dialog, the answers so far, and who is being asked."""

    dialog: Dialog
    audience: Audience
    facts: Known
    today: date
    names: Mapping[str, str] = field(default_factory=dict)
    """What the texts of the dialog may name."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    parked: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    before: Mapping[str, Before] = field(default_factory=dict)
    """Answers of the wave before; never there for an interviewer."""
    backed: Mapping[str, str] = field(default_factory=dict)
    """The items that evidence on file speaks for; with what is out of date of it where all of it is."""
    asked_after: frozenset[str] = frozenset()
    """The items of which it was asked already whether something shows them."""
    library: Library | None = None
    referral: str = ""
    """The safeguarding referral steps of the wave."""
    codes_only: bool = False
    revisiting: str | None = None
    pending: Pending | None = None
    undoable: tuple[Standing, ...] = ()
    complete: bool = False
    heard: str = ""
    """The item dealt with just before; its follow-ups need no reminder of what they are about."""
    part: frozenset[str] = frozenset()
    """The items this person was asked for, where that is not the whole; conditions still see every answer."""
    sent_back: str = ""
    """By whom it was sent back, and why, until something is done about it; to those alone who can."""
    queries: tuple[Queried, ...] = ()
    """What is asked back of this person and not answered."""
    questions: Mapping[str, Question] = field(default_factory=dict)
    """Every question of the dialog by id; laid out once, when the conversation begins."""

    def __post_init__(self) -> None:
        if not self.questions:
            object.__setattr__(self, "questions", questions(self.dialog))

    @cached_property
    def route(self) -> tuple[Question, ...]:
        """The questions to be asked of this person, in order."""
        whole = route(self.questions.values(), self.answers, self.facts)
        return tuple(question for question in whole if question.item in self.part) if self.part else whole

    @cached_property
    def whole(self) -> Conversation:
        """The conversation about all of the return, whatever part of it this person was asked for."""
        return replace(self, part=frozenset()) if self.part else self

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each question stands on the route, from 0."""
        return MappingProxyType({question.id: place for place, question in enumerate(self.route)})

    @property
    def delegated(self) -> bool:
        """Whether somebody else answers for the lead."""
        return self.facts.get("role") == "delegate"

    def left(self, question: Question) -> bool:
        """Whether it was left for later: parked, or skipped and not simply left to the lead."""
        if question.id in self.parked:
            return True
        answer = self.answers.get(question.id)
        skipped = answer is not None and answer.value is None and answer.no_answer is NoAnswer.NOT_ANSWERED
        return skipped and not (question.reserved and self.delegated)

    def open(self, question: Question) -> bool:
        """Whether it is still to be asked."""
        return question.id not in self.answers and question.id not in self.parked

    @cached_property
    def current(self) -> Question | None:
        """The question being asked; None where nothing is open."""
        if self.revisiting is not None and self.revisiting in self.places:
            return self.questions[self.revisiting]
        return next((question for question in self.route if self.open(question)), None)

    @cached_property
    def remaining(self) -> tuple[Question, ...]:
        """Those left for later, in the order of the dialog."""
        return tuple(question for question in self.route if self.left(question))

    @cached_property
    def asked_about(self) -> tuple[str, ...]:
        """The questions to look at again: those asked back about, else those named where it was sent back."""
        queried = tuple(dict.fromkeys(one.question for one in self.queries if one.question in self.places))
        if queried or not self.sent_back:
            return queried
        return numbered(utterance(self.sent_back), {question.id: question for question in self.route})

    def looked_at(self, question: str) -> Conversation:
        """The conversation once something was said or changed at `question`: what was asked back there is answered."""
        if not (self.sent_back or self.queries):
            return self
        return replace(self, sent_back="", queries=tuple(q for q in self.queries if q.question != question))

    def answered_back(self, question: str) -> tuple[Say, ...]:
        """What is said once what was asked back at `question` has its answer; nothing where nothing was."""
        asked = dict.fromkeys(one.by for one in self.queries if one.question == question)
        return tuple(Say(f"That answers {by} on {question}; the query is theirs to close.") for by in asked)

    def opening(self) -> tuple[Turn, ...]:
        """What a sitting begins with: the greeting where nothing was answered yet, then where to go on."""
        return (*(() if self.answers else self.greeting()), self.ask())

    def greeting(self) -> tuple[Say, ...]:
        """What everybody is told before their first question; nothing where the dialog has no such words."""
        words = self.dialog.opening
        return (Say(self.worded(words.to(self.audience))),) if words is not None else ()

    def ask(self) -> Ask | Finished:
        """The question being asked, or that there is none."""
        question = self.current
        if question is None:
            return self.finished()
        numbered = mains(self.route)
        number = len(mains(self.route[: self.places[question.id] + 1]))
        return Ask(
            question=question,
            text=self.worded(question.say.to(self.audience)),
            number=max(number, 1),
            of=len(numbered),
            section=self.section_title(question),
            stem=self.worded(question.stem.to(self.audience)) if question.stem else "",
            afresh=bool(question.stem) and question.item != self.heard,
            given=self.answers.get(question.id),
            before=None if question.id in self.answers else self.before.get(question.id),
            parked=self.parked.get(question.id),
            note=question.note or "" if self.audience is Audience.INTERVIEWER else "",
            probe=question.probe or "" if self.audience is Audience.INTERVIEWER else "",
            for_lead=question.reserved and self.delegated,
            parent=self._parent(question),
            queries=tuple(one for one in self.queries if one.question == question.id),
        )

    def _parent(self, question: Question) -> Parent | None:
        """What a follow-up follows, unless it was dealt with just before."""
        parent, answer = self.questions.get(question.item), self.answers.get(question.item)
        if not question.part or question.item == self.heard or parent is None or answer is None:
            return None
        return Parent(parent.id, self.worded(parent.say.to(self.audience)), in_words(parent, answer))

    def finished(self) -> Finished:
        """What stands at the end: how much was answered, and what was left."""
        blocking = tuple(q for q in self.remaining if q.blocks)
        complete = self.complete and not (self.sent_back or self.queries)
        return Finished(
            answered=sum(1 for q in mains(self.route) if self._answered(q)),
            left=self.remaining,
            blocking=blocking,
            complete=complete,
            closing=self._closing() if complete else "",
            part=bool(self.part),
            sent_back=self.sent_back,
            queries=self.queries,
        )

    @property
    def part_done(self) -> str:
        """What is said at the end of a part, and not of the whole."""
        return _PART_DONE.format(asker=self.names.get(ASKER, "the lead"))

    def _closing(self) -> str:
        closing = self.dialog.closing
        if self.part:
            return self.part_done
        return self.worded(closing.to(self.audience)) if closing else ""

    def _answered(self, question: Question) -> bool:
        answer = self.answers.get(question.id)
        return answer is not None and answer.value is not None and question.id not in self.parked

    def section_title(self, question: Question) -> str:
        """The title of the section the question is in."""
        return next(s.title for s in self.dialog.sections if s.section == question.section)

    def worded(self, text: str) -> str:
        """`text` with its names filled in."""
        return render(text, self.names)

    def beside(self, question: str, answer: Answer | None) -> Conversation:
        """The conversation with `answer` standing at `question`, or nothing."""
        answers = {id_: given for id_, given in self.answers.items() if id_ != question}
        if answer is not None:
            answers[question] = answer
        return replace(self, answers=MappingProxyType(answers))
