"""Which of two returns of one organisation is proposed to count, and why; a person decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from s11chat.fieldwork.seniority import Place


@dataclass(frozen=True)
class Given:
    """One of the two returns, as far as it is weighed."""

    respondent: str
    """Who gave most of its answers; empty where nobody has answered."""
    title: str = ""
    rank: float | None = None
    """Of the title, 0 for the most senior; None where it is in no rank."""
    place: Place = Place.OTHER
    signed: bool = False
    answered: int = 0
    finished: datetime | None = None
    """When it was complete for the first time."""


@dataclass(frozen=True)
class Proposal:
    """The return that is proposed to count: the first or the second, and why."""

    first: bool
    because: str


def proposed(one: Given, other: Given) -> Proposal:
    """The more senior respondent's; then the one that is signed, has more answers, was complete earlier.

    A return that nobody has answered is not proposed beside one that somebody has. Where titles say nothing the
    lead comes before the contact, and the contact before others.
    """
    for rule in _RULES:
        if because := rule(one, other):
            return Proposal(True, because)
        if because := rule(other, one):
            return Proposal(False, because)
    return Proposal(True, "nothing tells the two apart; it comes first in the list")


def _answered_at_all(one: Given, other: Given) -> str:
    return "nobody has answered in the other" if one.respondent and not other.respondent else ""


def _more_senior(one: Given, other: Given) -> str:
    if one.rank is not None and (other.rank is None or one.rank < other.rank):
        return f"{_person(one)} is more senior than {_person(other)}"
    return ""


def _nearer_the_lead(one: Given, other: Given) -> str:
    if one.rank is not None or other.rank is not None or one.place >= other.place:
        return ""
    return f"{_person(one)} {_PLACED[one.place]} and {_person(other)} {_PLACED[other.place]}"


def _signed(one: Given, other: Given) -> str:
    return "it is signed and the other is not" if one.signed and not other.signed else ""


def _fuller(one: Given, other: Given) -> str:
    if one.answered > other.answered:
        return f"it answers {one.answered} questions, the other {other.answered}"
    return ""


def _earlier(one: Given, other: Given) -> str:
    if one.finished is None or (other.finished is not None and other.finished <= one.finished):
        return ""
    return "it was complete earlier" if other.finished else "it is complete and the other is not"


def _person(one: Given) -> str:
    name = one.respondent or "somebody without a name"
    return f"{name} ({one.title})" if one.title else name


_PLACED = {Place.LEAD: "leads", Place.CONTACT: "answers for the lead", Place.OTHER: "does neither"}
_RULES: tuple[Callable[[Given, Given], str], ...] = (
    _answered_at_all,
    _more_senior,
    _nearer_the_lead,
    _signed,
    _fuller,
    _earlier,
)
