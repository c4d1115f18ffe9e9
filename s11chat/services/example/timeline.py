"""Simulated time: many people do things beside each other, and the clock goes from one thing to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from zoneinfo import ZoneInfo

Doing = Iterator[timedelta | datetime]
"""What somebody does: yields how long the next thing takes, or the moment at which it comes."""
ZONE = ZoneInfo("Europe/London")


class Timeline:
    """The clock of a simulation, and whatever is still to happen."""

    def __init__(self, start: datetime, tell: Callable[[date], None] = lambda _: None) -> None:
        self._now, self._tell = start, tell
        self._due: list[tuple[datetime, int, Doing]] = []
        self._numbers = count()

    def __call__(self) -> datetime:
        """The moment it is, aware, in UTC."""
        return self._now

    def begin(self, at: datetime, doing: Doing) -> None:
        """Has something begin at a moment; one that has gone by is now."""
        heappush(self._due, (max(at, self._now), next(self._numbers), doing))

    def run(self) -> None:
        """Lets time pass until nothing is left to happen; whoever is told hears of every day that is over."""
        while self._due:
            at, number, doing = heappop(self._due)
            over = self._now.astimezone(ZONE).date()
            if at.astimezone(ZONE).date() > over:
                self._tell(over)
            self._now = at
            following = next(doing, None)
            if following is not None:
                after = following if isinstance(following, datetime) else at + following
                heappush(self._due, (max(after, at), number, doing))
        self._tell(self._now.astimezone(ZONE).date())


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment by the clock of London."""
    return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)


def workday(day: date, later: int = 1) -> date:
    """The day so many working days later."""
    while later:
        day += timedelta(days=1)
        later -= day.weekday() < 5
    return day
