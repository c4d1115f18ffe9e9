"""What staff say beside what their organisation says of itself, and what that comes to over a wave.

Both are in points from 0 to 100: staff by the share that says it works, the organisation by the points of the step it
chose. They measure different things, so a difference is a question to ask and not an error of anybody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

from s11chat.analysis.echo import WIDE, Share


@dataclass(frozen=True)
class Beside:
    """One statement of staff beside the organisation's own rating."""

    question: str
    section: str
    title: str
    """Of the section."""
    text: str
    base: int
    """How many answered it, rounded down; 0 where too few did to tell."""
    share: Share | None
    """Of a hundred, how many say it works; None where too few answered it."""
    standards: tuple[str, ...]
    """The ratings it stands beside."""
    own: float | None
    """Their points, 0 to 100; None where there is no rating."""
    own_said: str
    """The rating in words, where it is one; empty otherwise."""

    @property
    def gap(self) -> float | None:
        """Staff less organisation, in points; None where either is not to be had."""
        return None if self.share is None or self.own is None else self.share.gap(self.own)

    @property
    def wide(self) -> bool:
        """Whether they differ widely."""
        return self.gap is not None and abs(self.gap) >= WIDE


@dataclass(frozen=True)
class Comparison:
    """What may be told of a closed echo, beside the organisation's own ratings."""

    case: str
    organisation: str
    minimum: int
    answered: int
    """How many answered, rounded down; 0 where too few did for anything to be told."""
    rows: tuple[Beside, ...]
    words: tuple[tuple[str, tuple[str, ...]], ...]
    """An open question as asked, and what was written to it."""

    @property
    def wide(self) -> tuple[Beside, ...]:
        """Where staff and organisation differ widely."""
        return tuple(row for row in self.rows if row.wide)

    @property
    def sentence(self) -> str:
        """It in a sentence, for a docket."""
        return f"Staff echo: {self.told}"

    @property
    def told(self) -> str:
        """What it came to, for a panel."""
        if not self.answered:
            return f"fewer than {self.minimum} answered, so nothing is shown."
        where = ", ".join(dict.fromkeys(row.section for row in self.wide))
        areas = f"staff and organisation differ widely in {where}" if where else "no wide difference"
        return f"{self.answered} or more answered; {areas}."


@dataclass(frozen=True)
class Area:
    """One statement over the organisations of a wave whose figures may be told."""

    question: str
    section: str
    title: str
    organisations: int
    middle: Share | None
    """Between which two figures the median of their shares lies; None where there is none."""
    wide: tuple[str, ...]
    """The cases in which staff and organisation differ widely."""


def areas(found: Iterable[Comparison]) -> tuple[Area, ...]:
    """The statements over these organisations.

    It is made of what is told of each organisation, so nothing can be worked out of those of which nothing is.
    """
    rows: dict[str, list[tuple[Comparison, Beside]]] = {}
    for one in found:
        for row in one.rows:
            rows.setdefault(row.question, []).append((one, row))
    return tuple(map(_area, rows.values()))


def _area(rows: Sequence[tuple[Comparison, Beside]]) -> Area:
    first = rows[0][1]
    shares = [row.share for _, row in rows if row.share is not None]
    return Area(
        question=first.question,
        section=first.section,
        title=first.title,
        organisations=len(shares),
        middle=_median(shares) if shares else None,
        wide=tuple(one.case for one, row in rows if row.wide),
    )


def _median(shares: Sequence[Share]) -> Share:
    """The bounds of the median: that of the lower ends and that of the upper ends."""
    return Share(int(median(one.low for one in shares)), ceil(median(one.high for one in shares)))
