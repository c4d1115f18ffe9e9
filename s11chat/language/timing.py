"""What an entry says about when to call: its days, times of day and lengths, before they are reckoned.

Every word has to be accounted for: an entry with a word that is none of a time is not read at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from s11chat.language import calendar
from s11chat.language import occasion as found_in
from s11chat.language.calendar import Period
from s11chat.language.hour import Clock
from s11chat.language.lexicon import phrases
from s11chat.language.normalise import Token
from s11chat.language.occasion import TAKEN, Day, Length, Part, weekday_of

_GLUE = ("onwards", "rough", "after", "before", "between", "to", "and", "or", "filler")
"""Kinds of words between times; where lists share a word the first that fits counts."""


class Shape(StrEnum):
    """How the times of day stand to each other."""

    AT = "at"
    AFTER = "after"
    BEFORE = "before"
    BETWEEN = "between"
    EITHER = "either"


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
        found_in.lengths(tokens),
        found_in.parts(tokens),
        found_in.clocks(tokens, hours_to),
        found_in.days(tokens, today),
        found_in.bare_clocks(tokens),
        found_in.parts(tokens, "side"),
    ):
        for item in finder:
            found.append(item)
            for place in range(item.start, item.end):
                tokens[place] = replace(tokens[place], word=TAKEN, stem=TAKEN)
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


Glue = tuple[int, int, str]
"""Words between times, from the first up to the last, and their kind."""


def _glue(tokens: Sequence[Token]) -> tuple[Glue, ...] | None:
    """The words that are no times, each with its kind; nothing where one has none."""
    found: list[Glue] = []
    place = 0
    while place < len(tokens):
        if tokens[place].word == TAKEN:
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
        number = weekday_of(said[day.end - 1].word)
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
        if end <= clock.start and all(tokens[at].word != TAKEN for at in range(end, clock.start))
    ]
