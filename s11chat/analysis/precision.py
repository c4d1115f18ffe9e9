"""What a printed number can stand for: the exact values that are printed so, and the whole returns that give them.

Figures are taken to be printed half up, as the house prints them: 37 stands for everything from 36.5 up to, and
without, 37.5. Bounds are exact fractions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

_NUMBER = re.compile(r"(?P<bound>>=|<=|>|<)?(?P<sign>-?)(?P<whole>\d{1,9})(?:\.(?P<part>\d{1,4}))?")
_ONE_IN = re.compile(r"1 in (\d{1,6})")
FAR = Fraction(10**9)
"""Above every number that is printed."""


@dataclass(frozen=True)
class Span:
    """The numbers from `low` up to, and without, `high`; the one number where both are the same."""

    low: Fraction
    high: Fraction

    @property
    def middle(self) -> Fraction:
        """Half way."""
        return (self.low + self.high) / 2

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def times(self, factor: Fraction) -> Span:
        """Every number so many times."""
        return Span(self.low * factor, self.high * factor)

    def holds(self, exact: Fraction) -> bool:
        """Whether `exact` is one of them."""
        return self.low <= exact < self.high or exact == self.low == self.high

    def meets(self, other: Span) -> bool:
        """Whether the two have a number in common."""
        if other.low == other.high:
            return self.holds(other.low)
        if self.low == self.high:
            return other.holds(self.low)
        return max(self.low, other.low) < min(self.high, other.high)

    def apart(self, other: Span) -> Fraction:
        """How far the nearest of the two are from each other; nought where they touch."""
        return max(Fraction(0), self.low - other.high, other.low - self.high)


def spans(several: Iterable[Span]) -> Span:
    """What numbers of `several` spans, one of each, can come to."""
    return sum(several, Span(Fraction(0), Fraction(0)))


@dataclass(frozen=True)
class Printed:
    """A number as printed, and the exact values that it can stand for."""

    text: str
    span: Span
    written: Fraction = Fraction(0)
    """The number that stands there; nought for `*`."""
    places: int = 0
    """Decimals."""
    positive: bool = False
    """Whether nought is left out, as of `*`."""

    def holds(self, exact: Fraction) -> bool:
        """Whether `exact` is printed so."""
        return self.span.holds(exact) and (exact > 0 or not self.positive)

    def counts(self, base: int) -> range:
        """How many of `base` whole returns are a percentage that is printed so."""
        return self._times(Fraction(100, base), base) if base > 0 else range(0)

    def wholes(self, most: int, each: Fraction = Fraction(1)) -> range:
        """How many things of which one weighs `each`, at most so many, weigh together what is printed so."""
        return self._times(each, most) if each > 0 else range(0)

    def _times(self, scale: Fraction, most: int) -> range:
        first = max(int(self.positive), (self.span.low / scale).__ceil__())
        if self.span.low == self.span.high:
            exact = self.span.low / scale
            return range(first, first + (exact.denominator == 1 and 0 <= exact <= most))
        return range(first, min(most, (self.span.high / scale).__ceil__() - 1) + 1)


@lru_cache(maxsize=4096)  # a report prints the same few figures thousands of times
def printed(text: str, starred: bool = True) -> Printed | None:
    """What `text` can stand for; None where it is no figure, such as `-`, `[x]` or nothing at all.

    Where a publication prints `*` for less than a half (`starred`), its 0 is nobody; else 0 may be anything under a
    half. `1 in 4` is anything nearer to that than to one in 3 or in 5; `>=1` has no upper end.
    """
    text = text.strip()
    if text == "*":
        return Printed(text, Span(Fraction(0), Fraction(1, 2)), positive=True)
    if found := _ONE_IN.fullmatch(text):
        many = int(found[1])
        if not many:
            return None
        return Printed(
            text, Span(Fraction(200, 2 * many + 1), Fraction(200, 2 * many - 1)), Fraction(100, many)
        )
    match = _NUMBER.fullmatch(text)
    return _number(match, text, starred) if match else None


def _number(match: re.Match[str], text: str, starred: bool) -> Printed:
    part = match["part"] or ""
    exact = Fraction(f"{match['sign']}{match['whole']}.{part or '0'}")
    half = Fraction(1, 2 * 10 ** len(part))
    match match["bound"]:
        case ">=" | ">":
            return Printed(text, Span(exact, FAR), exact, len(part), positive=match["bound"] == ">")
        case "<=" | "<":
            return Printed(
                text, Span(Fraction(0), exact + (half if match["bound"] == "<=" else 0)), exact, len(part)
            )
    if not exact and not part:
        return Printed(text, Span(exact, exact if starred else half))
    return Printed(text, Span(exact - half, exact + half), exact, len(part))
