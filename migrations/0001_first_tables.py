"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "coupons",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("condition", sa.String(length=120), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=True),
        sa.Column("granted", sa.Integer(), nullable=False),
        sa.Column("per_member", sa.Integer(), nullable=False),
        sa.Column("for_everyone", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_coupons_window")),
        sa.CheckConstraint("stock IS NULL OR granted <= stock", name=op.f("ck_coupons_stock")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coupons")),
    )
    op.create_table(
        "daily_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=24), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "kind", "source", name=op.f("pk_daily_counts")),
    )
    op.create_table(
        "inbox_events",
        sa.Column("webhook_event_id", sa.String(length=64), nullable=False),
        sa.Column("person_key", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "worded",
                "saying",
                "done",
                "unanswered",
                "unknown",
                "poisoned",
                "ignored",
                name="inboxstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("reply", sa.LargeBinary(), nullable=True),
        sa.Column("occasion", sa.String(length=40), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reference", sa.String(length=8), nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("webhook_event_id", name=op.f("pk_inbox_events")),
    )
    with op.batch_alter_table("inbox_events", schema=None) as batch_op:
        batch_op.create_index(
            "ix_inbox_events_keyed_received_at",
            ["received_at"],
            unique=False,
            postgresql_where=sa.text("person_key IS NOT NULL"),
            sqlite_where=sa.text("person_key IS NOT NULL"),
        )
        batch_op.create_index("ix_inbox_events_person_key_state", ["person_key", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbox_events_received_at"), ["received_at"], unique=False)
        batch_op.create_index("ix_inbox_events_state_received_at", ["state", "received_at"], unique=False)

    op.create_table(
        "job_runs",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bookmark", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", "day", name=op.f("pk_job_runs")),
    )
    op.create_table(
        "keyring",
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_keyring")),
    )
    op.create_table(
        "member_keys",
        sa.Column("member_pid", sa.String(length=32), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("member_pid", name=op.f("pk_member_keys")),
    )
    op.create_table(
        "members",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pid", sa.String(length=32), nullable=False),
        sa.Column("card_number", sa.String(length=8), nullable=False),
        sa.Column("person_key", sa.String(length=64), nullable=False),
        sa.Column("line_user_id", sa.LargeBinary(), nullable=False),
        sa.Column(
            "language",
            sa.Enum("ja", "en", name="language", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("source", sa.String(length=24), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("friendship_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "age_answer",
            sa.Enum(
                "of_age", "guardian", name="ageanswer", native_enum=False, create_constraint=True, length=24
            ),
            nullable=True,
        ),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sleep_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
        sa.UniqueConstraint("card_number", name=op.f("uq_members_card_number")),
        sa.UniqueConstraint("person_key", name=op.f("uq_members_person_key")),
        sa.UniqueConstraint("pid", name=op.f("uq_members_pid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.create_index("ix_members_joined_at", ["joined_at"], unique=False)

    op.create_table(
        "notices",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
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
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("weekly_cap", sa.Integer(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=False),
        sa.Column("quiet_until", sa.Time(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("asks_again", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint(
            "purpose", "language", "version", name=op.f("uq_notices_purpose_language_version")
        ),
    )
    op.create_table(
        "pace",
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("free_from", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_pace")),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    op.create_table(
        "shops",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("hours", sa.String(length=200), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shops")),
        sa.UniqueConstraint("name", name=op.f("uq_shops_name")),
    )
    op.create_table(
        "topics",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("name_ja", sa.String(length=40), nullable=False),
        sa.Column("name_en", sa.String(length=40), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
        sa.UniqueConstraint("code", name=op.f("uq_topics_code")),
    )
    op.create_table(
        "consent_entries",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("record_id", sa.String(length=36), nullable=False),
        sa.Column("member_pid", sa.String(length=32), nullable=False),
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
            "answer",
            sa.Enum(
                "given",
                "refused",
                "withdrawn",
                "expired",
                "reconfirmed",
                "synthetic",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=24), nullable=True),
        sa.Column("notice_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("notice_sha256", sa.String(length=64), nullable=True),
        sa.Column(
            "language",
            sa.Enum("ja", "en", name="language", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("channel", sa.String(length=24), nullable=False),
        sa.Column("source", sa.String(length=24), nullable=True),
        sa.Column("webhook_event_id", sa.String(length=64), nullable=True),
        sa.Column("event_sha256", sa.String(length=64), nullable=True),
        sa.Column("seal_hash", sa.String(length=64), nullable=True),
        sa.Column("follow_event_id", sa.String(length=64), nullable=True),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leaf_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_consent_entries_notice_id_notices")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_entries")),
        sa.UniqueConstraint("record_id", name=op.f("uq_consent_entries_record_id")),
        sa.UniqueConstraint("seal_hash", "purpose", name=op.f("uq_consent_entries_seal_hash_purpose")),
    )
    with op.batch_alter_table("consent_entries", schema=None) as batch_op:
        batch_op.create_index("ix_consent_entries_member_pid", ["member_pid"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_entries_notice_id"), ["notice_id"], unique=False)

    op.create_table(
        "coupon_shops",
        sa.Column("coupon_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("shop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["coupon_id"], ["coupons.id"], name=op.f("fk_coupon_shops_coupon_id_coupons"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_coupon_shops_shop_id_shops")),
        sa.PrimaryKeyConstraint("coupon_id", "shop_id", name=op.f("pk_coupon_shops")),
    )
    with op.batch_alter_table("coupon_shops", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coupon_shops_shop_id"), ["shop_id"], unique=False)

    op.create_table(
        "member_topics",
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("topic_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("is_wanted", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_member_topics_member_id_members"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name=op.f("fk_member_topics_topic_id_topics"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "topic_id", name=op.f("pk_member_topics")),
    )
    with op.batch_alter_table("member_topics", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_topics_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "preferences",
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "rhythm",
            sa.Enum(
                "weekly",
                "twice_monthly",
                "monthly",
                "important",
                name="rhythm",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("hours_from", sa.Time(), nullable=True),
        sa.Column("hours_until", sa.Time(), nullable=True),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_preferences_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_preferences")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "owner",
                "marketer",
                "clerk",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("may_send", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column(
            "language",
            sa.Enum("ja", "en", name="language", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("shop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("line_user_id", sa.LargeBinary(), nullable=True),
        sa.Column("link_code_hash", sa.String(length=64), nullable=True),
        sa.Column("link_code_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_staff_shop_id_shops")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_staff_fs_uniquifier")),
        sa.UniqueConstraint("link_code_hash", name=op.f("uq_staff_link_code_hash")),
    )
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_shop_id"), ["shop_id"], unique=False)

    op.create_table(
        "announcements",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("topic_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("messages", sa.JSON(), nullable=True),
        sa.Column("is_quiet", sa.Boolean(), nullable=False),
        sa.Column("is_safety", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "scheduled",
                "planning",
                "sending",
                "sent",
                "paused",
                "cancelled",
                "expired",
                "out_of_quota",
                name="announcementstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "resumes_to",
            sa.Enum(
                "draft",
                "scheduled",
                "planning",
                "sending",
                "sent",
                "paused",
                "cancelled",
                "expired",
                "out_of_quota",
                name="resumes_to",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bookmark", sa.BigInteger(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("excluded", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("approved_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("approved_sha256", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state = 'draft' OR valid_until > scheduled_at", name=op.f("ck_announcements_validity")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'cancelled') OR scheduled_at IS NOT NULL",
            name=op.f("ck_announcements_scheduled"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["staff.id"], name=op.f("fk_announcements_approved_by_staff")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["staff.id"], name=op.f("fk_announcements_created_by_staff")),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name=op.f("fk_announcements_topic_id_topics")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_announcements_approved_by"), ["approved_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_announcements_created_by"), ["created_by"], unique=False)
        batch_op.create_index("ix_announcements_state_scheduled_at", ["state", "scheduled_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_announcements_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "audit_entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_audit_entries_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.create_index(
            "ix_audit_entries_action_subject_created_at", ["action", "subject", "created_at"], unique=False
        )
        batch_op.create_index("ix_audit_entries_created_at", ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entries_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "consents",
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
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
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("notice_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["consent_entries.id"], name=op.f("fk_consents_entry_id_consent_entries")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_consents_member_id_members"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_consents_notice_id_notices")),
        sa.PrimaryKeyConstraint("member_id", "purpose", name=op.f("pk_consents")),
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consents_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consents_notice_id"), ["notice_id"], unique=False)

    op.create_table(
        "coupon_grants",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("coupon_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "held",
                "shown",
                "used",
                name="grantstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["coupon_id"], ["coupons.id"], name=op.f("fk_coupon_grants_coupon_id_coupons")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_coupon_grants_member_id_members"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_coupon_grants_shop_id_shops")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_coupon_grants_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coupon_grants")),
        sa.UniqueConstraint("code", name=op.f("uq_coupon_grants_code")),
        sa.UniqueConstraint(
            "coupon_id", "member_id", "number", name=op.f("uq_coupon_grants_coupon_id_member_id_number")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("coupon_grants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coupon_grants_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_coupon_grants_shop_id"), ["shop_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_coupon_grants_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "points_entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "welcome",
                "purchase",
                "grant",
                "spend",
                "expiry",
                "reversal",
                "transfer",
                name="entrykind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=80), nullable=False),
        sa.Column("reverses_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("yen", sa.Integer(), nullable=True),
        sa.Column("shop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_points_entries_moves")),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_points_entries_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"],
            ["points_entries.id"],
            name=op.f("fk_points_entries_reverses_id_points_entries"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_points_entries_shop_id_shops")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_points_entries_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_entries")),
        sa.UniqueConstraint("cause", name=op.f("uq_points_entries_cause")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_points_entries_reverses_id")),
    )
    with op.batch_alter_table("points_entries", schema=None) as batch_op:
        batch_op.create_index("ix_points_entries_member_id_id", ["member_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_points_entries_shop_id"), ["shop_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_points_entries_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "staff_sessions",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_sessions_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_sessions")),
    )
    with op.batch_alter_table("staff_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_sessions_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_sessions_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "points_lots",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("granted", sa.Integer(), nullable=False),
        sa.Column("remaining", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("remaining >= 0 AND remaining <= granted", name=op.f("ck_points_lots_remaining")),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["points_entries.id"],
            name=op.f("fk_points_lots_entry_id_points_entries"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_points_lots_member_id_members"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_lots")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_points_lots_entry_id")),
    )
    with op.batch_alter_table("points_lots", schema=None) as batch_op:
        batch_op.create_index("ix_points_lots_expires_at", ["expires_at"], unique=False)
        batch_op.create_index(
            "ix_points_lots_member_id_expires_at", ["member_id", "expires_at"], unique=False
        )

    op.create_table(
        "sendings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("announcement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "multicast", "push", name="sendingkind", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
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
            nullable=True,
        ),
        sa.Column(
            "language",
            sa.Enum("ja", "en", name="language", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("retry_key", sa.String(length=36), nullable=False),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.Column("carried", sa.Integer(), nullable=False),
        sa.Column("letter", sa.LargeBinary(), nullable=True),
        sa.Column("body_sha256", sa.String(length=64), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "calling",
                "accepted",
                "unknown",
                "failed",
                "cancelled",
                "expired",
                name="sendingstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("is_ambiguous", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ledger_size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.Column("accepted_request_id", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name=op.f("fk_sendings_announcement_id_announcements")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_sendings_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sendings")),
        sa.UniqueConstraint("retry_key", name=op.f("uq_sendings_retry_key")),
    )
    with op.batch_alter_table("sendings", schema=None) as batch_op:
        batch_op.create_index("ix_sendings_announcement_id_state", ["announcement_id", "state"], unique=False)
        batch_op.create_index("ix_sendings_first_attempt_at", ["first_attempt_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sendings_staff_id"), ["staff_id"], unique=False)
        batch_op.create_index("ix_sendings_state_next_at", ["state", "next_at"], unique=False)

    op.create_table(
        "deliveries",
        sa.Column("sending_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("announcement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("consent_entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "dropped",
            sa.Enum(
                "left",
                "cap",
                "erased",
                "refused",
                name="dropped",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["sending_id"], ["sendings.id"], name=op.f("fk_deliveries_sending_id_sendings")
        ),
        sa.PrimaryKeyConstraint("sending_id", "member_id", name=op.f("pk_deliveries")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(
            "ix_deliveries_member_id_announcement_id", ["member_id", "announcement_id"], unique=True
        )
        batch_op.create_index("ix_deliveries_consent_entry_id", ["consent_entry_id"], unique=False)

    op.create_table(
        "points_uses",
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["points_entries.id"],
            name=op.f("fk_points_uses_entry_id_points_entries"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["points_lots.id"], name=op.f("fk_points_uses_lot_id_points_lots"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", "lot_id", name=op.f("pk_points_uses")),
    )
    with op.batch_alter_table("points_uses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_points_uses_lot_id"), ["lot_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("points_uses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_points_uses_lot_id"))

    op.drop_table("points_uses")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index("ix_deliveries_consent_entry_id")
        batch_op.drop_index("ix_deliveries_member_id_announcement_id")

    op.drop_table("deliveries")
    with op.batch_alter_table("sendings", schema=None) as batch_op:
        batch_op.drop_index("ix_sendings_state_next_at")
        batch_op.drop_index(batch_op.f("ix_sendings_staff_id"))
        batch_op.drop_index("ix_sendings_first_attempt_at")
        batch_op.drop_index("ix_sendings_announcement_id_state")

    op.drop_table("sendings")
    with op.batch_alter_table("points_lots", schema=None) as batch_op:
        batch_op.drop_index("ix_points_lots_member_id_expires_at")
        batch_op.drop_index("ix_points_lots_expires_at")

    op.drop_table("points_lots")
    with op.batch_alter_table("staff_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_sessions_staff_id"))
        batch_op.drop_index(batch_op.f("ix_staff_sessions_expires_at"))

    op.drop_table("staff_sessions")
    with op.batch_alter_table("points_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_points_entries_staff_id"))
        batch_op.drop_index(batch_op.f("ix_points_entries_shop_id"))
        batch_op.drop_index("ix_points_entries_member_id_id")

    op.drop_table("points_entries")
    with op.batch_alter_table("coupon_grants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coupon_grants_staff_id"))
        batch_op.drop_index(batch_op.f("ix_coupon_grants_shop_id"))
        batch_op.drop_index(batch_op.f("ix_coupon_grants_member_id"))

    op.drop_table("coupon_grants")
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consents_notice_id"))
        batch_op.drop_index(batch_op.f("ix_consents_entry_id"))

    op.drop_table("consents")
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entries_staff_id"))
        batch_op.drop_index("ix_audit_entries_created_at")
        batch_op.drop_index("ix_audit_entries_action_subject_created_at")

    op.drop_table("audit_entries")
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_announcements_topic_id"))
        batch_op.drop_index("ix_announcements_state_scheduled_at")
        batch_op.drop_index(batch_op.f("ix_announcements_created_by"))
        batch_op.drop_index(batch_op.f("ix_announcements_approved_by"))

    op.drop_table("announcements")
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_shop_id"))

    op.drop_table("staff")
    op.drop_table("preferences")
    with op.batch_alter_table("member_topics", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_member_topics_topic_id"))

    op.drop_table("member_topics")
    with op.batch_alter_table("coupon_shops", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coupon_shops_shop_id"))

    op.drop_table("coupon_shops")
    with op.batch_alter_table("consent_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_entries_notice_id"))
        batch_op.drop_index("ix_consent_entries_member_pid")

    op.drop_table("consent_entries")
    op.drop_table("topics")
    op.drop_table("shops")
    op.drop_table("settings")
    op.drop_table("pace")
    op.drop_table("notices")
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.drop_index("ix_members_joined_at")

    op.drop_table("members")
    op.drop_table("member_keys")
    op.drop_table("keyring")
    op.drop_table("job_runs")
    with op.batch_alter_table("inbox_events", schema=None) as batch_op:
        batch_op.drop_index("ix_inbox_events_state_received_at")
        batch_op.drop_index(batch_op.f("ix_inbox_events_received_at"))
        batch_op.drop_index("ix_inbox_events_person_key_state")
        batch_op.drop_index(
            "ix_inbox_events_keyed_received_at",
            postgresql_where=sa.text("person_key IS NOT NULL"),
            sqlite_where=sa.text("person_key IS NOT NULL"),
        )

    op.drop_table("inbox_events")
    op.drop_table("daily_counts")
    op.drop_table("coupons")
