"""How much each article holds of each word, and how much a word tells: what a question is weighed by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log

from s11chat.knowledge.article import Article
from s11chat.knowledge.word import STOP, normal, terms

Scores = dict[str, float]
Asked = Mapping[str, Mapping[str, float]]
"""For each term asked for: the terms that answer it, and how well each does."""

HALF = 3.0
"""Weighted count of a word at which an article is half about it."""
NAMES, SENTENCE, PRACTICE, LAW = 6.0, 3.0, 1.0, 0.6
"""What one word counts for in the names and at each depth."""
MIDDLING = 8
"""A word that no article holds weighs like one that this share of them (one in so many) would hold."""


class Postings:
    """Per term, the articles that hold it and how much they do, from 0 to 1."""

    def __init__(self, counted: Iterable[tuple[str, Mapping[str, float]]]) -> None:
        held: dict[str, dict[str, float]] = defaultdict(dict)
        size = 0
        for id_, counts in counted:
            size += 1
            for term, count in counts.items():
                held[term][id_] = count / (count + HALF)
        self._held = dict(held)
        self._size = size

    def __contains__(self, term: str) -> bool:
        return term in self._held

    def weight(self, term: str) -> float:
        """How much a term tells: the rarer, the more."""
        return log(1 + self._size / (0.5 + len(self._held.get(term, ()))))

    def mass(self, asked: Asked) -> dict[str, float]:
        """What each term asked for weighs."""
        unknown = log(1 + self._size / MIDDLING)
        return {
            term: max((self.weight(known) for known in readings), default=unknown)
            for term, readings in asked.items()
        }

    def scores(self, asked: Asked) -> Scores:
        """Per article, the share of what was asked that it holds."""
        mass = self.mass(asked)
        whole = sum(mass.values()) or 1.0
        scores: Scores = defaultdict(float)
        for term, readings in asked.items():
            best: Scores = {}
            for known, likeness in readings.items():
                for id_, share in self._held.get(known, {}).items():
                    best[id_] = max(best.get(id_, 0.0), likeness * share)
            for id_, share in best.items():
                scores[id_] += share * mass[term] / whole
        return scores


def of_texts(articles: Iterable[Article]) -> Postings:
    """Words of everything an article says, its names above all."""
    return Postings((article.id, _counts(_texts(article))) for article in articles)


def of_names(articles: Iterable[Article]) -> Postings:
    """Words of the names alone: each counts once for every name it stands in."""
    return Postings(
        (article.id, _counts((1.0, name) for name in dict.fromkeys(map(normal, called(article)))))
        for article in articles
    )


def vocabulary(articles: Sequence[Article]) -> dict[str, str]:
    """Every whole word of the articles, each standing for itself, for repairing misspelt ones."""
    found = {
        word
        for article in articles
        for _, text in _texts(article)
        for piece in text.split("\n")
        for word in normal(piece).split()
        if len(word) > 2 and word not in STOP
    }
    return {word: word for word in sorted(found)}


def called(article: Article) -> tuple[str, ...]:
    """Everything that finds an article by name, its id in words included."""
    return (*article.names, article.id.replace("_", " "))


def _texts(article: Article) -> Iterator[tuple[float, str]]:
    yield from ((NAMES, name) for name in called(article))
    yield SENTENCE, article.sentence
    yield PRACTICE, article.practice
    yield LAW, article.law


def _counts(texts: Iterable[tuple[float, str]]) -> dict[str, float]:
    counts: dict[str, float] = defaultdict(float)
    for weight, text in texts:
        for piece in text.split("\n"):
            for term in terms(normal(piece)):
                counts[term] += weight
    return counts
