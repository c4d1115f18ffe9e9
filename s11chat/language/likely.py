"""A second look at a doubt: whether the option likeliest meant may be taken after all.

The rules ask again whenever the words leave a doubt. Here the marks of `evidence` are weighed: each has points,
learned from our own labelled lines (`python -m tests.bench.weight` makes `words/weight.toml` anew), and the
option with the most is taken where its share is high enough and nothing of `barring` forbids it. It is never
taken as exact: it is shown with the words it rests on, and one key takes it back.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.barring import barred
from s11chat.language.evidence import REASONS, Evidence, evidence
from s11chat.language.idiom import reworded
from s11chat.language.lexicon import table
from s11chat.language.naming import is_yesno, scope_of
from s11chat.language.normalise import Utterance
from s11chat.language.reading import Reading, answer
from s11chat.language.scope import CROWD, Scope

_LONGEST = 40
"""Longer talk is not weighed."""
_TELLING = {
    "given at the head": "given first, and the rest tells more",
    "given at the end": "what it comes to at the end",
    "alone in its clause": "said by itself",
    "only one named, and nothing against it": "no other answer is named and nothing is said against it",
    "only one named": "no other answer is named",
    "another past": "the other one is of the past",
    "another denied": "the other one is denied",
    "another named less well": "named more plainly than any other",
}
"""What speaks for an option, in words for whoever checks the reading; the first that holds is told."""


def weighed_scope(said: Utterance, question: Question) -> Scope | None:
    """What is named, where the question and the length of what is said let it be weighed."""
    if not (is_yesno(question) or question.kind is Kind.SINGLE):
        return None
    if said.asks or not 0 < len(said.tokens) <= _LONGEST:
        return None
    scope = scope_of(reworded(said) or said, question)
    return scope if 0 < len(scope.mentions) <= CROWD else None


def likeliest(said: Utterance, question: Question, because: str) -> Reading | None:
    """The answer likely enough to be taken in place of the doubt that `because` tells, or nothing."""
    reason = REASONS.get(because.partition(":")[0])
    scope = weighed_scope(said, question) if reason else None
    if reason is None or scope is None:
        return None
    found = [e for e in evidence(scope, question) if not barred(scope, question, e, reason)]
    if not found:
        return None
    best = max(found, key=lambda each: share(each.marks, _points()))
    sure = share(best.marks, _points())
    if sure < table("weight")["least"]:
        return None
    return answer(best.code, because=f"likely: {_told(scope, best)}", confidence=round(min(sure, 0.7), 2))


def _told(scope: Scope, best: Evidence) -> str:
    words = " ".join(token.word for token in scope.tokens[best.mention.start : best.mention.end])
    why = next((told for mark, told in _TELLING.items() if mark in best.marks), "nearest to what is said")
    return f'"{words[:60]}" ({why})'


def share(marks: Iterable[str], points: Mapping[str, float]) -> float:
    """How often an option with these marks is meant, from 0 to 1: the logistic function of their points."""
    total = points["always"] + sum(points.get(mark, 0.0) for mark in marks)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def _points() -> Mapping[str, float]:
    return dict(table("weight")["points"])
