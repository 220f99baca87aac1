"""The audit: who did and saw what, written in the same transaction as the deed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import AuditEntry


def write(
    session: Session, action: str, subject: str, *, staff_id: int | None, now: datetime, **detail: Any
) -> None:
    """Append one line. What cannot be written did not happen: the transaction fails with it."""
    entry = AuditEntry(staff_id=staff_id, action=action, subject=subject, detail=detail, created_at=now)
    session.add(entry)
    session.flush()


def recent(session: Session, *, limit: int = 100) -> list[AuditEntry]:
    """Give the last lines, the newest first."""
    return list(session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)))


def count_since(session: Session, action: str, subject: str, *, since: datetime) -> int:
    """Count how often this was done to this subject since then."""
    lines = select(func.count()).select_from(AuditEntry)
    same = lines.where(
        AuditEntry.action == action, AuditEntry.subject == subject, AuditEntry.created_at >= since
    )
    return int(session.scalar(same) or 0)


def about(session: Session, subject: str, actions: Sequence[str], *, limit: int = 100) -> list[AuditEntry]:
    """Give what was done to this subject, of these actions, the newest first."""
    lines = select(AuditEntry).where(AuditEntry.action.in_(actions), AuditEntry.subject == subject)
    return list(session.scalars(lines.order_by(AuditEntry.id.desc()).limit(limit)))
