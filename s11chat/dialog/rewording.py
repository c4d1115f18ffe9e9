"""How much a wording was changed, as far as words alone can tell; whoever compares figures has the last word."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

from s11chat.dialog.change import Effect

_WORD = re.compile(r"\w+(?:[’']\w+)?")
_DENIES = frozenset(
    {"not", "no", "never", "none", "nobody", "nothing", "neither", "without", "unless", "except"}
)
_COUNTS = frozenset(
    {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
    | {"half", "once", "twice"}
)
_MEASURES = frozenset(
    {"all", "any", "each", "every", "everybody", "everyone", "some", "most", "many", "few", "only"}
    | {"always", "often", "sometimes", "must", "should", "may"}
)
LITTLE_LEFT = 0.5
"""With less than this in common, by difflib's ratio over words, it counts as another question."""


def judged(before: str, after: str) -> tuple[Effect, str]:
    """The effect of changing `before` to `after`, and why."""
    old, new = _words(before), _words(after)
    if old == new:
        return Effect.COMPARABLE, "only spelling or punctuation"
    changed = set((Counter(old) - Counter(new)) + (Counter(new) - Counter(old)))
    turning = {word for word in changed if word in _DENIES or word.endswith("n't")}
    counting = {word for word in changed if word in _COUNTS or any(c.isdigit() for c in word)}
    if turning:
        return Effect.BREAK, f"{_named(turning)} turns its meaning"
    if counting:
        return Effect.BREAK, f"another number is asked about ({_named(counting)})"
    if SequenceMatcher(None, old, new, autojunk=False).ratio() < LITTLE_LEFT:
        return Effect.BREAK, "little of the wording is left, so it counts as another question"
    if measuring := changed & _MEASURES:
        return Effect.CAUTION, f"{_named(measuring)} makes it ask for more or for less"
    return Effect.CAUTION, "read both wordings before figures are set side by side"


def alike(before: str, after: str) -> bool:
    """Whether both are the same words, however they are spaced, capitalised or punctuated."""
    return _words(before) == _words(after)


def shares(before: str, after: str) -> bool:
    """Whether both have a word in common."""
    return not set(_words(before)).isdisjoint(_words(after))


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text.casefold())]


def _named(words: set[str]) -> str:
    return ", ".join(f"“{word}”" for word in sorted(words))
