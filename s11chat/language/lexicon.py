"""The word lists the rules use, read once from the files in `words/`.

They are data so that somebody who knows the field and no Python can add a phrase.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from s11chat.language.normalise import Token, phrase

_NUMERALS = {"2": "two", "3": "three", "4": "four", "6": "six", "12": "twelve"}


_JOINING = frozenset(("", "-", ","))
"""What may stand between the words of a phrase."""


def follow(words: Sequence[str], tokens: Sequence[Token], place: int, joining: frozenset[str]) -> bool:
    """Whether the second and all further words stand after the token at `place`, with no more than that between."""
    for k in range(1, len(words)):  # a generator tells where this is asked so often
        token = tokens[place + k]
        if token.stem != words[k] or token.gap not in joining:
            return False
    return True


class PhraseSet:
    """Phrases that can be looked for at a place among tokens, the longest first."""

    def __init__(self, phrases: Iterable[str]) -> None:
        by_first: dict[str, list[tuple[str, ...]]] = {}
        for text in phrases:
            if words := phrase(text):
                by_first.setdefault(words[0], []).append(words)
        self._by_first = {
            first: sorted(set(found), key=lambda words: (-len(words), words))
            for first, found in by_first.items()
        }

    def at(self, tokens: Sequence[Token], place: int) -> int:
        """How many tokens the longest phrase at `place` takes; 0 if there is none."""
        for words in self._by_first.get(tokens[place].stem, ()):
            if place + len(words) <= len(tokens) and follow(words, tokens, place, _JOINING):
                return len(words)
        return 0

    def found(
        self, tokens: Sequence[Token], start: int = 0, end: int | None = None
    ) -> Iterator[tuple[int, int]]:
        """Where phrases stand between the two places, each as (first, one past the last)."""
        place, stop = start, len(tokens) if end is None else end
        while place < stop:
            taken = self.at(tokens, place)
            if taken and place + taken <= stop:
                yield place, place + taken
                place += taken
            else:
                place += 1

    def within(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Whether any phrase stands between the two places."""
        return next(self.found(tokens, start, end), None) is not None

    def covers(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Whether these tokens are nothing but phrases of the set."""
        while start < end:
            taken = self.at(tokens, start)
            if not taken or start + taken > end:
                return False
            start += taken
        return True


@dataclass(frozen=True)
class Meaning:
    """What an option of a common scale means, and how people say it."""

    name: str
    labels: frozenset[tuple[str, ...]]
    phrases: tuple[tuple[str, ...], ...]
    words: tuple[tuple[str, ...], ...]


@cache
def table(name: str) -> Mapping[str, Any]:
    """One file of `words/`, as it stands."""
    source = files("s11chat.language").joinpath("words", f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def phrases(name: str, key: str) -> PhraseSet:
    """One list of a file, ready to be looked for; "part.key" for a list within a part."""
    part, _, last = key.rpartition(".")
    return PhraseSet((table(name)[part] if part else table(name))[last])


@cache
def single_words(name: str, key: str) -> frozenset[str]:
    """One list of a file that is of single words."""
    return frozenset(table(name)[key])


@cache
def meanings() -> tuple[Meaning, ...]:
    """Every meaning of options of common scales."""
    return tuple(
        Meaning(
            name,
            frozenset(phrase(label) for label in entry["labels"]),
            tuple(_spelled_out([*entry["phrases"], *_composed(name)])),
            tuple(_spelled_out(entry["words"])),
        )
        for name, entry in table("meaning").items()
    )


def _composed(name: str) -> Iterator[str]:
    """Phrases put together from lists of words, one of each list."""
    for lists in table("composed").get(name, ()):
        yield from (" ".join(words) for words in product(*lists))


def _spelled_out(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The phrases, and those with a numeral also in words."""
    for text in texts:
        yield (words := phrase(text))
        if not _NUMERALS.keys().isdisjoint(words):
            yield tuple(_NUMERALS.get(word, word) for word in words)


@cache
def short_forms() -> Mapping[str, tuple[str, ...]]:
    """Words by their short forms."""
    return {short: tuple(full.split()) for short, full in table("person")["short"].items()}


@cache
def ambiguous() -> frozenset[tuple[str, ...]]:
    """Phrases that never name one option by themselves."""
    return frozenset(phrase(text) for text in table("ambiguous")["words"])


@cache
def known_words() -> frozenset[str]:
    """Words the rules know, which are never taken for misspellings of others."""
    entries = (*table("scope").values(), table("ambiguous")["words"], table("person")["opener"])
    return frozenset(word for texts in entries for text in texts for word in phrase(text))
