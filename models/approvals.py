"""Approvals: somebody asks a second person to let an announcement out."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice


class ApprovalState(enum.StrEnum):
    """What became of the question."""

    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"


class Approval(Base):
    """The last question whether one announcement may go out as it stands, and its answer."""

    __tablename__ = "approvals"

    announcement_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("announcements.id"), primary_key=True, autoincrement=False
    )
    state: Mapped[ApprovalState] = mapped_column(choice(ApprovalState))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    """Of the words in every language, of who gets them, and of the times asked for."""
    begins_at: Mapped[datetime | None]
    """None: as soon as it is approved."""
    valid_until: Mapped[datetime | None]
    """None: that day's evening."""
    asked_by: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    asked_at: Mapped[datetime]
    answered_by: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    answered_at: Mapped[datetime | None]
    word: Mapped[str] = mapped_column(sa.String(200), default="")
    """Why it was sent back."""
