"""What staff said of themselves, in figures that give no single answer away.

Numbers are rounded down to fives and shares to five percentage points, so that what is told of one statement and of
another, or of all who answered, differs by no single person. Where fewer than three stand on one side, a share is told
as a bound: that everybody said the same would tell of each what they said. Below the smallest group nothing is told at
all. Rounding and bounds of this kind are usual in published staff surveys; these are stricter than most.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from s11chat.dialog.question import Question
from s11chat.engine.answer import Answer

STEP = 5
"""Numbers are rounded down to multiples of it, and shares to multiples of as many percentage points."""
FEW = 3
"""With fewer than this on one side a share is told as a bound."""
WIDE = 25
"""Percentage points from which on staff and organisation differ widely."""

Given = Mapping[str, Answer]
"""What one person answered, by question."""


@dataclass(frozen=True)
class Share:
    """How many of a hundred say that it works: one figure where both are the same, else between the two."""

    low: int
    high: int

    def gap(self, own: float) -> float:
        """By how many points staff differ from `own`, negative where they say less; 0 within the bounds."""
        if own > self.high:
            return self.high - own
        return self.low - own if own < self.low else 0.0


@dataclass(frozen=True)
class Said:
    """What staff said to one statement."""

    question: str
    base: int
    """How many it rests on, rounded down; 0 where there are too few to tell."""
    share: Share | None
    """None where there are too few to tell."""


@dataclass(frozen=True)
class Echo:
    """What may be told of the answers of staff."""

    answered: int
    """How many answered, rounded down; 0 where there are too few to tell anything."""
    said: tuple[Said, ...]
    words: Mapping[str, tuple[str, ...]]
    """What was written to open questions, each thing once and in the order of the alphabet, so that nothing tells when
    or beside what; nothing where fewer than the smallest group wrote."""

    def json(self) -> dict[str, Any]:
        """The figures as plain JSON values."""
        return {
            "answered": self.answered,
            "said": [[one.question, one.base, *_bounds(one.share)] for one in self.said],
            "words": {question: list(words) for question, words in self.words.items()},
        }

    @classmethod
    def from_json(cls, parts: Mapping[str, Any]) -> Echo:
        """The figures that `json` wrote."""
        said = [
            Said(str(question), int(base), Share(int(bounds[0]), int(bounds[1])) if bounds else None)
            for question, base, *bounds in parts["said"]
        ]
        words = {str(question): tuple(map(str, words)) for question, words in parts["words"].items()}
        return cls(int(parts["answered"]), tuple(said), words)


def _bounds(share: Share | None) -> tuple[int, ...]:
    return () if share is None else (share.low, share.high)


def bears_points(question: Question) -> bool:
    """Whether staff agree or disagree with it in points."""
    return any(option.score is not None for option in question.options)


def told(
    questions: Sequence[Question], open_questions: Sequence[Question], returns: Sequence[Given], minimum: int
) -> Echo:
    """What may be told of these answers: nothing where fewer than `minimum` people answered.

    `open_questions` are those whose words may be shown; words that are to be held back are left out before.
    """
    if len(returns) < minimum:
        return Echo(0, (), {})
    said = tuple(_said(question, returns, minimum) for question in questions)
    words = {question.id: _words(question.id, returns, minimum) for question in open_questions}
    return Echo(down(len(returns)), said, words)


def down(number: int) -> int:
    """A number of people as it is told."""
    return number - number % STEP


def _said(question: Question, returns: Iterable[Given], minimum: int) -> Said:
    points = {option.code: option.score for option in question.options if option.score is not None}
    worth = [
        points[code]
        for given in returns
        if (code := str(given[question.id].value if question.id in given else None)) in points
    ]
    if len(worth) < minimum:
        return Said(question.id, 0, None)
    half = (max(points.values()) + min(points.values())) / 2
    return Said(question.id, down(len(worth)), share(sum(1 for one in worth if one > half), len(worth)))


def share(agree: int, of: int) -> Share:
    """The share of `agree` among `of` people, at least as many as STEP, as it is told."""
    told_of = down(of)
    bound = 100 * FEW / told_of
    if of - agree < FEW:
        return Share(int((100 - bound) // STEP) * STEP, 100)
    if agree < FEW:
        return Share(0, 100 - int((100 - bound) // STEP) * STEP)
    near = STEP * round(100 * agree / of / STEP)
    return Share(*[min(max(near, STEP), 100 - STEP)] * 2)


def _words(question: str, returns: Iterable[Given], minimum: int) -> tuple[str, ...]:
    """What was written, each thing once, so that nothing tells how many wrote; nothing where fewer than `minimum` did."""
    found = [str(given[question].value) for given in returns if question in given and given[question].value]
    if len(found) < minimum:
        return ()
    once = {" ".join(words.casefold().split()): words for words in sorted(found)}
    return tuple(sorted(once.values(), key=lambda words: (words.casefold(), words)))
