"""The audit log: numbered, each entry sealed together with the one before."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TEXTS = {"entry_id": 64, "kind": 60, "who": 200, "previous_mark": 64, "mark": 64}


def upgrade() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String(length), nullable=False) for name, length in _TEXTS.items()),
        sa.Column("at", sa.DateTime(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("what", "filters")),
        sa.Column("row_count", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_audit_entries"),
        sa.UniqueConstraint("entry_id", name="uq_audit_entries"),
    )


def downgrade() -> None:
    op.drop_table("audit_entries")
