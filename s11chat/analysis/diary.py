"""The diary of fieldwork: what a day brought, and where every case stood when it ended.

Nothing is kept for it: a page is counted from the moves of the returns, the calls, the appointments and the
letters, so the page of a day long past comes out as it would have that evening. Days are those of the wave's
time zone; whoever asks has put every moment into its day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from s11chat.analysis.interviewer import refused
from s11chat.analysis.page import Completes, Doings, Page, TypeRow, Waiting, in_order
from s11chat.fieldwork.case import COMPLETED, State
from s11chat.fieldwork.disposition import Known, disposition
from s11chat.fieldwork.outcome import Outcomes, Rate, Then

TELEPHONE = "telephone"
_SIGNING = frozenset({State.SIGNED_IN_PART, State.SIGNED_OFF})
_TO_SIGN = frozenset({State.COMPLETE, State.SIGNED_IN_PART})
_OVER = frozenset({State.CLOSED_UNSIGNED, State.SUPERSEDED})


@dataclass(frozen=True)
class Move:
    """A return went to another state."""

    day: date
    became: State
    mode: str
    """telephone or online."""
    by: str


@dataclass(frozen=True)
class Coded:
    """A call was coded, or the office settled a case without one."""

    day: date
    outcome: str
    """The code."""
    dialled: bool = True


@dataclass(frozen=True)
class CaseCourse:
    """One case through its days; what is in the same day is in order."""

    case: str
    organisation: str
    type: str
    lead: str
    direct: bool
    """The lead alone answered, so that nobody has to sign."""
    moves: tuple[Move, ...] = ()
    calls: tuple[Coded, ...] = ()
    confirmed: bool = True
    """The office has not to look at the last of the calls any more."""


@dataclass(frozen=True)
class Frame:
    """What the pages of a wave have in common."""

    names: Mapping[str, str]
    """Of the types, by their codes, in order; those without population and cases are left out."""
    population: Mapping[str, int]
    """As given for the wave; where a type has none, its cases are counted."""
    outcomes: Outcomes


def completing(moves: Iterable[Move]) -> Move | None:
    """The move that completed a return, where it is still complete after all of `moves`."""
    done: Move | None = None
    for move in moves:
        if move.became in COMPLETED:
            done = move
        elif move.became in _SIGNING:
            done = done or move
        elif move.became is not State.CLOSED_UNSIGNED:
            done = None
    return done


def diary(
    days: Iterable[date],
    cases: Sequence[CaseCourse],
    doings: Mapping[date, Doings],
    frame: Frame,
    office: Mapping[date, tuple[Waiting, ...]],
) -> tuple[Page, ...]:
    """A page for each of `days`; `office` has who waits for the office on the days of which that is known."""
    return tuple(
        _page(day, ended, cases, doings.get(day, Doings()), frame, office.get(day, ()))
        for day, ended in _days(sorted(set(days)), cases, frame.outcomes)
    )


def _days(
    days: Sequence[date], cases: Sequence[CaseCourse], outcomes: Outcomes
) -> Iterator[tuple[date, list[Stood]]]:
    """Where every case stood at the end of each day; one to which nothing happened stands as the day before."""
    happened: dict[date, set[int]] = defaultdict(set)
    for number, course in enumerate(cases):
        for day in (*(move.day for move in course.moves), *(call.day for call in course.calls)):
            happened[day].add(number)
    ended: list[Stood] = []
    before, moved = date.min, set(range(len(cases)))
    for day in days:
        since = {number for when, those in happened.items() if before < when <= day for number in those}
        again = since | moved  # whoever was complete when a day began came so the day before
        ended = [
            stood(course, day, outcomes) if number in again or not ended else ended[number]
            for number, course in enumerate(cases)
        ]
        yield day, ended
        before, moved = day, since


@dataclass(frozen=True)
class Stood:
    """Where one case stood when a day ended."""

    course: CaseCourse
    done: Move | None
    was_done: bool
    """Complete when the day began."""
    state: State
    since: date | None
    """The day it came to that state."""
    eligible: bool
    open: bool

    @property
    def waits(self) -> bool:
        """Whether nothing is missing but a signature."""
        return self.state in _TO_SIGN and self.done is not None and not self.course.direct


def stood(course: CaseCourse, day: date, outcomes: Outcomes) -> Stood:
    """Where a case stood when `day` ended."""
    moves = [move for move in course.moves if move.day <= day]
    state = moves[-1].became if moves else State.ASSIGNED
    calls = tuple(one.outcome for one in course.calls if one.day <= day)
    completed = completing(moves)
    known = Known(
        state=state,
        share=float(completed is not None),
        outcomes=calls,
        confirmed=course.confirmed or len(calls) < len(course.calls),
    )
    ended = disposition(known, outcomes)
    eligible = ended.rate is not Rate.NOT_ELIGIBLE
    done = completed if eligible else None
    return Stood(
        course=course,
        done=done,
        was_done=completing(move for move in moves if move.day < day) is not None,
        state=state,
        since=moves[-1].day if moves else None,
        eligible=eligible,
        open=done is None and not ended.final and state not in _OVER,
    )


def _page(
    day: date,
    ended: Sequence[Stood],
    cases: Sequence[CaseCourse],
    doings: Doings,
    frame: Frame,
    office: tuple[Waiting, ...],
) -> Page:
    today = [one for course in cases for one in course.calls if one.day == day]
    coded = [frame.outcomes[one.outcome] for one in today if one.outcome in frame.outcomes]
    dialled = [frame.outcomes[one.outcome] for one in today if one.dialled and one.outcome in frame.outcomes]
    refusals = [one for one in coded if refused(one)]
    rows = tuple(_rows(ended, frame))
    return Page(
        day=day,
        new=_completes(
            [one for one in ended if one.done and not one.was_done],
            [one for one in ended if one.state is State.SIGNED_OFF and one.since == day],
        ),
        in_all=_completes(
            [one for one in ended if one.done], [one for one in ended if one.state is State.SIGNED_OFF]
        ),
        taken_back=sum(one.was_done and one.done is None for one in ended),
        rows=rows,
        total=_total(rows),
        outcomes=Counter(one.group for one in dialled),
        soft=sum(not one.final for one in refusals),
        hard=sum(one.final for one in refusals),
        to_office=sum(one.then in (Then.REPAIR, Then.SUPERVISOR) for one in coded),
        doings=doings,
        unsigned=in_order(_unsigned(ended, day)),
        office=office,
    )


def _completes(done: Sequence[Stood], signed: Sequence[Stood]) -> Completes:
    telephone = sum(one.done is not None and one.done.mode == TELEPHONE for one in done)
    return Completes(len(done) - telephone, telephone, len(signed))


def _rows(stood: Sequence[Stood], frame: Frame) -> Iterable[TypeRow]:
    framed = Counter(one.course.type for one in stood if one.eligible)
    complete = Counter(one.course.type for one in stood if one.done)
    left = Counter(one.course.type for one in stood if one.open)
    there = {one.course.type for one in stood} | set(frame.population)
    for kind, name in frame.names.items():
        if kind in there:
            population = frame.population.get(kind, framed[kind])
            yield TypeRow(kind, name, population, complete[kind], left[kind])


def _total(rows: Sequence[TypeRow]) -> TypeRow:
    return TypeRow(
        "TOTAL",
        "Total",
        sum(row.population for row in rows),
        sum(row.complete for row in rows),
        sum(row.open for row in rows),
    )


def _unsigned(stood: Sequence[Stood], day: date) -> Iterable[Waiting]:
    for one in stood:
        if one.waits:
            course = one.course
            since = one.done.day if one.done else day
            yield Waiting(course.case, course.organisation, course.lead, since)
