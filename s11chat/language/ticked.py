"""A list answered option by option: "history yes, qualifications no, interview yes", "yes to the first, no to the second".

Each option named must get a yes or a no of its own; a yes must say no more than that, a no may give its reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from s11chat.dialog.question import Question
from s11chat.language.lexicon import phrases
from s11chat.language.listing import said_as, steps
from s11chat.language.normalise import Token
from s11chat.language.scope import Scope
from s11chat.language.stretch import Kind, Step, ordinary

_YES = frozenset(["yes", "yep", "yeah", "yup"])
_NO = frozenset(["no", "nope", "nah"])
_LATER = (("not", "yet"), ("not", "always"), ("not", "at"), ("never",))
_LONGEST = 60
"""Words of a list told in this way."""
_AGAIN = frozenset(
    ["but", "although", "though", "except", "unless", "maybe", "sometimes", "usually", "mostly", "or"]
)
"""Words that make a yes less than that, and a no too."""


def ticked(scope: Scope, question: Question) -> tuple[str, ...]:
    """The options that get a yes, where each one named gets a yes or a no; nothing else."""
    if scope.said.asks or len(scope.tokens) > _LONGEST or _YES.isdisjoint(scope.said.words):
        return ()
    named = [s for s in steps(scope, question) if s.kind in (Kind.SOME, Kind.ALL, Kind.REST)]
    if len(named) < 2 or any(step.kind is Kind.ALL or step.counts for step in named):
        return ()
    verdicts = _before(scope, named) or _after(scope, named)
    if not verdicts:
        return ()
    given: dict[str, bool] = {}
    for step, yes in zip(named, verdicts, strict=True):
        codes = (
            step.codes if step.kind is Kind.SOME else tuple(c for c in ordinary(question) if c not in given)
        )
        if any(given.get(code, yes) is not yes for code in codes):
            return ()
        given.update(dict.fromkeys(codes, yes))
    chosen = tuple(code for code, yes in given.items() if yes)
    return chosen if set(chosen) <= set(ordinary(question)) else ()


def _before(scope: Scope, named: Sequence[Step]) -> tuple[bool, ...]:
    """The verdicts where each comes first: "yes to the first, no to the second"."""
    found: list[bool] = []
    start = 0
    for step in named:
        words = [
            token.word
            for token in scope.tokens[start : step.start]
            if token.word not in ("and", "the", "but")
        ]
        if len(words) != 2 or words[1] not in ("to", "for", "on") or words[0] not in _YES | _NO:
            return ()
        found.append(words[0] in _YES)
        start = step.end
    return tuple(found) if start == len(scope.tokens) else ()


def _after(scope: Scope, named: Sequence[Step]) -> tuple[bool, ...]:
    """The verdicts where each follows what it is about."""
    if not _idle(scope.tokens[: named[0].start]):
        return ()
    ends = [*(step.start for step in named[1:]), len(scope.tokens)]
    found = [_verdict(scope.tokens[step.end : end]) for step, end in zip(named, ends, strict=True)]
    return tuple(each for each in found if each is not None) if None not in found else ()


def _verdict(between: Sequence[Token]) -> bool | None:
    """Yes or no, if the words after an option are one of them and leave it whole."""
    words = [token.word for token in between]
    if not _AGAIN.isdisjoint(words):
        return None
    denied = not _NO.isdisjoint(words) or any(tuple(words[: len(each)]) == each for each in _LATER)
    if denied:
        return False if _YES.isdisjoint(words) else None
    return True if not _YES.isdisjoint(words) and _idle(between) else None


def _idle(tokens: Sequence[Token]) -> bool:
    """Whether these words say nothing of their own."""
    sets = (phrases("scope", "filler"), phrases("person", "opener"), said_as("idle"))
    place = 0
    while place < len(tokens):
        taken = max(found.at(tokens, place) for found in sets)
        if not taken:
            return False
        place += taken
    return True
