"""The names of articles, and how near a question comes to one of them: wholly, inside, by word, by letter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from s11chat.knowledge.article import Article
from s11chat.knowledge.posting import Asked, Postings, Scores, called
from s11chat.knowledge.word import STOP, normal, stem, stems, terms, trigrams

LONGEST_NAME = 9
"""Words of a name that is looked for inside a question."""


@dataclass(frozen=True)
class _Name:
    article: str
    text: str
    terms: frozenset[str]
    trigrams: frozenset[str]
    weight: float


class Names:
    """Every name of `articles`; `postings` says what their words weigh."""

    def __init__(self, articles: Iterable[Article], postings: Postings) -> None:
        self._postings = postings
        self._names = tuple(name for article in articles for name in _names(article, postings))
        self._wholly: dict[str, list[str]] = defaultdict(list)
        self._called: dict[str, list[str]] = defaultdict(list)
        self._by_term: dict[str, list[int]] = defaultdict(list)
        self._by_trigram: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self._names):
            for calls, call in ((self._wholly, name.text.replace(" ", "")), (self._called, stems(name.text))):
                if name.article not in calls[call]:
                    calls[call].append(name.article)
            for term in name.terms:
                self._by_term[term].append(number)
            for trigram in name.trigrams:
                self._by_trigram[trigram].append(number)

    def wholly(self, text: str) -> tuple[str, ...]:
        """The articles that `text` (normal form) is a name of, spaces aside."""
        return tuple(self._wholly.get(text.replace(" ", ""), ()))

    def alike(self, asked: Asked) -> Scores:
        """Per article, the share its best name has in common with the question."""
        mass = self._postings.mass(asked)
        whole = sum(mass.values()) or 1.0
        shared: dict[int, dict[str, float]] = defaultdict(dict)
        for term, readings in asked.items():
            for known, likeness in readings.items():
                for number in self._by_term.get(known, ()):
                    held = shared[number].get(term, 0.0)
                    shared[number][term] = max(held, likeness * mass[term])
        scores: Scores = {}
        for number, common in shared.items():
            name = self._names[number]
            got = sum(common.values())
            score = min(1.0, 2 * got / (whole + max(name.weight, got)))
            scores[name.article] = max(scores.get(name.article, 0.0), score)
        return scores

    def inside(self, text: str, asked: Asked) -> Scores:
        """Per article, the share of the question taken up by a name of it standing word for word inside.

        A name that is only part of a longer one found is not counted.
        """
        mass = self._postings.mass(asked)
        whole = sum(mass.values()) or 1.0
        words = text.split()
        scores: Scores = {}
        covered = 0
        for start in range(len(words)):
            for end in range(min(len(words), start + LONGEST_NAME), max(start, covered), -1):
                found = self._called.get(stems(" ".join(words[start:end])), ())
                share = sum(mass[stem(word)] for word in words[start:end] if word not in STOP) / whole
                for id_ in found:
                    scores[id_] = max(scores.get(id_, 0.0), min(1.0, share))
                if found:
                    covered = end
                    break
        return scores

    def lettered(self, text: str) -> Scores:
        """Per article, how much its best name looks like the question, letter by letter."""
        asked = trigrams(word for word in text.split() if word not in STOP)
        common = Counter(number for trigram in asked for number in self._by_trigram.get(trigram, ()))
        scores: Scores = {}
        for number, count in common.items():
            name = self._names[number]
            score = 2 * count / (len(asked) + len(name.trigrams))
            if score > scores.get(name.article, 0.0):
                scores[name.article] = score
        return scores


def _names(article: Article, postings: Postings) -> Iterator[_Name]:
    for text in dict.fromkeys(map(normal, called(article))):
        content = [word for word in text.split() if word not in STOP]
        found = frozenset(terms(text))
        weight = sum(postings.weight(term) for term in found)
        yield _Name(article.id, text, found, trigrams(content), weight)
