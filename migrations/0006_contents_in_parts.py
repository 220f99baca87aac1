"""Photos, and which copies of a coupon an announcement has given out or set aside."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "photos",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column(
            "media_type",
            sa.Enum(
                "image/jpeg",
                "image/png",
                name="mediatype",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photos")),
        sa.UniqueConstraint("token", name=op.f("uq_photos_token")),
    )
    op.add_column("announcements", sa.Column("reserved", sa.Integer(), nullable=True))
    op.add_column(
        "coupon_grants",
        sa.Column("announcement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    )
    op.create_index(
        op.f("ix_coupon_grants_announcement_id_member_id"),
        "coupon_grants",
        ["announcement_id", "member_id"],
        unique=True,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_coupon_grants_announcement_id_member_id"), table_name="coupon_grants")
    op.drop_column("coupon_grants", "announcement_id")
    op.drop_column("announcements", "reserved")
    op.drop_table("photos")
