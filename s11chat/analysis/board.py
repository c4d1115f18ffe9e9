"""The board of a wave: how far its cases have come by type, by outcome and by day, each figure with the cases behind it.

Nothing here is a bare number: whoever sees "12 not begun" can ask which twelve, so every figure is the length of a
list of cases. Where a case stands on a day is what the diary says of it, so the two never differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from s11chat.analysis.diary import TELEPHONE, CaseCourse, Frame, Stood, completing, stood
from s11chat.fieldwork.case import State
from s11chat.fieldwork.outcome import UNTRIED, Outcomes

_BEGUN = frozenset({State.IN_PROGRESS, State.SENT_BACK})


class Reach(StrEnum):
    """How far a case has come."""

    COMPLETE = "complete"
    BEGUN = "begun"
    NOT_BEGUN = "not begun"
    OVER = "over"
    """It is not complete and is not going to be: refused for good, not eligible, given up."""


@dataclass(frozen=True)
class TypeBar:
    """One type of organisation, or all of them."""

    type: str
    name: str
    population: int
    """As given for the wave; else the eligible cases."""
    reach: Mapping[Reach, tuple[str, ...]]
    """Every case of the type, by how far it has come."""

    @property
    def rate(self) -> Fraction | None:
        """Complete returns to population; None without one."""
        return Fraction(len(self.reach[Reach.COMPLETE]), self.population) if self.population else None

    @property
    def cases(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(case for cases in self.reach.values() for case in cases)


@dataclass(frozen=True)
class OutcomeBar:
    """What calls came to."""

    code: str
    say: str
    cases: tuple[str, ...]
    """Whose last call came to it."""
    calls: int
    """Calls that came to it, whatever came after."""


@dataclass(frozen=True)
class DayBar:
    """One day, or some days running, of the fieldwork."""

    first: date
    last: date
    complete: int
    """Returns that were complete when the last of them ended."""
    completed: tuple[str, ...]
    """Cases that were completed in them and still were when their day ended."""
    by_telephone: int
    """How many of these by telephone."""
    calls: int
    """Calls that were dialled."""

    @property
    def calls_per_complete(self) -> Fraction | None:
        """Calls to interviews completed by telephone; None without one."""
        return Fraction(self.calls, self.by_telephone) if self.by_telephone else None


@dataclass(frozen=True)
class Board:
    """A wave on one day."""

    day: date
    types: tuple[TypeBar, ...]
    total: TypeBar
    outcomes: tuple[OutcomeBar, ...]
    untried: tuple[str, ...]
    """Cases that may still be called and have not been."""
    days: tuple[DayBar, ...]
    """Up to the present one, none left out."""

    @property
    def all_days(self) -> DayBar | None:
        """The whole fieldwork as one; None where nothing has happened."""
        return next(iter(joined(self.days, 1)), None)


def board(day: date, courses: Sequence[CaseCourse], frame: Frame, begins: date | None = None) -> Board:
    """The board at the end of `day`; its days begin at `begins`, or before it where something happened earlier."""
    ended = [stood(course, day, frame.outcomes) for course in courses]
    types = tuple(_types(ended, frame))
    return Board(
        day=day,
        types=types,
        total=_total(types),
        outcomes=tuple(_outcomes(courses, frame.outcomes)),
        untried=tuple(one.course.case for one in ended if one.open and not one.course.calls),
        days=tuple(_days([one.course for one in ended if one.eligible], day, begins)),
    )


def reach_of(one: Stood) -> Reach:
    """How far a case had come."""
    if one.done is not None:
        return Reach.COMPLETE
    if not one.open:
        return Reach.OVER
    return Reach.BEGUN if one.state in _BEGUN else Reach.NOT_BEGUN


def _types(ended: Sequence[Stood], frame: Frame) -> Iterator[TypeBar]:
    framed = Counter(one.course.type for one in ended if one.eligible)
    cases: dict[tuple[str, Reach], list[str]] = defaultdict(list)
    for one in ended:
        cases[one.course.type, reach_of(one)].append(one.course.case)
    there = {one.course.type for one in ended} | set(frame.population)
    for kind, name in frame.names.items():
        if kind in there:
            population = frame.population.get(kind, framed[kind])
            yield TypeBar(kind, name, population, {reach: tuple(cases[kind, reach]) for reach in Reach})


def _total(types: Sequence[TypeBar]) -> TypeBar:
    reach = {each: tuple(case for bar in types for case in bar.reach[each]) for each in Reach}
    return TypeBar("TOTAL", "Total", sum(bar.population for bar in types), reach)


def _outcomes(courses: Iterable[CaseCourse], outcomes: Outcomes) -> Iterator[OutcomeBar]:
    """Every outcome that a call came to, in the order of the table."""
    last: dict[str, list[str]] = defaultdict(list)
    calls: Counter[str] = Counter()
    for course in courses:
        calls.update(call.outcome for call in course.calls)
        if course.calls:
            last[course.calls[-1].outcome].append(course.case)
    for code, outcome in outcomes.items():
        if calls[code] and code != UNTRIED:
            yield OutcomeBar(code, outcome.say, tuple(last[code]), calls[code])


def _days(courses: Sequence[CaseCourse], until: date, begins: date | None) -> Iterator[DayBar]:
    """Every day from the first; cases that are not eligible are left out throughout."""
    added: Counter[date] = Counter()
    completed: dict[date, list[str]] = defaultdict(list)
    spoken: Counter[date] = Counter()
    calls = Counter(call.day for course in courses for call in course.calls if call.dialled)
    begun: set[date] = set()
    for course in courses:
        begun.update(move.day for move in course.moves)
        before = False
        for day, after, mode in _ends(course):
            added[day] += after - before
            if after and not before:
                completed[day].append(course.case)
                spoken[day] += mode == TELEPHONE
            before = after
    days = [day for day in {*begun, *calls, *([begins] if begins else [])} if day <= until]
    day, complete = min(days, default=until + timedelta(days=1)), 0
    while day <= until:
        complete += added[day]
        yield DayBar(day, day, complete, tuple(completed[day]), spoken[day], calls[day])
        day += timedelta(days=1)


def _ends(course: CaseCourse) -> Iterator[tuple[date, bool, str]]:
    """For each day on which a return moved, whether it was complete when the day ended, and by which mode."""
    passed = 0
    for day, moves in groupby(course.moves, key=lambda move: move.day):
        passed += len(tuple(moves))
        done = completing(course.moves[:passed])
        yield day, done is not None, done.mode if done else ""


def joined(days: Sequence[DayBar], most: int) -> tuple[DayBar, ...]:
    """The days, as many together as it takes to have at most `most` of them; the last ones may be fewer."""
    size = max(1, -(-len(days) // max(1, most)))
    return tuple(_joined(days[at : at + size]) for at in range(0, len(days), size))


def _joined(days: Sequence[DayBar]) -> DayBar:
    last = days[-1]
    return DayBar(
        first=days[0].first,
        last=last.last,
        complete=last.complete,
        completed=tuple(case for day in days for case in day.completed),
        by_telephone=sum(day.by_telephone for day in days),
        calls=sum(day.calls for day in days),
    )
