"""Backups: what a copy must not carry, and the mark that keeps it from being used before it caught up."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models import writes
from models.inbox import InboxEvent
from models.keys import KeyringKey
from models.settings import Setting
from services import day_keys, forgetting

MARKER = "backup_of"
"""The setting that only a copy has: when it was taken. Nothing starts on a database that has it."""


def prepare(session: Session, *, now: datetime) -> None:
    """Take the inbox's contents and keys out of a fresh copy, and mark it as one."""
    closed = {"person_key": None, "payload": None, "reply": None, "state": forgetting.closed()}
    session.execute(update(InboxEvent).values(closed).execution_options(synchronize_session=False))
    session.execute(delete(KeyringKey).where(KeyringKey.name.startswith(day_keys.PREFIX)))
    mark(session, now=now)


def keys(session: Session) -> Sequence[KeyringKey]:
    """Give the keys that a copy carries: those of the house, and none of the inbox."""
    kept = select(KeyringKey).where(KeyringKey.name.not_like(f"{day_keys.PREFIX}%"))
    return session.scalars(kept.order_by(KeyringKey.name)).all()


def mark(session: Session, *, now: datetime) -> None:
    """Say that this is a copy, taken at this moment."""
    values = {"value": json.dumps(now.isoformat()), "changed_at": now}
    writes.upsert(session, Setting, {"name": MARKER}, values)


def taken_at(session: Session) -> datetime | None:
    """Tell when a copy was taken that has not caught up yet; None: this is no copy."""
    value = session.scalar(select(Setting.value).where(Setting.name == MARKER))
    return None if value is None else datetime.fromisoformat(json.loads(value))


def has_caught_up(session: Session) -> None:
    """Let it be used: whoever was erased since is erased again, and what was withdrawn is withdrawn."""
    session.execute(delete(Setting).where(Setting.name == MARKER))
