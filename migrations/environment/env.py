"""Runs the migrations; needs a database and nothing else, no key."""

from typing import Any

import sqlalchemy as sa
from alembic import context

import config
from models import base

target = base.Base.metadata


def render_item(kind: str, thing: object, _context: object) -> str | bool:
    """Write plain column types, so that no migration imports models."""
    if kind == "type" and isinstance(thing, base.Instant):
        return "sa.DateTime(timezone=True)"
    return False


def migrate(connection: sa.Connection) -> None:
    """Bring the database behind this connection to the wished revision."""
    options: dict[str, Any] = {
        "target_metadata": target,
        "render_item": render_item,
        "render_as_batch": True,
        "compare_server_default": True,
    }
    context.configure(connection=connection, **options)
    with context.begin_transaction():
        context.run_migrations()


url = context.config.attributes.get("url") or config.database_url()
engine = base.writing(url).engine
with engine.begin() as connection:
    migrate(connection)
engine.dispose()
