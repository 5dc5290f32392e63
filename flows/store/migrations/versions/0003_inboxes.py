"""Inboxes: what was taken from them; which process holds a run."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    # No batch: SQLite adds such columns in place, and a copy of the table would break what refers to it.
    op.add_column("runs", sa.Column("inbox", sa.String(length=64), nullable=True))
    op.add_column("runs", sa.Column("attempt", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("runs", sa.Column("holder", sa.String(length=200), nullable=False, server_default=""))
    op.add_column("runs", sa.Column("alive", sa.DateTime(timezone=True), nullable=True))
    running = sa.text("state = 'running'")
    op.create_index(
        "uq_runs_inbox_running", "runs", ["inbox"], unique=True, sqlite_where=running, postgresql_where=running
    )
    op.create_table(
        "inbox_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inbox", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("arrival_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["arrival_id"], ["arrivals.id"], name=op.f("fk_inbox_items_arrival_id_arrivals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_items")),
        sa.UniqueConstraint("inbox", "key", name=op.f("uq_inbox_items_inbox_key")),
    )
    op.create_index(op.f("ix_inbox_items_arrival_id"), "inbox_items", ["arrival_id"])


def downgrade() -> None:
    op.drop_table("inbox_items")
    op.drop_index("uq_runs_inbox_running", "runs")
    for column in ("alive", "holder", "attempt", "inbox"):
        op.drop_column("runs", column)
