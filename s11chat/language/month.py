"""Finds whole months: "March", "March 2012", "the end of March", "sometime in May", "the June board last year"."""

from __future__ import annotations

from collections.abc import Mapping

from s11chat.language import calendar
from s11chat.language.day import Found, Look, ended, month_names, year_at, yearless


def month(look: Look, place: int) -> Found | None:
    """March, March 2012, the end of March, next March."""
    start, ending = place, False
    if look.words(place, 2) == ("end", "of"):
        place, ending = place + 2, True
    elif look.words(place, 3) == ("end", "of", "the") or look.words(place, 3) == ("last", "day", "of"):
        place, ending = place + 3, True
    elif look.word(place) == "end" and look.word(place + 1) in month_names():
        place, ending = place + 1, True
    elif look.words(place, 2) == ("month", "of"):
        place += 2
    turn = look.word(place) if look.word(place) in ("next", "last") else ""
    place += bool(turn)
    number = month_names().get(look.word(place))
    if number is None or (
        look.word(place) in ("may", "mar", "march", "sept", "dec", "jun") and not _is_month(look, place)
    ):
        return None
    return _whole_month(look, start, place + 1, number, turn, ending)


def _is_month(look: Look, place: int) -> bool:
    """Whether a word that has other meanings is a month here."""
    before = look.word(place - 1)
    alone = len(look.tokens) == 1 or (look.tokens[place].gap and place + 1 == len(look.tokens))
    leads = (
        "in",
        "of",
        "by",
        "end",
        "next",
        "last",
        "since",
        "until",
        "this",
        "and",
        "to",
        "from",
        "for",
        "it",
        "is",
        "was",
        "during",
        "between",
        "mid",
        "early",
        "late",
        "sometime",
        "time",
        "not",
        "or",
        "so",
        "through",
        "said",
        "told",
    )
    following = look.word(place + 1)
    if look.word(place) == "may" and (
        before in ("it", "is", "was") or following in ("be", "not", "have", "well", "also")
    ):
        return False
    return (
        bool(alone)
        or before in leads
        or (before == "the" and following in _MEETINGS)
        or (following == "or" and look.word(place + 2) in month_names())
        or before in month_names()
        or year_at(look, place + 1) is not None
        or look.words(place + 1, 2) in (("this", "year"), ("last", "year"), ("next", "year"))
        or (look.word(place) != "may" and not place)
    )


_YEARS: Mapping[tuple[str, ...], int] = {("this", "year"): 0, ("last", "year"): -1, ("next", "year"): 1}
_MEETINGS = frozenset(
    ["board", "meeting", "committee", "council", "governors", "cabinet", "executive", "trustees"]
)


def _whole_month(look: Look, start: int, end: int, number: int, turn: str, ending: bool) -> Found:
    if (year := year_at(look, end)) is not None:
        word = look.word(end)
        if len(word) == 2 and 1 <= int(word) <= 31 and not word.startswith("0"):
            return Found(start, end + 1, None, "may be a day or a year")
        return Found(start, end + 1, ended(calendar.month(year, number), ending))
    if look.words(end, 2) in (("next", "year"), ("this", "year"), ("last", "year")):
        year = look.asked.year + {"next": 1, "this": 0, "last": -1}[look.word(end)]
        return Found(start, end + 2, ended(calendar.month(year, number), ending))
    if look.word(end) in _MEETINGS and look.words(end + 1, 2) in _YEARS:
        year = look.asked.year + _YEARS[look.words(end + 1, 2)]
        return Found(start, end + 3, ended(calendar.month(year, number), ending))
    direction = {"next": "future", "last": "past"}.get(turn, look.direction)
    side = Look(look.asked, direction, look.tokens)
    return yearless(side, start, end, lambda year: ended(calendar.month(year, number), ending))
