"""What a mean score can be where only bands of scores are known: the least and the most that they allow.

Summaries of percentage audits print how many organisations scored 75 or more, at 50 or below, and a mean beside them.
The bands bound the mean; a printed mean outside of these bounds was reckoned from something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from s11chat.analysis.rounding import half_up


@dataclass(frozen=True)
class Band:
    """So many scores between two points, both within; the same point twice where a score is known."""

    low: Fraction
    high: Fraction
    count: int


@dataclass(frozen=True)
class Bounds:
    """Between which two values a mean lies."""

    low: Fraction
    high: Fraction
    count: int
    """The scores it is of."""

    def reach(self, printed: int, step: Fraction) -> bool:
        """Whether scores in steps of so many points can have a mean within that is printed so, half up."""
        total, most = self.low * self.count, self.high * self.count
        while total <= most:
            if half_up(total / self.count) == printed:
                return True
            total += step
        return False


def bounds(bands: Sequence[Band]) -> Bounds | None:
    """The bounds of the mean over all scores in the bands; None where there is no score."""
    count = sum(one.count for one in bands)
    if not count:
        return None
    low = sum((one.low * one.count for one in bands), Fraction(0))
    high = sum((one.high * one.count for one in bands), Fraction(0))
    return Bounds(low / count, high / count, count)
