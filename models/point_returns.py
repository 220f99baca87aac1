"""Returns: what came back to the shop, and what was taken back for it or is still owed."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice, key


class PointsReturn(Base):
    """One return, whole or part, of a purchase that gave points or of a payment that used some."""

    __tablename__ = "points_returns"

    id: Mapped[key]
    member_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("members.id", ondelete="CASCADE"), index=True
    )
    of_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("points_entries.id", ondelete="CASCADE"), index=True
    )
    """The line of the purchase, or of the payment."""
    cause: Mapped[str] = mapped_column(sa.String(80), unique=True)
    yen: Mapped[int | None]
    """How much of the purchase came back."""
    due: Mapped[int]
    """Points that belong to it; those of them that had expired were gone already."""
    entry_id: Mapped[int | None] = mapped_column(
        BigKey, sa.ForeignKey("points_entries.id", ondelete="CASCADE"), unique=True
    )
    """The line it made; none where no point moved."""
    created_at: Mapped[datetime]


class DebtState(enum.StrEnum):
    """What becomes of points that a return should take back and that are spent."""

    OPEN = "open"
    """Filled by what is earned next."""
    WAITING = "waiting"
    """Somebody of the shop decides."""
    PAID = "paid"
    FORGIVEN = "forgiven"


class PointsDebt(Base):
    """What one return could not take back, since it was spent."""

    __tablename__ = "points_debts"
    __table_args__ = (
        sa.CheckConstraint("remaining >= 0 AND remaining <= amount", name="remaining"),
        sa.Index("ix_points_debts_member_id_state", "member_id", "state"),
        sa.Index("ix_points_debts_state", "state"),
    )

    entry_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("points_entries.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    """The line of the return."""
    member_id: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("members.id", ondelete="CASCADE"))
    amount: Mapped[int]
    remaining: Mapped[int]
    state: Mapped[DebtState] = mapped_column(choice(DebtState))
    decided_by: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    """None: the setting decided."""
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
