"""Announcements: what a shop says to those who agreed."""

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice, key


class AnnouncementState(enum.StrEnum):
    """Where an announcement stands."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PLANNING = "planning"
    SENDING = "sending"
    SENT = "sent"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    OUT_OF_QUOTA = "out_of_quota"


class Announcement(Base):
    """Something said to everybody who agreed and whose wishes allow it."""

    __tablename__ = "announcements"
    __table_args__ = (
        sa.Index("ix_announcements_state_scheduled_at", "state", "scheduled_at"),
        sa.CheckConstraint("state IN ('draft', 'cancelled') OR scheduled_at IS NOT NULL", name="scheduled"),
        sa.CheckConstraint("state = 'draft' OR valid_until > scheduled_at", name="validity"),
    )

    id: Mapped[key]
    title: Mapped[str] = mapped_column(sa.String(60))
    """For the staff only."""
    topic_id: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("topics.id"), index=True)
    content: Mapped[dict[str, Any]]
    """What `services.contents` writes: parts, a button, a coupon; in older rows texts, a button, a coupon."""
    messages: Mapped[list[Any] | None] = mapped_column(sa.JSON)
    """LINE message objects by language, `[{"language": "ja", "messages": […]}, …]`, frozen when scheduled."""
    is_quiet: Mapped[bool] = mapped_column(default=False)
    """Arrives without a sound."""
    is_safety: Mapped[bool] = mapped_column(default=False)
    """A recall or a sudden closure: it passes cap, rhythm, pause and quiet hours, never consent."""
    state: Mapped[AnnouncementState] = mapped_column(
        choice(AnnouncementState), default=AnnouncementState.DRAFT
    )
    resumes_to: Mapped[AnnouncementState | None] = mapped_column(
        sa.Enum(
            AnnouncementState,
            native_enum=False,
            create_constraint=True,
            name="resumes_to",
            length=24,
            values_callable=lambda members: [member.value for member in members],
        )
    )
    """Where a pause came from."""
    scheduled_at: Mapped[datetime | None]
    valid_until: Mapped[datetime | None]
    """No call for it is first begun after this."""
    bookmark: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    """The last member id that the plan has judged."""
    planned: Mapped[int] = mapped_column(default=0)
    reserved: Mapped[int | None]
    """Copies of its coupon that are set aside for whom it may reach; None: none, or all is settled."""
    excluded: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How many were left out by the plan, by reason."""
    unit: Mapped[str | None] = mapped_column(sa.String(30), unique=True, index=True)
    """The name under which LINE counts its openings, once its plan is whole; None: it counts none."""
    spread_minutes: Mapped[int | None]
    """Over so long its calls are spread; None: as fast as the shop's pace allows."""
    created_by: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    approved_by: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    approved_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    def is_past(self, now: datetime) -> bool:
        """Tell whether its last moment has gone by."""
        return self.valid_until is not None and now >= self.valid_until
