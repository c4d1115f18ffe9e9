"""When somebody is to be called, from an entry as typed or said: "Tue 14:30", "after 3 tomorrow", "1h".

An entry is counted from now, by the clock of the zone it is said in. What may be two times is a doubt with
both of them; what is over today is a doubt with the same time on the next working day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from s11chat.language import calendar
from s11chat.language.calendar import Period
from s11chat.language.hour import DAY, Clock, may_be_hours_to
from s11chat.language.normalise import utterance
from s11chat.language.occasion import prepared
from s11chat.language.timing import Shape, Timing, timing
from s11chat.language.workday import fitting, is_morning, span_of, strangeness, times_of

Opening = Callable[[date], tuple[int, int] | None]
"""The first and the last working minute since midnight of a day; nothing on a day off."""

_TIME = r"(\d{1,2}(?:[.:]\d\d)?)"
_DASHED = re.compile(rf"(?<![\d./-]){_TIME}-{_TIME}(?![\d/-]|\.\d)")
"""Two times with a dash, "14.00-16.30", which would pass for a date."""
_WORDS = 40
"""Longer entries than this many words are no entry."""
_AHEAD = 14
"""Days an entry may last, and days in which a working day is looked for."""
_FAR = 300
"""Days beyond which a day said without a year is one just gone."""
_ROUGHLY = timedelta(minutes=30)
"""How long "about ten" lasts."""
_USUAL = (9 * 60, 17 * 60)


@dataclass(frozen=True, slots=True)
class When:
    """A time to call, aware, by the clock of the zone in which it was said."""

    starts: datetime
    ends: datetime | None
    """Without one for an exact time."""
    exact: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the entry is no one time, and the times that may be meant, the likeliest first."""

    why: str
    candidates: tuple[When, ...] = ()


