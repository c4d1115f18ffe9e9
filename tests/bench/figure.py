"""One measured figure and how it is printed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured, in one unit, beside its target and a peer."""

    what: str
    median: float
    unit: str
    target: str
    p99: float | None = None
    peer: str = ""
    """What the ratio is to; measured in the same run."""
    ratio: float | None = None
    note: str = ""

    def line(self) -> str:
        """One line of the table."""
        spread = f"  p99 {self.p99:.1f}" if self.p99 is not None else ""
        ratio = f"  {self.ratio:.2f} x {self.peer}" if self.ratio is not None else ""
        note = f"  {self.note}" if self.note else ""
        return f"{self.what:<58} {self.median:>9.2f} {self.unit:<3}{spread:<12} target {self.target}{ratio}{note}"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each run."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)
