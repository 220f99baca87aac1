"""Let the database itself refuse to change what may only be appended."""

from collections.abc import Iterator

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEPT = {
    "consent_entries": ("UPDATE", "DELETE"),
    "audit_entries": ("UPDATE", "DELETE"),
    "notices": ("UPDATE", "DELETE"),
    "points_entries": ("UPDATE",),
}
"""A member's points go with the member, so those may be deleted, but never changed."""


def upgrade() -> None:
    for statement in _postgresql() if _is_postgresql() else _sqlite():
        op.execute(statement)


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _postgresql() -> Iterator[str]:
    yield (
        "CREATE FUNCTION goen_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% may only be appended to', TG_TABLE_NAME; END $$"
    )
    for table, verb, name in _guards():
        yield (
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION goen_append_only()"
        )
    for table in KEPT:
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION goen_append_only()"
        )


def _sqlite() -> Iterator[str]:
    for table, verb, name in _guards():
        yield f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN {_abort(table)} END"
    for table in KEPT:  # INSERT OR REPLACE would take a row away without a DELETE
        known = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"
        start = f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"
        yield f"{start} WHEN {known} BEGIN {_abort(table)} END"


def _guards() -> Iterator[tuple[str, str, str]]:
    for table, verbs in KEPT.items():
        for verb in verbs:
            yield table, verb, f"{table}_no_{verb.lower()}"


def _abort(table: str) -> str:
    return f"SELECT RAISE(ABORT, '{table} may only be appended to');"


def downgrade() -> None:
    is_postgresql = _is_postgresql()
    extra = "truncate" if is_postgresql else "replace"
    names = [
        *((table, name) for table, _, name in _guards()),
        *((table, f"{table}_no_{extra}") for table in KEPT),
    ]
    for table, name in names:
        op.execute(f"DROP TRIGGER {name}{f' ON {table}' if is_postgresql else ''}")
    if is_postgresql:
        op.execute("DROP FUNCTION goen_append_only()")
