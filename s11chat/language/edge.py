"""The first or last day of a period, its halves, and seasons: "last day of this month", "second half of January"."""

from __future__ import annotations

from datetime import date

from s11chat.language import calendar
from s11chat.language.calendar import Period
from s11chat.language.day import Found, Look, short_numeric, year_at
from s11chat.language.lexicon import table
from s11chat.language.month import month
from s11chat.language.reckon import financial, quarter, relative

_FIRST = frozenset(["first", "opening"])
_LAST = frozenset(["last", "final", "closing"])
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "final": -1}
_HALVES = {"first": 0, "second": 1, "latter": 1}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_TURNS = {"this": 0, "next": 1, "last": -1}
_MID = 15


def edge(look: Look, place: int) -> Found | None:
    """The first or last day, working day or so-named day of a period, or the half of it."""
    at = place + (look.word(place) == "the")
    which = look.word(at)
    if look.word(at) in ("close", "end") and look.word(at + 1) == "of":
        whole = _period(look, at + 2)
        if (
            look.word(at + 2) in ("the", "year")
            and "calendar" not in look.words(at + 2, 2)
            and _bare_year(whole)
        ):
            return None
        return _edge_of(place, whole, first=False, working=False) if whole else None
    if which in _HALVES and look.words(at + 1, 2) in (("half", "of"), ("half", "in")):
        return _half(place, _period(look, at + 3), _HALVES[which])
    if which not in _NTH and which not in _FIRST | _LAST:
        return None
    working = look.word(at + 1) == "working"
    noun = at + 1 + working
    weekday = table("date")["weekdays"].get(look.word(noun))
    if weekday is None and (look.word(noun) != "day" or which in ("second", "third", "fourth")):
        return None
    if look.word(noun + 1) not in ("of", "in"):
        return None
    whole = _period(look, noun + 2)
    if whole is None or whole.period is None:
        return None
    if weekday is None:
        return _edge_of(place, whole, first=which in _FIRST, working=working)
    found = calendar.weekday_of(whole.period, weekday, _NTH.get(which, 1))
    return Found(place, whole.end, found, "" if found else "no such date")


def _bare_year(whole: Found | None) -> bool:
    """Whether it is "the year", of which the end may be the financial one."""
    return whole is not None and whole.period is not None and whole.period.last.month == 12


def _edge_of(start: int, whole: Found | None, *, first: bool, working: bool) -> Found | None:
    if whole is None or whole.period is None:
        return None
    period = whole.period
    days = calendar.working_days(period) if working else (period.first, period.last)
    day = days[0] if first else days[-1]
    return Found(start, whole.end, Period(day, day))


def _half(start: int, whole: Found | None, second: int) -> Found | None:
    """Half of a month or of a year."""
    if whole is None or whole.period is None:
        return None
    first, last = whole.period.first, whole.period.last
    length = (last - first).days
    if length < 31:
        middle = first.replace(day=_MID)
        after = first.replace(day=_MID + 1)
    elif length > 360 and (turned := calendar.shifted(first, months=6)):
        after, middle = turned, calendar.shifted(turned, days=-1) or turned
    else:
        return Found(start, whole.end, None, "half of it is no certain time")
    return Found(start, whole.end, Period(after, last) if second else Period(first, middle))


def _period(look: Look, place: int) -> Found | None:
    """A month, quarter or year, with or without the article."""
    at = place + (look.word(place) == "the")
    turn = look.word(at) if look.word(at) in _TURNS else ""
    coming = look.word(at) == "new" and look.direction == "future"
    noun = at + (bool(turn) or look.word(at) == "new")
    noun += look.word(noun) == "calendar"
    if look.words(noun, 2) in (("financial", "year"), ("fiscal", "year"), ("tax", "year")) and not (
        noun + 2 < len(look.tokens) and "/" in look.word(noun + 2)
    ):
        begun = look.asked.year - (look.asked.month < 4) + _TURNS.get(turn, 0)
        return Found(place, noun + 2, calendar.financial_year(begun + coming))
    if look.word(noun) == "year" and (turn or look.word(at - 1) == "the" or at != noun):
        return Found(place, noun + 1, calendar.year(look.asked.year + _TURNS.get(turn, 0)))
    if look.word(noun) == "month" and not turn:
        return Found(place, noun + 1, calendar.month(look.asked.year, look.asked.month))
    for find in (quarter, financial, month, relative):
        if (found := find(look, at)) and found.period:
            return found
    if "/" in look.word(at):
        return short_numeric(look, at, look.word(at))
    if (year := year_at(look, at)) and len(look.word(at)) == 4:
        return Found(place, at + 1, calendar.year(year))
    return None


def season(look: Look, place: int) -> Found | None:
    """The summer just gone, the spring before last, spring 2007: the three months that are meant by it."""
    at = place + (look.word(place) == "the")
    begins = _SEASONS.get(look.word(at))
    if begins is None:
        return None
    if look.words(at + 1, 2) == ("just", "gone"):
        return _gone(look, place, at + 3, begins, 1)
    if look.words(at + 1, 2) == ("before", "last"):
        return _gone(look, place, at + 3, begins, 2)
    end = at + 1 + (look.word(at + 1) == "of")
    year = year_at(look, end)
    if year is None or begins == 12 or len(look.word(end)) != 4:
        return None
    return Found(place, end + 1, _season(year, begins))


def _gone(look: Look, start: int, end: int, begins: int, back: int) -> Found | None:
    """The season of that name so many back of those that are over."""
    over: list[Period] = []
    for year in range(look.asked.year, look.asked.year - 5, -1):
        period = _season(year, begins)
        if period and period.last < look.asked:
            over.append(period)
    return Found(start, end, over[back - 1]) if len(over) >= back else None


def _season(year: int, begins: int) -> Period | None:
    first = date(year, begins, 1)
    after = calendar.shifted(first, months=3)
    last = calendar.shifted(after, days=-1) if after else None
    return Period(first, last) if last else None
