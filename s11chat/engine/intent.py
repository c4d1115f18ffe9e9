"""What a person wants to do, whichever face they use. Imperative; a closed union."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from s11chat.dialog.model import NoAnswer


class Depth(StrEnum):
    """How much of an article is shown."""

    SENTENCE = "sentence"
    PRACTICE = "practice"
    LAW = "law"


class About(StrEnum):
    """What a remark is about."""

    QUESTION = "question"
    CASE = "case"
    CONTACT = "contact"


@dataclass(frozen=True)
class Reply:
    """Words typed in answer to what was asked."""

    text: str


@dataclass(frozen=True)
class Decline:
    """Give no answer, of one of the kinds a person can give."""

    kind: NoAnswer
    reason: str = ""
    sure: bool = False
    """Words that look private are meant to be kept."""

    def __post_init__(self) -> None:
        if self.kind in (NoAnswer.OFF_ROUTE, NoAnswer.NOT_REACHED):
            raise ValueError(f"{self.kind} follows from the route; nobody declines with it")


@dataclass(frozen=True)
class Back:
    """Go to the question before, changing nothing."""


@dataclass(frozen=True)
class Revisit:
    """Go to a question, by its id."""

    question: str


@dataclass(frozen=True)
class Repeat:
    """Hear the question again."""


@dataclass(frozen=True)
class Probe:
    """Say something neutral that helps the respondent to answer."""


@dataclass(frozen=True)
class Remind:
    """Write to those for whom questions wait."""


@dataclass(frozen=True)
class Explain:
    """Explain the question on the screen, or what `query` asks about."""

    query: str = ""
    depth: Depth = Depth.SENTENCE


@dataclass(frozen=True)
class Remark:
    """Put something on record beside the answers."""

    text: str
    on: About = About.QUESTION
    sure: bool = False
    """Words that look private are meant to be kept."""


@dataclass(frozen=True)
class Park:
    """Leave this question until somebody has been asked."""

    who: str
    when: str = ""
    sure: bool = False
    """Words that look private are meant to be kept."""


@dataclass(frozen=True)
class Attach:
    """A record of evidence was put on file; it answers the question what shows one of these items, if that is asked."""

    items: tuple[str, ...]
    told: str


@dataclass(frozen=True)
class Same:
    """Give the answer of the wave before again."""


@dataclass(frozen=True)
class Undo:
    """Take the last answer back."""


@dataclass(frozen=True)
class Pause:
    """Break off and go on another time."""

    until: str = ""


@dataclass(frozen=True)
class HandOver:
    """Hand the whole return to somebody: a delegate, or the lead who signs."""

    person: str
    sure: bool = False
    """What has no answer was shown, and is to go with it."""


@dataclass(frozen=True)
class Finish:
    """Complete the return with questions left open."""

    sure: bool = False
    """What has no answer was shown, and is to stay so."""


@dataclass(frozen=True)
class Safeguard:
    """Show the referral steps: somebody has disclosed a concern about a child."""


@dataclass(frozen=True)
class Guide:
    """Say how to use the program."""


@dataclass(frozen=True)
class Stop:
    """End this sitting."""


Intent = (
    Reply
    | Decline
    | Back
    | Revisit
    | Repeat
    | Probe
    | Remind
    | Explain
    | Remark
    | Park
    | Attach
    | Same
    | Undo
    | Pause
    | HandOver
    | Finish
    | Safeguard
    | Guide
    | Stop
)


def who_and_when(words: str) -> tuple[str, str]:
    """For whom and until when a question is parked: "ask Jane in HR by Friday" is Jane in HR, and Friday."""
    said = re.sub(r"^(?:please\s+)?(?:ask|for)\s+(?=\S)", "", words.strip(), count=1, flags=re.IGNORECASE)
    if alone := re.fullmatch(r"(?:by|before|until|till)\s+(.+)", said, re.IGNORECASE | re.DOTALL):
        return "", alone[1]
    found = re.fullmatch(r"(.*?)\s+(?:by|before|until|till|on)\s+(.+)", said, re.IGNORECASE | re.DOTALL)
    return (found[1], found[2]) if found else (said, "")


def name_and_place(who: str) -> tuple[str, str]:
    """The name of a person, and what else is said of them: "Jane Roe in HR" is Jane Roe, of HR."""
    found = re.fullmatch(
        r"(.+?)(?:\s*,\s*(?:the\s+)?|\s+(?:in|from|at|of)\s+(?:the\s+)?)(.+)", who.strip(), re.DOTALL
    )
    return (found[1], found[2]) if found else (who.strip(), "")
