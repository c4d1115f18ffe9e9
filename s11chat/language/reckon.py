"""Finds dates counted from the day asked, or known by a name: "next Friday", "a week ago", "Easter"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from s11chat.language import calendar
from s11chat.language.calendar import Period
from s11chat.language.day import Found, Look, ended, short_numeric, single
from s11chat.language.lexicon import table
from s11chat.language.ordinal import ordinal_at
from s11chat.language.quantity import quantity_at

_WEEKS = {"day": 1, "week": 7, "fortnight": 14}


@cache
def _weekdays() -> Mapping[str, int]:
    return dict(table("date")["weekdays"])


def counted(look: Look, place: int) -> Found | None:
    """Six weeks from now, two days ago, a week tomorrow, in ten days, two weeks on Friday."""
    lead = look.word(place) == "in"
    return _counted(look, place, place + lead, lead=lead)


def _counted(look: Look, place: int, at: int, *, lead: bool) -> Found | None:
    if at >= len(look.tokens):
        return None
    if look.word(at) in ("a", "an", "one"):
        count, at = 1.0, at + 1
    elif look.word(at) == "fortnight":
        count = 1.0
    elif (quantity := quantity_at(look.tokens, at)) and not quantity.part:
        count, at = quantity.value, quantity.end
    else:
        return None
    noun = look.tokens[at].stem if at < len(look.tokens) else ""
    if noun not in (*_WEEKS, "month", "year") or count != int(count) or count > 2000:
        return None
    return _placed(look, place, at + 1, int(count), noun, lead)


def spanned(look: Look, place: int = 0) -> Found | None:
    """A span with nothing that says from when: taken as from the day asked, for whoever asks again."""
    return counted(look, place) or _counted(look, place, place, lead=True)


def _placed(look: Look, start: int, end: int, count: int, noun: str, lead: bool) -> Found | None:
    base, sign = look.asked, 1
    end += look.words(end, 2) == ("on", "from")
    words = look.words(end, 2)
    if noun in ("week", "fortnight") and words[:1] == ("last",):
        gone = weekday(look, end)
        if gone and gone.period:
            days = -count * _WEEKS[noun]
            return single(start, gone.end, calendar.shifted(gone.period.first, days=days))
    if words[:1] in (("ago",), ("back",)):
        sign, end = -1, end + 1 + (words[1:] == ("today",))
    elif words in (("from", "now"), ("from", "today")) or words == ("is", "time"):
        end += 2
    elif words[:1] in (("time",), ("hence",), ("today",)):
        end += 1
    elif look.words(end, 3) == ("to", "the", "day") and look.direction:
        sign, end = (1 if look.direction == "future" else -1), end + 3
    elif words[:1] == ("tomorrow",):
        base, end = calendar.shifted(base, days=1) or base, end + 1
    elif (named := _weekdays().get(look.word(end + (words[:1] == ("on",))))) is not None:
        base = _next_weekday(look.asked, named)
        end += 1 + (words[:1] == ("on",))
    elif not lead:
        return None
    if noun in _WEEKS:
        return single(start, end, calendar.shifted(base, days=sign * count * _WEEKS[noun]))
    ahead = sign * count * (12 if noun == "year" else 1)
    on = calendar.shifted(base, months=ahead)
    if on and noun == "year" and look.words(end, 2) == ("this", "month"):
        return Found(start, end + 2, calendar.month(on.year, on.month))
    return single(start, end, on)


def _next_weekday(asked: date, weekday: int) -> date:
    return calendar.shifted(asked, days=(weekday - asked.weekday() - 1) % 7 + 1) or asked


def weekday(look: Look, place: int) -> Found | None:
    """Friday, next Friday, last Monday, Friday week."""
    turn = look.word(place) if look.word(place) in ("next", "last", "this", "coming") else ""
    at = place + bool(turn)
    weekday = _weekdays().get(look.word(at))
    if weekday is None:
        return None
    coming = _next_weekday(look.asked, weekday)
    if look.word(at + 1) in ("week", "fortnight"):
        days = 7 if look.word(at + 1) == "week" else 14
        coming = calendar.shifted(coming, days=-14 - days) or coming if turn == "last" else coming
        return single(place, at + 2, calendar.shifted(coming, days=days))
    if look.words(at + 1, 2) in (("before", "last"), ("after", "next")):
        days = 7 if look.word(at + 1) == "after" else -21 if weekday == look.asked.weekday() else -14
        return single(place, at + 3, calendar.shifted(coming, days=days))
    gone = calendar.shifted(coming, days=-14 if weekday == look.asked.weekday() else -7)
    if weekday == look.asked.weekday() and not turn:
        return Found(place, at + 1, None, "may be today or a week away", weekday)
    if turn == "last" or (not turn and look.direction == "past"):
        same_week = weekday < look.asked.weekday()
        if turn == "last" and same_week:
            return Found(place, at + 1, None, "may be this week's or the one before")
        return Found(place, at + 1, Period(gone, gone) if gone else None, weekday=weekday)
    if turn == "next" and weekday > look.asked.weekday():
        return single(place, at + 1, calendar.shifted(coming, days=7))
    if not turn and look.direction is None:
        return Found(place, at + 1, None, "may be the one gone or the one to come", weekday)
    return Found(place, at + 1, Period(coming, coming), weekday=weekday)


def relative(look: Look, place: int) -> Found | None:
    """Next week, this month, the end of next month, the end of the quarter."""
    start, ending = place, False
    if look.words(place, 2) == ("end", "of"):
        place, ending = place + 2, True
    turns = {"next": 1, "this": 0, "the": 0, "last": -1} if ending else {"next": 1, "this": 0, "last": -1}
    if look.word(place) not in turns:
        return None
    ahead, noun = turns[look.word(place)], look.word(place + 1)
    if noun == "week" and not ending:
        period = calendar.week(look.asked, ahead)
    elif noun == "week":
        whole = calendar.week(look.asked, ahead)
        period = Period(calendar.shifted(whole.first, days=4) or whole.last, whole.last) if whole else None
    elif noun == "month":
        moved = calendar.shifted(look.asked.replace(day=1), months=ahead)
        period = ended(calendar.month(moved.year, moved.month), ending) if moved else None
    elif noun == "quarter":
        moved = calendar.shifted(look.asked.replace(day=1), months=3 * ahead)
        whole = calendar.quarter(moved.year, (moved.month + 2) // 3, financial=False) if moved else None
        period = ended(whole, ending)
    else:
        return None
    if look.word(place + 2) in ("of", "in") and not ending:
        return None
    return Found(start, place + 2, period, "" if period else "no such date")


def financial(look: Look, place: int) -> Found | None:
    """The end of the financial year, financial year 2008/09, this financial year."""
    start, ending = place, False
    if look.words(place, 2) == ("end", "of"):
        place, ending = place + 2, True
    turn = look.word(place) if look.word(place) in ("the", "this", "next", "last") else ""
    at = place + bool(turn)
    if look.words(at, 2) not in (("financial", "year"), ("fiscal", "year"), ("tax", "year")):
        return None
    at += 2
    if turn in ("this", "next", "last") or (ending and turn == "the") or ending:
        begun = look.asked.year - (look.asked.month < 4)
        period = calendar.financial_year(begun + {"next": 1, "last": -1}.get(turn, 0))
        return Found(start, at, ended(period, ending))
    if at < len(look.tokens) and "/" in look.word(at):
        found = short_numeric(look, at, look.word(at))
        return Found(start, at + 1, found.period if found else None, found.why if found else "no such year")
    return Found(start, at, None, "the year is not said")


def quarter(look: Look, place: int) -> Found | None:
    """The first quarter of 2009; Q4 2008/09. A bare quarter may be of either year."""
    at = place + (look.word(place) == "the")
    if look.word(at) in ("q", "quarter") and (told := _number_of(look.word(at + 1))):
        number, end = told, at + 2
    elif (
        at < len(look.tokens)
        and (ordinal := ordinal_at(look.tokens, at))
        and look.word(ordinal[1]) == "quarter"
    ):
        number, end = ordinal[0], ordinal[1] + 1
    elif look.words(at, 2) in (("last", "quarter"), ("final", "quarter")) and look.word(at + 2) == "of":
        number, end = 4, at + 2
    else:
        return None
    end += look.word(end) in ("of", "in", ",")
    if look.word(end) in ("this", "the", "next", "last") and look.words(end + 1, 2) == ("financial", "year"):
        turn = {"next": 1, "last": -1}.get(look.word(end), 0)
        begun = look.asked.year - (look.asked.month < 4) + turn
        return Found(place, end + 3, calendar.quarter(begun, number, financial=True), "no such quarter")
    word = look.word(end)
    year = calendar.full_year(word) if len(word) == 4 else None
    if year and number in (1, 2, 3, 4):
        return Found(place, end + 1, calendar.quarter(year, number, financial=False))
    first, slash, after = word.partition("/")
    follows = (
        len(first) == 4 or (len(first) == 2 and after == f"{int(first) + 1:02d}")
        if first.isdecimal()
        else False
    )
    if slash and follows and (start := calendar.full_year(first)):
        return Found(place, end + 1, calendar.quarter(start, number, financial=True), "no such quarter")
    return Found(place, end, None, "may be a quarter of the calendar or the financial year")


def _number_of(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) == 1 else _QUARTERS.get(word, 0)


_QUARTERS = {"one": 1, "two": 2, "three": 3, "four": 4}


def bare_year(look: Look, place: int) -> Found | None:
    start, ending = place, False
    if look.words(place, 2) == ("end", "of"):
        place, ending = place + 2, True
    word = look.word(place)
    year = calendar.full_year(word) if len(word) == 4 else None
    if not year:
        return None
    following = look.tokens[place + 1] if place + 1 < len(look.tokens) else None
    if following is not None and following.gap == "-" and following.word.isdecimal():
        next_year = str(year + 1)
        fits = len(following.word) < 3 and next_year.endswith(following.word)
        period = calendar.financial_year(year) if fits else None
        return Found(start, place + 2, ended(period, ending), "" if fits else "may be several years")
    if not ending and look.word(start - 1) in ("by", "before", "until", "from"):
        return Found(start, place + 1, None, "a year is only its bound")
    return Found(start, place + 1, ended(calendar.year(year), ending))
