"""What makes a return trustworthy: evidence, staff echoes, action plans, moderation, what was redacted, who looked."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _evidence()
    _staff_echoes()
    _actions()
    _moderation()
    _privacy()


def _entry() -> list["sa.Column[Any]"]:
    """The columns that every row of a return has."""
    link = sa.ForeignKey("audit_return.id")
    names = ("salt", "digest", "by", "by_name", "role", "on_behalf_of", "mode", "at")
    return [
        sa.Column("return_id", sa.String(), link, primary_key=True, nullable=False),
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in names),
    ]


def _evidence() -> None:
    op.create_table(
        "evidence",
        *_entry(),
        sa.Column("given", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("step", "kind")),
        sa.Column("title", sa.Text(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("dated", "owner")),
        sa.Column("covers", sa.Text(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("review", "file", "file_name")),
        sa.Column("size", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("place", "note", "said")),
    )
    op.create_table(
        "evidence_file",
        sa.Column("digest", sa.String(), primary_key=True, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )


def _staff_echoes() -> None:
    sealed = ("salt", "digest")
    op.create_table(
        "echo",
        sa.Column("id", sa.String(), primary_key=True, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in sealed),
        sa.Column("wave", sa.String(), sa.ForeignKey("wave.id"), nullable=False, index=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("ref", "dialog_id", "dialog_digest")),
        sa.Column("dialog_text", sa.Text(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("opens", "closes", "by_name", "at")),
    )
    op.create_table(
        "echo_answer",
        sa.Column("echo", sa.String(), sa.ForeignKey("echo.id"), primary_key=True, nullable=False),
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False, nullable=False),
        sa.Column("wave", sa.String(), sa.ForeignKey("wave.id"), nullable=False, index=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in sealed),
        sa.Column("answers", sa.Text(), nullable=False),
    )
    op.create_table(
        "echo_figure",
        sa.Column("wave", sa.String(), sa.ForeignKey("wave.id"), primary_key=True, nullable=False),
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in sealed),
        sa.Column("echo", sa.String(), sa.ForeignKey("echo.id"), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("by_name", "at")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("figures", "words")),
    )


def _actions() -> None:
    op.create_table(
        "action",
        *_entry(),
        sa.Column("made", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("step", "item")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("what", "owner")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("due", "priority")),
    )
    op.create_table(
        "action_update",
        *_entry(),
        sa.Column("told", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("step", "kind", "item")),
        sa.Column("made", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("day", "standing")),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("expected", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )


def _moderation() -> None:
    noted = ("item", "state", "peer", "organisation")
    op.create_table("moderator", *_entry(), _number("assigned"), *_short("step", "name"), _long("note"))
    op.create_table(
        "moderation",
        *_entry(),
        *_short("item"),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("agreed", "withdrawn", "blind")),
        *_short("rating"),
        _long("reason"),
        *_short("self_rating"),
        _number("answer_revision"),
    )
    op.create_table("challenge", *_entry(), _number("opened"), *_short(*noted), _long("text"))


def _number(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Integer(), nullable=False)


def _short(*names: str) -> list["sa.Column[Any]"]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _long(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Text(), nullable=False)


def _privacy() -> None:
    strings, texts = ("by_name", "at", "ref", "person"), ("reason", "covers")
    op.create_table(
        "redaction",
        *_entry(),
        sa.Column("person", sa.String(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in (*texts, "signatures")),
    )
    op.create_table(
        "wave_redaction",
        sa.Column("wave", sa.String(), sa.ForeignKey("wave.id"), primary_key=True, nullable=False),
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("salt", "digest", *strings)),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
    )
    op.create_table(
        "access_log",
        sa.Column("id", sa.String(), primary_key=True, nullable=False),
        sa.Column("wave", sa.String(), sa.ForeignKey("wave.id"), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("ref", "at", "by_name", "role", "did", "detail")
        ),
    )
    op.create_index("access_log_at", "access_log", ["wave", "at"])
