"""Who was given which role, and who is signed in."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "grants",
        sa.Column("entry_id", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("signed_by", sa.String(200), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("claim", sa.String(200), nullable=False),
        sa.Column("role", sa.String(60), nullable=False),
        sa.Column("schools", sa.Text(), nullable=False),
        sa.Column("is_disabled", sa.Boolean(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("entry_id", name="pk_grants"),
        sa.UniqueConstraint("kind", "claim", name="uq_grants"),
    )
    op.create_table(
        "sign_ins",
        sa.Column("sign_in_id", sa.String(64), nullable=False),
        *(sa.Column(name, sa.DateTime(), nullable=False) for name in ("began_at", "seen_at")),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("sign_in_id", name="pk_sign_ins"),
    )


def downgrade() -> None:
    op.drop_table("sign_ins")
    op.drop_table("grants")
