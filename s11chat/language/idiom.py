"""A second look at what is not plain: without idioms of manner, with misheard words put right.

"I can't fault it, fully in place" denies nothing, and "quarter lee" is no quarter. What is said is first read
as it stands; only where that leaves a doubt are its idioms taken out, and what is left must then be plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz.distance import OSA

from s11chat.dialog.model import Kind
from s11chat.language.lexicon import known_words, phrases, table
from s11chat.language.normalise import Token, Utterance, stem
from s11chat.language.numeral import SCALES, TENS, UNITS


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for, what stands in for it, and the words of which one must be said as well."""

    pattern: re.Pattern[str]
    words: str
    beside: frozenset[str]


_STOPS = frozenset(".?!;:,—")
_NUMBERS = tuple(word for word in (*UNITS, *TENS, *SCALES, "hundred") if len(word) >= 5)
_SHORTEST = 5
_TAIL = 14
"""Words in which a conclusion is told."""


def reworded(said: Utterance) -> Utterance | None:
    """What is said without its idioms, or nothing where it has none."""
    tokens = tuple(_number(token) for token in rewritten(said, _rules()))
    words = tuple(token.word for token in tokens)
    if not tokens or words == said.words:
        return None
    return replace(said, tokens=(replace(tokens[0], gap=""), *tokens[1:]))


def rewritten(said: Utterance, rules: Sequence[Rule]) -> tuple[Token, ...]:
    """The words with every rule applied to each stretch between stops."""
    return tuple(token for piece in _pieces(said.tokens) for token in _plain(piece, said, rules))


_LISTED = (
    ("so", "that", "is"),
    ("so", "that", "makes"),
    ("so", "that", "makes", "it"),
    ("so", "all", "told"),
)
"""What a list is summed up with; a number is with a mere "so"."""


def mere_manner(said: Utterance) -> bool:
    """Whether it is nothing but an idiom, which says nothing: "can't say fairer than that"."""
    return bool(said.tokens) and not any(_plain(piece, said, _rules()) for piece in _pieces(said.tokens))


_SHARED_OUT = frozenset(["that", "those", "half", "them", "rest"])
"""A number told beside these is reckoned from one told before."""


def concluded(said: Utterance, kind: Kind) -> Utterance | None:
    """The last clause alone, where it sums up a story: "so that's references, identity and CRB"."""
    if kind is Kind.SINGLE:
        return _then(said)
    if kind not in (Kind.MULTI, Kind.NUMBER):
        return None
    openings = [place for place, word in enumerate(said.words) if word == "so" and place]
    if not openings or len(said.tokens) - openings[-1] > _TAIL or "but" in said.words[openings[-1] :]:
        return None
    tail = said.tokens[openings[-1] :]
    words = tuple(token.word for token in tail)
    marks = [mark for mark in _LISTED if words[: len(mark)] == mark]
    if kind is Kind.MULTI and not marks:
        return None
    rest = tail[max((len(mark) for mark in marks), default=1) :]
    if not rest or not tail[0].gap or any(token.gap in _STOPS - {","} for token in rest):
        return None
    if not _SHARED_OUT.isdisjoint(token.word for token in rest):
        return None
    return replace(said, tokens=(replace(rest[0], gap=""), *rest[1:]))


_TIMED = frozenset(
    [
        "was",
        "were",
        "had",
        "until",
        "till",
        "now",
        "today",
        "currently",
        "used",
        "before",
        "since",
        "when",
        "by",
    ]
)
"""Beside these a last "then" may be a time."""

_DIVIDING = frozenset(["some", "half", "others"])


def _then(said: Utterance) -> Utterance | None:
    """The last words alone, where they end in a "then" of conclusion: "some are, some aren't, partly then"."""
    if (
        said.words[-1] != "then"
        or _DIVIDING.isdisjoint(said.words)
        or not _TIMED.isdisjoint(said.words)
        or any(map(str.isdecimal, said.words))
    ):
        return None
    *_, last = _pieces(said.tokens)
    if not 1 < len(last) < _SHORTEST or len(last) == len(said.tokens):
        return None
    return replace(said, tokens=(replace(last[0], gap=""), *last[1:-1]))


_TO_COME = frozenset(
    [
        "if",
        "will",
        "shall",
        "next",
        "after",
        "once",
        "when",
        "until",
        "ask",
        "soon",
        "spring",
        "summer",
        "autumn",
    ]
)


def later(said: Utterance) -> bool:
    """Whether a last "then" is a time to come told before: "next year we'll have it, fully met then"."""
    if said.words[-1:] != ("then",) or said.words[-2:-1] == ("since",):
        return False
    if not _DIVIDING.isdisjoint(said.words):
        return False
    return not _TO_COME.isdisjoint(said.words) or phrases("scope", "future").within(
        said.tokens, 0, len(said.tokens)
    )


def _pieces(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """The stretches between stops."""
    begin = 0
    for place, token in enumerate(tokens):
        if place and token.gap in _STOPS and token.gap:
            yield tuple(tokens[begin:place])
            begin = place
    yield tuple(tokens[begin:])


def _plain(piece: tuple[Token, ...], said: Utterance, rules: Sequence[Rule]) -> tuple[Token, ...]:
    """One stretch with every rule of the list applied."""
    text = " ".join(token.word for token in piece)
    for rule in rules:
        match = rule.pattern.search(text)
        if match and (not rule.beside or not rule.beside.isdisjoint(said.words)):
            piece = _replaced(piece, match, match.expand(rule.words).split())
            text = " ".join(token.word for token in piece)
    return piece


def _replaced(piece: tuple[Token, ...], match: re.Match[str], words: Sequence[str]) -> tuple[Token, ...]:
    """The stretch with other words where the rule matched, each at the place of what it stands for."""
    first = match.string[: match.start()].count(" ")
    last = first + match.group().count(" ")
    place = piece[first]
    put = [
        replace(place, word=word, stem=stem(word), gap="" if k else place.gap, end=piece[last].end)
        for k, word in enumerate(words)
    ]
    rest = piece[last + 1 :]
    if rest and not put and not first:
        rest = (replace(rest[0], gap=place.gap), *rest[1:])
    return (*piece[:first], *put, *rest)


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            re.compile(rf"(?:^|(?<= ))(?:{rule['pattern']})(?= |$)"),
            rule["words"],
            frozenset(rule.get("beside", ())),
        )
        for rule in table("idiom")["rule"]
    )


def _number(token: Token) -> Token:
    """The token, put right where it is one slip away from a single number word with the same ends."""
    word = token.word
    if len(word) < _SHORTEST or not word.isalpha() or word in _NUMBERS or token.stem in known_words():
        return token
    if word in table("idiom")["no_number"]:
        return token
    near = [n for n in _NUMBERS if (n[0], n[-1]) == (word[0], word[-1]) and OSA.distance(n, word) == 1]
    return replace(token, word=near[0], stem=near[0]) if len(near) == 1 else token
