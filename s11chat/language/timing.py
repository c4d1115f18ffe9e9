"""What an entry says about when to call: its days, times of day and lengths, before they are reckoned.

Every word has to be accounted for: an entry with a word that is none of a time is not read at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise

from s11chat.language import calendar
from s11chat.language.calendar import Period
from s11chat.language.date import dates, joined
from s11chat.language.day import Look, yearless
from s11chat.language.hour import Clock, bare_at, clock_at, length_at
from s11chat.language.lexicon import PhraseSet, phrases, table
from s11chat.language.normalise import Token, phrase, stem
from s11chat.language.ordinal import ordinal_at

_TAKEN = "\0"
"""Stands for a word that belongs to something found."""
_GLUE = ("onwards", "rough", "after", "before", "between", "to", "and", "or", "filler")
"""Kinds of words between times; where lists share a word the first that fits counts."""
_COUNTS = frozenset(["times", "calls", "rings"])
"""After a number these make it no hour."""


class Shape(StrEnum):
    """How the times of day stand to each other."""

    AT = "at"
    AFTER = "after"
    BEFORE = "before"
    BETWEEN = "between"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Day:
    """A day or a period that was said: what it may be, or why it is none."""

    start: int
    end: int
    periods: tuple[Period, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day with a name, as the word list gives its ends."""

    start: int
    end: int
    starts: str
    ends: str
    this: bool
    """Whether today's was said."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in minutes."""

    start: int
    end: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Timing:
    """Everything an entry says about when."""

    lengths: tuple[Length, ...]
    days: tuple[Day, ...]
    clocks: tuple[Clock, ...]
    parts: tuple[Part, ...]
    shape: Shape
    rough: bool
    """Whether it was said to be about that time."""


def timing(said: Sequence[Token], today: date, *, hours_to: bool = False) -> Timing | None:
    """What the words say about when, or nothing where any of them is about something else.

    With `hours_to`, "ten to four" is from ten until four.
    """
    tokens = list(said)
    found: list[Length | Day | Clock | Part] = []
    for finder in (
        _lengths(tokens),
        _parts(tokens),
        _clocks(tokens, hours_to),
        _days(tokens, today),
        _bare(tokens),
    ):
        for item in finder:
            found.append(item)
            for place in range(item.start, item.end):
                tokens[place] = replace(tokens[place], word=_TAKEN, stem=_TAKEN)
    found.sort(key=lambda item: item.start)
    glue = _glue(tokens)
    if not found or glue is None or _dashed_to_day(tokens, found):
        return None
    clocks = tuple(item for item in found if isinstance(item, Clock))
    days = _together(tuple(item for item in found if isinstance(item, Day)), said, glue)
    shape = _shape(tokens, clocks, glue, len(days or ()))
    if days is None or shape is None:
        return None
    return Timing(
        tuple(item for item in found if isinstance(item, Length)),
        days,
        clocks,
        tuple(item for item in found if isinstance(item, Part)),
        shape,
        any(kind == "rough" for _, _, kind in glue),
    )


def prepared(tokens: Sequence[Token], today: date) -> tuple[Token, ...]:
    """The tokens with short forms written out, and "12/10" as the day it is next in UK order."""
    short: Mapping[str, str] = table("time")["entry"]["short"]
    kept = []
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.word == "t" and token.tight and following is not None and following.tight:
            continue
        word = short.get(token.word) or _with_year(token.word, following, today) or token.word
        kept.append(token if word == token.word else replace(token, word=word, stem=stem(word)))
    return tuple(kept)


def _with_year(word: str, following: Token | None, today: date) -> str | None:
    first, slash, second = word.partition("/")
    parts = [first, second]
    if not slash or not all(part.isascii() and part.isdecimal() and len(part) < 3 for part in parts):
        return None
    if following is not None and following.stem in ("hour", "hr", "h", "day", "week"):
        return None
    look = Look(today, "future", ())
    found = yearless(look, 0, 1, lambda year: calendar.day(year, int(second), int(first))).period
    return f"{found.first:%d/%m/%Y}" if found else None


