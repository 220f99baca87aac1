"""Where members come from and are met: sources, the menus below the talk, the counter's shared phones."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
CODES = ("support", "transfer", "copy", "proof")


def upgrade() -> None:
    _sources()
    _code_kinds(*CODES, "spend")
    _menus()
    _devices()


def downgrade() -> None:
    for table in ("pins", "device_days", "devices"):
        op.drop_table(table)
    op.drop_index(op.f("ix_members_menu_id"), "members")
    op.drop_column("members", "menu_id")
    op.drop_table("menu_farewells")
    op.drop_table("menus")
    op.execute("DELETE FROM member_codes WHERE kind = 'spend'")
    _code_kinds(*CODES)
    op.drop_table("sources")


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def _code_kinds(*kinds: str) -> None:
    """Say anew what a code may be for; SQLite, which cannot change a check, writes the table once more."""
    allowed = ", ".join(f"'{kind}'" for kind in kinds)
    check = sa.CheckConstraint(f"kind IN ({allowed})", name="codekind")
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("member_codes", recreate="always" if is_sqlite else "never") as batch:
        if not is_sqlite:
            batch.drop_constraint(op.f("ck_member_codes_codekind"), type_="check")
        batch.create_check_constraint(op.f("ck_member_codes_codekind"), check.sqltext)


def _sources() -> None:
    kinds = _choice("sourcekind", "site", "mall", "shop", "event", "ad", "service", "social")
    op.create_table(
        "sources",
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("folded", sa.String(length=40), nullable=False),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_sources")),
        sa.UniqueConstraint("folded", name=op.f("uq_sources_folded")),
    )


def _menus() -> None:
    op.create_table(
        "menus",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", _choice("menukind", "stranger", "member"), nullable=False),
        sa.Column("design", sa.JSON(), nullable=False),
        sa.Column("state", _choice("menustate", "waiting", "live", "old", "gone", "failed"), nullable=False),
        sa.Column("line_id", sa.String(length=100), nullable=True),
        sa.Column("fault", sa.String(length=200), nullable=True),
        sa.Column("created_by", BIG, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("live_at", MOMENT, nullable=True),
        sa.Column("lease_until", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["staff.id"], name=op.f("fk_menus_created_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_menus")),
    )
    op.create_index(op.f("ix_menus_state"), "menus", ["state"])
    op.create_index(op.f("ix_menus_created_by"), "menus", ["created_by"])
    op.create_table(
        "menu_farewells",
        sa.Column("id", BIG, nullable=False),
        sa.Column("line_user_id", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_menu_farewells")),
    )
    op.create_index(op.f("ix_menu_farewells_created_at"), "menu_farewells", ["created_at"])
    op.add_column("members", sa.Column("menu_id", BIG, nullable=True))
    op.create_index(op.f("ix_members_menu_id"), "members", ["menu_id"])


def _devices() -> None:
    op.create_table(
        "devices",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("shop_id", BIG, nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("code_until", MOMENT, nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("staff_id", BIG, nullable=True),
        sa.Column("open_until", MOMENT, nullable=True),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("created_by", BIG, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_devices_shop_id_shops")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_devices_staff_id_staff")),
        sa.ForeignKeyConstraint(["created_by"], ["staff.id"], name=op.f("fk_devices_created_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_devices_code_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_devices_token_hash")),
    )
    for column in ("shop_id", "staff_id", "created_by"):
        op.create_index(op.f(f"ix_devices_{column}"), "devices", [column])
    op.create_table(
        "device_days",
        sa.Column("device_id", BIG, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_device_days_device_id_devices"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("device_id", "day", name=op.f("pk_device_days")),
    )
    op.create_table(
        "pins",
        sa.Column("staff_id", BIG, autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(length=255), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("rest_until", MOMENT, nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_pins_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_pins")),
    )
