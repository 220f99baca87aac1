"""Let a line of the ledger go three years after it was written, and only when its leaf is kept."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

GUARDED = (
    ("checkpoints", "UPDATE"),
    ("checkpoints", "DELETE"),
    ("provisions", "UPDATE"),
    ("provided_persons", "UPDATE"),
    ("erasures", "UPDATE"),
)
"""What is not changed either; only roots are kept for ever."""
KEPT_LEAF = "SELECT 1 FROM ledger_stubs WHERE entry_id = OLD.id AND leaf_sha256 = OLD.leaf_sha256"
REFUSAL = "consent_entries may only be appended to"


def upgrade() -> None:
    for statement in _postgresql() if _is_postgresql() else _sqlite():
        op.execute(statement)


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _sqlite() -> list[str]:
    young = f"OLD.recorded_at > datetime('now', '-3 years') OR NOT EXISTS ({KEPT_LEAF})"
    return [
        "DROP TRIGGER consent_entries_no_delete",
        f"CREATE TRIGGER consent_entries_no_delete BEFORE DELETE ON consent_entries WHEN {young} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        *(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} may only be appended to'); END"
            for table, verb in GUARDED
        ),
    ]


def _postgresql() -> list[str]:
    young = f"OLD.recorded_at > now() - interval '3 years' OR NOT EXISTS ({KEPT_LEAF})"
    return [
        "CREATE FUNCTION goen_proof_may_end() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF {young} THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN OLD; END $$",
        "DROP TRIGGER consent_entries_no_delete ON consent_entries",
        "CREATE TRIGGER consent_entries_no_delete BEFORE DELETE ON consent_entries "
        "FOR EACH ROW EXECUTE FUNCTION goen_proof_may_end()",
        *(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION goen_append_only()"
            for table, verb in GUARDED
        ),
    ]


def downgrade() -> None:
    is_postgresql = _is_postgresql()
    for table, verb in GUARDED:
        op.execute(f"DROP TRIGGER {table}_no_{verb.lower()}{f' ON {table}' if is_postgresql else ''}")
    if is_postgresql:
        op.execute("DROP TRIGGER consent_entries_no_delete ON consent_entries")
        op.execute(
            "CREATE TRIGGER consent_entries_no_delete BEFORE DELETE ON consent_entries "
            "FOR EACH ROW EXECUTE FUNCTION goen_append_only()"
        )
        op.execute("DROP FUNCTION goen_proof_may_end()")
    else:
        op.execute("DROP TRIGGER consent_entries_no_delete")
        op.execute(
            "CREATE TRIGGER consent_entries_no_delete BEFORE DELETE ON consent_entries "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
