"""How much work on paper was collected, as somebody counted it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_DAYS = ("starts_on", "ends_on", "counted_on")
_COUNTS = ("expected_count", "collected_count", "student_count")


def upgrade() -> None:
    op.create_table(
        "paper_baselines",
        sa.Column("entry_id", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("signed_by", sa.String(200), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("assignment_type", sa.String(60), nullable=False),
        sa.Column("school", sa.String(200), nullable=True),
        sa.Column("grade_level", sa.String(200), nullable=True),
        *(sa.Column(name, sa.Date(), nullable=False) for name in _DAYS),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        sa.PrimaryKeyConstraint("entry_id", name="pk_paper_baselines"),
    )


def downgrade() -> None:
    op.drop_table("paper_baselines")
