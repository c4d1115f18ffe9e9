"""An action of a plan: what was agreed, how far it is by what was told since, and whether its day is over.

What was agreed (what, who, by when) is what a lead signs. What is told afterwards stands beside it and is never part
of what was signed: it says how things go, and changes no promise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

SOON = 30
"""Days within which the day of an action comes soon."""


class Standing(StrEnum):
    """How far an action is."""

    OPEN = "open"
    UNDER_WAY = "under way"
    DONE = "done"
    DROPPED = "dropped"


RUNNING = frozenset({Standing.OPEN, Standing.UNDER_WAY})


@dataclass(frozen=True)
class Told:
    """Progress that somebody told."""

    number: int
    """Of its entry in the return."""
    day: date
    """The day it is about."""
    standing: Standing | None
    percent: int | None
    expected: date | None
    """By when it is expected from then on; the day agreed stays what it is."""
    note: str
    by: str
    role: str
    person: str
    """The id of whoever told it."""
    at: datetime


@dataclass(frozen=True)
class Chased:
    """That somebody asked after an action, or after the plan."""

    number: int
    note: str
    by: str
    organisation: str
    """For which they asked; empty for the office."""
    person: str
    at: datetime


@dataclass(frozen=True)
class Moved:
    """Another day in place of one that was agreed or expected."""

    on: date
    """The day somebody said so."""
    was: date | None
    became: date | None
    agreed: bool
    """Whether it was agreed anew; else it is only expected."""


@dataclass(frozen=True)
class Action:
    """One action of a plan as it stands."""

    name: str
    """What it is called among people: the question it belongs to, and a number where it was added."""
    item: str
    made: int
    """The number of its entry; 0 for the one that was given with the rating."""
    section: str
    standard: str
    """The rated question as asked."""
    rating: str
    """In words; empty where whoever looks may not see it."""
    what: str
    owner: str
    due: str
    """The day agreed, in words; empty where none was."""
    day: date | None
    """The last day on which it is in time."""
    priority: str = ""
    signed: bool = False
    """Whether a signature that stands covers what was agreed."""
    lapsed: bool = False
    """Whether its question is no longer asked, since another rating was given; nobody waits for it then."""
    told: tuple[Told, ...] = ()
    """The first first."""
    chased: tuple[Chased, ...] = ()
    agreed_anew: tuple[Moved, ...] = ()

    @property
    def standing(self) -> Standing:
        """How far it is: what was said last; a percentage says that it is under way."""
        for one in reversed(self.told):
            if one.standing is not None:
                return one.standing
            if one.percent:
                return Standing.UNDER_WAY
        return Standing.OPEN

    @property
    def percent(self) -> int | None:
        """The percentage told last; 100 where it is done, none where nobody told one."""
        if self.standing is Standing.DONE:
            return 100
        return next((one.percent for one in reversed(self.told) if one.percent is not None), None)

    @property
    def expected(self) -> date | None:
        """By when it is expected, where that is another day than was agreed."""
        last = next((one.expected for one in reversed(self.told) if one.expected is not None), None)
        return last if last != self.day else None

    @property
    def running(self) -> bool:
        """Whether something is left to be done."""
        return self.standing in RUNNING and not self.lapsed

    @property
    def moved(self) -> tuple[Moved, ...]:
        """Every move of its day, by the day it was said."""
        moves = list(self.agreed_anew)
        before = self.day
        for one in self.told:
            if one.expected is not None and one.expected != before:
                moves.append(Moved(one.day, before, one.expected, agreed=False))
                before = one.expected
        return tuple(sorted(moves, key=lambda move: move.on))

    def overdue(self, today: date) -> bool:
        """Whether the day agreed is over and something is left to be done."""
        return self.running and self.day is not None and self.day < today

    def due_soon(self, today: date, within: int = SOON) -> bool:
        """Whether its day comes within so many days."""
        return self.running and self.day is not None and today <= self.day <= today + timedelta(days=within)


def in_words(what: str, owner: str, due: str, priority: str = "") -> str:
    """What was agreed, in one line; `due` as YYYY-MM-DD, or empty."""
    day = date.fromisoformat(due) if due else None
    urgent = f"; priority {priority}" if priority else ""
    by = f"by {day.day} {day:%B %Y}" if day else "no day agreed"
    return f"{what}; {owner or 'nobody named'}, {by}{urgent}"


def due_told(action: Action, today: date) -> str:
    """An action that is due, in one line: its name, what and who, and whether its day is over."""
    over = ": over its day" if action.overdue(today) else ""
    return f"{action.name} {action.what}; {action.owner or 'nobody named'}, by {action.due or 'no day'}{over}"


def urgent_first(actions: Iterable[Action], today: date) -> tuple[Action, ...]:
    """What is overdue first, the longest first, then what runs by its day, then what is over."""

    def urgency(action: Action) -> tuple[bool, bool, date]:
        return not action.running, not action.overdue(today), action.day or date.max

    return tuple(sorted(actions, key=urgency))


_STANDINGS = {
    "open": Standing.OPEN,
    "not begun": Standing.OPEN,
    "not started": Standing.OPEN,
    "under way": Standing.UNDER_WAY,
    "underway": Standing.UNDER_WAY,
    "begun": Standing.UNDER_WAY,
    "started": Standing.UNDER_WAY,
    "in progress": Standing.UNDER_WAY,
    "done": Standing.DONE,
    "complete": Standing.DONE,
    "completed": Standing.DONE,
    "finished": Standing.DONE,
    "dropped": Standing.DROPPED,
}
_BEGINS = re.compile(rf"({'|'.join(sorted(_STANDINGS, key=len, reverse=True))})\b[\s,:;.]*", re.IGNORECASE)
_PERCENT = re.compile(r"(\d{1,3})\s*(?:%|per ?cent\b)[\s,:;.]*", re.IGNORECASE)


def read_progress(words: str) -> tuple[Standing | None, int | None, str]:
    """How far an action is by what somebody typed, such as "under way 50% half are booked": standing, percentage, note.

    Only how the words begin counts; all that is left is the note.
    """
    standing: Standing | None = None
    percent: int | None = None
    rest = words.strip()
    while True:
        if standing is None and (found := _BEGINS.match(rest)):
            standing = _STANDINGS[found[1].casefold()]
        elif percent is None and (found := _PERCENT.match(rest)) and int(found[1]) <= 100:
            percent = int(found[1])
        else:
            return standing, percent, rest
        rest = rest[found.end() :]
