"""What makes sending careful: a second person's approval, the month's messages, a stop for all."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = ("scheduled", "planning", "sending", "paused", "out_of_quota")


def upgrade() -> None:
    op.create_table(
        "approvals",
        sa.Column("announcement_id", KEY, autoincrement=False, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "approved",
                "returned",
                name="approvalstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by", KEY, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", KEY, nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("word", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name=op.f("fk_approvals_announcement_id_announcements")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name=op.f("fk_approvals_asked_by_staff")),
        sa.ForeignKeyConstraint(["answered_by"], ["staff.id"], name=op.f("fk_approvals_answered_by_staff")),
        sa.PrimaryKeyConstraint("announcement_id", name=op.f("pk_approvals")),
    )
    op.create_index(op.f("ix_approvals_asked_by"), "approvals", ["asked_by"])
    op.create_index(op.f("ix_approvals_answered_by"), "approvals", ["answered_by"])
    op.create_table(
        "quotas",
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("allowed", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_quotas")),
    )
    op.create_table(
        "halts",
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("changed_by", KEY, nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["staff.id"], name=op.f("fk_halts_changed_by_staff")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_halts")),
    )
    op.create_index(op.f("ix_halts_changed_by"), "halts", ["changed_by"])
    _forget_narrower_hashes()


def _forget_narrower_hashes() -> None:
    """An approval now covers topic and sound too; what was scheduled before goes on, but for safety."""
    announcements = sa.table(
        "announcements",
        sa.column("state", sa.String),
        sa.column("is_safety", sa.Boolean),
        sa.column("approved_sha256", sa.String),
    )
    is_open = sa.and_(announcements.c.state.in_(OPEN), announcements.c.is_safety.is_(False))
    op.execute(announcements.update().where(is_open).values(approved_sha256=None))


def downgrade() -> None:
    op.drop_table("halts")
    op.drop_table("quotas")
    op.drop_table("approvals")
