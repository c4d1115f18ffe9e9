"""Parts of a return are asked of other people."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    link = sa.ForeignKey("audit_return.id")
    entry = ("salt", "digest", "by", "by_name", "role", "on_behalf_of", "mode", "at")
    op.create_table(
        "delegation",
        sa.Column("return_id", sa.String(), link, primary_key=True, nullable=False),
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in entry),
        sa.Column("given", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("step", "person")),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )
