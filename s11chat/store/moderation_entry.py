"""What moderation gives a return to keep."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NewModerator:
    """Somebody of the office, by name, is to moderate the return."""

    name: str
    note: str = ""


@dataclass(frozen=True)
class ModeratorStep:
    """How far a moderator's work has come, by its number: done, resumed or withdrawn."""

    assigned: int
    step: str
    note: str = ""


@dataclass(frozen=True)
class NewModeration:
    """A rating of a standard beside the organisation's, made on a revision of its answer; or its withdrawal."""

    item: str
    rating: str = ""
    reason: str = ""
    self_rating: str = ""
    answer_revision: int = 0
    agreed: bool = False
    withdrawn: bool = False
    blind: bool = True
    """Made before the moderators saw each other's ratings."""


@dataclass(frozen=True)
class NewChallenge:
    """A note on a standard by somebody of another organisation, or of the panel."""

    item: str
    text: str
    peer: str
    organisation: str


@dataclass(frozen=True)
class ChallengeStep:
    """What became of a peer's note, by its number: answered or closed."""

    opened: int
    state: str
    text: str = ""


@dataclass(frozen=True)
class NewReply:
    """A word of the lead on a moderated rating."""

    item: str
    text: str


ModerationEntry = NewModerator | ModeratorStep | NewModeration | NewChallenge | ChallengeStep | NewReply
"""The entries of moderation."""
