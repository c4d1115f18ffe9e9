"""How long questions take to answer, by mode: counted from the seconds between a question and its first answer.

A break within a sitting is no time to answer: what took longer than `BREAK` is counted, and left out of the
median and the percentile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

BREAK = 600.0
"""Seconds; what took longer was a break."""
TOP_SHARE = 90
"""The percentile that tells how long the slowest take."""


@dataclass(frozen=True)
class Timed:
    """One answer and how long it took, in seconds."""

    item: str
    mode: str
    seconds: float


@dataclass(frozen=True)
class Timing:
    """How long one question took in one mode."""

    n: int
    """Answers timed, breaks left out."""
    median: float | None
    """Seconds; None without a timed answer."""
    top: float | None
    """The 90th percentile in seconds, the nearest rank: at least nine tenths took no longer."""
    breaks: int


@dataclass(frozen=True)
class ItemTiming:
    """One question of a dialog."""

    item: str
    modes: dict[str, Timing]
    """By mode, those asked for in their order."""


def timings(items: Sequence[str], modes: Sequence[str], answers: Iterable[Timed]) -> tuple[ItemTiming, ...]:
    """Every one of `items` in their order, by each of `modes`; answers to others are left out."""
    found: dict[tuple[str, str], list[float]] = {(item, mode): [] for item in items for mode in modes}
    for answer in answers:
        if (answer.item, answer.mode) in found:
            found[answer.item, answer.mode].append(answer.seconds)
    return tuple(ItemTiming(item, {mode: _timing(found[item, mode]) for mode in modes}) for item in items)


def _timing(seconds: Sequence[float]) -> Timing:
    quick = sorted(one for one in seconds if one <= BREAK)
    breaks = len(seconds) - len(quick)
    if not quick:
        return Timing(0, None, None, breaks)
    rank = -(-len(quick) * TOP_SHARE // 100)
    return Timing(len(quick), median(quick), quick[rank - 1], breaks)
