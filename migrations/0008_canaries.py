"""A first few of a large announcement's people go before the rest."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "canaries",
        sa.Column("announcement_id", KEY, autoincrement=False, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "going",
                "watching",
                "passed",
                "halted",
                "released",
                name="canarystate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("stops", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("watched_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name=op.f("fk_canaries_announcement_id_announcements")
        ),
        sa.PrimaryKeyConstraint("announcement_id", name=op.f("pk_canaries")),
    )
    op.create_index(op.f("ix_canaries_state"), "canaries", ["state"])
    op.add_column("sendings", sa.Column("is_canary", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("sendings", "is_canary")
    op.drop_table("canaries")
