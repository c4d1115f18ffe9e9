"""Stretches of a list named at once: all of it, so many from an end, the two that share a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from s11chat.dialog.question import Question
from s11chat.language.normalise import Token, phrase
from s11chat.language.numeral import UNITS
from s11chat.language.quantity import digits
from s11chat.language.scope import Scope
from s11chat.language.topic import root


class Kind(StrEnum):
    """What a step does."""

    ALL = "all"
    REST = "rest"
    SOME = "some"
    OFF = "off"
    STRIKE = "strike"
    LIFT = "lift"
    LIFTED = "lifted"
    ON = "on"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Step:
    """One step, between two words."""

    kind: Kind
    start: int
    end: int
    codes: tuple[str, ...] = ()
    bare: bool = False
    """Whether it is by places in the list, and not by what stands there."""
    counts: bool = False
    """Whether it is a number, which beside options named in words may tell how many there are."""
    hinges: bool = False
    """Whether it is no answer unless something is taken off: "any of them"."""


_MANY = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)"
_TOLD = (
    r"(?: (?:on|in|from) (?:there|here|(?:the|your|that|this) (?:list|screen))"
    r"|(?: that)? you (?:have )?(?:just )?(?:listed|named|mentioned|read out|said|gave|read|have|got)(?: there)?)?"
)
_ALL = re.compile(
    r"(?P<firm>all|every one|every single one|everything|each one|full house|every (?P<unit>\w+)"
    r"|the (?:lot|(?:full|whole|entire|complete) (?:lot|set|list|shebang|works|thing)))"
    r"(?P<of> of)?(?: (?:them|those|these|your|the above|the|it))?(?: (?P<many>" + _MANY + r"))?"
    r"(?: of (?:them|those|these|it|the|your))?(?: (?:proper|named|listed|main|real|actual))?(?: (?P<noun>ones|\w+s))?"
    + _TOLD
    + r"(?= |$)"
)
_ANY = re.compile(
    r"(?:(?:anything|any|any one)(?: of (?:them|those|these|your|the))?|(?:of|from) (?:your|the|those|these))"
    r"(?: (?P<many>" + _MANY + r"))?" + _TOLD + r"(?= |$)"
)
_STRETCH = re.compile(
    r"(?:all of |all )?(?:the |your )?(?P<end>first|top|last|bottom|final) (?P<many>" + _MANY + r")"
    r"(?: (?:ones|options|things|items|of (?:them|those|these|the list)))?" + _TOLD + r"(?= |$)"
)
PLACED = re.compile(
    r"(?:(?:on|in|of|from|down) (?:(?:the|your|that|this) list|those|these)|on there|listed)(?= |$)"
)
NO_MORE = re.compile(
    r"(?:and |but )?(?:nothing|none|nobody|no one|no)(?: else)?"
    r" (?:extra|under other|in other|besides|more|else|further|beyond that|other)(?= |$)"
)
_FIRST = frozenset(
    [
        "all",
        "every",
        "everything",
        "each",
        "full",
        "the",
        "anything",
        "any",
        "of",
        "from",
        "your",
        "first",
        "top",
        "last",
        "bottom",
        "final",
        "on",
        "in",
        "down",
        "listed",
        "nothing",
        "none",
        "nobody",
        "no",
        "and",
        "but",
        "right",
        "straight",
        "up",
        "to",
        "through",
        "thru",
        "till",
    ]
)
"""The words with which any of these patterns begins: looked at first, as that is quick."""
_NOUNS = frozenset(
    ["ones", "options", "answers", "items", "boxes", "choices", "things", "kind", "item", "option", "box"]
)


def ordinary(question: Question) -> tuple[str, ...]:
    """The codes of the options that can stand beside others."""
    return tuple(o.code for o in question.options if not (o.exclusive or o.specify or o.no_answer))


def matched(scope: Scope, pattern: re.Pattern[str], place: int) -> tuple[re.Match[str], int] | None:
    """What the pattern finds in the words from `place` on, up to a stop, and where it ends."""
    if scope.tokens[place].word not in _FIRST:
        return None
    words = [scope.tokens[place].word]
    for token in scope.tokens[place + 1 : place + 14]:
        if token.gap not in ("", "-"):
            break
        words.append(token.word)
    match = pattern.match(" ".join(words))
    return (match, place + len(match.group().split())) if match and match.group() else None


def sets(scope: Scope, question: Question, place: int) -> Step | None:
    """All of the list, so many from an end of it, or the two that share a word."""
    if pair := _pair(scope, question, place):
        return pair
    if found := matched(scope, _STRETCH, place):
        match, end = found
        many = UNITS.get(match["many"]) or int(digits(match["many"]) or 0)
        codes = tuple(option.code for option in question.options)
        if 0 < many < len(codes):
            from_top = match["end"] in ("first", "top")
            return Step(Kind.SOME, place, end, codes[:many] if from_top else codes[-many:], bare=True)
    codes = ordinary(question)
    for pattern in (_ALL, _ANY):
        if (found := matched(scope, pattern, place)) and _whole(scope, found[0], len(codes)):
            return Step(Kind.ALL, place, found[1], codes, hinges=pattern is _ANY)
    return None


def _whole(scope: Scope, match: re.Match[str], many: int) -> bool:
    """Whether the words mean all of the list, by their number and by what they call it."""
    groups = match.groupdict()
    if groups["many"] and UNITS.get(groups["many"], 0) != many and groups["many"] != str(many):
        return False
    named = [word for key in ("noun", "unit") if (word := groups.get(key))]
    return all(word in _NOUNS or root(word.removesuffix("s")) in scope.asked for word in named)


_ARTICLES = frozenset(["the", "of", "your", "our", "and", "a"])
_ONES = frozenset(["ones", "people", "pair", "of", "them"])


def _pair(scope: Scope, question: Question, place: int) -> Step | None:
    """The two options that share a word: "both nurses", "the two joint ones", "both designated ones, nurse and doctor"."""
    tokens = scope.tokens
    begin = place + (tokens[place].word in ("the", "all", "just", "only"))
    if begin >= len(tokens) or tokens[begin].word not in ("both", "two"):
        return None
    at = _past(tokens, begin + 1, _ARTICLES)
    if at >= len(tokens) or tokens[at].gap not in ("", "-"):
        return None
    labels = {code: frozenset(phrase(o.say)) for code in ordinary(question) if (o := question.option(code))}
    shared = {tokens[at].stem, tokens[at].stem.removesuffix("s")}
    codes = tuple(code for code, words in labels.items() if words & shared)
    if len(codes) != 2:
        return None
    own = labels[codes[0]] | labels[codes[1]]
    end = at + 1
    while end < len(tokens) and tokens[end].word in _ONES and not tokens[end].gap:
        end += 1
    while (following := _past(tokens, end, _ARTICLES)) < len(tokens) and tokens[following].stem in own:
        if any(m.start == following and m.code not in codes for m in scope.mentions):
            break
        end = following + 1
    return Step(Kind.SOME, place, end, codes, bare=True)


def _past(tokens: Sequence[Token], place: int, words: frozenset[str]) -> int:
    """The first place from `place` on with a word that is none of these."""
    while place < len(tokens) and tokens[place].word in words:
        place += 1
    return place
