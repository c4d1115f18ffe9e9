"""How far a return has come, by section and in all.

Counted are questions, not their follow-ups: how many there are is known from the start, so the figures do not
run away while answers bring follow-ups up. A question is settled when its follow-ups are settled with it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from s11chat.dialog.question import Question
from s11chat.engine.conversation import Conversation
from s11chat.engine.route import counted


@dataclass(frozen=True)
class SectionProgress:
    """One section on the route."""

    section: str
    title: str
    settled: int
    """Answered or declined, with all that follows from it."""
    left: int
    """Skipped or parked, itself or a follow-up."""
    asked: int
    """Questions on the route, follow-ups not counted."""

    @property
    def done(self) -> bool:
        """Whether every question is settled."""
        return self.settled == self.asked


@dataclass(frozen=True)
class Progress:
    """All sections on the route, in order."""

    sections: tuple[SectionProgress, ...]
    parked: int

    @property
    def settled(self) -> int:
        """Questions answered or declined."""
        return sum(section.settled for section in self.sections)

    @property
    def asked(self) -> int:
        """Questions on the route."""
        return sum(section.asked for section in self.sections)


def progress(talk: Conversation) -> Progress:
    """Where the conversation stands. Statements are not counted."""
    asked: dict[str, list[str]] = defaultdict(list)
    left, still_open = set(), set()
    parked = 0
    for question in counted(talk.route):
        if not question.part:
            asked[question.section].append(question.id)
        if talk.open(question):
            still_open.add(_main(question))
        elif talk.left(question):
            left.add(_main(question))
            parked += question.id in talk.parked
    sections = tuple(
        SectionProgress(
            section=section.section,
            title=section.title,
            settled=len(inside - left - still_open),
            left=len(inside & left),
            asked=len(inside),
        )
        for section in talk.dialog.sections
        if (inside := set(asked[section.section]))
    )
    return Progress(sections, parked)


def _main(question: Question) -> str:
    """The id of the question that `question` is, or follows."""
    return question.item if question.part else question.id
