"""The steps in which a list is told: all of it, a stretch of it, one of it, and what is taken off again.

Every word must belong to a step or say nothing; else there is no list to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from s11chat.dialog.question import Question
from s11chat.language.handle import by_handle, letters
from s11chat.language.lexicon import PhraseSet, phrases, table
from s11chat.language.mention import Mention, Strength
from s11chat.language.numeral import UNITS
from s11chat.language.ordinal import ordinal_at
from s11chat.language.place import OFF_LIST, THINGS
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
_PLACED = re.compile(
    r"(?:(?:on|in|of|from|down) (?:(?:the|your|that|this) list|those|these)|on there|listed"
    r"|(?:and |but )?(?:nothing|none|nobody|no one)(?: else)? (?:extra|under other|in other|besides|more|else|further|other))(?= |$)"
)
_THROUGH = re.compile(
    r"(?:(?:all the way|right|straight|down|up) )?(?:to|through to|through|thru|till)(?: and including)?(?= |$)"
)
_NOUNS = frozenset(
    ["ones", "options", "answers", "items", "boxes", "choices", "things", "kind", "item", "option", "box"]
)
_SAID = (
    (Kind.REST, "rest"),
    (Kind.STRIKE, "strike"),
    (Kind.OFF, "off"),
    (Kind.ON, "on"),
    (Kind.LIFTED, "lifted"),
    (Kind.LIFT, "lift"),
)


@cache
def said_as(name: str) -> PhraseSet:
    """One list of `words/picked.toml`."""
    return PhraseSet(table("picked")[name])


def ordinary(question: Question) -> tuple[str, ...]:
    """The codes of the options that can stand beside others."""
    return tuple(o.code for o in question.options if not (o.exclusive or o.specify or o.no_answer))


def steps(scope: Scope, question: Question) -> Iterator[Step]:
    """The steps, from left to right, without what says nothing; words that are none of these as talk."""
    starting = {m.start: m for m in scope.mentions}
    place = 0
    while place < len(scope.tokens):
        step = _sets(scope, question, place) or _one(scope, question, place, starting) or _word(scope, place)
        if step:
            if step.kind is Kind.SOME and (further := _range(scope, question, step, starting)):
                step = further
            yield step
            place = step.end
        else:
            place += max(_idle(scope, place), 1)


def _matched(scope: Scope, pattern: re.Pattern[str], place: int) -> tuple[re.Match[str], int] | None:
    """What the pattern finds in the words from `place` on, up to a stop, and where it ends."""
    words = [scope.tokens[place].word]
    for token in scope.tokens[place + 1 : place + 14]:
        if token.gap not in ("", "-"):
            break
        words.append(token.word)
    match = pattern.match(" ".join(words))
    return (match, place + len(match.group().split())) if match and match.group() else None


def _sets(scope: Scope, question: Question, place: int) -> Step | None:
    """All of the list, or so many from an end of it."""
    if found := _matched(scope, _STRETCH, place):
        match, end = found
        many = UNITS.get(match["many"]) or int(digits(match["many"]) or 0)
        codes = tuple(option.code for option in question.options)
        if 0 < many < len(codes):
            from_top = match["end"] in ("first", "top")
            return Step(Kind.SOME, place, end, codes[:many] if from_top else codes[-many:], bare=True)
    codes = ordinary(question)
    for pattern in (_ALL, _ANY):
        if (found := _matched(scope, pattern, place)) and _whole(scope, found[0], len(codes)):
            return Step(Kind.ALL, place, found[1], codes, hinges=pattern is _ANY)
    return None


def _whole(scope: Scope, match: re.Match[str], many: int) -> bool:
    """Whether the words mean all of the list, by their number and by what they call it."""
    groups = match.groupdict()
    if groups["many"] and UNITS.get(groups["many"], 0) != many and groups["many"] != str(many):
        return False
    named = [word for key in ("noun", "unit") if (word := groups.get(key))]
    return all(word in _NOUNS or root(word.removesuffix("s")) in scope.asked for word in named)


def _one(scope: Scope, question: Question, place: int, starting: dict[int, Mention]) -> Step | None:
    """An option by its words, or by its place in the list."""
    mention = starting.get(place)
    token = scope.tokens[place]
    if mention and mention.code != OFF_LIST and mention.strength > Strength.WORD:
        return Step(Kind.SOME, place, mention.end, (mention.code,))
    codes = [option.code for option in question.options]
    if (found := ordinal_at(scope.tokens, place)) and 0 < found[0] <= len(codes):
        end = found[1]
        end += end < len(scope.tokens) and scope.tokens[end].word in THINGS
        return Step(Kind.SOME, place, end, (codes[found[0] - 1],), bare=True)
    if mention and mention.end > place + 1:
        return Step(Kind.SOME, place, mention.end, (mention.code,)) if mention.code != OFF_LIST else None
    lettered, handles = letters(question), by_handle(question)
    number = str(UNITS[token.word]) if token.word in UNITS and _among_handles(scope, place) else token.word
    if not _stands_alone(scope, place):
        return None
    if token.word in lettered:
        return Step(Kind.SOME, place, place + 1, (lettered[token.word],), bare=True)
    return (
        Step(Kind.SOME, place, place + 1, (handles[number],), bare=True, counts=True)
        if number in handles
        else None
    )


_BESIDE = frozenset(
    [
        "and",
        "to",
        "through",
        "till",
        "thru",
        "plus",
        "but",
        "except",
        "bar",
        "option",
        "options",
        "number",
        "numbers",
        "letter",
        "letters",
        "nos",
        "or",
    ]
)


def _stands_alone(scope: Scope, place: int) -> bool:
    """Whether a letter or a number is set off from other words, and so may be a place in the list."""
    token = scope.tokens[place]
    if (
        place
        and not token.gap
        and len(scope.tokens[place - 1].word) == 1
        and scope.tokens[place - 1].word.isalpha()
    ):
        return False
    if place and token.tight and token.gap in ("", "-"):
        return False
    if place + 1 == len(scope.tokens):
        return True
    following = scope.tokens[place + 1]
    if following.tight and following.gap in ("", "-"):
        return False
    turns = any(said_as(name).at(scope.tokens, place + 1) for _, name in _SAID)
    if following.gap or following.word in _BESIDE or turns:
        return True
    return token.word.isdecimal() and (following.word.isdecimal() or following.word in UNITS)


def _among_handles(scope: Scope, place: int) -> bool:
    """Whether a "one" stands beside other numbers, and is no pronoun."""
    words = [
        token.word
        for token in (*scope.tokens[max(0, place - 2) : place], *scope.tokens[place + 1 : place + 3])
    ]
    return any(word.isdecimal() or word in UNITS or word in ("option", "number") for word in words)


def _range(scope: Scope, question: Question, first: Step, starting: dict[int, Mention]) -> Step | None:
    """From one option through to another: "A to E", "policy down to contracts"."""
    if (
        len(first.codes) != 1
        or first.end >= len(scope.tokens)
        or scope.tokens[first.end].gap not in ("", "-", ",")
    ):
        return None
    found = _matched(scope, _THROUGH, first.end)
    if found is None:
        return None
    place = found[1]
    while place < len(scope.tokens) and scope.tokens[place].word in ("the", "number", "letter", "option"):
        place += 1
    last = _one(scope, question, place, starting) if place < len(scope.tokens) else None
    order = [option.code for option in question.options]
    if last is None or order.index(first.codes[0]) >= order.index(last.codes[0]):
        return None
    codes = order[order.index(first.codes[0]) : order.index(last.codes[0]) + 1]
    return Step(Kind.SOME, first.start, last.end, tuple(codes), bare=True)


def _word(scope: Scope, place: int) -> Step | None:
    """A word that turns from putting on to taking off; talk where it says something else."""
    for kind, name in _SAID:
        taken = said_as(name).at(scope.tokens, place)
        if taken and taken >= _idle(scope, place):
            return Step(kind, place, place + taken)
    return None if _idle(scope, place) else Step(Kind.TALK, place, place + 1)


def _idle(scope: Scope, place: int) -> int:
    """How many words from `place` on say nothing."""
    if found := _matched(scope, _PLACED, place):
        return found[1] - place
    sets = (
        phrases("scope", "filler"),
        phrases("scope", "conclusion"),
        phrases("person", "opener"),
        said_as("idle"),
    )
    return max(found.at(scope.tokens, place) for found in sets)
