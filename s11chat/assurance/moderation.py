"""Moderation: who may see whose rating, and what the ratings of a standard come to beside the organisation's own.

Moderators rate blind to one another until both are done. Where they differ, only an agreed rating settles it; it
stands beside theirs as theirs stand beside the organisation's, and none replaces another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from s11chat.assurance.right import name_key, same_name

NOT_APPLICABLE = "not_applicable"
"""The rating of a moderator who holds that a standard does not apply."""
MOST = 2
"""Moderators that a return may have at a time."""


class Step(StrEnum):
    """How far a moderator has come with a return."""

    ASSIGNED = "assigned"
    DONE = "done"
    RESUMED = "resumed"
    WITHDRAWN = "withdrawn"


class How(StrEnum):
    """What the moderated rating of a standard rests on."""

    NONE = "not moderated"
    ALONE = "one moderator"
    SAME = "both moderators"
    DIFFER = "moderators differ"
    AGREED = "agreed"


@dataclass(frozen=True)
class Work:
    """The work of one moderator on a return."""

    number: int
    name: str
    step: Step


@dataclass(frozen=True)
class Rated:
    """One revision of a moderated rating."""

    seq: int
    item: str
    by: str
    rating: str
    """A code of the scale, or `NOT_APPLICABLE`; empty where it is withdrawn."""
    reason: str
    self_rating: str
    answer_revision: int
    at: datetime
    agreed: bool = False
    blind: bool = True


@dataclass(frozen=True)
class Outcome:
    """What the ratings of one standard come to."""

    how: How
    rating: Rated | None = None
    outdated: bool = False
    """Whether a moderator changed their rating after it was agreed."""


def standing(works: Iterable[Work]) -> tuple[Work, ...]:
    """Those who moderate a return now."""
    return tuple(work for work in works if work.step is not Step.WITHDRAWN)


def finished(works: Iterable[Work]) -> bool:
    """Whether everybody who moderates a return is done with it; not where nobody does."""
    found = standing(works)
    return bool(found) and all(work.step is Step.DONE for work in found)


def shown_to_each_other(works: Iterable[Work]) -> bool:
    """Whether the moderators of a return see each other's ratings: where there are two, and both are done."""
    found = standing(works)
    return len(found) > 1 and finished(found)


def of_standing(ratings: Iterable[Rated], works: Iterable[Work]) -> tuple[Rated, ...]:
    """The ratings that count: those of whoever moderates the return now, and those agreed."""
    names = {name_key(work.name) for work in standing(works)}
    return tuple(one for one in ratings if one.agreed or name_key(one.by) in names)


def visible(ratings: Iterable[Rated], works: Sequence[Work], name: str) -> tuple[Rated, ...]:
    """The ratings that the moderator called `name` may see: their own, and all once everybody is done."""
    open_ = finished(works)
    return tuple(one for one in ratings if open_ or (same_name(one.by, name) and not one.agreed))


def latest(ratings: Iterable[Rated]) -> dict[str, Rated]:
    """The last rating of each moderator by their name, in the order they began; those withdrawn are left out."""
    found: dict[str, Rated] = {}
    for one in ratings:
        if not one.agreed:
            found[name_key(one.by)] = one
    return {one.by: one for one in found.values() if one.rating}


def outcome(ratings: Sequence[Rated], works: Sequence[Work]) -> Outcome:
    """What the ratings of one standard, in order, come to."""
    counted = of_standing(ratings, works)
    agreed = next((one for one in reversed(counted) if one.agreed), None)
    given = latest(counted)
    if agreed is not None and agreed.rating:
        later = any(one.seq > agreed.seq for one in counted if not one.agreed)
        return Outcome(How.AGREED, agreed, later)
    if not given:
        return Outcome(How.NONE)
    first, *others = given.values()
    if not others:
        return Outcome(How.ALONE, first)
    if all(one.rating == first.rating for one in others):
        return Outcome(How.SAME, first)
    return Outcome(How.DIFFER)
