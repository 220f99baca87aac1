"""Preferences: how often, when, and paused until."""

import enum
from datetime import datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice


class Rhythm(enum.StrEnum):
    """How often at most."""

    WEEKLY = "weekly"
    TWICE_MONTHLY = "twice_monthly"
    MONTHLY = "monthly"
    IMPORTANT = "important"


class Preference(Base):
    """One member's wishes; no row means every ordinary announcement, the shop's hours, no pause."""

    __tablename__ = "preferences"

    member_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("members.id", ondelete="CASCADE"), primary_key=True
    )
    rhythm: Mapped[Rhythm | None] = mapped_column(choice(Rhythm))
    hours_from: Mapped[time | None]
    hours_until: Mapped[time | None]
    paused_until: Mapped[datetime | None]
    changed_at: Mapped[datetime]

    def is_paused(self, now: datetime) -> bool:
        return self.paused_until is not None and now < self.paused_until
