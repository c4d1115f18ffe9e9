"""The steps in which a list is told: all of it, a stretch of it, one of it, and what is taken off again.

Every word must belong to a step or say nothing; else there is no list to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from s11chat.dialog.question import Question
from s11chat.language.handle import by_handle, letters
from s11chat.language.lexicon import PhraseSet, phrases, table
from s11chat.language.mention import Mention, Strength
from s11chat.language.numeral import UNITS
from s11chat.language.ordinal import ordinal_at
from s11chat.language.place import OFF_LIST, THINGS
from s11chat.language.scope import Scope
from s11chat.language.stretch import NO_MORE, PLACED, Kind, Step, matched, sets

_THROUGH = re.compile(
    r"(?:(?:all the way|right|straight|down|up) )?(?:to|through to|through|thru|till)(?: and including)?(?= |$)"
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


def steps(scope: Scope, question: Question) -> Iterator[Step]:
    """The steps, from left to right, without what says nothing; words that are none of these as talk."""
    starting = {m.start: m for m in scope.mentions}
    place = 0
    while place < len(scope.tokens):
        if found := matched(scope, NO_MORE, place):
            place = found[1]
            continue
        step = sets(scope, question, place) or _one(scope, question, place, starting) or _word(scope, place)
        if step:
            if step.kind is Kind.SOME and (further := _range(scope, question, step, starting)):
                step = further
            yield step
            place = step.end
        else:
            place += max(_idle(scope, place), 1)


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
    found = matched(scope, _THROUGH, first.end)
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
    if found := matched(scope, PLACED, place):
        return found[1] - place
    sets = (
        phrases("scope", "filler"),
        phrases("scope", "conclusion"),
        phrases("person", "opener"),
        said_as("idle"),
    )
    return max(found.at(scope.tokens, place) for found in sets)
