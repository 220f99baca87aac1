"""Coupons say what they give, when and for whom they hold; each use of one is a row of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
KINDS = ("yen_off", "percent_off", "gift", "member_price", "right")
WAYS = ("everyone", "told", "welcome", "tier", "exchange")
LIVE = sa.text("state IN ('reserved', 'used')")


def upgrade() -> None:
    add_choice("coupons", "kind", "offerkind", KINDS, "right")
    add_choice("coupons", "way", "offerway", WAYS, "told")
    add_choice("shops", "coupon_way", "couponway", ("customer_phone", "counter"), "customer_phone")
    for name in ("amount", "usual_yen", "value_yen", "per_day", "points"):
        op.add_column("coupons", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("coupons", sa.Column("minimum_yen", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("coupons", sa.Column("weekdays", sa.Integer(), nullable=False, server_default="127"))
    op.execute("UPDATE coupons SET way = 'everyone' WHERE for_everyone")
    op.drop_column("coupons", "for_everyone")
    op.add_column("coupon_grants", sa.Column("cause", sa.String(length=80), nullable=True))
    op.add_column("coupon_grants", sa.Column("reserved_until", MOMENT, nullable=True))
    op.create_index("ix_coupon_grants_cause", "coupon_grants", ["cause"], unique=True)
    add_where_it_holds()
    add_uses()


def add_choice(table: str, column: str, name: str, values: tuple[str, ...], default: str) -> None:
    """Add a checked column in the words that both databases know; a table is not copied for it."""
    listed = ", ".join(f"'{value}'" for value in values)
    check = f"CONSTRAINT ck_{table}_{name} CHECK ({column} IN ({listed}))"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR(24) DEFAULT '{default}' NOT NULL {check}")


def add_where_it_holds() -> None:
    op.create_table(
        "coupon_blackouts",
        sa.Column("coupon_id", BIG, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coupon_id"],
            ["coupons.id"],
            name=op.f("fk_coupon_blackouts_coupon_id_coupons"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("coupon_id", "day", name=op.f("pk_coupon_blackouts")),
    )
    op.create_table(
        "coupon_tiers",
        sa.Column("coupon_id", BIG, nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["coupon_id"], ["coupons.id"], name=op.f("fk_coupon_tiers_coupon_id_coupons"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("coupon_id", "code", name=op.f("pk_coupon_tiers")),
    )


def add_uses() -> None:
    state = sa.Enum(
        "reserved",
        "used",
        "released",
        "reversed",
        name="usestate",
        native_enum=False,
        create_constraint=True,
        length=24,
    )
    op.create_table(
        "coupon_uses",
        sa.Column("id", BIG, nullable=False),
        sa.Column("grant_id", BIG, nullable=False),
        sa.Column("cause", sa.String(length=80), nullable=False),
        sa.Column("state", state, nullable=False),
        sa.Column("yen", sa.Integer(), nullable=True),
        sa.Column("off_yen", sa.Integer(), nullable=True),
        sa.Column("shop_id", BIG, nullable=True),
        sa.Column("staff_id", BIG, nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["grant_id"],
            ["coupon_grants.id"],
            name=op.f("fk_coupon_uses_grant_id_coupon_grants"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_coupon_uses_shop_id_shops")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_coupon_uses_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coupon_uses")),
        sa.UniqueConstraint("cause", name=op.f("uq_coupon_uses_cause")),
    )
    op.create_index("ix_coupon_uses_grant_id", "coupon_uses", ["grant_id"])
    op.create_index(
        "ix_coupon_uses_live",
        "coupon_uses",
        ["grant_id"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )
    op.create_index(op.f("ix_coupon_uses_shop_id"), "coupon_uses", ["shop_id"])
    op.create_index(op.f("ix_coupon_uses_staff_id"), "coupon_uses", ["staff_id"])
    # What was used before today's version can be given back the same day, as ever.
    op.execute(
        "INSERT INTO coupon_uses (grant_id, cause, state, shop_id, staff_id, begun_at, used_at) "
        "SELECT id, 'before:' || id, 'used', shop_id, staff_id, used_at, used_at "
        "FROM coupon_grants WHERE state = 'used' AND used_at IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_table("coupon_uses")
    op.drop_table("coupon_tiers")
    op.drop_table("coupon_blackouts")
    op.drop_index("ix_coupon_grants_cause", "coupon_grants")
    op.drop_column("coupon_grants", "reserved_until")
    op.drop_column("coupon_grants", "cause")
    op.add_column(
        "coupons", sa.Column("for_everyone", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute("UPDATE coupons SET for_everyone = (way = 'everyone')")
    for name in ("amount", "usual_yen", "value_yen", "per_day", "points", "minimum_yen", "weekdays"):
        op.drop_column("coupons", name)
    drop_choice("coupons", "kind")
    drop_choice("coupons", "way")
    drop_choice("shops", "coupon_way")


def drop_choice(table: str, column: str) -> None:
    op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
