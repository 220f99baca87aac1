"""Announcements that come round by the week or by the month."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    turn = sa.Enum("weekly", "monthly", name="turn", native_enum=False, create_constraint=True, length=24)
    op.create_table(
        "repeats",
        sa.Column("id", BIG, nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("topic_id", BIG, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.Column("is_quiet", sa.Boolean(), nullable=False),
        sa.Column("spread_minutes", sa.Integer(), nullable=True),
        sa.Column("turn", turn, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.Column("fault", sa.String(length=40), nullable=True),
        sa.Column("approved_by", BIG, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["approved_by"], ["staff.id"], name=op.f("fk_repeats_approved_by_staff")),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name=op.f("fk_repeats_topic_id_topics")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repeats")),
    )
    op.create_index(op.f("ix_repeats_topic_id"), "repeats", ["topic_id"])
    op.create_index(op.f("ix_repeats_approved_by"), "repeats", ["approved_by"])
    op.create_table(
        "repeat_dates",
        sa.Column("repeat_id", BIG, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("announcement_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcements.id"],
            name=op.f("fk_repeat_dates_announcement_id_announcements"),
        ),
        sa.ForeignKeyConstraint(
            ["repeat_id"], ["repeats.id"], name=op.f("fk_repeat_dates_repeat_id_repeats")
        ),
        sa.PrimaryKeyConstraint("repeat_id", "day", name=op.f("pk_repeat_dates")),
    )
    op.create_index(op.f("ix_repeat_dates_announcement_id"), "repeat_dates", ["announcement_id"])


def downgrade() -> None:
    op.drop_table("repeat_dates")
    op.drop_table("repeats")
