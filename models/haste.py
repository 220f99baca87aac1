"""Haste: a transaction that need not be on the disk before the next one begins."""

import sqlalchemy as sa
from sqlalchemy.orm import Session


def may_be_lost(session: Session) -> None:
    """Let this transaction end before it is on the disk: a power cut may undo it, and nobody is worse off.

    PostgreSQL then saves a wait; SQLite's writers share theirs anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("SET LOCAL synchronous_commit TO OFF"))
