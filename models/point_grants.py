"""Grants: points that somebody of the shop gives by hand, with a second person above a limit."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice, key


class PointsGrantState(enum.StrEnum):
    """What became of it."""

    WAITING = "waiting"
    GIVEN = "given"
    DECLINED = "declined"


class PointsGrant(Base):
    """Points given by hand, or asked for until a second person says yes."""

    __tablename__ = "points_grants"
    __table_args__ = (sa.CheckConstraint("points > 0", name="points"),)

    id: Mapped[key]
    member_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("members.id", ondelete="CASCADE"), index=True
    )
    cause: Mapped[str] = mapped_column(sa.String(80), unique=True)
    points: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.String(200))
    """For the shop's own books."""
    note: Mapped[str] = mapped_column(sa.String(60), default="")
    """For the member."""
    state: Mapped[PointsGrantState] = mapped_column(choice(PointsGrantState), index=True)
    asked_by: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    asked_at: Mapped[datetime]
    answered_by: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    """The second person; None where one sufficed."""
    answered_at: Mapped[datetime | None]
