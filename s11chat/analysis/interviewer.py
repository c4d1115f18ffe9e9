"""What each interviewer's calls came to, and the time it took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from statistics import median

from s11chat.analysis.stint import at_work
from s11chat.fieldwork.outcome import UNCODED, Outcome, Rate, Then


@dataclass(frozen=True)
class Work:
    """What one interviewer did in a wave."""

    name: str
    calls: tuple[Outcome, ...]
    """What their calls came to."""
    spans: tuple[tuple[datetime, datetime], ...]
    """When they did something: calls, and answers they typed."""
    completes: int = 0
    """Returns that they completed by telephone."""
    minutes: tuple[float, ...] = ()
    """How long the answers of each of these took, where that was measured."""


@dataclass(frozen=True)
class InterviewerRow:
    """One interviewer, or all."""

    name: str
    calls: int
    contacts: int
    completes: int
    refusals: int
    break_offs: int
    uncoded: int
    hours: Fraction
    minutes: float | None
    """The median of a complete interview; None without one."""

    @property
    def calls_per_complete(self) -> Fraction | None:
        """None without a complete interview."""
        return Fraction(self.calls, self.completes) if self.completes else None

    @property
    def completes_per_hour(self) -> Fraction | None:
        """None where no time was spent."""
        return self.completes / self.hours if self.hours else None


@dataclass(frozen=True)
class InterviewerTable:
    """Everybody by name, and what they come to together."""

    rows: tuple[InterviewerRow, ...]
    total: InterviewerRow


def interviewer_table(works: Iterable[Work]) -> InterviewerTable:
    """The table with a row for each of `works`; the hours of all are those of each added up."""
    everybody = sorted(works, key=lambda one: one.name.casefold())
    rows = tuple(_row(one) for one in everybody)
    minutes = [one for work in everybody for one in work.minutes]
    total = InterviewerRow(
        name="Total",
        calls=sum(row.calls for row in rows),
        contacts=sum(row.contacts for row in rows),
        completes=sum(row.completes for row in rows),
        refusals=sum(row.refusals for row in rows),
        break_offs=sum(row.break_offs for row in rows),
        uncoded=sum(row.uncoded for row in rows),
        hours=sum((row.hours for row in rows), Fraction(0)),
        minutes=median(minutes) if minutes else None,
    )
    return InterviewerTable(rows, total)


def refused(outcome: Outcome) -> bool:
    """Whether the outcome is a refusal; a break-off with an appointment to go on is none."""
    return outcome.rate is Rate.REFUSAL and outcome.then is not Then.BOOK


def broken_off(outcome: Outcome) -> bool:
    """Whether an interview was begun and is to be taken up again."""
    return outcome.rate is Rate.REFUSAL and outcome.then is Then.BOOK


def hours_of(spans: Iterable[tuple[datetime, datetime]]) -> Fraction:
    """The hours somebody was at work."""
    worked = at_work(spans)
    return Fraction(worked.days * 86_400 + worked.seconds, 3600)


def _row(work: Work) -> InterviewerRow:
    return InterviewerRow(
        name=work.name,
        calls=len(work.calls),
        contacts=sum(one.contacted for one in work.calls),
        completes=work.completes,
        refusals=sum(map(refused, work.calls)),
        break_offs=sum(map(broken_off, work.calls)),
        uncoded=sum(one.code == UNCODED for one in work.calls),
        hours=hours_of(work.spans),
        minutes=median(work.minutes) if work.minutes else None,
    )
