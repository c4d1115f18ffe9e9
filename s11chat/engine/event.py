"""What happened in a conversation, as the store keeps it. Past tense; a closed union."""

from __future__ import annotations

from dataclasses import dataclass

from s11chat.engine.answer import Answer
from s11chat.engine.intent import About, Depth


@dataclass(frozen=True)
class Answered:
    """An answer, or a no-answer, was given to a question."""

    question: str
    answer: Answer
    words: str
    """As typed."""
    because: str
    """How it was read."""
    exact: bool = True


@dataclass(frozen=True)
class Withdrawn:
    """The answer was taken back and none stands in its place."""

    question: str


@dataclass(frozen=True)
class Remarked:
    """Something was put on record."""

    question: str
    on: About
    text: str


@dataclass(frozen=True)
class AskedAfter:
    """It was asked whether something shows a full rating, or something newer; that is asked once."""

    question: str


@dataclass(frozen=True)
class Parked:
    """The question waits for somebody."""

    question: str
    who: str
    when: str


@dataclass(frozen=True)
class Unparked:
    """The question no longer waits."""

    question: str


@dataclass(frozen=True)
class HelpUsed:
    """An article was shown."""

    question: str
    article: str
    depth: Depth


@dataclass(frozen=True)
class SafeguardShown:
    """The referral steps were shown."""

    question: str


@dataclass(frozen=True)
class Paused:
    """The sitting was broken off, to go on another time."""

    question: str
    until: str


@dataclass(frozen=True)
class HandedOver:
    """The return was handed to somebody."""

    person: str


@dataclass(frozen=True)
class Completed:
    """Nothing was left to ask, or what was left was knowingly left."""


@dataclass(frozen=True)
class Continued:
    """A completed return was taken up again."""


@dataclass(frozen=True)
class Stopped:
    """The sitting was ended."""

    question: str


Event = (
    Answered
    | Withdrawn
    | Remarked
    | AskedAfter
    | Parked
    | Unparked
    | HelpUsed
    | SafeguardShown
    | Paused
    | HandedOver
    | Completed
    | Continued
    | Stopped
)
