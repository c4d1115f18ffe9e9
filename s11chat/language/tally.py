"""How many options there are, told before they are named: "there are two: the named nurse and the governor".

A number in words may be how many or one of the list; it is left out only where it is the count of those named.
"""

from __future__ import annotations

import re

from s11chat.dialog.question import Question
from s11chat.language.lexicon import phrases
from s11chat.language.mention import Mention, Strength
from s11chat.language.normalise import Utterance
from s11chat.language.numeral import UNITS
from s11chat.language.quantity import digits, quantity_at
from s11chat.language.scope import Scope

_HAVE = frozenset(["have", "are", "got", "had"])
_JOINS = frozenset(["and", "plus", "also"])


def uncounted(scope: Scope, held: list[Mention]) -> tuple[list[Mention], bool]:
    """What is held without a number that tells how many, and whether a number may be either."""
    spelled = [m for m in held if m.end == m.start + 1 and _spelled_out(scope, m)]
    named = {m.code for m in held if m.strength > Strength.WORD}
    if spelled and named:
        counts = [quantity_at(scope.tokens, m.start) for m in spelled]
        fits = all(count is not None and count.value == len(named) for count in counts)
        listed = any(scope.tokens[m.end].word in _JOINS for m in spelled if m.end < len(scope.tokens))
        return [m for m in held if m not in spelled], listed or not fits
    have = any(m.start and scope.tokens[m.start - 1].word in _HAVE for m in spelled)
    return held, have


def only_counts(scope: Scope, start: int, end: int) -> bool:
    """Whether these words are a number in words and words that say nothing."""
    filler = phrases("scope", "filler")
    numbers = 0
    while start < end:
        quantity = quantity_at(scope.tokens, start)
        taken = filler.at(scope.tokens, start)
        if quantity and scope.tokens[start].word.isalpha():
            numbers, start = numbers + 1, quantity.end
        elif taken:
            start += taken
        else:
            return False
    return numbers == 1


_PAIR = {"pair": 2, "both": 2, "two": 2, "trio": 3}
_SUM = frozenset(
    [
        "the",
        "of",
        "them",
        "those",
        "these",
        "all",
        "always",
        "just",
        "only",
        "every",
        "time",
        "together",
        "as",
        "a",
        "set",
    ]
)
_POINTING = frozenset(["them", "those", "these", "the", "both"])


def sums_up(scope: Scope, start: int, end: int, count: int) -> bool:
    """Whether these words only sum up the `count` options named before: "the pair of them", "always those three"."""
    words = [token.word for token in scope.tokens[start:end]]
    counts = [_PAIR.get(word) or UNITS.get(word) for word in words if word not in _SUM]
    return len(counts) == 1 and counts[0] == count and not _POINTING.isdisjoint(words)


def _spelled_out(scope: Scope, mention: Mention) -> bool:
    word = scope.tokens[mention.start].word
    return (
        mention.strength is Strength.WORD
        and word.isalpha()
        and bool(quantity_at(scope.tokens, mention.start))
    )


_FIRST = re.compile(
    r"(?:yes ,? ?|just |only |all of |it is )*(?:the )?first (?P<many>\w+)(?: of them| options| ones| (?:on|of|in) (?:the|your|that) list)?"
    r"(?: ,? ?(?:please|all of them|yes|thanks|i would say))*"
)


def first_ones(said: Utterance, question: Question) -> tuple[str, ...]:
    """The options from the first on, where so many of them are all that is said: "the first six"."""
    match = _FIRST.fullmatch(said.plain)
    many = UNITS.get(match["many"]) or digits(match["many"]) if match else None
    if not many or not 1 < many <= len(question.options) or said.asks:
        return ()
    options = question.options[: int(many)]
    plain = not any(o.exclusive or o.specify or o.no_answer for o in options)
    return tuple(o.code for o in options) if plain else ()
