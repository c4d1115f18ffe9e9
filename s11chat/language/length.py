"""Finds lengths of time: "20 min", "1h30", "an hour and a half", "three quarters of an hour"."""

from __future__ import annotations

from collections.abc import Sequence

from s11chat.language.hour import DAY, MINUTE, count_at, word_at
from s11chat.language.normalise import Token
from s11chat.language.quantity import quantity_at

_HOUR = frozenset(["hour", "hours", "hr", "hrs"])
_LONGEST = 14 * DAY


def length_at(tokens: Sequence[Token], place: int) -> tuple[int, int] | None:
    """A length of time in hours and minutes at `place` as (minutes, one past its end): "1h30", "20 min"."""
    found = _part_of_hour(tokens, place) or _measure(tokens, place)
    if found is None:
        return None
    minutes, end = found
    if word_at(tokens, end) in ("past", "to") or not 0 < minutes <= _LONGEST:
        return None
    return round(minutes), end


def _part_of_hour(tokens: Sequence[Token], place: int) -> tuple[float, int] | None:
    """Half an hour, a half hour, three quarters of an hour."""
    words = [word_at(tokens, at) for at in range(place, place + 5)]
    for said, minutes in (
        (("half", "an", "hour"), 30),
        (("half", "hour"), 30),
        (("a", "half", "hour"), 30),
        (("quarter", "of", "an", "hour"), 15),
        (("a", "quarter", "of", "an", "hour"), 15),
        (("three", "quarters", "of", "an", "hour"), 45),
    ):
        if tuple(words[: len(said)]) == said:
            return minutes, place + len(said)
    return None


def _measure(tokens: Sequence[Token], place: int) -> tuple[float, int] | None:
    """A number with its unit; after hours a half, or minutes."""
    number = _number(tokens, place)
    if number is None:
        return None
    value, at = number
    tight = at < len(tokens) and tokens[at].tight
    unit = word_at(tokens, at)
    if unit in MINUTE or (unit == "m" and tight):
        return value, at + 1
    if unit not in _HOUR and not (unit == "h" and tight):
        return None
    minutes, at = value * 60, at + 1
    following = tuple(word_at(tokens, at + k) for k in range(3))
    if following[:2] == ("and", "a") and following[2] in ("half", "quarter"):
        return minutes + {"half": 30, "quarter": 15}[following[2]], at + 3
    more = count_at(tokens, at + (following[0] == "and"))
    if more and more[0] < 60:
        named = word_at(tokens, more[1]) in MINUTE or (
            word_at(tokens, more[1]) == "m" and tokens[more[1]].tight
        )
        if named or tokens[at].tight:
            return minutes + more[0], more[1] + named
    return minutes, at


def _number(tokens: Sequence[Token], place: int) -> tuple[float, int] | None:
    word = word_at(tokens, place)
    if word in ("a", "an") and word_at(tokens, place + 1) not in ("couple", "pair"):
        return 1.0, place + 1
    if word.isdecimal() and word_at(tokens, place + 1) in ("m", "k"):
        return (float(word), place + 1) if len(word) < 4 else None
    quantity = quantity_at(tokens, place) if place < len(tokens) and len(word) < 8 else None
    if quantity is None or (quantity.part and "/" not in word) or (len(word) == 4 and word.isdecimal()):
        return None
    return quantity.value, quantity.end
