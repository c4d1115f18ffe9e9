"""Where standards are not fully met, organisation by organisation, and who meets all of them.

An exception is a rating below fully met, one that fell since the wave before, or one that moderators put otherwise. Whoever gave no rating is listed by
itself: it is no finding about the standard.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from s11chat.analysis.compliance import Level, Scale
from s11chat.analysis.reply import Reply
from s11chat.assurance.action import Action
from s11chat.dialog.model import NoAnswer

ACTION = "action"
"""The follow-up of a rating that asks what will be done."""


@dataclass(frozen=True)
class Finding:
    """What one return says of one standard, where that is an exception or no rating at all."""

    standard: str
    ref: str
    organisation: str
    cohort: str
    level: Level | NoAnswer
    rating: str
    """In the words of the scale; or which kind of no-answer it is."""
    words: tuple[str, ...] = ()
    """What was written to it: words of the answer, an account, remarks; or why there is none."""
    actions: tuple[Action, ...] = ()
    """What is agreed about it and still asked for."""
    asked: bool = False
    """Whether an action is asked for after this rating."""
    unplanned: str = ""
    """Why no action was given, where somebody said so."""
    before: str = ""
    """The rating of an earlier wave, and which, where it was higher then."""
    moderated: str = ""
    """The moderated rating, where it is another and was released."""

    @property
    def missing(self) -> bool:
        """Whether an action is asked for and none is agreed."""
        return self.asked and not self.actions

    def overdue(self, today: date) -> bool:
        """Whether the day of one of its actions is over and something is left to be done."""
        return any(one.overdue(today) for one in self.actions)


def action_asked(reply: Reply, standard: str) -> bool:
    """Whether an action is asked for after the rating that a return gave."""
    said = reply.said.get(f"{standard}.{ACTION}")
    return said is not None and said is not NoAnswer.OFF_ROUTE


def why_unplanned(reply: Reply, standard: str) -> str:
    """Why no action was given where one was asked for, as somebody said; else empty."""
    said = reply.answers.get(f"{standard}.{ACTION}")
    return said.reason if said is not None and said.value is None and action_asked(reply, standard) else ""


def actions_of(actions: Iterable[Action], standard: str) -> tuple[Action, ...]:
    """Those that stand for a standard."""
    return tuple(one for one in actions if one.item == standard and not one.lapsed)


def without_action(
    replies: Iterable[Reply], scales: Sequence[Scale], actions: Mapping[str, Sequence[Action]]
) -> tuple[tuple[Reply, str], ...]:
    """Each return and standard where an action is asked for and none is agreed; `actions` are those of a return, by ref."""
    return tuple(
        (one, scale.question.id)
        for one in replies
        for scale in scales
        if action_asked(one, scale.question.id)
        and not actions_of(actions.get(one.ref, ()), scale.question.id)
    )


def compliant(reply: Reply, scales: Iterable[Scale]) -> bool:
    """Whether a return rates every standard that applies to it as fully met, and at least one."""
    found = {scale.of(reply.said[scale.question.id]) for scale in scales}
    return Level.FULLY_MET in found and found <= {
        Level.FULLY_MET,
        NoAnswer.OFF_ROUTE,
        NoAnswer.NOT_APPLICABLE,
    }
