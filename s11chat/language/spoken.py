"""Years and months told in words, put into numerals before a date is read: "two thousand and six", "oh eight"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from s11chat.language.lexicon import table
from s11chat.language.normalise import Token, Utterance
from s11chat.language.numeral import TENS, UNITS
from s11chat.language.ordinal import ordinal_at

_OH = frozenset(["oh", "o", "nought", "zero"])
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


def with_numerals(said: Utterance, *, past: bool = False) -> Utterance:
    """The same with such years and months as numerals and names; places in the text stay as they are.

    Of what has `past`, "not since 2005" is 2005. A last "if you want a day" is left out.
    """
    tokens, place = _unasked(said.tokens), 0
    if past and said.words[:2] == ("not", "since"):
        tokens = (replace(tokens[2], gap=""), *tokens[3:]) if len(tokens) > 2 else tokens
    found: list[Token] = []
    while place < len(tokens):
        told = _year(tokens, place) or _month(tokens, place)
        if told is None:
            found.append(tokens[place])
            place += 1
            continue
        word, end = told
        found.append(replace(tokens[place], word=word, stem=word, end=tokens[end - 1].end))
        place = end
    return replace(said, tokens=tuple(found)) if len(found) != len(said.tokens) else said


def _unasked(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    for place in range(1, len(tokens) - 2):
        words = [token.word for token in tokens[place : place + 3]]
        if words[:2] == ["if", "you"] and words[2] in ("want", "need", "like", "must"):
            return tokens[:place]
    return tokens


def _year(tokens: Sequence[Token], place: int) -> tuple[str, int] | None:
    words = [token.word for token in tokens[place : place + 5]]
    if words[:2] == ["two", "thousand"]:
        at = 3 if words[2:3] == ["and"] else 2
        unit = UNITS.get(words[at], 0) if len(words) > at else 0
        if 0 < unit < 100:
            return str(2000 + unit), place + at + 1
        dated = place > 0 and tokens[place - 1].word in (*table("date")["months"], "in", "since")
        return ("2000", place + 2) if dated and at == 2 else None
    if words[0] in _OH and len(words) > 1 and 0 < UNITS.get(words[1], 0) < 10 and not tokens[place + 1].gap:
        return str(2000 + UNITS[words[1]]), place + 2
    if words[0] == "nineteen" and len(words) > 1 and words[1] in TENS:
        unit = UNITS.get(words[2], 0) if len(words) > 2 else 0
        return str(1900 + TENS[words[1]] + (unit if unit < 10 else 0)), place + 2 + (0 < unit < 10)
    if words[0] == "twenty" and len(words) > 1 and 10 <= UNITS.get(words[1], 0) < 20:
        return str(2000 + UNITS[words[1]]), place + 2
    return None


def _month(tokens: Sequence[Token], place: int) -> tuple[str, int] | None:
    """The month in "the ninth of the ninth", where a year or a stop follows."""
    if place < 2 or tokens[place].word != "the" or tokens[place - 1].word != "of":
        return None
    day = ordinal_at(tokens, place - 2) or (ordinal_at(tokens, place - 3) if place > 2 else None)
    found = ordinal_at(tokens, place + 1) if place + 1 < len(tokens) else None
    if day is None or day[1] != place - 1 or found is None or not 1 <= found[0] <= 12:
        return None
    after = tokens[found[1]] if found[1] < len(tokens) else None
    yearly = (
        after is None
        or bool(after.gap)
        or after.word.isdecimal()
        or after.word in _OH | {"two", "this", "last", "next"}
    )
    return (_MONTHS[found[0] - 1], found[1]) if yearly else None
