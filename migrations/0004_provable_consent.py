"""What makes consent provable and rights usable: roots of the ledger, codes, requests, workbooks."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "checkpoints",
        sa.Column(
            "size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("root_sha256", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_checkpoints")),
    )
    op.create_table(
        "erasures",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_pid", sa.String(length=32), nullable=False),
        sa.Column("cause", sa.String(length=24), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("final_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        sa.UniqueConstraint("member_pid", name=op.f("uq_erasures_member_pid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "ledger_stubs",
        sa.Column(
            "entry_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("leaf_sha256", sa.String(length=64), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_ledger_stubs")),
    )
    op.create_table(
        "ledger_tiles",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("level", "number", name=op.f("pk_ledger_tiles")),
    )
    op.create_table(
        "askings",
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_askings_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "purpose", name=op.f("pk_askings")),
    )
    op.create_table(
        "member_codes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "support",
                "transfer",
                "copy",
                "proof",
                name="codekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_member_codes_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_codes")),
        sa.UniqueConstraint("kind", "digest", name=op.f("uq_member_codes_kind_digest")),
    )
    with op.batch_alter_table("member_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_codes_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_codes_member_id"), ["member_id"], unique=False)

    op.create_table(
        "profiles",
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("display_name", sa.LargeBinary(), nullable=True),
        sa.Column("birth_month", sa.LargeBinary(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_profiles_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_profiles")),
    )
    op.create_table(
        "incidents",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "scope",
            sa.Enum("seen", "everybody", name="scope", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_wrongful", sa.Boolean(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("ticks", sa.JSON(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["staff.id"], name=op.f("fk_incidents_account_id_staff")),
        sa.ForeignKeyConstraint(["created_by"], ["staff.id"], name=op.f("fk_incidents_created_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    with op.batch_alter_table("incidents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incidents_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_incidents_created_by"), ["created_by"], unique=False)

    op.create_table(
        "provisions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recipient", sa.String(length=120), nullable=False),
        sa.Column("recipient_address", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("provided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_provisions_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provisions")),
    )
    with op.batch_alter_table("provisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provisions_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "rights_requests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_pid", sa.String(length=32), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "disclosure",
                "correction",
                "stop_use",
                "erasure",
                "transfer",
                "complaint",
                name="requestkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "way",
            sa.Enum(
                "chat",
                "phone",
                "mail",
                "counter",
                name="requestway",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "done",
                "refused",
                name="requeststate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("identity", sa.String(length=200), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=True),
        sa.Column("successor_pid", sa.String(length=32), nullable=True),
        sa.Column("vouched_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("approved_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("closed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["staff.id"], name=op.f("fk_rights_requests_approved_by_staff")
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["staff.id"], name=op.f("fk_rights_requests_closed_by_staff")),
        sa.ForeignKeyConstraint(["opened_by"], ["staff.id"], name=op.f("fk_rights_requests_opened_by_staff")),
        sa.ForeignKeyConstraint(
            ["vouched_by"], ["staff.id"], name=op.f("fk_rights_requests_vouched_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rights_requests")),
    )
    with op.batch_alter_table("rights_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rights_requests_approved_by"), ["approved_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_rights_requests_closed_by"), ["closed_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_rights_requests_member_pid"), ["member_pid"], unique=False)
        batch_op.create_index(batch_op.f("ix_rights_requests_opened_by"), ["opened_by"], unique=False)
        batch_op.create_index("ix_rights_requests_state_due_on", ["state", "due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_rights_requests_vouched_by"), ["vouched_by"], unique=False)

    op.create_table(
        "provided_persons",
        sa.Column("provision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_pid", sa.String(length=32), nullable=False),
        sa.Column("consent_entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["provision_id"], ["provisions.id"], name=op.f("fk_provided_persons_provision_id_provisions")
        ),
        sa.PrimaryKeyConstraint("provision_id", "member_pid", name=op.f("pk_provided_persons")),
    )
    with op.batch_alter_table("provided_persons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_provided_persons_member_pid"), ["member_pid"], unique=False)
    op.create_table(
        "notice_wordings",
        sa.Column(
            "purpose",
            sa.Enum(
                "membership",
                "service",
                "announcements",
                "profile",
                "analysis",
                "third_party",
                name="purpose",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "language",
            sa.Enum("ja", "en", name="language", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("draft", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("published", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("purpose", "language", name=op.f("pk_notice_wordings")),
    )


def downgrade() -> None:
    op.drop_table("notice_wordings")
    with op.batch_alter_table("provided_persons", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provided_persons_member_pid"))

    op.drop_table("provided_persons")
    with op.batch_alter_table("rights_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rights_requests_vouched_by"))
        batch_op.drop_index("ix_rights_requests_state_due_on")
        batch_op.drop_index(batch_op.f("ix_rights_requests_opened_by"))
        batch_op.drop_index(batch_op.f("ix_rights_requests_member_pid"))
        batch_op.drop_index(batch_op.f("ix_rights_requests_closed_by"))
        batch_op.drop_index(batch_op.f("ix_rights_requests_approved_by"))

    op.drop_table("rights_requests")
    with op.batch_alter_table("provisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_provisions_staff_id"))

    op.drop_table("provisions")
    with op.batch_alter_table("incidents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incidents_created_by"))
        batch_op.drop_index(batch_op.f("ix_incidents_account_id"))

    op.drop_table("incidents")
    op.drop_table("profiles")
    with op.batch_alter_table("member_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_codes_member_id"))
        batch_op.drop_index(batch_op.f("ix_member_codes_expires_at"))

    op.drop_table("member_codes")
    op.drop_table("askings")
    op.drop_table("ledger_tiles")
    op.drop_table("ledger_stubs")
    op.drop_table("erasures")
    op.drop_table("checkpoints")
