"""Shorthand that only its neighbours or the question explain, written out before anything is read.

"4" is a number or "for", "pc" a constable or a percentage, and a word without its vowels is whatever word of
the question it can be. Where two words fit, it stays as typed, and the reading stays in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files

from s11chat.dialog.model import Kind, Option
from s11chat.dialog.question import Question
from s11chat.language.index import index
from s11chat.language.lexicon import known_words, short_forms, table
from s11chat.language.naming import is_yesno
from s11chat.language.normalise import Token, Utterance, stem, wording

_LONGEST = 60
"""In longer talk nobody leaves out vowels."""
_VOWELS = re.compile(r"[aeiou]")
_DOUBLED = re.compile(r"(.)\1+")
_BARE, _CLIPPED = 3, 6
"""Letters that a word must have at least: with no vowel after its first letter, and with some left out."""
_PER = {"pa": "year", "pw": "week", "pcm": "month", "pq": "quarter"}
_COUNTED = frozenset(
    ["x", "times", "once", "twice", "days", "day", "k", "grand", "thousand", "pounds", "sessions"]
)
_SPANNED = frozenset(["last", "past", "every", "took", "over"])
_FOR = frozenset(
    [
        "it",
        "them",
        "the",
        "us",
        "me",
        "him",
        "her",
        "this",
        "that",
        "my",
        "our",
        "their",
        "your",
        "now",
        "all",
    ]
)
_COUNTING = frozenset(
    [
        "put",
        "is",
        "say",
        "says",
        "mark",
        "give",
        "call",
        "make",
        "number",
        "option",
        "question",
        "to",
        "it",
        "that",
        "code",
        "a",
        "an",
        "the",
        "and",
        "or",
        "at",
        "about",
        "only",
        "just",
        "got",
        "had",
        "have",
        "us",
        "me",
        "with",
        "of",
        "as",
        "answer",
        "score",
        "box",
        "choice",
        "yes",
        "no",
        "than",
        "not",
    ]
)
"""Before a 4 these leave it a number."""
_AGAIN = frozenset(["please", "that", "question", "it", "options", "end", "last"])


def written_out(said: Utterance, question: Question) -> Utterance:
    """The same utterance with such shorthand written out; places in the text stay as they are."""
    if not said.tokens or len(said.tokens) > _LONGEST:
        return said
    tokens = tuple(full for place in range(len(said.tokens)) for full in _full(said, place, question))
    return said if tokens == said.tokens else replace(said, tokens=tokens)


def _full(said: Utterance, place: int, question: Question) -> Iterator[Token]:
    token = said.tokens[place]
    words = _beside(said, place, question)
    if words is None and (word := _vowelled(said, token, question)):
        words = (word,)
    if words is None:
        yield token
    for number, word in enumerate(words or ()):
        yield replace(token, word=word, stem=stem(word), gap="" if number else token.gap)


def _beside(said: Utterance, place: int, question: Question) -> tuple[str, ...] | None:
    """What the words beside it make of a short form; nothing where they make nothing of it."""
    tokens = said.tokens
    word = tokens[place].word
    before = tokens[place - 1].word if place else ""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    close = after is not None and not after.gap
    if word == "4" and question.kind is not Kind.NUMBER and place and close and after is not None:
        stands = before.isalpha() and before not in _COUNTING and not tokens[place].gap
        return ("for",) if stands and after.word in _FOR else None
    if word == "1" and before in ("this", "that", "next", "previous") and question.kind is not Kind.NUMBER:
        return ("one",)
    if word == "pc" and before.replace(".", "").isdecimal():
        return ("percent",)
    if word in _PER and (before.isdecimal() or before in _COUNTED):
        return ("per", _PER[word])
    if word == "m" and tokens[place].tight and before.isdecimal() and place > 1:
        return ("months",) if tokens[place - 2].word in _SPANNED else None
    if word == "rpt":
        begins = not place or tokens[place].gap or before in ("please", "you", "sorry")
        follows = after is None or after.word in _AGAIN
        return ("repeat",) if begins and follows else ("report",)
    if word == "v" and close and after is not None and after.word.isalpha():
        return ("very",)
    return None


def _vowelled(said: Utterance, token: Token, question: Question) -> str | None:
    """The one word of the question or of the rules that this is without vowels."""
    word = token.word
    if (
        len(word) < _BARE
        or not word.isascii()
        or not word.isalpha()
        or said.said[token.start : token.end].isupper()
    ):
        return None
    inner = word[1:-1] if word[-1] == "e" and word[0] not in "aeiou" else word[1:]
    bare = not _VOWELS.search(inner) and ("y" not in word or len(word) > 4)
    if not bare and len(word) < _CLIPPED:
        return None
    vocabulary = _vocabulary(question.options, question.say.respondent, is_yesno(question))
    if word in vocabulary.known or token.stem in vocabulary.known:
        return None
    fitting = [full for full in vocabulary.skeletons.get(_skeleton(word), ()) if _clips(word, full)]
    own = [full for full in fitting if full in vocabulary.own]
    fitting = own or fitting
    if len({stem(full) for full in fitting}) == 1:
        return fitting[0]
    usual = (full for full in _common().get(_skeleton(word), ()) if _clips(word, full))
    return None if fitting or word in short_forms() else next(usual, None)


class _Vocabulary:
    """Words that a clipped word may stand for, by their consonants."""

    def __init__(self, words: Iterable[str], known: frozenset[str], own: frozenset[str]) -> None:
        self.known = known
        self.own = own
        """Words of the options, which come before all others."""
        found: dict[str, list[str]] = {}
        for word in sorted(words):
            if len(word) > _BARE and word.isalpha():
                found.setdefault(_skeleton(word), []).append(word)
        self.skeletons: Mapping[str, Sequence[str]] = found


@lru_cache(maxsize=512)
def _vocabulary(options: tuple[Option, ...], asked: str, yes_no: bool) -> _Vocabulary:
    own = index(options, yes_no).words
    said = frozenset(token.word for token in wording(asked).tokens)
    return _Vocabulary(own | said | known_words(), own | said | _kept(), own)


@cache
def _common() -> Mapping[str, Sequence[str]]:
    """The words most often said, by their consonants; the most frequent first."""
    found: dict[str, list[str]] = {}
    for word in files("s11chat.language").joinpath("words", "common.txt").read_text(encoding="utf-8").split():
        found.setdefault(_skeleton(word), []).append(word)
    return found


@cache
def _kept() -> frozenset[str]:
    """Words that are never taken for others without their vowels."""
    date = table("date")
    return known_words() | frozenset(
        [*short_forms(), *date["months"], *date["weekdays"], *table("ambiguous")["real"]]
    )


def _skeleton(word: str) -> str:
    return _DOUBLED.sub(r"\1", word[0] + _VOWELS.sub("", word[1:]))


def _clips(short: str, full: str) -> bool:
    """Whether letters of the one were left out, and none changed, to make the other."""
    letters = iter(full)
    return len(short) < len(full) and all(letter in letters for letter in short)
