"""What the office sees where two returns may be one organisation's: the matters to decide, and two returns side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from s11chat.assurance.status import Status
from s11chat.fieldwork.case import State


class Matter(StrEnum):
    """What there is to decide."""

    ALIKE = "alike"
    """Two organisations of the wave look like one."""
    CODED = "coded"
    """A call was coded as merged into, or a duplicate of, another case, and somebody has answered."""
    ENDED = "ended"
    """A call was coded as abolished or without the duty."""
    MODES = "two modes"
    """Answers given in one mode went over answers given in another."""


@dataclass(frozen=True)
class Verdict:
    """What was decided."""

    kept: str
    """The ref of the case that counts; empty where both stand, or neither."""
    dropped: str
    """The ref of the case that was left out; empty where none was."""
    by: str
    at: datetime
    reason: str

    @property
    def said(self) -> str:
        """In words."""
        if not self.dropped:
            return "both stand" if not self.kept else f"{self.kept} stands as it is"
        return f"{self.dropped} is left out for {self.kept}" if self.kept else f"{self.dropped} is left out"


@dataclass(frozen=True)
class MatterLine:
    """One matter in a list."""

    wave: str
    matter: Matter
    refs: tuple[str, ...]
    """Of the cases it is about: two, or one."""
    names: tuple[str, ...]
    """Of their organisations."""
    states: tuple[State, ...]
    score: str
    """sure or likely, where organisations look alike; coded where an interviewer said so."""
    because: str
    verdict: Verdict | None = None
    """None while it is open."""


@dataclass(frozen=True)
class Side:
    """One of two returns, or one of two sets of answers in a return."""

    case: str
    """WAVE/REF."""
    ref: str
    organisation: str
    type_name: str
    region: str
    state: State
    status: Status
    respondent: str
    """Who gave most of the answers; empty where nobody has."""
    title: str
    place: str
    """lead, contact, or nothing."""
    others: tuple[str, ...]
    """Who else answered."""
    modes: tuple[str, ...]
    """In which it was answered, the most used first."""
    first: datetime | None
    last: datetime | None
    """When the first and the last of the answers that stand were given."""
    finished: datetime | None
    answered: int
    asked: int
    signed: tuple[str, ...]
    """The sections that a signature stands on."""
    head: int
    """The number of the last entry."""


@dataclass(frozen=True)
class Differing:
    """One question that the two sides answer differently."""

    question: str
    text: str
    """As it was asked."""
    left: str
    right: str
    left_by: str = ""
    right_by: str = ""


@dataclass(frozen=True)
class Sides:
    """Two returns beside each other."""

    left: Side
    right: Side
    keep: str
    """The ref of the return that is proposed to count; where there is one return, the mode."""
    because: str
    """Why."""
    same: int
    """Questions that both answer alike."""
    differing: tuple[Differing, ...]


def proposal(found: Sides, modes: bool = False) -> str:
    """Which is proposed, and why, in a sentence."""
    what = f"the answers given {WAYS.get(found.keep, found.keep)}" if modes else found.keep
    return f"Proposed: {what}, since {found.because}."


WAYS = {"telephone": "by telephone", "online": "online"}
"""How answers were given, by their mode."""


def summary(left: Side, right: Side) -> Iterator[tuple[str, str, str]]:
    """What is known of both, by rows: a label, the left, the right."""
    for label, *both in zip(_LABELS, _facts(left), _facts(right), strict=True):
        one, other = both
        yield label, one, other


_LABELS = ("case", "answered", "title", "given", "complete", "signed", "state", "type", "from", "also")


def _facts(side: Side) -> Iterable[str]:
    place = {"lead": "the lead", "contact": "for the lead"}.get(side.place, "")
    ways = ", ".join(WAYS.get(mode, mode) for mode in side.modes)
    given = f"{side.answered} of {side.asked}" if side.first else ""
    return (
        f"{side.ref} {side.organisation}",
        " · ".join(part for part in (side.respondent or "nobody yet", place) if part),
        side.title or "-",
        ", ".join(part for part in (given, ways) if part) or "nothing",
        moment(side.finished) or "not yet",
        f"yes: {', '.join(side.signed)}" if side.signed else "no",
        str(side.state),
        ", ".join(part for part in (side.type_name, side.region) if part),
        f"{moment(side.first)} to {moment(side.last)}" if side.first else "-",
        ", ".join(side.others) or "-",
    )


def moment(at: datetime | None) -> str:
    """When, on this machine's clock; empty where it is not known."""
    return f"{at.astimezone():%d %b %H:%M}" if at else ""
