"""The rows of a wave: its frame, its people, its chains, what the office did, and the doors.

Annotations stay unquoted here: the mapper evaluates them.
"""

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class JournalRow(SQLModel):
    """What a row carries whose event stands in the journal of a wave."""

    seq: int
    """The number of its event."""
    salt: str
    digest: str
    """Over the salt and every column that does not change later."""


class WaveRow(JournalRow, table=True):
    """One wave of a dialog, with the dialog as it was when the wave began."""

    __tablename__ = "wave"
    id: str = Field(primary_key=True)
    dialog_id: str
    dialog_version: str
    dialog_digest: str
    dialog_text: str = Field(sa_type=Text)
    title: str
    opens: str
    closes: str
    referral: str = Field(sa_type=Text)
    state: str
    created_at: str


class PopulationRow(SQLModel, table=True):
    """How many organisations of a type there are, for weights."""

    __tablename__ = "population"
    wave: str = Field(primary_key=True, foreign_key="wave.id")
    type: str = Field(primary_key=True)
    count: int


class OrganisationRow(JournalRow, table=True):
    """One organisation in the frame of a wave."""

    __tablename__ = "organisation"
    wave: str = Field(primary_key=True, foreign_key="wave.id")
    ref: str = Field(primary_key=True)
    name: str
    type: str
    grp: str
    cohort: str
    region: str
    commissioned_by: str
    lead: str
    """The first lead; who it is now stands with the case."""


class PersonRow(SQLModel, table=True):
    """Contact data, apart from answers and outside every digest, so that it can be removed."""

    __tablename__ = "person"
    __table_args__ = (Index("person_case", "ref", "wave"),)
    id: str = Field(primary_key=True)
    wave: str = Field(foreign_key="wave.id", index=True)
    ref: str
    """The case the person belongs to; empty for people of the office."""
    name: str
    title: str
    email: str
    phone: str
    role: str
    """What a person of the office may do in the wave; empty for nothing, and for people of a case."""


class AuditCaseRow(SQLModel, table=True):
    """One organisation's participation; CASE is a word of SQL, hence the name."""

    __tablename__ = "audit_case"
    wave: str = Field(primary_key=True, foreign_key="wave.id")
    ref: str = Field(primary_key=True)
    lead: str
    contact: str


class AuditReturnRow(SQLModel, table=True):
    """What is filled in for a case. State and mode repeat the last entries about them, for quick counts."""

    __tablename__ = "audit_return"
    __table_args__ = (UniqueConstraint("wave", "ref"),)
    id: str = Field(primary_key=True)
    wave: str = Field(foreign_key="wave.id")
    ref: str
    state: str
    mode: str


class EventRow(SQLModel, table=True):
    """One link of a chain."""

    __tablename__ = "event"
    chain: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    kind: str
    body: str = Field(sa_type=Text)
    previous: str
    hash: str
    at: str


class ActRow(JournalRow, table=True):
    """Something the office did in a wave, and who did it."""

    __tablename__ = "act"
    wave: str = Field(primary_key=True, foreign_key="wave.id")
    seq: int = Field(primary_key=True)
    kind: str
    by_name: str
    at: str


class SettlementRow(JournalRow, table=True):
    """Something settled about a wave, such as a code of a code frame; details are canonical JSON."""

    __tablename__ = "settlement"
    wave: str = Field(primary_key=True, foreign_key="wave.id")
    seq: int = Field(primary_key=True)
    kind: str
    details: str = Field(sa_type=Text)
    by_name: str
    at: str


class AccessRow(JournalRow, table=True):
    """An access code by its public selector; only the verifier of its secret is kept."""

    __tablename__ = "access"
    selector: str = Field(primary_key=True)
    wave: str = Field(foreign_key="wave.id", index=True)
    ref: str
    person: str
    role: str
    verifier: str
    expires: str
    issued_at: str
    issued_by: str
    revoked_at: str


class AttemptRow(SQLModel, table=True):
    """Wrong tries at one place or on one selector, known or not."""

    __tablename__ = "attempt"
    door: str = Field(primary_key=True)
    failures: int
    last_at: str
    locked_until: str


class SigningKeyRow(JournalRow, table=True):
    """The public half of a signing phrase."""

    __tablename__ = "signing_key"
    id: str = Field(primary_key=True)
    wave: str = Field(foreign_key="wave.id")
    person: str = Field(index=True)
    public_key: str
    phrase_salt: str
    kdf: str
    enrolled_at: str
    revoked_at: str
