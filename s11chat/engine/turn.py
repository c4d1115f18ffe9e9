"""What the program says, ready for any face to show. A closed union."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from s11chat.dialog.question import Question
from s11chat.engine.answer import Answer, Before
from s11chat.engine.intent import Depth


@dataclass(frozen=True)
class Say:
    """A sentence that asks nothing."""

    text: str


@dataclass(frozen=True)
class Parent:
    """The question that a follow-up is about, and what was answered to it."""

    question: str
    """Its id."""
    text: str
    said: str


@dataclass(frozen=True)
class Resumed:
    """Where a talk stands that is taken up again."""

    section: str
    """The title of the section it goes on in; empty where everything has been asked."""
    number: int
    of: int
    by: str
    """Who answered last; empty where nobody has answered."""
    at: datetime | None
    parked: int
    skipped: int
    until: str = ""
    """When it was to be taken up again, as it was said."""


@dataclass(frozen=True)
class Queried:
    """What the lead wants to know about an answer that was given."""

    question: str
    """Its id."""
    by: str
    text: str


@dataclass(frozen=True)
class Ask:
    """A question, worded for whoever is looking at the screen."""

    question: Question
    text: str
    number: int
    """Its place among the questions of the route, counted from 1; a follow-up has that of what it follows."""
    of: int
    """How many questions the route has, follow-ups not counted: it stays as it is while they come up."""
    section: str
    """The title of its section."""
    stem: str = ""
    """The lead-in of a grid."""
    afresh: bool = False
    """A row that was not come to from the row before: its lead-in is to be said again."""
    given: Answer | None = None
    before: Before | None = None
    """What was answered in the wave before, where that helps and nothing is answered yet."""
    parked: tuple[str, str] | None = None
    """For whom and until when it waits."""
    note: str = ""
    probe: str = ""
    for_lead: bool = False
    """Meant for the lead, while somebody else is looking."""
    parent: Parent | None = None
    """What a follow-up follows, where that was not asked just before."""
    queries: tuple[Queried, ...] = ()
    """What is asked back about the answer."""


@dataclass(frozen=True)
class Choice:
    """One way out of a doubt: what to type for it, and what it means."""

    handle: str
    say: str


@dataclass(frozen=True)
class Repair:
    """What was typed cannot be taken as it is; `choices` are what it may have meant."""

    reason: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Probed:
    """A neutral probe, to be read out."""

    text: str


@dataclass(frozen=True)
class Heard:
    """What a scripted respondent says, in a rehearsal."""

    text: str


@dataclass(frozen=True)
class Explained:
    """Part of an article."""

    article: str
    title: str
    depth: Depth
    text: str
    deeper: Depth | None = None
    """The next depth, while there is one."""
    others: tuple[str, ...] = ()
    """Titles of other articles that may have been meant."""


@dataclass(frozen=True)
class Confirmed:
    """What was recorded, in words, and how it was read."""

    question: Question
    said: str
    because: str
    exact: bool
    elsewhere: bool = False
    """Recorded at another question than the one on the screen."""


@dataclass(frozen=True)
class Waiting:
    """The question was parked."""

    question: Question
    who: str
    when: str


@dataclass(frozen=True)
class Finished:
    """There is nothing further to ask."""

    answered: int
    left: tuple[Question, ...] = ()
    """Skipped or parked, in the order of the dialog."""
    blocking: tuple[Question, ...] = ()
    """Those of `left` without which the return cannot be completed."""
    complete: bool = False
    closing: str = ""
    part: bool = False
    """Whether it is the end of a part that somebody was asked for, and not of the whole return."""
    sent_back: str = ""
    """By whom it was sent back, and why; empty where it was not, or something was done about it."""
    queries: tuple[Queried, ...] = ()
    """What is asked back and not answered; it is not complete before that, or before it is left so knowingly."""

    @property
    def asked_back(self) -> bool:
        """Whether somebody who was done before is asked to look again."""
        return bool(self.sent_back or self.queries)


@dataclass(frozen=True)
class Referral:
    """The safeguarding card: what to do now, before anything else."""

    steps: str


@dataclass(frozen=True)
class Guidance:
    """The face should say how it is used."""


@dataclass(frozen=True)
class Ended:
    """The sitting is over."""

    at: str
    """The id of the question to go on with; empty where none is open."""
    text: str


Turn = (
    Say
    | Resumed
    | Ask
    | Repair
    | Probed
    | Heard
    | Explained
    | Confirmed
    | Waiting
    | Finished
    | Referral
    | Guidance
    | Ended
)
