"""A page of the diary of fieldwork: what is on it, and the figures that follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from s11chat.fieldwork.outcome import Group


@dataclass(frozen=True)
class Completes:
    """Complete returns, by how they were answered; those signed are among them."""

    online: int = 0
    telephone: int = 0
    signed: int = 0

    @property
    def complete(self) -> int:
        """All of them."""
        return self.online + self.telephone


@dataclass(frozen=True)
class TypeRow:
    """One type of organisation, or all, at the end of a day."""

    type: str
    name: str
    population: int
    complete: int
    open: int
    """Cases that are not complete and may still be."""

    @property
    def rate(self) -> Fraction | None:
        """Complete returns to population; None without one."""
        return Fraction(self.complete, self.population) if self.population else None

    @property
    def most(self) -> Fraction | None:
        """The same if every case that is still open were completed."""
        return Fraction(self.complete + self.open, self.population) if self.population else None


@dataclass(frozen=True)
class Waiting:
    """A case that somebody has to do something about."""

    case: str
    organisation: str
    whom: str
    since: date
    why: str = ""


def in_order(waiting: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """Those that wait longest first, by whole days, and by case among those of one day."""
    return tuple(sorted(waiting, key=lambda one: (one.since, one.case)))


@dataclass(frozen=True)
class Doings:
    """What was done in a wave on one day besides calls: the time it took, and steps of appointments and letters."""

    hours: Fraction = Fraction(0)
    """Of all interviewers."""
    appointments: Mapping[str, int] = field(default_factory=dict)
    """made, kept, broken, cancelled"""
    letters: Mapping[str, int] = field(default_factory=dict)
    """sent, filed, refused, bounced, deferred"""


@dataclass(frozen=True)
class Page:
    """One day."""

    day: date
    new: Completes
    """Completed, or signed, on the day and still so when it ended."""
    in_all: Completes
    taken_back: int
    """Returns that were complete the day before and no longer."""
    rows: tuple[TypeRow, ...]
    total: TypeRow
    outcomes: Mapping[Group, int]
    """Calls that were dialled, by what they came to."""
    soft: int
    """Refusals that somebody else may ask again."""
    hard: int
    """Refusals for good."""
    to_office: int
    """Calls that sent a case to the office or the supervisor."""
    doings: Doings
    unsigned: tuple[Waiting, ...]
    """Returns that wait for their lead's signature, the longest first."""
    office: tuple[Waiting, ...] = ()
    """Cases that wait for the office; known of the present day alone."""

    @property
    def calls(self) -> int:
        """All calls of the day."""
        return sum(self.outcomes.values())

    @property
    def calls_per_complete(self) -> Fraction | None:
        """Calls to interviews completed by telephone; None without one."""
        return Fraction(self.calls, self.new.telephone) if self.new.telephone else None

    @property
    def completes_per_hour(self) -> Fraction | None:
        """Interviews completed by telephone to hours of interviewers; None without hours."""
        return self.new.telephone / self.doings.hours if self.doings.hours else None
