"""The rows of a return that moderation adds: who moderates it, how they rate, what peers ask.

They stand in the chain of the return beside its answers and change none of them.
Annotations stay unquoted here: the mapper evaluates them.
"""

from sqlalchemy import Text
from sqlmodel import Field

from s11chat.store.return_row import EntryRow


class ModeratorRow(EntryRow, table=True):
    """One step of a moderator's work on a return; `assigned` is the seq of its first."""

    __tablename__ = "moderator"
    assigned: int
    step: str
    """assigned, done, resumed or withdrawn."""
    name: str
    note: str = Field(sa_type=Text)


class ModerationRow(EntryRow, table=True):
    """A rating beside the organisation's own, by one moderator or agreed among several, or its withdrawal."""

    __tablename__ = "moderation"
    item: str
    agreed: bool
    withdrawn: bool
    blind: bool
    """Whether it was made before the moderators saw each other's ratings."""
    rating: str
    """The code of the scale, or `not_applicable`; empty where it is withdrawn."""
    reason: str = Field(sa_type=Text)
    self_rating: str
    """What the organisation had said when it was made; empty where it had given no rating."""
    answer_revision: int
    """The revision of the answer it was made on; 0 where there was none."""


class ChallengeRow(EntryRow, table=True):
    """One step of a peer's note on a standard, or the lead's word on a moderated rating.

    `opened` is the seq of the first step of a note, and the own seq of a lead's word.
    """

    __tablename__ = "challenge"
    opened: int
    item: str
    state: str
    """open, answered or closed; reply for a lead's word."""
    peer: str
    organisation: str
    text: str = Field(sa_type=Text)
