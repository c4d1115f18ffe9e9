"""The rows of a return: one kind for each kind of entry, never changed and never removed.

Annotations stay unquoted here: the mapper evaluates them.
"""

from sqlalchemy import LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class EntryRow(SQLModel):
    """A row of a return: never changed, never removed; its event stands in the chain of the return."""

    return_id: str = Field(primary_key=True, foreign_key="audit_return.id")
    seq: int = Field(primary_key=True)
    """The number of its event."""
    salt: str
    digest: str
    """Over the salt and every other column."""
    by: str
    by_name: str
    role: str
    on_behalf_of: str
    mode: str
    at: str


class ResponseRow(EntryRow, table=True):
    """One revision of the response to an item; the value is the answer as canonical JSON."""

    __tablename__ = "response"
    __table_args__ = (
        UniqueConstraint("return_id", "item", "occasion", "revision", name="response_revision"),
    )
    item: str
    occasion: int
    revision: int
    value: str = Field(sa_type=Text)
    no_answer: str
    withdrawn: bool
    words: str = Field(sa_type=Text)
    because: str = Field(sa_type=Text)
    exact: bool
    seconds: float


class RemarkRow(EntryRow, table=True):
    """Something put on record beside an item."""

    __tablename__ = "remark"
    item: str
    about: str
    text: str = Field(sa_type=Text)


class ParkRow(EntryRow, table=True):
    """An item set aside for somebody, or (ended) taken up again."""

    __tablename__ = "park"
    item: str
    who: str
    due: str
    ended: bool


class HelpUseRow(EntryRow, table=True):
    """An article shown, in the version it had."""

    __tablename__ = "help_use"
    item: str
    article: str
    version: str
    depth: str


class QueryRow(EntryRow, table=True):
    """One step of a query: opened, answered or closed; `opened` is the seq of its first step."""

    __tablename__ = "query"
    opened: int
    item: str
    round: int
    state: str
    text: str = Field(sa_type=Text)


class SignatureRow(EntryRow, table=True):
    """A signature on the digest of a section."""

    __tablename__ = "signature"
    section: str
    section_digest: str
    statement: str = Field(sa_type=Text)
    name: str
    key_id: str
    signature: str


class VoidingRow(EntryRow, table=True):
    """Why a signature no longer stands; `signed` is the seq of the signature."""

    __tablename__ = "voiding"
    section: str
    signed: int
    reason: str = Field(sa_type=Text)


class TransitionRow(EntryRow, table=True):
    """A return went from one state to another."""

    __tablename__ = "transition"
    was: str
    became: str
    reason: str = Field(sa_type=Text)


class HolderRow(EntryRow, table=True):
    """From here on this person is the lead, or the contact, of the case."""

    __tablename__ = "holder"
    office: str
    person: str
    reason: str = Field(sa_type=Text)


class DelegationRow(EntryRow, table=True):
    """One step of a delegation: given, recalled or done; `given` is the seq of its first."""

    __tablename__ = "delegation"
    given: int
    step: str
    person: str
    part: str = Field(sa_type=Text)
    """The sections and items asked for, as canonical JSON; an empty list for the whole return."""
    due: str
    """A day as YYYY-MM-DD, or empty."""
    note: str = Field(sa_type=Text)


class EvidenceRow(EntryRow, table=True):
    """One step of a record of evidence: added, amended, withdrawn or reinstated; `given` is the seq of its first.

    Every step holds the record whole, so that its digest alone says what stood at that moment.
    """

    __tablename__ = "evidence"
    given: int
    step: str
    kind: str
    title: str = Field(sa_type=Text)
    dated: str
    """A day as YYYY-MM-DD, or empty."""
    owner: str
    covers: str = Field(sa_type=Text)
    """The items it shows something of, as canonical JSON."""
    review: str
    """The day of its next review, or empty."""
    file: str
    """The SHA-256 of the file kept with it, or empty."""
    file_name: str
    size: int
    place: str = Field(sa_type=Text)
    """Where it lies, if it is not kept here."""
    note: str = Field(sa_type=Text)
    said: str = Field(sa_type=Text)
    """Why it was amended, withdrawn or reinstated."""


class EvidenceFileRow(SQLModel, table=True):
    """A file of evidence, under its SHA-256, in a database that is no file itself and has no folder beside it."""

    __tablename__ = "evidence_file"
    digest: str = Field(primary_key=True)
    content: bytes = Field(sa_type=LargeBinary)


class FactRow(EntryRow, table=True):
    """Something else that happened; details are canonical JSON."""

    __tablename__ = "fact"
    kind: str
    details: str = Field(sa_type=Text)
