"""How often each standard was rated what: counts over returns, every kind of no-answer apart from ratings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class StandardCount:
    """One standard: how many returns gave each rating, and how many were asked and gave none."""

    standard: str
    counts: Mapping[str, int]
    """By the code of the rating."""
    without: int
    """Asked, and not rated."""

    @property
    def base(self) -> int:
        """Returns that were asked."""
        return sum(self.counts.values()) + self.without


def count_ratings(
    standards: Iterable[str], codes: Iterable[str], returns: Iterable[Mapping[str, str | None]]
) -> tuple[StandardCount, ...]:
    """Counts by standard. A return maps the standards it was asked to a code, or to None where it gave none."""
    known = tuple(codes)
    asked = tuple(returns)
    return tuple(
        StandardCount(
            standard=standard,
            counts={code: sum(1 for one in asked if one.get(standard) == code) for code in known},
            without=sum(1 for one in asked if standard in one and one[standard] not in known),
        )
        for standard in standards
    )
