"""When people may be called: hours of each day of the week, days off, and the clock of one time zone.

Moments come in and go out as aware datetimes in UTC. Hours are wall-clock times of the zone, so a day on
which the clocks change keeps its opening times: an hour that happens twice is permitted both times, and
hours that do not happen begin when the clocks have moved on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall_time
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from s11chat.errors import UsageError

ZONE = "Europe/London"
DAY = 24 * 60
"""Minutes of a day."""
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Permitted wall-clock time of a day, in minutes since midnight: from `opens` up to, not with, `closes`."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= DAY:
            raise UsageError(f"{self} is no stretch of a day: the first time must be before the second.")

    def __str__(self) -> str:
        return f"{clock(self.opens)}-{clock(self.closes)}"


@dataclass(frozen=True, slots=True)
class Window:
    """Permitted time between two moments in UTC: from `starts` up to, not with, `ends`."""

    starts: datetime
    ends: datetime


Week = tuple[tuple[Stretch, ...], ...]
_OFFICE: Week = (*((Stretch(9 * 60, 17 * 60),),) * 5, (), ())


@dataclass(frozen=True, slots=True)
class Hours:
    """Permitted calling hours; by default Mon-Fri 9:00 to 17:00 in London. Raises UsageError if none are."""

    week: Week = _OFFICE
    """Stretches of each day of the week from Monday, in order; none on a day without calls."""
    off: frozenset[date] = field(default_factory=frozenset)
    """Dates on which nobody is called, as bank holidays."""
    zone: str = ZONE
    """An IANA time zone."""

    def __post_init__(self) -> None:
        if len(self.week) != len(DAYS) or not any(self.week):
            raise UsageError("No calling hours are given: write them as Mon-Fri 9:00-17:00; Sat 10:00-13:00.")
        for name, day in zip(_NAMES, self.week, strict=True):
            for before, after in pairwise(day):
                if after.opens < before.closes:
                    raise UsageError(f"{before} and {after} on {name} overlap: write one stretch for both.")
        known_zone(self.zone)

    def __str__(self) -> str:
        """The form people type in a plan, as `timetable.read_hours` reads it."""
        told = [self.weekly]
        if self.off:
            told.append(f"not {', '.join(_dates(sorted(self.off)))}")
        if self.zone != ZONE:
            told.append(f"in {self.zone}")
        return "; ".join(told)

    @property
    def weekly(self) -> str:
        """The hours of an ordinary week: "Mon-Fri 9:00-17:00; Sat 10:00-13:00"."""
        parts: dict[tuple[Stretch, ...], list[int]] = {}
        for number, day in enumerate(self.week):
            if day:
                parts.setdefault(day, []).append(number)
        return "; ".join(f"{_days(days)} {', '.join(map(str, day))}" for day, days in parts.items())

    def opening(self, day: date) -> tuple[int, int] | None:
        """The first and the last permitted minute since midnight of a day; nothing on a day without calls."""
        stretches = () if day in self.off else self.week[day.weekday()]
        return (stretches[0].opens, stretches[-1].closes) if stretches else None

    def local(self, moment: datetime) -> datetime:
        """The moment by the clock of the zone."""
        return _aware(moment).astimezone(ZoneInfo(self.zone))

    def windows(self, day: date) -> tuple[Window, ...]:
        """The permitted time of a day of the zone, in order; none on a day off."""
        if day in self.off:
            return ()
        found = [
            Window(max(opens, starts), min(closes, ends))
            for starts, ends, offset in _steady(ZoneInfo(self.zone), day)
            for stretch in self.week[day.weekday()]
            if (opens := _at(day, stretch.opens, offset)) < ends
            and (closes := _at(day, stretch.closes, offset)) > starts
        ]
        return tuple(sorted(found, key=lambda window: window.starts))

    def window(self, moment: datetime) -> Window | None:
        """The permitted time the moment lies in, or nothing where calls are not permitted then."""
        day = self.local(moment).date()
        return next((window for window in self.windows(day) if window.starts <= moment < window.ends), None)

    def permits(self, moment: datetime) -> bool:
        """Whether people may be called at the moment."""
        return self.window(moment) is not None

    def next_permitted(self, moment: datetime) -> datetime:
        """The moment itself where calls are permitted, else the next at which they are."""
        day = self.local(moment).date()
        while True:
            for window in self.windows(day):
                if moment < window.ends:
                    return max(_aware(moment).astimezone(UTC), window.starts)
            day += timedelta(days=1)

    def told(self, moment: datetime) -> str:
        """The moment as people say it, by the clock of the zone: "Monday 14 December at 9:00"."""
        local = self.local(moment)
        return f"{day_told(local)} at {clock(local.hour * 60 + local.minute)}"


def clock(minutes: int) -> str:
    """A time of day from the minutes since midnight: "9:05", "24:00" at the end of the day."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def day_told(day: date) -> str:
    """A day as people say it: "Monday 14 December"."""
    return f"{_NAMES[day.weekday()]} {day.day} {day:%B}"


def known_zone(name: str) -> ZoneInfo:
    """The time zone of that name. Raises UsageError where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        # A folder of the time zone database is an OSError, a path out of it a ValueError.
        raise UsageError(
            f"{name[:40]!a} is no time zone: write one as Europe/London, Europe/Dublin or UTC."
        ) from None


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment


def _at(day: date, minutes: int, offset: timedelta) -> datetime:
    """The moment of a wall-clock time where the zone is so far ahead of UTC."""
    return datetime.combine(day, wall_time(), UTC) + timedelta(minutes=minutes) - offset


def _steady(zone: ZoneInfo, day: date) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """The stretches of time around a day in which the clocks do not change, each with its offset from UTC."""
    first = datetime.combine(day, wall_time(), UTC) - timedelta(days=1)
    last = first + timedelta(days=3)
    before, after = _offset(zone, first), _offset(zone, last)
    if before == after:
        yield first, last, before
        return
    changes = _change(zone, first, last)
    yield first, changes, before
    yield changes, last, after


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The moment, to the second, from which the offset is no longer that of `before`."""
    offset = _offset(zone, before)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        before, after = (middle, after) if _offset(zone, middle) == offset else (before, middle)
    return after


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _days(days: list[int]) -> str:
    """Days of the week with each run of three or more told by its ends: "Mon-Fri", "Mon, Wed"."""
    return ", ".join(
        f"{DAYS[run[0]]}-{DAYS[run[-1]]}" if len(run) > 2 else ", ".join(DAYS[day] for day in run)
        for run in _runs(days)
    )


def _dates(days: list[date]) -> Iterator[str]:
    """Dates with each run of three or more told by its ends: "2026-12-24 to 2026-12-31"."""
    for run in _runs([day.toordinal() for day in days]):
        told = [date.fromordinal(number).isoformat() for number in run]
        yield f"{told[0]} to {told[-1]}" if len(run) > 2 else ", ".join(told)


def _runs(numbers: list[int]) -> Iterator[list[int]]:
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        yield [number for _, number in run]
