"""Dates that belong together made one: "Friday 31 October", "the September board, the 25th", "July to September".

Where several dates are told and each holds the next, the narrowest is meant; where a story tells two, the last is,
if its clause says that it is the one that was settled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from s11chat.language import calendar
from s11chat.language.calendar import Period
from s11chat.language.day import Found, Look
from s11chat.language.frame import whole
from s11chat.language.lexicon import phrases
from s11chat.language.mention import Mention
from s11chat.language.scope import Scope

_MONTH = 27
_NEAR = 100
"""Days within which a "Friday the 13th" lies."""
_UNTOLD = frozenset(
    [
        "the year is not said",
        "the month is not said",
        "may be a quarter of the calendar or the financial year",
    ]
)
"""Why a date is none by itself, and no rival of one that is told besides."""
_STOPS = frozenset(".;?!")
_THROUGH = (("to",), ("through",), ("until",), ("till",), ("through", "to"))
_BESIDE = ((), ("is",), ("that", "is"), ("the",), ("is", "the"), ("that", "is", "the"), ("being", "the"))


def joined(look: Look, found: Sequence[Found]) -> tuple[Found, ...]:
    """Dates with what stands right beside them made one: "Friday next week", "from 1 to 5 March", "May or June"."""
    kept: list[Found] = []
    for here in found:
        before = kept[-1] if kept else None
        both = _beside(look, before, here) if before else None
        if both:
            kept[-1] = both
        else:
            kept.append(here)
    return tuple(_with_days(kept))


def _with_days(found: Sequence[Found]) -> Iterator[Found]:
    """Days of a month told before: left out where they only say again what is told, or begin to say it."""
    for number, each in enumerate(found):
        if not each.number:
            yield each
            continue
        dated = [other for other in found[:number] if other.period]
        after = any(other.period for other in found[number + 1 :])
        day = _on_day(dated[-1], each) if dated else None
        if day and day.period and not _is_day(dated[-1]):
            yield day
        elif day is None and not (after and not dated):
            yield each


def _is_day(found: Found) -> bool:
    return found.period is not None and found.period.first == found.period.last


def _beside(look: Look, before: Found, here: Found) -> Found | None:
    between = look.words(before.end, here.start - before.end)
    if before.weekday is not None and here.number and between in _BESIDE:
        return _numbered_weekday(look, before, here)
    if before.weekday is not None and between in ((), ("the",)) and here.weekday is None:
        return _checked(before, here)
    if between in (("and",), ("to",)) and _opens(look, before):
        inside = _on_day(replace(here, period=_month_of(here)), before) if before.number else None
        return _from_to(replace(inside, start=before.start) if inside else before, here)
    if before.number and between in (("to",), ("and",), ("or",)) and _is_day(here):
        return _days_of_month(before, here, either=between == ("or",))
    if any(token.gap in _STOPS and token.gap for token in look.tokens[before.end : here.start + 1]):
        return None
    if not _whole_month(before) or not _whole_month(here) or not before.period or not here.period:
        return None
    next_to = here.period.first == before.period.last + timedelta(days=1)
    follows = before.period.first < here.period.first and (here.period.first - before.period.first).days < 366
    if (between in _THROUGH and follows) or (between in (("or",), ("and",)) and next_to):
        return Found(before.start, here.end, Period(before.period.first, here.period.last))
    return None


def _days_of_month(first: Found, second: Found, *, either: bool) -> Found:
    """The days from the 3rd to the 5th of a month; of two that may be meant, only where they are neighbours."""
    opening = _on_day(replace(second, period=_month_of(second)), first)
    both = Found(first.start, second.end, None, "may be either day")
    if opening is None or opening.period is None or second.period is None:
        return both
    apart = (second.period.first - opening.period.first).days
    if apart < 1 or (either and apart > 1):
        return both
    return replace(both, period=Period(opening.period.first, second.period.last), why="")


def _month_of(found: Found) -> Period | None:
    """The month of a single day."""
    day = found.period.first if found.period else None
    return calendar.month(day.year, day.month) if day else None


def _whole_month(found: Found) -> bool:
    return found.period is not None and (found.period.last - found.period.first).days >= _MONTH


def _numbered_weekday(look: Look, weekday: Found, here: Found) -> Found | None:
    """The nearest Friday that is the second of a month, on the side the question is about."""
    if look.direction is None or weekday.weekday is None:
        return None
    step = 1 if look.direction == "future" else -1
    for ahead in range(_NEAR):
        day = look.asked + timedelta(days=step * ahead)
        if day.weekday() == weekday.weekday and day.day == here.number:
            return Found(weekday.start, here.end, Period(day, day))
    return Found(weekday.start, here.end, None, "the day of the week does not fit the date")


def agreed(look: Look, found: Sequence[Found]) -> Found | None:
    """The narrowest of several dates that are told of the same day; nothing where they differ."""
    told = [each for each in found if each.period or each.why not in _UNTOLD or each.number]
    days = [each for each in told if each.number]
    told = [each for each in told if not each.number]
    weekdays = [each for each in told if each.weekday is not None]
    dated = [each for each in told if each.weekday is None]
    if not dated or any(each.period is None for each in dated):
        return None
    narrowest = _narrowest(dated)
    if narrowest is None:
        return None
    for each in days:
        narrowest = _on_day(narrowest, each)
        if narrowest is None:
            return None
    for each in weekdays:
        narrowest = _on_weekday(narrowest, each)
        if narrowest is None:
            return None
    return narrowest


def _narrowest(found: Sequence[Found]) -> Found | None:
    """The one that lies within all others, or a row of months from the first to the last."""
    periods = [each.period for each in found if each.period]
    best = min(range(len(periods)), key=lambda k: (periods[k].last - periods[k].first).days)
    inner = periods[best]
    if all(p.first <= inner.first and inner.last <= p.last for p in periods):
        return found[best]
    row = all(b.first == a.last + timedelta(days=1) for a, b in pairwise(periods))
    if (
        row
        and len(periods) > 1
        and all(map(_whole_month, found))
        and (periods[-1].last - periods[0].first).days > 80
    ):
        return Found(found[0].start, found[-1].end, Period(periods[0].first, periods[-1].last))
    wide = max(periods, key=lambda p: (p.last - p.first).days)
    rest = [each for each in found if each.period != wide]
    if len(rest) == len(found) - 1 and len(rest) > 1 and (sub := _narrowest(rest)) and sub.period:
        return sub if wide.first <= sub.period.first and sub.period.last <= wide.last else None
    return None


def _on_day(found: Found, day: Found) -> Found | None:
    """The day so numbered within a month that was told, or the date itself where it is that day."""
    period = found.period
    if period is None:
        return None
    if period.first == period.last:
        return found if period.first.day == day.number else None
    if period.first.month != period.last.month or period.first.year != period.last.year:
        return None
    inside = calendar.day(period.first.year, period.first.month, day.number)
    if inside is None or not period.first <= inside.first <= period.last:
        return None
    return replace(day, period=inside, why="", number=0)


def _on_weekday(found: Found, weekday: Found) -> Found | None:
    """The date where it is that day of the week, or that day of the week that was told."""
    period = found.period
    if period is None or weekday.weekday is None:
        return None
    if period.first == period.last:
        return found if period.first.weekday() == weekday.weekday else None
    if (period.last - period.first).days != 6:
        return None
    day: date = period.first + timedelta(days=(weekday.weekday - period.first.weekday()) % 7)
    return replace(weekday, period=Period(day, day), why="")


def decided(scope: Scope, held: Sequence[Mention], values: Mapping[str, Found]) -> Found | None:
    """The last date, where its clause alone says that it was settled then: "we said May, now it is July"."""
    *others, last = held
    if values[last.code].period is None or scope.said.asks:
        return None
    same = [m for m in others if values[m.code].period != values[last.code].period]
    settled = phrases("date", "settled.words")
    again = [m for m in held if values[m.code].period == values[last.code].period]
    number = scope.clauses.index(scope.clause(again[0]))
    while number and not scope.clauses[number].sentence and not scope.in_clause(scope.clauses[number - 1]):
        number -= 1
    clause = scope.clauses[number]
    told = settled.within(scope.tokens, clause.start, len(scope.tokens))
    before = any(
        settled.within(scope.tokens, scope.clause(m).start, min(scope.clause(m).end, clause.start))
        for m in same
    )
    apart = all(scope.clause(m).start < clause.start for m in same)
    return values[last.code] if told and apart and not before and same else None


def unweighted(why: str, scope: Scope, held: Sequence[Mention]) -> bool:
    """Whether a doubt is none of the date, which a clause of its own told: "Boxing Day, daft as it sounds"."""
    if why not in ("said with doubt", "said beside something denied", "set against something else"):
        return False
    clause = scope.clause(held[-1])
    rest = [each for each in scope.clauses if each.start > clause.start]
    if not rest or scope.clauses[0] != clause or not all(whole(scope, mention) for mention in held):
        return False
    loose = phrases("date", "unsettled.words")
    return not any(scope.in_clause(each) or loose.within(scope.tokens, each.start, each.end) for each in rest)


def _opens(look: Look, before: Found) -> bool:
    return look.word(before.start - 1) in ("between", "from")


def _checked(weekday: Found, here: Found) -> Found:
    period = here.period
    if period and period.first == period.last and period.first.weekday() != weekday.weekday:
        return Found(weekday.start, here.end, None, "the day of the week does not fit the date")
    if period and (period.last - period.first).days == 6 and weekday.weekday is not None:
        day = period.first + timedelta(days=(weekday.weekday - period.first.weekday()) % 7)
        period = Period(day, day)
    return Found(weekday.start, here.end, period, here.why)


def _from_to(first: Found, second: Found) -> Found:
    start, end = first.start - 1, second.end
    if first.period is None or second.period is None:
        return Found(start, end, None, first.why or second.why)
    if first.period.first > second.period.last:
        return Found(start, end, None, "ends before it begins")
    return Found(start, end, Period(first.period.first, second.period.last))
