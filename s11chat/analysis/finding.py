"""What does not reconcile in a publication, in words that somebody can act on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256

from s11chat.analysis.rounding import decimal


class Kind(StrEnum):
    """What kind of thing does not reconcile."""

    BASE = "base"
    """A base that the returns cannot give."""
    SHARE = "share"
    """A percentage that no whole number of returns of its base gives."""
    ROW = "row"
    """Answers of everybody asked that do not come to everybody."""
    NET = "net"
    """A net that its parts do not come to."""
    WHOLE = "whole"
    """A group whose figure its parts cannot give."""
    TOTAL = "total"
    """A number that its parts do not come to."""
    WEIGHT = "weight"
    """Weighted and unweighted numbers mixed."""
    TEXT = "text"
    """The same figure, stated twice and not the same."""
    RATE = "rate"
    """A rate that its numbers do not give."""
    REFERENCE = "reference"
    """A question cited that is not there, or not there for this group or in this section."""
    MEAN = "mean"
    """A mean outside what its bands allow."""
    TOLERANCE = "tolerance"
    """A sampling tolerance reckoned in another way than the others."""
    CHANGE = "change"
    """A difference that its two figures do not give."""
    CLAIM = "claim"
    """Words that the figures belie."""
    PRINT = "print"
    """A figure printed otherwise than its exact value says."""


@dataclass(frozen=True)
class Finding:
    """One thing that does not reconcile, or looks as if it did not and does (`fault` false)."""

    kind: Kind
    place: str
    what: str
    """What is stated."""
    why: str
    """Why that does not go together, or why it does after all."""
    size: str = ""
    """How far it is off."""
    fits: str = ""
    """What would fit."""
    fault: bool = True

    @property
    def id(self) -> str:
        """Its name for a waiver: of its place and figures, so that other figures are another finding."""
        told = "\n".join((self.place, self.what, self.why, self.size))
        return f"{self.kind}-{sha256(told.encode()).hexdigest()[:8]}"


def number(exact: Fraction, places: int = 2) -> str:
    """A number with as many decimals as it needs, at most `places`."""
    sign = "-" if exact < 0 else ""
    text = decimal(abs(exact), places)
    return sign + (text.rstrip("0").rstrip(".") if "." in text else text)


def points(exact: Fraction) -> str:
    """A distance in percentage points."""
    told = number(exact, 2 if exact >= Fraction(1, 200) else 4)
    return f"{told} point{'' if told == '1' else 's'}"


def either(names: Iterable[str]) -> str:
    """Names in a row, the last after `or`."""
    found = list(dict.fromkeys(names))
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} or {found[-1]}" if found else ""