def _lengths(tokens: Sequence[Token]) -> Iterator[Length]:
    place = 0
    while place < len(tokens):
        found = length_at(tokens, place)
        if found:
            yield Length(place, found[1], found[0])
        place = found[1] if found else place + 1


@cache
def _named_parts() -> tuple[PhraseSet, Mapping[tuple[str, ...], tuple[str, str]]]:
    named = table("time")["entry"]["part"]
    return PhraseSet(named), {phrase(text): (starts, ends) for text, (starts, ends) in named.items()}


def _parts(tokens: Sequence[Token]) -> Iterator[Part]:
    named, ends = _named_parts()
    for start, end in named.found(tokens):
        stems = tuple(token.stem for token in tokens[start:end])
        this = start > 0 and tokens[start - 1].word == "this"
        yield Part(start - this, end, *ends[stems], this=this or stems == ("tonight",))


def _clocks(tokens: Sequence[Token], hours_to: bool) -> Iterator[Clock]:
    place = 0
    while place < len(tokens):
        found = clock_at(tokens, place, hours_to=hours_to) or _after_day_month(tokens, place)
        if found:
            yield found
        place = found.end if found else place + 1


def _after_day_month(tokens: Sequence[Token], place: int) -> Clock | None:
    """The hour in "3 Oct 10", which would be a year long gone."""
    months = table("date")["months"]
    if place < 2 or tokens[place - 1].word not in months or not tokens[place].word.isdecimal():
        return None
    dated = tokens[place - 2].word.isdecimal() or tokens[place - 2].word in ("st", "nd", "rd", "th")
    return bare_at(tokens, place) if dated and len(tokens[place].word) < 3 else None


def _bare(tokens: Sequence[Token]) -> Iterator[Clock]:
    place = 0
    while place < len(tokens):
        found = bare_at(tokens, place)
        if found and (place and tokens[place - 1].word == "in"):
            found = None
        if found and found.end < len(tokens) and tokens[found.end].word in _COUNTS:
            found = None
        if found:
            yield found
        place = found.end if found else place + 1


def _days(tokens: Sequence[Token], today: date) -> Iterator[Day]:
    look = Look(today, "future", tuple(tokens))
    end = 0
    for found in joined(look, dates(look)):
        if found.start < end or any(look.word(at) == _TAKEN for at in range(found.start, found.end)):
            continue
        end = found.end
        if found.period:
            yield Day(found.start, found.end, (found.period,))
        elif found.end - found.start == 1 and _weekday(look.word(found.start)) == today.weekday():
            ahead = calendar.shifted(today, days=7) or today
            both = (Period(today, today), Period(ahead, ahead))
            yield Day(found.start, found.end, both, found.why)
        else:
            yield Day(found.start, found.end, (), found.why)
    yield from _days_of_month(look, today)


def _days_of_month(look: Look, today: date) -> Iterator[Day]:
    """The 14th: the next there is."""
    for place in range(len(look.tokens)):
        found = ordinal_at(look.tokens, place)
        if found is None or look.word(found[1]) in ("of", "week"):
            continue
        if not look.word(place).isdecimal() and look.word(place - 1) != "the":
            continue
        for ahead in range(13):
            month = calendar.shifted(today.replace(day=1), months=ahead)
            period = calendar.day(month.year, month.month, found[0]) if month else None
            if period and period.first >= today:
                yield Day(place, found[1], (period,))
                break


def _weekday(word: str) -> int | None:
    number = table("date")["weekdays"].get(word)
    return None if number is None else int(number)


Glue = tuple[int, int, str]
"""Words between times, from the first up to the last, and their kind."""


