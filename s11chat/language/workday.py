"""What a time of day means in a working day: "2" is after noon, "Friday morning" begins when the office opens."""

from __future__ import annotations

from collections.abc import Sequence

from s11chat.language.hour import DAY, NOON, Clock, minutes_of
from s11chat.language.occasion import Part

_SEVEN = 7 * 60
"""From here to noon an hour outside the working day is one of the morning."""


def span_of(parts: Sequence[Part], hours: tuple[int, int]) -> tuple[int, int] | None:
    """What the parts have in common, in minutes since midnight; the whole hours without any."""
    if not parts:
        return hours
    spans = [(_end(part.starts, hours), _end(part.ends, hours)) for part in parts]
    starts, ends = max(span[0] for span in spans), min(span[1] for span in spans)
    if starts < ends:
        return starts, ends
    # A part that lies outside short hours is read as said all the same.
    return (starts, starts + 60) if len(parts) == 1 and starts + 60 <= DAY else None


def is_morning(part: Part) -> bool:
    """Whether it is a morning of no certain day."""
    return (part.starts, part.ends) == ("open", "12:00") and not part.this


def _end(written: str, hours: tuple[int, int]) -> int:
    """Minutes since midnight of "12:00", "open", "open+60", "close-90"."""
    if written[0].isdigit():
        return minutes_of(written)
    base = hours[0] if written.startswith("open") else hours[1]
    return max(0, min(DAY, base + int(written.removeprefix("open").removeprefix("close") or 0)))


def fitting(times: Sequence[int], span: tuple[int, int] | None) -> tuple[int, ...]:
    """The times on the side of noon on which the part of the day lies."""
    if span is None or span[0] < NOON < span[1]:
        return tuple(times)
    return tuple(at for at in times if (at >= NOON) == (span[0] >= NOON))


def times_of(clock: Clock, hours: tuple[int, int], span: tuple[int, int] | None) -> tuple[int, ...]:
    """What a time may mean on a day: before or after noon, as the working hours have it; "10:30" is as written."""
    times = fitting(clock.times, span)
    if len(times) < 2:
        return times
    if clock.written:
        return (clock.minutes,)
    for within in (
        [at for at in times if hours[0] <= at < hours[1]],
        [at for at in times if at == hours[1]],
    ):
        if within:
            return tuple(within)
    return (times[0],) if times[0] >= _SEVEN else (times[1],)


def strangeness(pair: tuple[int, int], hours: tuple[int, int]) -> tuple[int, int, int]:
    """How unlikely a stretch is: minutes outside the hours, its length, how far off the hours it lies."""
    starts, ends = pair
    inside = min(ends, hours[1]) - max(starts, hours[0])
    off = max(0, hours[0] - starts) + max(0, ends - hours[1])
    return ends - starts - max(0, inside), ends - starts, off
