"""What reading an utterance comes to: the types every face and the engine share.

A reading never decides more than the words allow. Where there is doubt its act is `clarify`, because a
wrong answer recorded costs far more than a question asked once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from s11chat.dialog.question import Question


class Act(StrEnum):
    """What the person did by saying it."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    ASK_KB = "ask_kb"
    COMMAND = "command"
    CORRECT = "correct"
    NOTE = "note"
    OTHER = "other"


class Command(StrEnum):
    """What the person wants the program to do."""

    BACK = "back"
    REPEAT = "repeat"
    SKIP = "skip"
    PAUSE = "pause"
    CALLBACK = "callback"
    REFUSE = "refuse"
    DELEGATE = "delegate"
    HELP = "help"
    UNDO = "undo"
    QUIT = "quit"
    DONT_KNOW = "dont_know"
    """Only where the question has no option that says so."""
    NOT_APPLICABLE = "not_applicable"
    """Only where the question has no option that says so."""


@dataclass(frozen=True)
class Span:
    """A range of numbers, both ends included."""

    minimum: float
    maximum: float


@dataclass(frozen=True)
class Reading:
    """How an utterance was understood."""

    act: Act
    codes: tuple[str, ...] = ()
    value: str | float | Span | None = None
    """A number; a date or a period "from/to"; the text as said; which other; for a callback the words for
    when, for a delegate who, for a note what to note; for a doubt the words that may yet be the answer."""
    target: str | None = None
    """The id of the earlier question a correction is about."""
    command: Command | None = None
    confidence: float = 1.0
    because: str = ""
    """The rule and the words it rests on, for whoever checks the reading."""
    candidates: tuple[str, ...] = ()
    """The codes of the options that might be meant, the likeliest first."""
    exact: bool = False
    """A number, a code, a label or an alias itself: nothing was interpreted."""


@dataclass(frozen=True)
class Context:
    """What the reader may know besides the question."""

    asked_on: date
    questions: Mapping[str, Question] = field(default_factory=dict)
    """The questions asked earlier, by id: those a correction may be about."""
    codes_only: bool = False
    """Free reading is switched off: only handles, codes and exact labels count."""


def answer(
    *codes: str,
    value: str | float | Span | None = None,
    because: str,
    confidence: float = 1.0,
    exact: bool = False,
) -> Reading:
    """An answer to record."""
    return Reading(Act.ANSWER, codes=codes, value=value, because=because, confidence=confidence, exact=exact)


def clarify(because: str, candidates: Iterable[str] = ()) -> Reading:
    """A doubt: the question is asked again, offering what might be meant."""
    return Reading(Act.CLARIFY, because=because, candidates=tuple(dict.fromkeys(candidates)), confidence=0.0)


def command(which: Command, because: str, value: str | None = None) -> Reading:
    """A wish to be carried out instead of an answer to record."""
    return Reading(Act.COMMAND, command=which, value=value, because=because, confidence=0.9)
