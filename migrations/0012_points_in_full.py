"""Points in full: versions of the rules, waiting time, reservations, returns, debts, grants by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
LEFT, WAITING = sa.text("remaining > 0"), sa.text("pending_until IS NOT NULL")


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def to(table: str, column: str, other: str, *, goes_along: bool = False) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    ondelete = "CASCADE" if goes_along else None
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    op.add_column("points_entries", sa.Column("note", sa.String(length=60), nullable=True))
    op.add_column("points_lots", sa.Column("pending_until", MOMENT, nullable=True))
    op.drop_index("ix_points_lots_expires_at", table_name="points_lots")
    op.create_index(
        "ix_points_lots_expires_at", "points_lots", ["expires_at"], sqlite_where=LEFT, postgresql_where=LEFT
    )
    op.create_index(
        "ix_points_lots_left",
        "points_lots",
        ["member_id", "expires_at", "pending_until", "remaining"],
        sqlite_where=LEFT,
        postgresql_where=LEFT,
    )
    op.create_index(
        "ix_points_lots_pending_until",
        "points_lots",
        ["pending_until"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    earn_rules()
    reservations()
    returns()
    grants()


def earn_rules() -> None:
    op.create_table(
        "earn_rules",
        sa.Column("id", BIG, nullable=False),
        sa.Column("begins_at", MOMENT, nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("is_worse", sa.Boolean(), nullable=False),
        sa.Column("created_by", BIG, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        to("earn_rules", "created_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earn_rules")),
    )
    op.create_index(op.f("ix_earn_rules_begins_at"), "earn_rules", ["begins_at"])
    op.create_index(op.f("ix_earn_rules_created_by"), "earn_rules", ["created_by"])


def reservations() -> None:
    name = "points_reservations"
    op.create_table(
        name,
        sa.Column("id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("cause", sa.String(length=80), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column(
            "state", choice("reservationstate", "held", "confirmed", "cancelled", "lapsed"), nullable=False
        ),
        sa.Column("shop_id", BIG, nullable=True),
        sa.Column("staff_id", BIG, nullable=True),
        sa.Column("entry_id", BIG, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint("points > 0", name=op.f("ck_points_reservations_points")),
        to(name, "member_id", "members", goes_along=True),
        to(name, "shop_id", "shops"),
        to(name, "staff_id", "staff"),
        to(name, "entry_id", "points_entries", goes_along=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_reservations")),
        sa.UniqueConstraint("cause", name=op.f("uq_points_reservations_cause")),
    )
    for column in ("member_id", "shop_id", "staff_id", "entry_id"):
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])
    op.create_index("ix_points_reservations_state_expires_at", name, ["state", "expires_at"])
    op.create_table(
        "points_holds",
        sa.Column("reservation_id", BIG, nullable=False),
        sa.Column("lot_id", BIG, nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        to("points_holds", "reservation_id", "points_reservations", goes_along=True),
        to("points_holds", "lot_id", "points_lots", goes_along=True),
        sa.PrimaryKeyConstraint("reservation_id", "lot_id", name=op.f("pk_points_holds")),
    )
    op.create_index(op.f("ix_points_holds_lot_id"), "points_holds", ["lot_id"])


def returns() -> None:
    op.create_table(
        "points_returns",
        sa.Column("id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("of_id", BIG, nullable=False),
        sa.Column("cause", sa.String(length=80), nullable=False),
        sa.Column("yen", sa.Integer(), nullable=True),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("entry_id", BIG, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        to("points_returns", "member_id", "members", goes_along=True),
        to("points_returns", "of_id", "points_entries", goes_along=True),
        to("points_returns", "entry_id", "points_entries", goes_along=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_returns")),
        sa.UniqueConstraint("cause", name=op.f("uq_points_returns_cause")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_points_returns_entry_id")),
    )
    op.create_index(op.f("ix_points_returns_member_id"), "points_returns", ["member_id"])
    op.create_index(op.f("ix_points_returns_of_id"), "points_returns", ["of_id"])
    op.create_table(
        "points_debts",
        sa.Column("entry_id", BIG, autoincrement=False, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("remaining", sa.Integer(), nullable=False),
        sa.Column("state", choice("debtstate", "open", "waiting", "paid", "forgiven"), nullable=False),
        sa.Column("decided_by", BIG, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.CheckConstraint("remaining >= 0 AND remaining <= amount", name=op.f("ck_points_debts_remaining")),
        to("points_debts", "entry_id", "points_entries", goes_along=True),
        to("points_debts", "member_id", "members", goes_along=True),
        to("points_debts", "decided_by", "staff"),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_points_debts")),
    )
    op.create_index("ix_points_debts_member_id_state", "points_debts", ["member_id", "state"])
    op.create_index("ix_points_debts_state", "points_debts", ["state"])
    op.create_index(op.f("ix_points_debts_decided_by"), "points_debts", ["decided_by"])


def grants() -> None:
    op.create_table(
        "points_grants",
        sa.Column("id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("cause", sa.String(length=80), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=60), nullable=False),
        sa.Column("state", choice("pointsgrantstate", "waiting", "given", "declined"), nullable=False),
        sa.Column("asked_by", BIG, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answered_by", BIG, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.CheckConstraint("points > 0", name=op.f("ck_points_grants_points")),
        to("points_grants", "member_id", "members", goes_along=True),
        to("points_grants", "asked_by", "staff"),
        to("points_grants", "answered_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_grants")),
        sa.UniqueConstraint("cause", name=op.f("uq_points_grants_cause")),
    )
    for column in ("member_id", "state", "asked_by", "answered_by"):
        op.create_index(op.f(f"ix_points_grants_{column}"), "points_grants", [column])


def downgrade() -> None:
    tables = ("points_grants", "points_debts", "points_returns", "points_holds", "points_reservations")
    for table in (*tables, "earn_rules"):
        op.drop_table(table)
    op.drop_index("ix_points_lots_pending_until", table_name="points_lots")
    op.drop_index("ix_points_lots_left", table_name="points_lots")
    op.drop_index("ix_points_lots_expires_at", table_name="points_lots")
    op.create_index("ix_points_lots_expires_at", "points_lots", ["expires_at"])
    op.drop_column("points_lots", "pending_until")
    op.drop_column("points_entries", "note")
