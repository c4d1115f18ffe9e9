"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Column = sa.Column[Any]


def upgrade() -> None:
    _office()
    _frame()
    _chains()
    _responses()
    _entries()
    _doors()


def _office() -> None:
    op.create_table(
        "wave",
        *_sealed(),
        _key("id"),
        *_short("dialog_id", "dialog_version", "dialog_digest"),
        *_long("dialog_text"),
        *_short("title", "opens", "closes"),
        *_long("referral"),
        *_short("state", "created_at"),
    )
    op.create_table("population", _wave(key=True), _key("type"), _number("count"))


def _frame() -> None:
    described = _short("name", "type", "grp", "cohort", "region", "commissioned_by", "lead")
    op.create_table("organisation", *_sealed(), _wave(key=True), _key("ref"), *described)
    op.create_table(
        "person", _key("id"), _wave(index=True), *_short("ref", "name", "title", "email", "phone")
    )
    op.create_table("audit_case", _wave(key=True), _key("ref"), *_short("lead", "contact"))
    op.create_table(
        "audit_return",
        _key("id"),
        _wave(),
        *_short("ref", "state", "mode"),
        sa.UniqueConstraint("wave", "ref"),
    )


def _chains() -> None:
    link = (*_short("kind"), *_long("body"), *_short("previous", "hash", "at"))
    op.create_table("event", _key("chain"), _number("seq", key=True), *link)
    done = _short("salt", "digest", "kind", "by_name", "at")
    op.create_table("act", _wave(key=True), _number("seq", key=True), *done)


def _responses() -> None:
    once = sa.UniqueConstraint("return_id", "item", "occasion", "revision", name="response_revision")
    op.create_table(
        "response",
        *_entry(),
        *_short("item"),
        _number("occasion"),
        _number("revision"),
        *_long("value"),
        *_short("no_answer"),
        _flag("withdrawn"),
        *_long("words", "because"),
        _flag("exact"),
        sa.Column("seconds", sa.Float(), nullable=False),
        once,
    )


def _entries() -> None:
    op.create_table("remark", *_entry(), *_short("item", "about"), *_long("text"))
    op.create_table("park", *_entry(), *_short("item", "who", "due"), _flag("ended"))
    op.create_table("help_use", *_entry(), *_short("item", "article", "version", "depth"))
    asked = (_number("opened"), *_short("item"), _number("round"), *_short("state"), *_long("text"))
    op.create_table("query", *_entry(), *asked)
    signed = (
        *_short("section", "section_digest"),
        *_long("statement"),
        *_short("name", "key_id", "signature"),
    )
    op.create_table("signature", *_entry(), *signed)
    op.create_table("voiding", *_entry(), *_short("section"), _number("signed"), *_long("reason"))
    op.create_table("transition", *_entry(), *_short("was", "became"), *_long("reason"))
    op.create_table("holder", *_entry(), *_short("office", "person"), *_long("reason"))
    op.create_table("fact", *_entry(), *_short("kind"), *_long("details"))


def _doors() -> None:
    opened = _short("ref", "person", "role", "verifier", "expires", "issued_at", "issued_by", "revoked_at")
    op.create_table("access", *_sealed(), _key("selector"), _wave(index=True), *opened)
    op.create_table("attempt", _key("door"), _number("failures"), *_short("last_at", "locked_until"))
    op.create_table(
        "signing_key",
        *_sealed(),
        _key("id"),
        _wave(),
        sa.Column("person", sa.String(), nullable=False, index=True),
        *_short("public_key", "phrase_salt", "kdf", "enrolled_at", "revoked_at"),
    )


def _sealed() -> tuple[Column, ...]:
    return _number("seq"), *_short("salt", "digest")


def _entry() -> tuple[Column, ...]:
    link = sa.ForeignKey("audit_return.id")
    return (
        sa.Column("return_id", sa.String(), link, primary_key=True, nullable=False),
        _number("seq", key=True),
        *_short("salt", "digest", "by", "by_name", "role", "on_behalf_of", "mode", "at"),
    )


def _wave(*, key: bool = False, index: bool = False) -> Column:
    link = sa.ForeignKey("wave.id")
    return sa.Column("wave", sa.String(), link, primary_key=key, index=index or None, nullable=False)


def _key(name: str) -> Column:
    return sa.Column(name, sa.String(), primary_key=True, nullable=False)


def _number(name: str, *, key: bool = False) -> Column:
    # A sequence would be made for a whole-number key on some databases; the chain says the number here.
    return sa.Column(name, sa.Integer(), primary_key=key, autoincrement=False, nullable=False)


def _flag(name: str) -> Column:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _short(*names: str) -> tuple[Column, ...]:
    return tuple(sa.Column(name, sa.String(), nullable=False) for name in names)


def _long(*names: str) -> tuple[Column, ...]:
    return tuple(sa.Column(name, sa.Text(), nullable=False) for name in names)
