"""What the conversation is waiting for besides an answer: a choice between ways, or a missing part."""

from __future__ import annotations

from dataclasses import dataclass, replace

from s11chat.dialog.model import NoAnswer
from s11chat.engine.answer import Answer
from s11chat.engine.consent import picked
from s11chat.engine.intent import Decline, HandOver, Intent, Park, Remark, who_and_when


@dataclass(frozen=True)
class Accept:
    """An answer read but not yet recorded: it waits for a confirmation or for a missing part."""

    question: str
    answer: Answer
    words: str
    because: str
    exact: bool
    checked: bool = False
    """Soft checks have been confirmed."""
    meant: bool = False
    """Words that seem to say nothing have been confirmed."""
    probed: bool = False
    """A don't-know has been probed."""
    sure: bool = False
    """Words that look private are meant to be kept."""
    doubted: bool = False
    """Words at an open question that may be meant otherwise."""


Held = Intent | Accept


@dataclass(frozen=True)
class Choosing:
    """The next words may pick one of these ways; anything else is taken as a fresh answer, or as `instead` says."""

    ways: tuple[tuple[str, Held], ...]
    instead: Needing | None = None
    """What other words are a part of."""

    def chosen(self, text: str) -> Held | None:
        """The way that `text` picks, whatever its case and however politely it is said."""
        ways = dict(self.ways)
        wanted = text.strip().casefold()
        chosen = ways.get(wanted) or ways.get(picked(text, ways))
        return self.instead.filled(text) if chosen is None and self.instead else chosen


@dataclass(frozen=True)
class Needing:
    """The next words are the missing part of this: a reason, a person, which other."""

    held: Held
    ask: str

    def filled(self, text: str) -> Held:
        """What was held, with its missing part."""
        match self.held:
            case Decline():
                return replace(self.held, reason=text)
            case Park("", known):
                who, when = who_and_when(text)
                return Park(who, when or known)
            case Park(who):
                return replace(self.held, when=who_and_when(text)[1] or text)
            case HandOver():
                return replace(self.held, person=text)
            case Remark():
                return replace(self.held, text=text)
            case Accept():
                return replace(self.held, answer=replace(self.held.answer, other=text))
            case _:
                return self.held


Pending = Choosing | Needing


def missing(held: Held) -> str:
    """The question that asks for the missing part of `held`; empty where it is whole."""
    match held:
        case Decline(NoAnswer.NOT_APPLICABLE, ""):
            return "Why does it not apply? A few words are enough."
        case Park(""):
            return "Who is it waiting for? Add a day if you like: Jane in HR by Friday."
        case HandOver(""):
            return "To whom? Give a name, and their role if you know it."
        case Remark(""):
            return "What should be put on record?"
        case _:
            return ""
