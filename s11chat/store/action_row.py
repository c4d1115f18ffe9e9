"""The rows of an action plan: what was agreed, and what was told of it since; never changed and never removed.

Annotations stay unquoted here: the mapper evaluates them.
"""

from sqlalchemy import Text
from sqlmodel import Field

from s11chat.store.return_row import EntryRow


class ActionRow(EntryRow, table=True):
    """One step of an action that somebody added: agreed, changed or taken out; `made` is the seq of its first."""

    __tablename__ = "action"
    made: int
    step: str
    item: str
    what: str = Field(sa_type=Text)
    owner: str = Field(sa_type=Text)
    due: str
    """A day as YYYY-MM-DD."""
    priority: str


class ActionUpdateRow(EntryRow, table=True):
    """Progress told of an action, or a word from whoever asks after it; `told` is the seq of its first step."""

    __tablename__ = "action_update"
    told: int
    step: str
    """told, or taken back."""
    kind: str
    """progress or chase."""
    item: str
    """The rated question; empty where it is about the whole plan."""
    made: int
    """The action that was added, by its number; 0 for the one given with the rating."""
    day: str
    """The day it is about, as YYYY-MM-DD."""
    standing: str
    percent: int
    """-1 where none was told."""
    expected: str
    """By when it is expected now, as YYYY-MM-DD; empty where nothing was said of it."""
    note: str = Field(sa_type=Text)
