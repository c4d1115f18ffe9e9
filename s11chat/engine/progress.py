"""How far a return has come, by section and in all."""

from __future__ import annotations

from dataclasses import dataclass

from s11chat.engine.conversation import Conversation
from s11chat.engine.route import counted


@dataclass(frozen=True)
class SectionProgress:
    """One section on the route."""

    section: str
    title: str
    settled: int
    """Answered or declined."""
    left: int
    """Skipped or parked."""
    asked: int
    """Questions on the route."""

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
    on_route = counted(talk.route)
    sections = []
    for section in talk.dialog.sections:
        inside = [question for question in on_route if question.section == section.section]
        left = sum(1 for question in inside if talk.left(question))
        settled = sum(1 for question in inside if not talk.open(question)) - left
        if inside:
            sections.append(SectionProgress(section.section, section.title, settled, left, len(inside)))
    return Progress(tuple(sections), sum(1 for question in on_route if question.id in talk.parked))
