"""Finds the article that a question means: its exact name first, else names and texts by word and by trigram.

Everything is in memory and of our own: a few dozen short texts need no database. Scores are shares
between 0 and 1 of what was asked, so that thresholds keep their meaning whatever the question's length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from s11chat.knowledge.article import Article
from s11chat.knowledge.lay import FIELD_WORDS
from s11chat.knowledge.name import Names
from s11chat.knowledge.posting import Asked, Scores, of_names, of_texts, vocabulary
from s11chat.knowledge.word import STOP, normal, stem, terms

EXACT = 4.0
"""What a question that is nothing but a name gets: more than everything else together."""
NAME, INSIDE, TRIGRAM = 0.9, 1.0, 0.75
"""Weights of: a name that resembles the question, a name inside it, letters in the names."""
WORD, NAMED = 0.6, 1.2
"""Weights of: words anywhere in the article, words that many of its names hold."""
NEAR = (2.2, 1.2)
"""Boost of the first article of the item on screen, and of its others, by the square of the words asked.

One word leans on what is on the screen; a whole sentence says by itself what it is about.
"""
CLEARLY = 1.5
"""How many times better than its broader article a narrower one must be to stand before it."""
FAINT = 0.5
"""A score below this is no answer."""
LAY_WORD = 0.8
"""How well a word of the field answers to the everyday word for it."""
REPAIR = 0.72
"""Similarity from which an unknown word is taken for a known one."""


class Index:
    """An index of articles by name, word and trigram."""

    def __init__(self, articles: Iterable[Article]) -> None:
        held = sorted(articles, key=lambda article: article.id)
        self._ids = tuple(article.id for article in held)
        self._parent = {a.id: a.part_of for a in held if a.part_of}
        self._texts = of_texts(held)
        self._named = of_names(held)
        self._names = Names(held, self._texts)
        self._words = vocabulary(held)

    def search(self, query: str, near: Sequence[str] = (), limit: int = 5) -> tuple[str, ...]:
        """The ids of at most `limit` articles, best first; ties by id."""
        known = [id_ for id_ in near if id_ in self._ids]
        text = normal(query)
        if not terms(text) and not self._names.wholly(text):
            return tuple(dict.fromkeys(known))[:limit]
        asked = {stem(word): self._readings(word) for word in text.split() if word not in STOP}
        inside = self._names.inside(text, asked)
        scores = self._scores(text, asked, inside)
        for place, id_ in enumerate(dict.fromkeys(known)):
            if id_ in scores:
                scores[id_] *= 1 + NEAR[min(place, 1)] / (len(asked) or 1) ** 2
        self._broader_first(scores, known, inside)
        found = sorted(
            (-score, id_) for id_, score in scores.items() if score >= (FAINT / 2 if id_ in known else FAINT)
        )
        return tuple(id_ for _, id_ in found[:limit])

    def _scores(self, text: str, asked: Asked, inside: Scores) -> Scores:
        scores: Scores = defaultdict(float)
        for share, weight in (
            (self._names.alike(asked), NAME),
            (inside, INSIDE),
            (self._names.lettered(text), TRIGRAM),
            (self._texts.scores(asked), WORD),
            (self._named.scores(asked), NAMED),
        ):
            for id_, score in share.items():
                scores[id_] += weight * score
        bare = " ".join(word for word in text.split() if word not in STOP)
        for whole in dict.fromkeys((text, bare)):
            for id_ in self._names.wholly(whole):
                scores[id_] += EXACT
        return scores

    def _readings(self, word: str) -> dict[str, float]:
        """The terms that answer `word`, and how well each does."""
        readings: dict[str, float] = {}
        term = stem(word)
        if term in self._texts:
            readings[term] = 1.0
        else:
            for known, likeness in self._repairs(word):
                readings[stem(known)] = max(readings.get(stem(known), 0.0), likeness)
        for synonym in FIELD_WORDS.get(term, ()):
            if synonym in self._texts:
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

    def _broader_first(self, scores: Scores, near: Sequence[str], inside: Scores) -> None:
        """Puts a narrower article right behind its broader one.

        Not where it is near, is clearly the better, or alone is called by its name.
        """
        for child, parent in sorted(self._parent.items()):
            if child in near or child not in scores or parent not in scores:
                continue
            if child in inside and parent not in inside:
                continue
            if scores[child] < CLEARLY * scores[parent]:
                scores[parent] = max(scores[parent], scores[child])
                scores[child] = min(scores[child], scores[parent] * 0.999)