def read_when(text: str, now: datetime, opening: Opening) -> When | Doubt | None:
    """The time an entry says, a doubt, or nothing where it is not an entry.

    `now` is aware, in the zone people speak of; it counts to the next full minute, before which no time lies.
    `opening` tells the working hours that "2" and "Friday morning" are taken from. Hours are not judged here:
    what is said outside them is read as said. Raises ValueError where `now` has no zone.
    """
    if now.tzinfo is None:
        raise ValueError("a moment without a time zone")
    said = utterance(_DASHED.sub(r"\1 - \2", text.replace("½", " 1/2")))
    if not said.tokens or len(said.tokens) > _WORDS:
        return None
    full = now.replace(second=0, microsecond=0)
    # An hour that happens twice is told apart only in UTC.
    now = (full.astimezone(UTC) + timedelta(minutes=full != now)).astimezone(now.tzinfo)
    entry = _Entry(now, opening)
    tokens = prepared(said.tokens, now.date())
    either = [place for place in range(len(tokens)) if may_be_hours_to(tokens, place)]
    opened = any(tokens[place - 1].word in ("from", "between") for place in either if place)
    readings = [
        reading
        for hours_to in ([True] if opened else [False, True] if either else [False])
        if (found := timing(tokens, now.date(), hours_to=hours_to)) and (reading := entry.read(found))
    ]
    return entry.either(readings) if len(readings) > 1 else next(iter(readings), None)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What an entry is counted from."""

    now: datetime
    opening: Opening

    @property
    def today(self) -> date:
        return self.now.date()

    def read(self, said: Timing) -> When | Doubt | None:
        if said.lengths:
            return self._ahead(said)
        if any(day.why and not day.periods for day in said.days):
            return Doubt(next(day.why for day in said.days if not day.periods))
        today = (Period(self.today, self.today),)
        periods = [period for day in said.days for period in day.periods] or list(today)
        if any(part.this for part in said.parts):
            if said.days and periods != list(today):
                return None
            periods = list(today)
        if any((period.last - period.first).days >= _AHEAD for period in periods):
            return Doubt("the day is not said")
        if any(period.first != period.last for period in periods) and (said.clocks or said.parts):
            return Doubt("the day of the week is not said")
        meant = list(self._meant(said, periods))
        if not meant:
            return Doubt("the times do not fit together")
        return self._chosen(said, periods, meant)

    def _chosen(self, said: Timing, periods: list[Period], meant: list[When]) -> When | Doubt:
        """The one time that is to come, or a doubt."""
        coming = list(dict.fromkeys(when for found in meant if (when := self._coming(found))))
        # The morning by itself is today's or, as often, tomorrow's.
        if len(coming) == 1 and (said.days or said.clocks or not any(map(is_morning, said.parts))):
            far = (coming[0].starts.date() - self.today).days > _FAR
            return Doubt("that is most of a year away", tuple(coming)) if far else coming[0]
        if len(coming) > 1:
            return Doubt(next((day.why for day in said.days if day.why), "may be either"), tuple(coming))
        later = self._next_day()
        if any(period.last > self.today for period in periods) or not any(
            period.last == self.today for period in periods
        ):
            return Doubt("that day is past")
        again = self._meant(said, [Period(later, later)]) if later else ()
        offered = [*coming, *(when for found in again if (when := self._coming(found)))]
        why = "may be today or the next working day" if coming else "that time is over today"
        return Doubt(why, tuple(dict.fromkeys(offered)))

    def either(self, readings: Sequence[When | Doubt]) -> When | Doubt:
        """What "ten to four" comes to: the reading within the working hours, a doubt where both are."""
        offered = [
            when
            for reading in readings
            for when in ([reading] if isinstance(reading, When) else reading.candidates)
        ]
        working = [when for when in offered if self._works(when)] or offered
        if len(working) == 1 and working[0] in readings:
            return working[0]
        return Doubt("may be one time or from one to another", tuple(dict.fromkeys(working)))

    def _works(self, when: When) -> bool:
        """Whether it lies within the working hours of its day."""
        starts, ends = when.starts, when.ends or when.starts
        opens, closes = self._hours(starts.date())
        return opens <= starts.hour * 60 + starts.minute and ends.hour * 60 + ends.minute <= closes

    def _ahead(self, said: Timing) -> When | None:
        """So long from now."""
        if len(said.lengths) > 1 or said.days or said.clocks or said.parts or said.shape is not Shape.AT:
            return None
        at = self.now.astimezone(UTC) + timedelta(minutes=said.lengths[0].minutes)
        ends = at + _ROUGHLY
        zone = self.now.tzinfo
        return When(at.astimezone(zone), ends.astimezone(zone) if said.rough else None, not said.rough)

    def _meant(self, said: Timing, periods: Sequence[Period]) -> Iterator[When]:
        """Every time the words may mean, on each of the days."""
        paired = said.shape is Shape.EITHER and len(periods) == len(said.clocks) > 1
        for number, period in enumerate(periods):
            hours = self._hours(period.first)
            span = span_of(said.parts, hours)
            if span is None:
                continue
            if not said.clocks:
                yield from self._stretch(period, span, bool(said.parts))
            elif said.shape is Shape.BETWEEN:
                yield from self._between(period.first, said.clocks, hours, span if said.parts else None)
            else:
                clocks = (said.clocks[number],) if paired else said.clocks
                for clock in clocks:
                    for minutes in times_of(clock, hours, span if said.parts else None):
                        yield self._at(period.first, minutes, said, hours)

    def _stretch(self, period: Period, span: tuple[int, int], part: bool) -> Iterator[When]:
        """A part of a day, or the working hours of a period from its first day to its last."""
        first, last = period.first, period.last
        if first < self.today <= last:
            first = self.today
        open_days = [
            day
            for ahead in range((last - first).days + 1)
            if self.opening(day := first + timedelta(days=ahead))
        ]
        if part or not open_days:
            yield self._when(first, span[0], first, span[1])
            return
        begins, ends = self._hours(open_days[0])[0], self._hours(open_days[-1])[1]
        yield self._when(open_days[0], begins, open_days[-1], ends)

    def _between(
        self, day: date, clocks: Sequence[Clock], hours: tuple[int, int], span: tuple[int, int] | None
    ) -> Iterator[When]:
        """From one time to another: of the stretches they may be the likeliest."""
        pairs = [
            (starts, ends)
            for starts in fitting(clocks[0].times, span)
            for ends in fitting(clocks[1].times, span)
            if starts < ends
        ]
        if pairs:
            starts, ends = min(pairs, key=lambda pair: strangeness(pair, hours))
            yield self._when(day, starts, day, ends)

    def _at(self, day: date, minutes: int, said: Timing, hours: tuple[int, int]) -> When:
        """At a time, about it, or from it to the end of the working day, or from its begin until then."""
        if said.shape is Shape.AFTER:
            return self._when(day, minutes, day, hours[1] if minutes < hours[1] else minutes + 60)
        if said.shape is Shape.BEFORE:
            return self._when(day, hours[0] if hours[0] < minutes else max(0, minutes - 60), day, minutes)
        starts = self._moment(day, minutes)
        if said.rough:
            ends = (starts.astimezone(UTC) + _ROUGHLY).astimezone(self.now.tzinfo)
            return When(starts, ends, exact=False)
        return When(starts, None, exact=True)

    def _when(self, first: date, starts: int, last: date, ends: int) -> When:
        return When(self._moment(first, starts), self._moment(last, ends), exact=False)

    def _coming(self, when: When) -> When | None:
        """The time if it is to come, a stretch from now on where it has begun; nothing where it is over."""
        now, starts = self.now.astimezone(UTC), when.starts.astimezone(UTC)
        if when.ends is None:
            return when if starts >= now else None
        ends = when.ends.astimezone(UTC)
        if ends <= max(now, starts):
            return None
        return when if starts >= now else replace(when, starts=self.now)

    def _moment(self, day: date, minutes: int) -> datetime:
        """The moment of a wall-clock time; of an hour that happens twice the first that is to come."""
        days, minutes = divmod(minutes, DAY)
        wall = datetime.combine(
            day + timedelta(days=days), time(minutes // 60, minutes % 60), self.now.tzinfo
        )
        both = [wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)]
        now = self.now.astimezone(UTC)
        # An hour that does not happen comes out of this as the one the clocks have moved on to.
        meant = next((moment for moment in both if both[0] < both[1] and moment >= now), both[0])
        return meant.astimezone(self.now.tzinfo)

    def _hours(self, day: date) -> tuple[int, int]:
        """The working hours of a day; on a day off those of the next working day."""
        following = (self.opening(on) for k in range(_AHEAD) if (on := calendar.shifted(day, days=k)))
        return next((hours for hours in following if hours), _USUAL)

    def _next_day(self) -> date | None:
        """The next working day after today."""
        following = (calendar.shifted(self.today, days=ahead) for ahead in range(1, _AHEAD + 1))
        return next((day for day in following if day and self.opening(day)), None)
