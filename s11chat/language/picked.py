"""A list told in steps: all of it or a stretch of it, what comes to it, and what is taken off again.

"All but the interview", "the first three and the sixth", "A to E, leaving out B", "identity and the interview. Take
the interview off": where a step is not understood to the last word, nothing is made of any.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from s11chat.dialog.question import Question
from s11chat.language.listing import said_as, steps
from s11chat.language.scope import Scope
from s11chat.language.stretch import Kind, Step, ordinary

_LONGEST = 40
"""Longer talk is a story and no list."""
_STOPS = frozenset([".", ";", "!", "?", ":", "—"])
_REASONS = frozenset(
    [
        "it",
        "they",
        "he",
        "she",
        "we",
        "that",
        "that's",
        "those",
        "as",
        "because",
        "since",
        "which",
        "who",
        "i",
        "for",
        "this",
        "legal",
        "hr",
    ]
)
"""How a clause begins that gives the reason why something was taken off."""
_NO_REASON = frozenset(
    [
        "instead",
        "rather",
        "but",
        "add",
        "also",
        "only",
        "just",
        "do",
        "put",
        "tick",
        "keep",
        "maybe",
        "perhaps",
        "sometimes",
        "still",
        "too",
    ]
)
"""With one of these it may be more than a reason."""


@dataclass(slots=True)
class _Walk:
    """What has come of the steps so far."""

    whole: tuple[str, ...]
    codes: dict[str, None] = field(default_factory=dict)
    removed: dict[str, None] = field(default_factory=dict)
    before: dict[str, None] = field(default_factory=dict)
    """What is named before all of it is said."""
    again: dict[str, None] = field(default_factory=dict)
    """What is named once more after all of it is said or something taken off."""
    counts: bool = False
    labels: bool = False
    off: Kind | None = None
    pending: bool = False
    """Whether a word that takes off has not yet been told what."""
    all_of_it: bool = False
    told: bool = False
    """Whether anything is more than the plain naming of options."""
    hinges: bool = False
    end: int = 0
    """Where the last step ended."""

    def left(self) -> tuple[str, ...]:
        return tuple(code for code in self.whole if code in self.codes and code not in self.removed)


def picked(scope: Scope, question: Question) -> tuple[str, ...]:
    """The options that are left when all steps are done; nothing where a step is not understood."""
    if scope.said.asks or not 1 < len(scope.tokens) <= _LONGEST or {"yes", "no"} <= set(scope.said.words):
        return ()
    walk = _Walk(ordinary(question))
    reason = -1
    for step in steps(scope, question):
        if step.kind is Kind.TALK or step.start < reason:
            reason = reason if step.start < reason else _reason(scope, walk, step.start)
            if reason <= step.start or step.kind in (Kind.SOME, Kind.ALL, Kind.STRIKE):
                return ()
        elif not _taken(scope, walk, step):
            return ()
        walk.end = step.end
    return walk.left() if _agrees(walk) else ()


def _agrees(walk: _Walk) -> bool:
    """Whether the steps fit together and leave one list."""
    left = set(walk.left())
    if not walk.told or walk.pending or (walk.hinges and not walk.removed) or (walk.counts and walk.labels):
        return False
    if walk.again and set(walk.again) != left:
        return False
    if walk.before and (not walk.removed or not walk.before.keys() <= left):
        return False
    return set(walk.codes) <= set(walk.whole) | set(walk.removed)


def _taken(scope: Scope, walk: _Walk, step: Step) -> bool:
    """Takes the step, if it is plain what it does."""
    match step.kind:
        case Kind.OFF | Kind.STRIKE | Kind.LIFT:
            if walk.pending and walk.off is Kind.LIFT:
                return False
            walk.off, walk.pending = step.kind, True
            return True
        case Kind.LIFTED:
            done = walk.off is Kind.LIFT and not walk.pending
            walk.off = None
            return done
        case Kind.ON:
            walk.off = None
            return not walk.pending
        case Kind.REST:
            walk.codes.update(dict.fromkeys(walk.whole))
            walk.told, walk.off = True, None
            return bool(walk.removed) and not walk.pending and not walk.all_of_it
        case _:
            return _named(scope, walk, step)


def _named(scope: Scope, walk: _Walk, step: Step) -> bool:
    """Puts on the list what the step names, or takes it off."""
    gaps = (
        {token.gap for token in scope.tokens[walk.end : step.start + 1]} - {"", "-"} if step.start else set()
    )
    open_end = walk.off and not walk.pending and walk.off is not Kind.LIFT
    if open_end and (gaps & _STOPS or (gaps and not walk.all_of_it)):
        walk.off = None
        if not gaps & _STOPS and not set(step.codes) <= set(walk.left()):
            return False
    if walk.off:
        walk.pending = False
        walk.told = True
        if walk.codes and not set(step.codes) & walk.codes.keys() and not walk.all_of_it:
            return False
        walk.removed.update(dict.fromkeys(step.codes))
        return step.kind is Kind.SOME
    if set(step.codes) & walk.removed.keys():
        return False
    if step.kind is Kind.ALL:
        walk.before = dict(walk.codes)
        if walk.all_of_it or (walk.told and walk.codes):
            return False
        walk.all_of_it = True
    elif walk.removed or walk.all_of_it:
        if walk.all_of_it and not set(step.codes) <= walk.codes.keys():
            return False
        if set(step.codes) <= walk.codes.keys():
            walk.again.update(dict.fromkeys(step.codes))
    walk.codes.update(dict.fromkeys(step.codes))
    walk.hinges = walk.hinges or step.hinges
    walk.told = walk.told or step.kind is Kind.ALL or step.bare
    walk.counts = walk.counts or step.counts
    walk.labels = walk.labels or not (step.bare or step.kind is Kind.ALL)
    return True


def _reason(scope: Scope, walk: _Walk, place: int) -> int:
    """Where a clause ends that tells why something was taken off; `place` where it tells something else."""
    start = place
    while start and not scope.tokens[start].gap:
        start -= 1
    words = [token.word for token in scope.tokens[start:]]
    end = start + 1
    while end < len(scope.tokens) and scope.tokens[end].gap in ("", "-") and scope.tokens[end].word != "so":
        end += 1
    plain = _NO_REASON.isdisjoint(words[: end - start])
    struck = bool(walk.removed) and not walk.pending and walk.off is not Kind.OFF
    return end if struck and start and words[0] in _REASONS and plain else place


def unread(scope: Scope, question: Question, codes: Sequence[str], gone: Collection[str]) -> str:
    """Why the codes read otherwise may be too few or too many: something is taken off, or a letter passed over."""
    struck_off = (said_as("strike"), said_as("lift"))
    if not any(
        len(token.word) == 1 or any(found.at(scope.tokens, place) for found in struck_off)
        for place, token in enumerate(scope.tokens)
    ):
        return ""
    found = list(steps(scope, question))
    if found and found[-1].kind is Kind.STRIKE:
        return "something is taken off, and not plain what"
    for step, following in pairwise(found):
        near = following.start - step.end < 2 and not scope.tokens[following.start].gap
        struck = step.kind is Kind.STRIKE and following.kind in (Kind.SOME, Kind.TALK) and near
        lifted = step.kind is Kind.SOME and following.kind is Kind.LIFTED and step.end == following.start
        if struck or (lifted and any(each.kind is Kind.LIFT for each in found)):
            return "something is taken off, and not plain what"
    letters = [
        s
        for s in found
        if s.bare and not s.counts and s.end == s.start + 1 and len(scope.tokens[s.start].word) == 1
    ]
    if any(not set(step.codes) <= {*codes, *gone} for step in letters):
        return "a letter of the list is named and not read"
    return ""
