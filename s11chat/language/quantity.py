"""Numbers as people write and say them: 12,500, forty-two, two and a half, three quarters, 12k."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from s11chat.language.normalise import Token
from s11chat.language.numeral import PARTS, SCALES, TENS, UNITS

_PARTS_MORE = {
    ("three", "quarters"): 0.75,
    ("two", "thirds"): 2 / 3,
    ("one", "third"): 1 / 3,
    ("one", "quarter"): 0.25,
}
_LONGEST = 15
"""Digits beyond which nobody means a number."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number between two tokens."""

    start: int
    end: int
    value: float
    part: bool = False
    """Whether it is a part of one, as in "two thirds"."""
    ratio: bool = False
    """Whether it was said as so many out of so many."""
    top: float = 0.0
    """How many, where it was."""


def quantities(tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    """The numbers in `tokens`, from left to right."""
    found: list[Quantity] = []
    place = 0
    while place < len(tokens):
        quantity = quantity_at(tokens, place)
        if quantity is None:
            place += 1
            continue
        found.append(quantity)
        place = quantity.end
    return _ratios(tokens, found)


def quantity_at(tokens: Sequence[Token], place: int) -> Quantity | None:
    """The number that begins at `place`."""
    return _digits(tokens, place) or _fraction(tokens, place) or _pair(tokens, place) or _words(tokens, place)


def _pair(tokens: Sequence[Token], place: int) -> Quantity | None:
    """A couple, a pair; "couple" and "couple of"."""
    at = place + (tokens[place].word in ("a", "the"))
    if at >= len(tokens) or tokens[at].word not in ("couple", "pair"):
        return None
    end = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].word == "of")
    scale = {"hundred": 100.0, **SCALES}.get(tokens[end].word, 0) if end < len(tokens) else 0
    return Quantity(place, end + 1, 2.0 * scale) if scale else Quantity(place, end, 2.0)


def digits(word: str) -> float | None:
    """The value of a numeral token, or nothing where it is no plain number."""
    plain = word.replace(",", "")
    if not plain or len(plain) > _LONGEST or not plain.isascii() or not plain.replace(".", "", 1).isdecimal():
        return None
    return float(plain)


def _digits(tokens: Sequence[Token], place: int) -> Quantity | None:
    word = tokens[place].word
    if word.count("/") == 1:
        top, bottom = (digits(part) for part in word.split("/"))
        if top is None or not bottom or top >= bottom:
            return None
        return Quantity(place, place + 1, top / bottom, part=True)
    value = digits(word)
    if value is None:
        return None
    end = place + 1
    if end < len(tokens) and not tokens[end].gap and (fraction := _digits_part(tokens[end].word)):
        return Quantity(place, end + 1, value + fraction)
    if end < len(tokens) and tokens[end].word in (
        "third",
        "quarter",
        "fifth",
        "tenth",
        "thirds",
        "quarters",
        "fifths",
        "tenths",
    ):
        return Quantity(place, end + 1, value * PARTS[tokens[end].stem], part=True)
    return _tail(tokens, place, end, value)


def _digits_part(word: str) -> float | None:
    if word.count("/") != 1:
        return None
    top, bottom = (digits(part) for part in word.split("/"))
    return top / bottom if top and bottom and top < bottom else None


def _fraction(tokens: Sequence[Token], place: int) -> Quantity | None:
    """Half, a third, three quarters; not "two and a half", which is a number with a tail."""
    word = tokens[place].word
    at = place
    top = 1.0
    if word in ("a", "an", "one"):
        at += 1
    elif word in UNITS and UNITS[word] > 1:
        top, at = float(UNITS[word]), at + 1
    if at >= len(tokens) or tokens[at].gap not in ("", "-"):
        return None
    stem = tokens[at].stem
    if stem not in PARTS or (at == place and stem not in ("half", "quarter")):
        return None
    if top > 1 and tokens[at].word == stem:
        return None
    if top == 1 and tokens[at].word != stem:
        return None
    value = top * PARTS[stem]
    if value >= 1:
        return None
    return _part_of_many(tokens, place, at + 1, value) or Quantity(place, at + 1, value, part=True)


def _part_of_many(tokens: Sequence[Token], start: int, end: int, value: float) -> Quantity | None:
    """Half a million, a quarter of a million."""
    at = end + (end < len(tokens) and tokens[end].word == "of")
    words = [token.word for token in tokens[at : at + 2]]
    if words[:1] not in (["a"], ["an"]) or len(words) < 2 or words[1] not in (*SCALES, "hundred"):
        return None
    return Quantity(start, at + 2, value * SCALES.get(words[1], 100))


