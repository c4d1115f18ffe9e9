"""A mention: an option, a number or a date named between two words of an utterance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

Phrase = tuple[str, ...]
"""Words by their stems."""


class Strength(IntEnum):
    """How much a mention is worth by itself."""

    WORD = 1
    """Counts only when it is all that its clause says."""
    PHRASE = 2
    LABEL = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """An option named between two tokens."""

    start: int
    end: int
    code: str
    strength: Strength
    free: bool = False
    """Whether it counts wherever it stands in its clause, as "always" does."""


def apart(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without those that overlap a longer one, or one as long and stronger."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, -m.strength, m.start)):
        places = set(range(mention.start, mention.end))
        if places.isdisjoint(taken):
            kept.append(mention)
            taken |= places
    return kept
