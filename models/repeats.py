"""Repeats: an announcement that comes round by the week or by the month."""

import enum
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice, key


class Turn(enum.StrEnum):
    """How often it comes round."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Repeat(Base):
    """A rule, with the words as they were approved; each date gets an announcement of its own."""

    __tablename__ = "repeats"

    id: Mapped[key]
    title: Mapped[str] = mapped_column(sa.String(60))
    topic_id: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("topics.id"), index=True)
    content: Mapped[dict[str, Any]]
    messages: Mapped[dict[str, Any]]
    """LINE message objects by language, with a mark where the number of each copy goes."""
    is_quiet: Mapped[bool]
    spread_minutes: Mapped[int | None]
    turn: Mapped[Turn] = mapped_column(choice(Turn))
    day: Mapped[int]
    """Weekly: 0 is Monday. Monthly: the day of the month, or the last one where the month is shorter."""
    begins: Mapped[time]
    """Japan time at which each copy begins."""
    ends: Mapped[time]
    """Japan time of each copy's last moment, on the next day where it is not later than `begins`."""
    last_day: Mapped[date | None]
    """No copy is made for a later day."""
    is_paused: Mapped[bool] = mapped_column(default=False)
    fault: Mapped[str | None] = mapped_column(sa.String(40))
    """Why it paused by itself: the name of the refusal."""
    approved_by: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class RepeatDate(Base):
    """One date of a rule: whoever inserts the row makes the copy."""

    __tablename__ = "repeat_dates"

    repeat_id: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("repeats.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    announcement_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("announcements.id"), index=True)
