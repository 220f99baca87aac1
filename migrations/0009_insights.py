"""What LINE counts of announcements and of days, and how long an announcement is spread."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # Not in a batch: SQLite would copy the table, to whose rows sendings point.
    op.add_column("announcements", sa.Column("unit", sa.String(length=30), nullable=True))
    op.add_column("announcements", sa.Column("spread_minutes", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_announcements_unit"), "announcements", ["unit"], unique=True)
    _create_units()
    _create_days()


def _create_units() -> None:
    op.create_table(
        "unit_insights",
        sa.Column("announcement_id", BIG, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("next_at", MOMENT, nullable=True),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("through", sa.Date(), nullable=True),
        sa.Column("opened", sa.Integer(), nullable=True),
        sa.Column("tapped", sa.Integer(), nullable=True),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcements.id"],
            name=op.f("fk_unit_insights_announcement_id_announcements"),
        ),
        sa.PrimaryKeyConstraint("announcement_id", name=op.f("pk_unit_insights")),
    )
    op.create_index(op.f("ix_unit_insights_next_at"), "unit_insights", ["next_at"])


def _create_days() -> None:
    op.create_table(
        "daily_insights",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("next_at", MOMENT, nullable=True),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("sent", sa.JSON(), nullable=False),
        sa.Column("multicasts", sa.Integer(), nullable=True),
        sa.Column("pushes", sa.Integer(), nullable=True),
        sa.Column("followers", sa.Integer(), nullable=True),
        sa.Column("reaches", sa.Integer(), nullable=True),
        sa.Column("blocks", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_daily_insights")),
    )
    op.create_index(op.f("ix_daily_insights_next_at"), "daily_insights", ["next_at"])


def downgrade() -> None:
    op.drop_table("daily_insights")
    op.drop_table("unit_insights")
    op.drop_index(op.f("ix_announcements_unit"), "announcements")
    op.drop_column("announcements", "spread_minutes")
    op.drop_column("announcements", "unit")
