"""What clues have been worth: points learned from our own labelled lines.

`python -m tests.bench.weight --write` makes `words/weight.txt` anew: under each heading in brackets, which names
what may be meant, a clue a line with its points; more than 0 speaks for it and less against it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.clue import Clues
from s11chat.language.naming import index_of
from s11chat.language.normalise import phrase
from s11chat.language.reading import Act, Command

ALWAYS = "(always)"
"""The clue that always holds."""
NAMED = "an option as it is named"
"""The heading of how an option is named, whichever it is."""
AMONG = "an option as it is named among several"
NEW = "a new answer as it is named"
"""The heading of how the option is named that an earlier answer is changed to."""
EARLIER = "an earlier question"
"""The heading of what points to the question whose answer is changed."""
_ANSWER = "an answer"
_SEVERAL = "one of several"
_WISH = "a wish"
_LONGEST = 60
_FAR = 30.0
Points = Mapping[str, Mapping[str, float]]
"""Points by clue and heading."""


class Meant(NamedTuple):
    """What may be meant by an utterance."""

    act: Act
    code: str = ""
    """The option, for an answer that is one; of a number, a date or a text those are the ways of giving none."""
    command: Command | None = None


_TALK = (
    *(Meant(act) for act in (Act.CLARIFY, Act.ASK_KB, Act.CORRECT, Act.NOTE, Act.OTHER)),
    *(
        Meant(Act.COMMAND, command=each)
        for each in Command
        if each not in (Command.DONT_KNOW, Command.NOT_APPLICABLE)
    ),
)


@lru_cache(maxsize=1024)
def headings(question: Question) -> Sequence[tuple[Meant, tuple[str, ...]]]:
    """All that may be meant after a question, with the headings under which its points stand."""
    talk = [(each, (each.command.value, _WISH) if each.command else (each.act.value,)) for each in _TALK]
    named = [(Meant(Act.ANSWER, code), (f"= {name}", _ANSWER)) for code, name in _names(question)]
    if of_one(question):
        return (*talk, *named)
    open_answer = (Meant(Act.ANSWER), (f"an answer in {question.kind.value}", _ANSWER))
    return (*talk, open_answer) if question.several else (*talk, open_answer, *named)


def of_one(question: Question) -> bool:
    """Whether the answer is one of its options."""
    return question.kind in (Kind.SINGLE, Kind.YESNO)


@lru_cache(maxsize=1024)
def several(question: Question) -> Sequence[tuple[str, tuple[str, ...]]]:
    """The options of a question that takes several, with the headings under which their points stand."""
    return tuple((code, (f"with = {name}", _SEVERAL)) for code, name in _names(question))


def _names(question: Question) -> Iterator[tuple[str, str]]:
    """What each option means or is called, by code."""
    meanings = index_of(question).meaning
    for option in question.options:
        yield option.code, meanings.get(option.code) or " ".join(phrase(option.say))[:_LONGEST]


def shares(found: Clues, question: Question, points: Points) -> Mapping[Meant, float]:
    """How likely each is to be meant, in all 1: the softmax of the sums of their points."""
    meanings = headings(question)
    wanted = frozenset(heading for _, under in meanings for heading in under)
    sums = _sums((*found.talk, ALWAYS), wanted, points)
    total: dict[Meant, float] = {}
    for meant, under in meanings:
        total[meant] = sum(sums[heading] for heading in under)
        if meant.code:
            total[meant] += _worth(found.named.get(meant.code, ()), NAMED, points)
    highest = max(total.values())
    weighed = {meant: math.exp(each - highest) for meant, each in total.items()}
    whole = sum(weighed.values())
    return {meant: each / whole for meant, each in weighed.items()}


def among(found: Mapping[str, Iterable[str]], heading: str, points: Points) -> Mapping[str, float]:
    """How likely each is to be the one meant, in all 1, by its clues under one heading."""
    total = {code: _worth(clues, heading, points) for code, clues in found.items()}
    weighed = {code: math.exp(min(_FAR, each)) for code, each in total.items()}
    whole = sum(weighed.values())
    return {code: each / whole for code, each in weighed.items()}


def parts(found: Clues, question: Question, points: Points) -> Mapping[str, float]:
    """How likely each option is to be among those meant, by code: the logistic function of its points."""
    wanted = frozenset(heading for _, under in several(question) for heading in under)
    talk = _sums((*found.talk, ALWAYS), wanted, points)
    chance: dict[str, float] = {}
    for code, under in several(question):
        total = sum(talk[heading] for heading in under)
        total += _worth(found.named.get(code, ()), AMONG, points)
        chance[code] = 1 / (1 + math.exp(-max(-_FAR, min(_FAR, total))))
    return chance


def _sums(clues: Iterable[str], wanted: frozenset[str], points: Points) -> Mapping[str, float]:
    """The points of these clues under the headings that are wanted."""
    sums = dict.fromkeys(wanted, 0.0)
    for clue in clues:
        if worth := points.get(clue):
            for heading in wanted.intersection(worth):
                sums[heading] += worth[heading]
    return sums


def _worth(clues: Iterable[str], heading: str, points: Points) -> float:
    """The points of these clues under one heading."""
    return sum(worth.get(heading, 0.0) for clue in clues if (worth := points.get(clue)))


@cache
def points() -> Points:
    """The points of the file."""
    found: dict[str, dict[str, float]] = {}
    heading = ""
    source = files("s11chat.language").joinpath("words", "weight.txt")
    for line in source.read_text(encoding="utf-8").splitlines():
        clue, tab, worth = line.rpartition("\t")
        if tab:
            found.setdefault(clue, {})[heading] = float(worth)
        else:
            heading = line.strip("[]")
    return found