def _words(tokens: Sequence[Token], place: int) -> Quantity | None:
    total, current, at, found = 0.0, 0.0, place, False
    if (
        tokens[at].word in ("a", "an")
        and at + 1 < len(tokens)
        and tokens[at + 1].word in (*SCALES, "hundred")
    ):
        current, at, found = 1.0, at + 1, True
    open_tens = open_units = True
    before = tokens[at - 1].word if found else ""
    while at < len(tokens) and (at == place or tokens[at].gap in ("", "-")):
        word = tokens[at].word
        if word in UNITS and open_units:
            current, open_units, open_tens = current + UNITS[word], False, False
        elif word in TENS and open_tens:
            current, open_tens = current + TENS[word], False
        elif word == "hundred" and (found or _alone(tokens, at)) and current < 100:
            current, open_units, open_tens = max(current, 1) * 100, True, True
        elif (word == "thousand" or (word == "k" and before)) and found:
            total, current, open_units, open_tens = total + max(current, 1) * 1000, 0.0, True, True
        elif not (word == "and" and before in ("hundred", "thousand") and _goes_on(tokens, at + 1)):
            break
        found, at, before = True, at + 1, word
    if not found:
        return None
    return _tail(tokens, place, at, total + current)


def _alone(tokens: Sequence[Token], at: int) -> bool:
    """Whether a "hundred" without a number before it is one hundred: "the full hundred", "hundred"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is None or bool(after.gap) or after.word in ("percent", "per", "and", "please")


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and (tokens[place].word in UNITS or tokens[place].word in TENS)


def _tail(tokens: Sequence[Token], start: int, end: int, value: float) -> Quantity:
    """Adds what may follow a number: "point five", "and a half", "thousand", "k"."""
    words = [token.word for token in tokens[end : end + 4]]
    if words[:1] == ["point"] and len(words) > 1 and (words[1] in UNITS or words[1].isdecimal()):
        places = _places(words[1:4]) or [words[1]]
        value, end = value + _decimals("".join(places)), end + 1 + len(places)
        words = [token.word for token in tokens[end : end + 4]]
    if words[:2] == ["and", "a"] and len(words) > 2 and words[2] in ("half", "third", "quarter"):
        value, end = value + PARTS[words[2]], end + 3
    elif words[:1] == ["and"] and tuple(words[1:3]) in _PARTS_MORE:
        value, end = value + _PARTS_MORE[words[1], words[2]], end + 3
    if end < len(tokens) and tokens[end].word in SCALES and tokens[end].gap in ("", "-"):
        scale = tokens[end].word
        spoken = scale == "k" and not tokens[end - 1].word[:1].isdecimal()
        if scale not in ("k", "m") or tokens[end].tight or spoken:
            value, end = value * SCALES[scale], end + 1
    return Quantity(start, end, value)


def _places(words: Sequence[str]) -> list[str]:
    """The digits that are told one by one: "two five"."""
    found = list(takewhile(lambda word: UNITS.get(word, 10) < 10, words))
    return [str(UNITS[word]) for word in found] if len(found) > 1 else []


def _decimals(word: str) -> float:
    """What stands after the point: "five", "nought", "twelve", "75"."""
    places = str(UNITS[word]) if word in UNITS else word[:_LONGEST]
    return float(f"0.{places}")


def _ratios(tokens: Sequence[Token], found: list[Quantity]) -> tuple[Quantity, ...]:
    """Joins "eight out of ten", "8 in 10" and "45 of 60" into the part they make."""
    joined: list[Quantity] = []
    for quantity in found:
        before = joined[-1] if joined else None
        if before is not None and not before.part and not quantity.part and quantity.value:
            between = tuple(token.word for token in tokens[before.end : quantity.start])
            if _out_of(between, before, quantity, tokens):
                joined[-1] = Quantity(
                    before.start,
                    quantity.end,
                    before.value / quantity.value,
                    part=True,
                    ratio=True,
                    top=before.value,
                )
                continue
        joined.append(quantity)
    return tuple(joined)


def _out_of(between: tuple[str, ...], before: Quantity, after: Quantity, tokens: Sequence[Token]) -> bool:
    """Whether the words between two numbers make them so many out of so many."""
    if tokens[after.start].gap or before.value > after.value:
        return False
    if between in (("in",), ("in", "every")):
        return after.value <= 100
    return between in (("out", "of"), ("of",), ("out", "of", "the"), ("of", "the"), ("out", "of", "every"))
