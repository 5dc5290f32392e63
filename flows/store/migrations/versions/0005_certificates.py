"""What every audit learnt of certificates, for the audits after it.

Audits of before count once they are judged again (`recheck`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "certificate_uses",
        *_own("certificate_uses"),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("entry_number", sa.String(length=16), nullable=False),
        sa.Column("line_no", sa.String(length=16), nullable=False),
        sa.Column("packages", sa.Float(), nullable=True),
        sa.Column("gross_weight_kg", sa.Float(), nullable=True),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("in_units", sa.Float(), nullable=True),
        sa.Column("base", sa.String(length=16), nullable=True),
    )
    op.create_table(
        "certificate_papers",
        *_own("certificate_papers"),
        sa.Column("document", sa.String(length=96), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("series", sa.String(length=100), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
    )
    op.create_table(
        "certificate_keys",
        *_own("certificate_keys"),
        sa.Column("document", sa.String(length=96), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
    )
    for table, *columns in INDEXES:
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)


INDEXES = (
    ("certificate_uses", "run_id"),
    ("certificate_uses", "number"),
    ("certificate_papers", "run_id"),
    ("certificate_papers", "document"),
    ("certificate_papers", "number"),
    ("certificate_papers", "series", "serial"),
    ("certificate_keys", "run_id"),
    ("certificate_keys", "key"),
)


def _own(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f(f"fk_{table}_run_id_runs")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def downgrade() -> None:
    for table in ("certificate_keys", "certificate_papers", "certificate_uses"):
        op.drop_table(table)
