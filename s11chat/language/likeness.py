"""Options known by their words: "it went to the full board" where one option is "Board".

Labels of kinds and means ("NHS foundation trust", "Bought in from an outside trainer") are told by a word or
two of their own. A clause that names no option outright is held against them; it counts for one option only if
it has a word that no other option has, and no word that this one lacks and another has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from s11chat.dialog.model import Option
from s11chat.language.clause import Clause
from s11chat.language.lexicon import PhraseSet, ambiguous, phrases, table
from s11chat.language.mention import Mention, Strength
from s11chat.language.normalise import Token, phrase

_BRACKETS = re.compile(r"\(([^()]*)\)")
_POSTS = frozenset(["role", "job", "post", "position", "title"])
_ROOT = 6
"""Letters of a word that count, so that "interviewed" is as good as "interview"."""


@dataclass(frozen=True)
class Kinship:
    """The words of a list of options, by root, with the codes that have them."""

    codes: Mapping[str, frozenset[str]]
    asked: frozenset[str]
    """Words of the question: they tell no option from another."""
    posts: bool = False
    """Whether the options are posts, where a word alone may be of another: "policy team"."""
    inner: frozenset[str] = frozenset()
    """Words that stand in brackets or aliases only."""

    def mentions(self, tokens: Sequence[Token], clauses: Sequence[Clause]) -> Iterator[Mention]:
        """A mention for each clause whose words are those of one option."""
        for whole in clauses:
            clause = _positive(tokens, whole)
            found = dict(self._words(tokens, clause))
            own = {codes for codes, telling in found.values() if telling and len(codes) == 1}
            plain = {codes for (at, _), (codes, _) in found.items() if tokens[at].stem not in self.inner}
            if len(own) > 1 and len(own & plain) == 1:
                # Words in brackets are examples; "county" gives way to "constabulary".
                own = own & plain
                found = {where: word for where, word in found.items() if word[0] in own}
            if len(own) != 1:
                continue
            (only,) = own
            if self.posts and len(found) < 2 and not self.single(only):
                continue
            start, end = min(found)[0], max(found)[1]
            if all(only <= codes for codes, _ in found.values()) and not _vague(tokens, clause, start, end):
                yield Mention(start, end, next(iter(only)), Strength.PHRASE, free=True)

    def single(self, only: frozenset[str]) -> bool:
        """Whether the option has just one word that tells."""
        return sum(1 for codes in self.codes.values() if only <= codes) < 2

    def agrees(self, tokens: Sequence[Token], clause: Clause, mention: Mention) -> bool:
        """Whether an option named outright is all that the words of its clause speak of."""
        found = dict(self._words(tokens, clause)).items()
        several = mention.end - mention.start > 1
        words = [codes for (at, _), (codes, _) in found if not several or at < mention.end]
        return (
            bool(self.codes)
            and (bool(words) or (mention.strength is Strength.LABEL and _closed(tokens, mention.end)))
            and all(mention.code in codes for codes in words)
            and not _vague(tokens, clause, mention.start, mention.end)
        )

    def _words(
        self, tokens: Sequence[Token], clause: Clause
    ) -> Iterator[tuple[tuple[int, int], tuple[frozenset[str], bool]]]:
        """The places of words of options in a clause, with who has them and whether that tells anything."""
        place = clause.start
        while place < clause.end:
            taken, root = _canonical(tokens, place, self.codes)
            if root in self.codes:
                yield (place, place + taken), (self.codes[root], root not in self.asked)
            place += taken


def _positive(tokens: Sequence[Token], clause: Clause) -> Clause:
    """The clause up to what it is set against: "the sub-committee rather than the whole board"."""
    for place in range(clause.start + 1, clause.end - 1):
        pair = (tokens[place].word, tokens[place + 1].word)
        if pair in (("rather", "than"), ("instead", "of"), ("as", "opposed")):
            return Clause(clause.start, place, clause.sentence)
    return clause


@cache
def _unclear() -> PhraseSet:
    return PhraseSet(" ".join(words) for words in ambiguous() if len(words) > 1)


def _closed(tokens: Sequence[Token], end: int) -> bool:
    """Whether what is named ends there, or only goes on with by whom or where."""
    return end >= len(tokens) or bool(tokens[end].gap) or tokens[end].word in _GOING_ON


_GOING_ON = frozenset(["by", "from", "in", "on", "at", "since", "as"])


def _vague(tokens: Sequence[Token], clause: Clause, start: int, end: int) -> bool:
    """Whether the words are part of something vaguer, of something else, or only stand near the speaker."""
    stems = tuple(token.stem for token in tokens[start:end])
    if stems in ambiguous() or any(
        first < end and start < last and not (start <= first and last <= end)
        for first, last in _unclear().found(tokens, clause.start, clause.end)
    ):
        return True
    modifiers, near = phrases("person", "modifier"), phrases("person", "near")
    if start and modifiers.at(tokens, start - 1):
        return True
    return near.within(tokens, clause.start, start)


@lru_cache(maxsize=512)
def kinship(options: tuple[Option, ...], asked: str, common: frozenset[str]) -> Kinship:
    """The words of these options; those with a code in `common` mean a step of a scale and have none."""
    codes: dict[str, set[str]] = {}
    steps = [option for option in options if option.code in common]
    if 2 * len(steps) > len(options):
        return Kinship({}, frozenset())
    for option in options:
        both = phrase(option.say)[:1] == ("both",)
        if both or option.code in common or option.specify or option.no_answer is not None:
            continue
        named = option.code if len(option.code) > 1 and option.code.isalpha() else ""
        for text in (option.say, *option.also, named):
            for word in phrase(text):
                if _telling(word):
                    codes.setdefault(_root(word), set()).add(option.code)
    known = {root: frozenset(found) for root, found in codes.items()}
    shared = frozenset(_root(word) for word in phrase(asked))
    # A question that gives its own options, "to you directly or passed on", asks with the words that tell.
    either = {known[root] for root in shared & known.keys() if len(known[root]) == 1}
    core = {word for option in options for word in phrase(_BRACKETS.sub(" ", option.say))}
    texts = (text for option in options for text in (option.say, *option.also))
    inner = frozenset(word for text in texts for word in phrase(text)) - core
    return Kinship(
        known,
        frozenset() if len(either) > 1 or "or" in phrase(asked) else shared,
        not _POSTS.isdisjoint(phrase(asked)),
        inner,
    )


def _telling(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word not in _generic()


@cache
def _generic() -> frozenset[str]:
    """Words too common to tell anything."""
    fillers = {word for text in table("scope")["filler"] for word in phrase(text)}
    small = {
        "and",
        "for",
        "the",
        "from",
        "with",
        "other",
        "two",
        "one",
        "all",
        "not",
        "none",
        "least",
        "most",
        "people",
    }
    return frozenset(fillers | small | {words[0] for words in ambiguous() if len(words) == 1} - _KEPT)


_KEPT = frozenset(
    [
        "joint",
        "jointly",
        "health",
        "chief",
        "assistant",
        "senior",
        "named",
        "designated",
        "doctor",
        "youth",
        "officer",
        "manager",
        "nurse",
        "child",
        "children",
    ]
)
"""Words that say little alone but count against options that lack them."""


def _root(word: str) -> str:
    return "director" if word.startswith("director") else word[:_ROOT]


@cache
def _synonyms() -> tuple[PhraseSet, Mapping[tuple[str, ...], str]]:
    words = {phrase(text): _root(name) for name, texts in table("synonym").items() for text in texts}
    return PhraseSet(" ".join(said) for said in words), words


def _canonical(tokens: Sequence[Token], place: int, known: Mapping[str, frozenset[str]]) -> tuple[int, str]:
    """How many tokens a word of a label takes, and its root."""
    sets, words = _synonyms()
    if taken := sets.at(tokens, place):
        root = words.get(tuple(token.stem for token in tokens[place : place + taken]), "")
        if root in known:
            return taken, root
    return 1, _root(tokens[place].stem) if _telling(tokens[place].stem) else ""
