"""How slides for a board were arranged."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "board_decks",
        sa.Column("entry_id", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("signed_by", sa.String(200), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("slides", "hidden", "schools")),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name="pk_board_decks"),
    )


def downgrade() -> None:
    op.drop_table("board_decks")
