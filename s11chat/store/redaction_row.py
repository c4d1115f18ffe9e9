"""The rows of privacy: what was redacted, and who looked at what.

Annotations stay unquoted here: the mapper evaluates them.
"""

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from s11chat.store.return_row import EntryRow
from s11chat.store.wave_row import JournalRow


class RedactionRow(EntryRow, table=True):
    """Rows of a return were redacted: what each was, and what it is now."""

    __tablename__ = "redaction"
    person: str
    """The id of whom it was about; empty for everybody."""
    reason: str = Field(sa_type=Text)
    covers: str = Field(sa_type=Text)
    """Table, chain, number, digest before and digest since, of each row, as canonical JSON."""
    signatures: str = Field(sa_type=Text)
    """Of each signature touched, by its number, whether it was good until then, as canonical JSON."""


class WaveRedactionRow(JournalRow, table=True):
    """Rows of the journal of a wave were redacted."""

    __tablename__ = "wave_redaction"
    wave: str = Field(primary_key=True, foreign_key="wave.id")
    seq: int = Field(primary_key=True)
    by_name: str
    at: str
    ref: str
    """The case of whom it was about; empty where it was the whole wave."""
    person: str
    reason: str = Field(sa_type=Text)
    covers: str = Field(sa_type=Text)


class AccessLogRow(SQLModel, table=True):
    """Somebody looked: outside every chain, so that it can be removed when its time is over."""

    __tablename__ = "access_log"
    __table_args__ = (Index("access_log_at", "wave", "at"),)
    id: str = Field(primary_key=True)
    wave: str = Field(foreign_key="wave.id")
    ref: str
    """The case; empty for the whole wave."""
    at: str
    by_name: str
    role: str
    did: str
    detail: str
    """Where it went, or how much it was."""
