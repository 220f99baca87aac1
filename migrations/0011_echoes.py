"""What came back from announcements, which decides how often the shop writes next."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "echoes",
        sa.Column("announcement_id", BIG, autoincrement=False, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("next_at", MOMENT, nullable=True),
        sa.Column("slowed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name=op.f("fk_echoes_announcement_id_announcements")
        ),
        sa.PrimaryKeyConstraint("announcement_id", name=op.f("pk_echoes")),
    )
    op.create_index(op.f("ix_echoes_next_at"), "echoes", ["next_at"])


def downgrade() -> None:
    op.drop_table("echoes")
