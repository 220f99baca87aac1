"""Who did and saw what."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, key


class AuditEntry(Base):
    """One thing that a member of staff or the operator did. Only ever appended: triggers see to it."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        sa.Index("ix_audit_entries_action_subject_created_at", "action", "subject", "created_at"),
        sa.Index("ix_audit_entries_created_at", "created_at"),
    )

    id: Mapped[key]
    staff_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    """None: the operator at the command line, or nobody signed in."""
    action: Mapped[str] = mapped_column(sa.String(40))
    subject: Mapped[str] = mapped_column(sa.String(80))
    """What it was done to, as `kind:id`; never a LINE id or a name."""
    detail: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
