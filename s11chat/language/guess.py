"""What is likely meant, as a reading: never exact, no surer than it may be, and told with the words it rests on."""

from __future__ import annotations

import math

from s11chat.dialog.question import Question
from s11chat.language.clue import Clues
from s11chat.language.instead import who_instead
from s11chat.language.moment import when_said
from s11chat.language.normalise import Utterance
from s11chat.language.reading import Act, Command, Reading, answer, command
from s11chat.language.scope import Stand
from s11chat.language.weight import NAMED, Meant, headings, parts, points

SUREST = 0.7
"""No reading that is only likely is surer."""
_EVEN, TOGETHER = 0.5, 0.7
"""The share from which on an option is one of several, and how sure all of them together must be."""
_TOLD = 3
"""Groups of words told as the reason."""


def guessed(said: Utterance, question: Question, meant: Meant, share: float, found: Clues) -> Reading | None:
    """The reading of what is likely meant; nothing where only the rules could say what exactly."""
    because = f"likely: {told_by(question, meant, found)}"
    sure = round(min(share, SUREST), 2)
    if meant.command:
        return _wish(said, meant.command, because)
    if meant.act is Act.ANSWER and meant.code:
        option = question.option(meant.code)
        if option is None or option.specify or _denied(found, meant.code):
            return None
        return answer(meant.code, because=because, confidence=sure)
    if meant.act is Act.ANSWER and question.several:
        return guessed_list(question, found, because)
    if meant.act in (Act.NOTE, Act.ASK_KB):
        return Reading(meant.act, value=said.said, because=because, confidence=sure)
    return Reading(Act.OTHER, because=because, confidence=sure) if meant.act is Act.OTHER else None


def guessed_list(question: Question, found: Clues, because: str, enough: float = TOGETHER) -> Reading | None:
    """The options likely meant together, where hardly one of them may be missing or too many."""
    chance = parts(found, question, points())
    codes = tuple(code for code, each in chance.items() if each > _EVEN)
    sure = math.prod(max(each, 1 - each) for each in chance.values())
    options = [option for option in question.options if option.code in codes]
    alone = len(options) > 1 and any(option.exclusive for option in options)
    if not codes or sure < enough or alone or any(option.specify for option in options):
        return None
    return answer(*codes, because=because, confidence=round(min(sure, SUREST), 2))


def _denied(found: Clues, code: str) -> bool:
    """Whether the option is named and denied wherever it is."""
    stands = {clue.partition(",")[0] for clue in found.named.get(code, ()) if clue.startswith("(this ")}
    return bool(stands) and stands <= {f"(this {each.value}" for each in (Stand.DENIED, Stand.RETRACTED)}


def _wish(said: Utterance, which: Command, because: str) -> Reading:
    value = None
    if which is Command.CALLBACK:
        value = when_said(said)
    elif which is Command.DELEGATE:
        value = who_instead(said, None)
    return command(which, because, value)


def told_by(question: Question, meant: Meant, found: Clues) -> str:
    """The groups of words that speak loudest for it, for whoever checks the reading."""
    known, under = points(), dict(headings(question))[meant]
    worth = {clue: sum(known[clue].get(each, 0.0) for each in under) for clue in found.talk & known.keys()}
    words = [
        clue
        for clue in sorted(worth, key=lambda each: (-worth[each], each))
        if any(c.isalpha() for c in clue)
    ]
    loud = [f'"{clue.strip("^$ ")}"' for clue in words if worth[clue] > 0 and not clue.startswith("(")]
    named = any("THIS" in clue and NAMED in known.get(clue, {}) for clue in found.named.get(meant.code, ()))
    return ", ".join(loud[:_TOLD]) or ("as it is named" if named else "by all the words together")
