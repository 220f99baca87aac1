"""Reservations: points that a till holds for a quarter of an hour, and the lots they were taken from."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice, key


class ReservationState(enum.StrEnum):
    """Where it stands; all but the first are for good."""

    HELD = "held"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    """Nobody confirmed it in time."""


class PointsReservation(Base):
    """Points set aside for one payment."""

    __tablename__ = "points_reservations"
    __table_args__ = (
        sa.CheckConstraint("points > 0", name="points"),
        sa.Index("ix_points_reservations_state_expires_at", "state", "expires_at"),
    )

    id: Mapped[key]
    member_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("members.id", ondelete="CASCADE"), index=True
    )
    cause: Mapped[str] = mapped_column(sa.String(80), unique=True)
    """The till's name for the payment; the spend bears the same."""
    points: Mapped[int]
    state: Mapped[ReservationState] = mapped_column(choice(ReservationState), default=ReservationState.HELD)
    shop_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("shops.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    entry_id: Mapped[int | None] = mapped_column(
        BigKey, sa.ForeignKey("points_entries.id", ondelete="CASCADE"), index=True
    )
    """The spend that it became."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class PointsHold(Base):
    """So many points of one lot lie aside for one reservation."""

    __tablename__ = "points_holds"

    reservation_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("points_reservations.id", ondelete="CASCADE"), primary_key=True
    )
    lot_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("points_lots.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    amount: Mapped[int]
