"""How senior a person is by the words of their title: of two returns for one organisation theirs is proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum

Ranks = Sequence[Sequence[str]]
"""Titles, the most senior rank first."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BELOW = frozenset(["deputy", "assistant", "associate", "vice", "sub", "trainee"])
"""Words that put somebody right below whoever has the title that follows."""
_SERVING = frozenset(("to", "for"))
"""Words before a title that is another person's."""
_HOUSE = frozenset(["office", "pa", "secretary", "staff"])
"""Words that, with "of the" after them, stand before a title that is another person's."""
_FILLING = frozenset(["the", "our", "of", "a"])


class Place(IntEnum):
    """What somebody is in a case, where titles do not decide."""

    LEAD = 0
    CONTACT = 1
    OTHER = 2


def rank(title: str, ranks: Ranks) -> float | None:
    """The rank of a title, 0 for the most senior; half a rank more for a deputy or assistant who is in no rank.

    A title counts in whole words and as long as it is: of "assistant director" and "director" the longer is
    meant where both are in `ranks`. A title that somebody works to ("assistant to the director") is not theirs.
    None where no title of `ranks` is in it.
    """
    words = _words(title)
    found = list(_found(words, ranks))
    longest = [
        one for one in found if not any(_within(one[:2], other[:2]) for other in found if other is not one)
    ]
    own = [number + _lowered(words, start) for start, _, number in longest if not _of_another(words, start)]
    return min(own, default=None)


def _words(title: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(title)]


def _found(words: Sequence[str], ranks: Ranks) -> Iterator[tuple[int, int, int]]:
    """Where titles stand among the words: first word, the one after the last, and the rank."""
    for number, titles in enumerate(ranks):
        for wanted in map(_words, titles):
            for start in range(len(words) - len(wanted) + 1):
                if wanted and list(words[start : start + len(wanted)]) == wanted:
                    yield start, start + len(wanted), number


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and inner != outer


def _lowered(words: Sequence[str], start: int) -> float:
    return 0.5 if start and words[start - 1] in _BELOW else 0.0


def _of_another(words: Sequence[str], start: int) -> bool:
    before = list(words[:start])
    filled = False
    while before and before[-1] in _FILLING:
        before.pop()
        filled = True
    return bool(before) and (before[-1] in _SERVING or (filled and before[-1] in _HOUSE))
