"""Finds the article that a question means: its exact name first, else names and texts by word and by trigram.

Everything is in memory and of our own: a few dozen short texts need no database. Scores are shares
between 0 and 1 of what was asked, so that thresholds keep their meaning whatever the question's length.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from s11chat.knowledge.article import Article
from s11chat.knowledge.lay import FIELD_WORDS
from s11chat.knowledge.word import STOP, normal, stem, stems, terms, trigrams

EXACT = 4.0
"""What a question that is nothing but a name gets: more than everything else together."""
NAME, INSIDE, WORD, TRIGRAM = 0.9, 1.0, 1.2, 0.75
"""Weights of: a name that resembles the question, a name inside it, words in the texts, letters in the names."""
NEAR = (1.6, 1.3)
"""Boost of the first article of the item on screen, and of its others."""
CLEARLY = 1.5
"""How many times better than its broader article a narrower one must be to stand before it."""
FAINT = 0.5
"""A score below this is no answer."""
LAY_WORD = 0.8
"""How well a word of the field answers to the everyday word for it."""
HALF = 3.0
"""Weighted count of a word at which an article is half about it."""
REPAIR = 0.72
"""Similarity from which an unknown word is taken for a known one."""
FIELDS = {"names": 6.0, "sentence": 3.0, "practice": 1.0, "law": 0.6}

LONGEST_NAME = 9
"""Words of a name that is looked for inside a question."""

Scores = dict[str, float]


@dataclass(frozen=True)
class _Name:
    article: str
    text: str
    terms: frozenset[str]
    trigrams: frozenset[str]


class Index:
    """An index of articles by name, word and trigram."""

    def __init__(self, articles: Iterable[Article]) -> None:
        held = sorted(articles, key=lambda article: article.id)
        self._ids = tuple(article.id for article in held)
        self._parent = {a.id: a.part_of for a in held if a.part_of}
        self._names = tuple(name for article in held for name in _names(article))
        self._wholly: dict[str, list[str]] = defaultdict(list)
        self._called: dict[str, list[str]] = defaultdict(list)
        self._name_of: dict[str, list[int]] = defaultdict(list)
        self._name_by_trigram: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self._names):
            for calls, call in ((self._wholly, name.text.replace(" ", "")), (self._called, stems(name.text))):
                if name.article not in calls[call]:
                    calls[call].append(name.article)
            for term in name.terms:
                self._name_of[term].append(number)
            for trigram in name.trigrams:
                self._name_by_trigram[trigram].append(number)
        self._postings = _postings(held)
        self._words = _words(held)

    def search(self, query: str, near: Sequence[str] = (), limit: int = 5) -> tuple[str, ...]:
        """The ids of at most `limit` articles, best first; ties by id."""
        known = [id_ for id_ in near if id_ in self._ids]
        text = normal(query)
        if not terms(text) and text.replace(" ", "") not in self._wholly:
            return tuple(dict.fromkeys(known))[:limit]
        scores = self._scores(text)
        for place, id_ in enumerate(dict.fromkeys(known)):
            if id_ in scores:
                scores[id_] *= NEAR[min(place, 1)]
        self._broader_first(scores, known)
        found = sorted(
            (-score, id_) for id_, score in scores.items() if score >= (FAINT / 2 if id_ in known else FAINT)
        )
        return tuple(id_ for _, id_ in found[:limit])

    def _scores(self, text: str) -> Scores:
        asked = self._asked(text)
        scores: Scores = defaultdict(float)
        for share, weight in (
            (self._by_name(asked), NAME),
            (self._inside(text, asked), INSIDE),
            (self._by_word(asked), WORD),
            (self._by_trigram(text), TRIGRAM),
        ):
            for id_, score in share.items():
                scores[id_] += weight * score
        bare = " ".join(word for word in text.split() if word not in STOP)
        for whole in dict.fromkeys((text, bare)):
            for id_ in self._wholly.get(whole.replace(" ", ""), ()):
                scores[id_] += EXACT
        return scores

    def _asked(self, text: str) -> dict[str, dict[str, float]]:
        """For each term asked for: the terms that answer it and how well each does."""
        return {term: self._readings(word, term) for word, term in _content(text)}

    def _readings(self, word: str, term: str) -> dict[str, float]:
        readings: dict[str, float] = {}
        if term in self._postings:
            readings[term] = 1.0
        else:
            for known, likeness in self._repairs(word):
                readings[stem(known)] = max(readings.get(stem(known), 0.0), likeness)
        for synonym in FIELD_WORDS.get(term, ()):
            if synonym in self._postings:
                readings.setdefault(synonym, LAY_WORD)
        return readings

    def _repairs(self, word: str) -> Iterator[tuple[str, float]]:
        """Known words that an unknown one may be a slip for: run together, or misspelt."""
        if len(word) < 4:
            return
        for at in range(3, len(word) - 2):
            if word[:at] in self._words and word[at:] in self._words:
                yield word[:at], 0.8
                yield word[at:], 0.8
        begun = [known for known in self._words if len(word) > 3 and known.startswith(word.removesuffix("s"))]
        yield from ((known, 0.75) for known in begun[:3])
        close = process.extract(
            word, self._words, scorer=OSA.normalized_similarity, score_cutoff=REPAIR, limit=3
        )
        for known, likeness, _ in close:
            if likeness >= close[0][1] - 0.05:
                yield known, likeness

    def _weight(self, term: str) -> float:
        """How much a term tells: the rarer, the more."""
        return log(1 + len(self._ids) / (0.5 + len(self._postings.get(term, ()))))

    def _mass(self, asked: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
        """What each term asked for weighs; one that no article holds weighs as a middling one."""
        return {
            term: max((self._weight(known) for known in readings), default=log(1 + len(self._ids) / 8))
            for term, readings in asked.items()
        }

    def _by_name(self, asked: Mapping[str, Mapping[str, float]]) -> Scores:
        """Per article, the share its best name has in common with the question."""
        mass = self._mass(asked)
        whole = sum(mass.values()) or 1.0
        shared: dict[int, dict[str, float]] = defaultdict(dict)
        for term, readings in asked.items():
            for known, likeness in readings.items():
                for number in self._name_of.get(known, ()):
                    held = shared[number].get(term, 0.0)
                    shared[number][term] = max(held, likeness * mass[term])
        scores: Scores = {}
        for number, common in shared.items():
            name = self._names[number]
            got = sum(common.values())
            size = sum(self._weight(term) for term in name.terms)
            score = min(1.0, 2 * got / (whole + max(size, got)))
            scores[name.article] = max(scores.get(name.article, 0.0), score)
        return scores

    def _inside(self, text: str, asked: Mapping[str, Mapping[str, float]]) -> Scores:
        """Per article, the share of the question taken up by a name of it standing word for word inside.

        A name that is only part of a longer one found is not counted.
        """
        mass = self._mass(asked)
        whole = sum(mass.values()) or 1.0
        words = text.split()
        scores: Scores = {}
        covered = 0
        for start in range(len(words)):
            for end in range(min(len(words), start + LONGEST_NAME), max(start, covered), -1):
                called = self._called.get(stems(" ".join(words[start:end])), ())
                share = sum(mass[stem(word)] for word in words[start:end] if word not in STOP) / whole
                for id_ in called:
                    scores[id_] = max(scores.get(id_, 0.0), min(1.0, share))
                if called:
                    covered = end
                    break
        return scores

    def _by_word(self, asked: Mapping[str, Mapping[str, float]]) -> Scores:
        """Per article, how well its texts as a whole hold what was asked."""
        mass = self._mass(asked)
        whole = sum(mass.values()) or 1.0
        scores: Scores = defaultdict(float)
        for term, readings in asked.items():
            best: Scores = {}
            for known, likeness in readings.items():
                for id_, share in self._postings.get(known, {}).items():
                    best[id_] = max(best.get(id_, 0.0), likeness * share)
            for id_, share in best.items():
                scores[id_] += share * mass[term] / whole
        return scores

    def _by_trigram(self, text: str) -> Scores:
        """Per article, how much its best name looks like the question, letter by letter."""
        asked = trigrams(word for word in text.split() if word not in STOP)
        common = Counter(number for trigram in asked for number in self._name_by_trigram.get(trigram, ()))
        scores: Scores = {}
        for number, count in common.items():
            name = self._names[number]
            score = 2 * count / (len(asked) + len(name.trigrams))
            if score > scores.get(name.article, 0.0):
                scores[name.article] = score
        return scores

    def _broader_first(self, scores: Scores, near: Sequence[str]) -> None:
        """Puts a narrower article right behind its broader one, unless it is near or clearly the better."""
        for child, parent in sorted(self._parent.items()):
            if child in near or child not in scores or parent not in scores:
                continue
            if scores[child] < CLEARLY * scores[parent]:
                scores[parent] = max(scores[parent], scores[child])
                scores[child] = min(scores[child], scores[parent] * 0.999)


def _content(text: str) -> Iterator[tuple[str, str]]:
    return ((word, stem(word)) for word in text.split() if word not in STOP)


def _names(article: Article) -> Iterator[_Name]:
    for text in dict.fromkeys(normal(n) for n in (*article.names, article.id.replace("_", " "))):
        content = [word for word in text.split() if word not in STOP]
        yield _Name(article.id, text, frozenset(terms(text)), trigrams(content))


def _texts(article: Article) -> Iterator[tuple[float, str]]:
    names = " ".join((*article.names, article.id.replace("_", " ")))
    for field, text in (
        ("names", names),
        ("sentence", article.sentence),
        ("practice", article.practice),
        ("law", article.law),
    ):
        yield FIELDS[field], text


def _postings(articles: Sequence[Article]) -> dict[str, dict[str, float]]:
    """Per term, the articles that hold it and how much they do, from 0 to 1."""
    postings: dict[str, dict[str, float]] = defaultdict(dict)
    for article in articles:
        counts: dict[str, float] = defaultdict(float)
        for weight, text in _texts(article):
            for piece in text.split("\n"):
                for term in terms(normal(piece)):
                    counts[term] += weight
        for term, count in counts.items():
            postings[term][article.id] = count / (count + HALF)
    return dict(postings)


def _words(articles: Sequence[Article]) -> dict[str, str]:
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
