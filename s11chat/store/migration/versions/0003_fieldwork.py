"""Calls, appointments, letters, the queue, the plan of a wave and messages between people of the office."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Column = sa.Column[Any]

_QUEUED = sa.text(
    "INSERT INTO queue (wave, ref, standing, until, rank, stage, attempts, next_slot, priority, owner, avoid, "
    "outcome, why, holder, hold, held_from, hold_until, was, dialled) "
    "SELECT wave, ref, CASE WHEN state IN ('assigned', 'opened', 'in progress', 'sent back') THEN 'ready' "
    "ELSE 'closed' END, '', 1, CASE WHEN state = 'in progress' THEN 0 ELSE 1 END, 0, '', 0, '', '', 'X0', "
    "CASE WHEN state IN ('assigned', 'opened', 'in progress', 'sent back') THEN '' "
    "WHEN state IN ('closed unsigned', 'superseded') THEN state ELSE 'complete' END, '', '', '', '', '', '' "
    "FROM audit_return"
)


def upgrade() -> None:
    op.create_table(
        "call",
        *_entry(),
        *_short("outcome", "started", "number", "person", "slot"),
        _flag("attempt"),
        *_long("note"),
        *_short("points_to"),
    )
    op.create_table(
        "appointment",
        *_entry(),
        _number("made"),
        *_short("step", "starts", "ends"),
        _flag("exact"),
        *_short("person", "number"),
        *_long("note"),
        *_short("owner"),
    )
    told = _short("step", "stage", "addressee", "person", "address", "subject", "selector", "message_id")
    op.create_table("mailing", *_entry(), _number("letter"), *told, *_long("detail"))
    planned = (*_long("plan"), *_short("by_name", "at"))
    op.create_table("plan", _wave(), *_sealed(), *planned)
    said = (*_short("ref", "from_name", "to_name"), *_long("text"), *_short("at", "read_at"))
    op.create_table("message", _wave(), *_sealed(), *said)
    _queue()
    op.create_index("person_case", "person", ["ref", "wave"])


def _queue() -> None:
    counted = [_number(name) for name in ("rank", "stage", "attempts")]
    op.create_table(
        "queue",
        _wave(),
        sa.Column("ref", sa.String(), primary_key=True, nullable=False),
        *_short("standing", "until"),
        *counted,
        *_short("next_slot"),
        _number("priority"),
        *_short("owner", "avoid", "outcome", "why", "holder", "hold", "held_from"),
        *_short("hold_until", "was", "dialled"),
    )
    order = ["wave", "standing", "owner", "rank", "next_slot", "stage", "attempts", "priority", "ref"]
    op.create_index("queue_next", "queue", order)
    op.create_index("queue_until", "queue", ["wave", "until"])
    op.create_index("queue_hold_until", "queue", ["wave", "hold_until"])
    op.create_index("queue_rank", "queue", ["wave", "rank", "standing", "until", "ref"])
    op.create_index("queue_hold", "queue", ["hold"])
    op.execute(_QUEUED)


def _sealed() -> tuple[Column, ...]:
    return _number("seq", key=True), *_short("salt", "digest")


def _entry() -> tuple[Column, ...]:
    link = sa.ForeignKey("audit_return.id")
    return (
        sa.Column("return_id", sa.String(), link, primary_key=True, nullable=False),
        _number("seq", key=True),
        *_short("salt", "digest", "by", "by_name", "role", "on_behalf_of", "mode", "at"),
    )


def _wave() -> Column:
    return sa.Column("wave", sa.String(), sa.ForeignKey("wave.id"), primary_key=True, nullable=False)


def _number(name: str, *, key: bool = False) -> Column:
    return sa.Column(name, sa.Integer(), primary_key=key, autoincrement=False, nullable=False)


def _flag(name: str) -> Column:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _short(*names: str) -> tuple[Column, ...]:
    return tuple(sa.Column(name, sa.String(), nullable=False) for name in names)


def _long(*names: str) -> tuple[Column, ...]:
    return tuple(sa.Column(name, sa.Text(), nullable=False) for name in names)