def _glue(tokens: Sequence[Token]) -> tuple[Glue, ...] | None:
    """The words that are no times, each with its kind; nothing where one has none."""
    found: list[Glue] = []
    place = 0
    while place < len(tokens):
        if tokens[place].word == _TAKEN:
            place += 1
            continue
        taken, kind = max(
            ((phrases("time", f"entry.{kind}").at(tokens, place), kind) for kind in _GLUE),
            key=lambda pair: (pair[0], -_GLUE.index(pair[1])),
        )
        if not taken:
            return None
        found.append((place, place + taken, kind))
        place += taken
    return tuple(found)


def _dashed_to_day(tokens: Sequence[Token], found: Sequence[Length | Day | Clock | Part]) -> bool:
    """Whether a number is joined by a dash to a day, as in "10-12 October": days, and no hour."""
    return any(
        isinstance(before, Clock)
        and isinstance(after, Day)
        and before.end == after.start
        and tokens[after.start].gap in ("-", "—")
        for before, after in pairwise(found)
    )


def _together(days: tuple[Day, ...], said: Sequence[Token], glue: Sequence[Glue]) -> tuple[Day, ...] | None:
    """The days with what belongs together made one: "Tuesday next week"; nothing where they cannot be."""
    if len(days) < 2:
        return days
    if any(kind == "or" for _, _, kind in glue):
        return days
    if len(days) > 2:
        return None
    first, second = days
    if first.periods == second.periods and first.periods:
        return (first,)
    for day, week in ((first, second), (second, first)):
        number = _weekday(said[day.end - 1].word)
        whole = week.periods[0] if len(week.periods) == 1 else None
        if number is None or whole is None or (whole.last - whole.first).days != 6:
            continue
        meant = calendar.shifted(whole.first, days=number)
        return (Day(first.start, second.end, (Period(meant, meant),)),) if meant else None
    return None


def _shape(tokens: Sequence[Token], clocks: Sequence[Clock], glue: Sequence[Glue], days: int) -> Shape | None:
    """How the times stand to each other; nothing where the words between them fit no shape."""
    kinds = [(start, end, kind) for start, end, kind in glue if kind not in ("filler", "rough")]
    if not clocks:
        return Shape.AT if all(kind == "or" for *_, kind in kinds) and bool(kinds) == (days > 1) else None
    lead = _leading(tokens, clocks[0], kinds)
    inner = [kind for start, _, kind in kinds if clocks[0].end <= start < clocks[-1].start]
    rest = [kind for start, _, kind in kinds if start >= clocks[-1].end]
    if len(lead) + len(inner) + len(rest) != len(kinds) and any(kind != "or" for *_, kind in kinds):
        return None
    dash = any(
        before.end == after.start and tokens[after.start].gap in ("-", "—")
        for before, after in pairwise(clocks)
    )
    if kinds and all(kind == "or" for *_, kind in kinds):
        return Shape.EITHER if not dash and (len(clocks) > 1 or days > 1) else None
    if len(clocks) == 1:
        return _single(lead, rest)
    if len(clocks) != 2 or rest:
        return None
    ways: dict[tuple[str, ...], tuple[list[str], ...]] = {
        (): (["before"], ["to"]) if not dash else ([], ["before"], ["to"]),
        ("after",): (["before"], ["and", "before"], ["to"]) if not dash else ([],),
        ("between",): (["and"], ["to"], ["before"]) if not dash else ([],),
    }
    return Shape.BETWEEN if inner in ways.get(tuple(lead), ()) else None


def _single(lead: list[str], rest: list[str]) -> Shape | None:
    """The shape of one time: "after 3", "until 4", "3 onwards", "3"."""
    if rest:
        return Shape.AFTER if rest == ["onwards"] and lead in ([], ["after"]) else None
    if len(lead) > 1:
        return None
    return {"": Shape.AT, "after": Shape.AFTER, "before": Shape.BEFORE}.get("".join(lead))


def _leading(tokens: Sequence[Token], clock: Clock, kinds: Sequence[Glue]) -> list[str]:
    """The kinds of the words that lead to the first time, with nothing else found between."""
    return [
        kind
        for _, end, kind in kinds
        if end <= clock.start and all(tokens[at].word != _TAKEN for at in range(end, clock.start))
    ]
