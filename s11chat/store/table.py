"""The tables, declared once: migrations are tested against them, and queries are built on them.

Rows are read and written through the `Table` objects below, not as model instances: one turn of a
conversation must be on disk within a millisecond or two, and loading models costs several times that.
Moments are ISO 8601 text in UTC with microseconds, so that what a digest covers is what is stored,
letter for letter, on every database.
"""

from sqlalchemy import ColumnElement, Select, Table, select
from sqlmodel import SQLModel

from s11chat.store.action_row import ActionRow, ActionUpdateRow
from s11chat.store.call_row import (
    AppointmentRow,
    CallRow,
    MailingRow,
    MessageRow,
    PlanRow,
    QueueRow,
)
from s11chat.store.echo_row import EchoAnswerRow, EchoFigureRow, EchoRow
from s11chat.store.moderation_row import ChallengeRow, ModerationRow, ModeratorRow
from s11chat.store.redaction_row import AccessLogRow, RedactionRow, WaveRedactionRow
from s11chat.store.return_row import (
    DelegationRow,
    EvidenceFileRow,
    EvidenceRow,
    FactRow,
    HelpUseRow,
    HolderRow,
    ParkRow,
    QueryRow,
    RemarkRow,
    ResponseRow,
    SignatureRow,
    TransitionRow,
    VoidingRow,
)
from s11chat.store.wave_row import (
    AccessRow,
    ActRow,
    AttemptRow,
    AuditCaseRow,
    AuditReturnRow,
    EventRow,
    OrganisationRow,
    PersonRow,
    PopulationRow,
    SettlementRow,
    SigningKeyRow,
    WaveRow,
)


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
DELEGATION = _table(DelegationRow)
EVIDENCE = _table(EvidenceRow)
EVIDENCE_FILE = _table(EvidenceFileRow)
ACTION = _table(ActionRow)
ACTION_UPDATE = _table(ActionUpdateRow)
MODERATOR = _table(ModeratorRow)
MODERATION = _table(ModerationRow)
CHALLENGE = _table(ChallengeRow)
CALL = _table(CallRow)
APPOINTMENT = _table(AppointmentRow)
MAILING = _table(MailingRow)
QUEUE = _table(QueueRow)
PLAN = _table(PlanRow)
MESSAGE = _table(MessageRow)
ECHO = _table(EchoRow)
ECHO_ANSWER = _table(EchoAnswerRow)
ECHO_FIGURE = _table(EchoFigureRow)
REDACTION = _table(RedactionRow)
SETTLEMENT = _table(SettlementRow)
WAVE_REDACTION = _table(WaveRedactionRow)
ACCESS_LOG = _table(AccessLogRow)

ENTRIES = (
    RESPONSE,
    REMARK,
    PARK,
    HELP_USE,
    QUERY,
    SIGNATURE,
    VOIDING,
    TRANSITION,
    HOLDER,
    FACT,
    DELEGATION,
    EVIDENCE,
    ACTION,
    ACTION_UPDATE,
    MODERATOR,
    MODERATION,
    CHALLENGE,
    CALL,
    APPOINTMENT,
    MAILING,
    REDACTION,
)
"""The tables of a return: each row has one event in its chain, of the kind the table is named."""


def returns_of(wave: str) -> Select[tuple[str]]:
    """A query for the ids of the returns of a wave."""
    return select(AUDIT_RETURN.c.id).where(AUDIT_RETURN.c.wave == wave)


def in_wave(entries: Table, wave: str) -> ColumnElement[bool]:
    """The condition that a row of a table of `ENTRIES` belongs to a return of a wave."""
    return entries.c.return_id.in_(returns_of(wave))
