"""The tables, declared once: migrations are tested against them, and queries are built on them.

Rows are read and written through the `Table` objects below, not as model instances: one turn of a
conversation must be on disk within a millisecond or two, and loading models costs several times that.
Moments are ISO 8601 text in UTC with microseconds, so that what a digest covers is what is stored,
letter for letter, on every database. Annotations stay unquoted here: the mapper evaluates them.
"""

from sqlalchemy import Table, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class JournalRow(SQLModel):
    """What a row carries whose event stands in the journal of a wave."""

    seq: int
    """The number of its event."""
    salt: str
    digest: str
    """Over the salt and every column that does not change later."""


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
    id: str = Field(primary_key=True)
    wave: str = Field(foreign_key="wave.id", index=True)
    ref: str
    """The case the person belongs to; empty for people of the office."""
    name: str
    title: str
    email: str
    phone: str


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


class FactRow(EntryRow, table=True):
    """Something else that happened; details are canonical JSON."""

    __tablename__ = "fact"
    kind: str
    details: str = Field(sa_type=Text)


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


def _table(row: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(row.__tablename__)]


WAVE = _table(WaveRow)
POPULATION = _table(PopulationRow)
ORGANISATION = _table(OrganisationRow)
PERSON = _table(PersonRow)
AUDIT_CASE = _table(AuditCaseRow)
AUDIT_RETURN = _table(AuditReturnRow)
EVENT = _table(EventRow)
ACT = _table(ActRow)
RESPONSE = _table(ResponseRow)
REMARK = _table(RemarkRow)
PARK = _table(ParkRow)
HELP_USE = _table(HelpUseRow)
QUERY = _table(QueryRow)
SIGNATURE = _table(SignatureRow)
VOIDING = _table(VoidingRow)
TRANSITION = _table(TransitionRow)
HOLDER = _table(HolderRow)
FACT = _table(FactRow)
ACCESS = _table(AccessRow)
ATTEMPT = _table(AttemptRow)
SIGNING_KEY = _table(SigningKeyRow)

ENTRIES = (RESPONSE, REMARK, PARK, HELP_USE, QUERY, SIGNATURE, VOIDING, TRANSITION, HOLDER, FACT)
"""The tables of a return: each row has one event in its chain, of the kind the table is named."""
