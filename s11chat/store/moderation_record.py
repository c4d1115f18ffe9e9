"""What leaves the store of moderation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from s11chat.store.record import Entered


@dataclass(frozen=True)
class ModeratorRecord(Entered):
    """A moderator's work on a return as it stands; who and when are of its giving."""

    assigned: int
    """Its number in the return."""
    name: str
    step: str
    """assigned, done, resumed or withdrawn."""
    stepped: int
    """The number of the step it is at."""
    stepped_at: datetime


@dataclass(frozen=True)
class ModerationRecord(Entered):
    """One revision of a moderated rating."""

    item: str
    agreed: bool
    withdrawn: bool
    blind: bool
    rating: str
    reason: str
    self_rating: str
    answer_revision: int


@dataclass(frozen=True)
class ChallengeRecord(Entered):
    """A peer's note as it stands, or a lead's word; who and when are of its first step."""

    opened: int
    item: str
    state: str
    peer: str
    organisation: str
    text: str
    answer: str
    answered_by: str
    answered_at: datetime | None
    closing: str
    closed_by: str
