"""Which codes an answer in words may fall under: those of answers with the same words, and those whose label has them.

A word counts the more the fewer answers have it. Nothing is coded by this; it puts the likely codes first in a list.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from s11chat.analysis.code_frame import FrameCode

NEAREST = 8
"""How many of the most similar answers have a say."""
LEAST = 0.12
"""Similarity, 0 to 1, below which two answers have nothing in common worth telling."""
_LABEL = 0.5
"""What the words of a label weigh beside those of a coded answer."""
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        """
about above after again all also and any are area because been being but can could did does doing each else
even every for from get getting had has have having her here him his how into its just let lot made make
making many more most much must need needs new not now off one only other our out over own put same see
should some still such than that the their them then there these they this those through too under until
upon very was way ways well were what when where which while who why will with within would you your
""",
    )
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "s", "ly")

Vector = Mapping[str, float]


def words_of(text: str) -> frozenset[str]:
    """The telling words of a text, without endings."""
    return frozenset(_stem(word) for word in _WORD.findall(text.casefold()) if word not in _EMPTY)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


class Suggestions:
    """What was coded so far, to liken another answer to."""

    def __init__(self, coded: Iterable[tuple[str, Iterable[str]]], codes: Iterable[FrameCode]) -> None:
        self._coded: list[tuple[frozenset[str], tuple[str, ...]]] = []
        self._having: Counter[str] = Counter()
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._labels = {one.code: words_of(f"{one.say} {one.covers}") for one in codes}
        for text, under in coded:
            self.add(text, under)

    def add(self, text: str, under: Iterable[str]) -> None:
        """One more answer, and what it is coded under."""
        words = words_of(text)
        if not words:
            return
        for word in words:
            self._by_word[word].append(len(self._coded))
        self._coded.append((words, tuple(under)))
        self._having.update(words)

    def of(self, text: str, most: int = 3) -> tuple[str, ...]:
        """The likeliest codes of a text, the best first; none where nothing speaks for any."""
        words = words_of(text)
        weights = {word: self._weight(word) for word in words}
        size = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        points: dict[str, float] = defaultdict(float)
        for likeness, under in self._nearest(weights, size):
            for code in under:
                points[code] += likeness * likeness
        for code, label in self._labels.items():
            common = sum(weights[word] ** 2 for word in words & label)
            if common:
                own = sqrt(sum(self._weight(word) ** 2 for word in label))
                points[code] += _LABEL * common / (size * own)
        best = sorted(points.items(), key=lambda one: (-one[1], one[0]))
        return tuple(code for code, _ in best[:most] if code in self._labels)

    def _weight(self, word: str) -> float:
        return 1.0 + log((1 + len(self._coded)) / (1 + self._having[word]))

    def _nearest(self, weights: Vector, size: float) -> Sequence[tuple[float, tuple[str, ...]]]:
        totals: dict[int, float] = defaultdict(float)
        for word, weight in weights.items():
            for at in self._by_word.get(word, ()):
                totals[at] += weight * weight
        found = []
        for at, total in totals.items():
            words, under = self._coded[at]
            likeness = total / (size * sqrt(sum(self._weight(word) ** 2 for word in words)))
            if likeness >= LEAST:
                found.append((likeness, under))
        return sorted(found, key=lambda one: -one[0])[:NEAREST]
