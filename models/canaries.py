"""Canaries: a first few of a large announcement's people, and what they made of it."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice


class CanaryState(enum.StrEnum):
    """How far the first few have come."""

    GOING = "going"
    WATCHING = "watching"
    PASSED = "passed"
    HALTED = "halted"
    RELEASED = "released"
    """It was halted, and somebody let it go on all the same."""


class Canary(Base):
    """The first few of one announcement: the rest waits for what they do."""

    __tablename__ = "canaries"

    announcement_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("announcements.id"), primary_key=True, autoincrement=False
    )
    state: Mapped[CanaryState] = mapped_column(choice(CanaryState), index=True)
    people: Mapped[int]
    """Whom it was sent to; as planned until it is judged."""
    stops: Mapped[int] = mapped_column(default=0)
    """How many of them stopped, blocked or left by then."""
    begun_at: Mapped[datetime]
    watched_until: Mapped[datetime | None]
