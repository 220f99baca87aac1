"""Insights: what LINE tells afterwards, of an announcement and of a day."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey


class UnitInsight(Base):
    """What LINE counted of one announcement; a number below twenty is not told, and stays empty."""

    __tablename__ = "unit_insights"

    announcement_id: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("announcements.id"), primary_key=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    """LINE's figures do not change after it."""
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    """When LINE is asked again; None: it has told all."""
    told_at: Mapped[datetime | None]
    through: Mapped[date | None]
    """The last day that the figures hold."""
    opened: Mapped[int | None]
    tapped: Mapped[int | None]
    links: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
    """`[{"seq": bubble, "url": str, "tapped": people or None}, …]`."""


class DailyInsight(Base):
    """What LINE counted on one day (Japan time), for the whole account."""

    __tablename__ = "daily_insights"

    day: Mapped[date] = mapped_column(primary_key=True)
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    """When LINE is asked again; None: it has told all, or never will."""
    told_at: Mapped[datetime | None]
    sent: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How many messages, by LINE's name for the way they went; what is not named was not told."""
    multicasts: Mapped[int | None]
    """How many multicasts LINE delivered, by recipient; not told below twenty."""
    pushes: Mapped[int | None]
    followers: Mapped[int | None]
    """Who ever became a friend; it never falls."""
    reaches: Mapped[int | None]
    blocks: Mapped[int | None]
