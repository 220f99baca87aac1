"""Ranks of members, balances of old cards, letters about expiry, and marks of gifts."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _plans()
    _tiers()
    _member_tiers()
    _claims()
    _letters_and_marks()
    op.create_index(op.f("ix_points_entries_created_at"), "points_entries", ["created_at"])


def _plans() -> None:
    basis = sa.Enum("points", "yen", name="tierbasis", native_enum=False, create_constraint=True, length=24)
    op.create_table(
        "tier_plans",
        sa.Column("id", BIG, nullable=False),
        sa.Column("basis", basis, nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("grace_days", sa.Integer(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("staff_id", BIG, nullable=True),
        sa.Column("bookmark", BIG, nullable=False),
        sa.Column("judged_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("grace_days >= 0", name=op.f("ck_tier_plans_grace")),
        sa.CheckConstraint("months > 0", name=op.f("ck_tier_plans_months")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_tier_plans_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_plans")),
    )
    op.create_index(op.f("ix_tier_plans_staff_id"), "tier_plans", ["staff_id"])


def _tiers() -> None:
    op.create_table(
        "tiers",
        sa.Column("id", BIG, nullable=False),
        sa.Column("plan_id", BIG, nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("name_ja", sa.String(length=20), nullable=False),
        sa.Column("name_en", sa.String(length=30), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("rate", sa.Integer(), nullable=False),
        sa.Column("benefits_ja", sa.String(length=200), nullable=False),
        sa.Column("benefits_en", sa.String(length=200), nullable=False),
        sa.Column("price_ja", sa.String(length=60), nullable=False),
        sa.Column("price_en", sa.String(length=60), nullable=False),
        sa.CheckConstraint("threshold > 0", name=op.f("ck_tiers_threshold")),
        sa.CheckConstraint("rate >= 100", name=op.f("ck_tiers_rate")),
        sa.ForeignKeyConstraint(["plan_id"], ["tier_plans.id"], name=op.f("fk_tiers_plan_id_tier_plans")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tiers")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_tiers_plan_id_code")),
        sa.UniqueConstraint("plan_id", "rank", name=op.f("uq_tiers_plan_id_rank")),
    )


def _member_tiers() -> None:
    move = sa.Enum("up", "down", name="tiermove", native_enum=False, create_constraint=True, length=24)
    op.create_table(
        "member_tiers",
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.Column("tier_id", BIG, nullable=True),
        sa.Column("since_at", MOMENT, nullable=False),
        sa.Column("until_at", MOMENT, nullable=True),
        sa.Column("is_firm", sa.Boolean(), nullable=False),
        sa.Column("untold", move, nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_member_tiers_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tier_id"], ["tiers.id"], name=op.f("fk_member_tiers_tier_id_tiers")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_member_tiers")),
    )
    op.create_index(op.f("ix_member_tiers_tier_id"), "member_tiers", ["tier_id"])
    op.create_index(op.f("ix_member_tiers_until_at"), "member_tiers", ["until_at"])


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("id", BIG, nullable=False),
        sa.Column("card_digest", sa.String(length=64), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("member_id", BIG, nullable=True),
        sa.Column("staff_id", BIG, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("points > 0", name=op.f("ck_claims_points")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_claims_member_id_members"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_claims_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("card_digest", name=op.f("uq_claims_card_digest")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_claims_code_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_claims_member_id"), "claims", ["member_id"])
    op.create_index(op.f("ix_claims_staff_id"), "claims", ["staff_id"])


def _letters_and_marks() -> None:
    op.create_table(
        "expiry_letters",
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_expiry_letters_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_expiry_letters")),
    )
    op.create_index(op.f("ix_expiry_letters_written_at"), "expiry_letters", ["written_at"])
    op.create_table(
        "gift_marks",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("member_id", BIG, nullable=True),
        sa.Column("until_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_gift_marks_member_id_members"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_gift_marks")),
        sa.UniqueConstraint("member_id", name=op.f("uq_gift_marks_member_id")),
    )
    op.create_index(op.f("ix_gift_marks_until_at"), "gift_marks", ["until_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_points_entries_created_at"), table_name="points_entries")
    for table in ("gift_marks", "expiry_letters", "claims", "member_tiers", "tiers", "tier_plans"):
        op.drop_table(table)
