"""Points: grants with their expiry, the ledger, and which grant a spend took from."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice, key


class EntryKind(enum.StrEnum):
    """What moved the balance."""

    WELCOME = "welcome"
    PURCHASE = "purchase"
    GRANT = "grant"
    SPEND = "spend"
    EXPIRY = "expiry"
    REVERSAL = "reversal"
    """Undone the same day, or returned on any day."""
    TRANSFER = "transfer"
    """Taken over from an old card, or left behind with a former account; before, all that came from one."""


class PointsEntry(Base):
    """One line of a member's ledger. Never changed; it goes along to their new account, or with them."""

    __tablename__ = "points_entries"
    __table_args__ = (
        sa.Index("ix_points_entries_member_id_id", "member_id", "id"),
        sa.Index("ix_points_entries_created_at", "created_at"),
        sa.CheckConstraint("amount <> 0", name="moves"),
    )

    id: Mapped[key]
    member_id: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("members.id", ondelete="CASCADE"))
    kind: Mapped[EntryKind] = mapped_column(choice(EntryKind))
    amount: Mapped[int]
    """Points; above zero in, below zero out."""
    cause: Mapped[str] = mapped_column(sa.String(80), unique=True)
    """What made it, named so that the same thing cannot count twice."""
    reverses_id: Mapped[int | None] = mapped_column(
        BigKey, sa.ForeignKey("points_entries.id", ondelete="CASCADE"), unique=True
    )
    """The line of the same day that it undoes as a whole."""
    yen: Mapped[int | None]
    """The purchase it came from, or the discount it gave."""
    shop_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("shops.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    reason: Mapped[str | None] = mapped_column(sa.String(200))
    note: Mapped[str | None] = mapped_column(sa.String(60))
    """A word to the member, shown in their history."""
    created_at: Mapped[datetime]


class PointsLot(Base):
    """A grant of points with its last day; the oldest is spent first."""

    __tablename__ = "points_lots"
    __table_args__ = (
        sa.CheckConstraint("remaining >= 0 AND remaining <= granted", name="remaining"),
        sa.Index("ix_points_lots_member_id_expires_at", "member_id", "expires_at"),
        # A balance is read from this alone, wherever the rows lie.
        sa.Index(
            "ix_points_lots_left",
            "member_id",
            "expires_at",
            "pending_until",
            "remaining",
            sqlite_where=sa.text("remaining > 0"),
            postgresql_where=sa.text("remaining > 0"),
        ),
        # Only what is left: else each night walks past everything that was ever written off.
        sa.Index(
            "ix_points_lots_expires_at",
            "expires_at",
            sqlite_where=sa.text("remaining > 0"),
            postgresql_where=sa.text("remaining > 0"),
        ),
        sa.Index(
            "ix_points_lots_pending_until",
            "pending_until",
            sqlite_where=sa.text("pending_until IS NOT NULL"),
            postgresql_where=sa.text("pending_until IS NOT NULL"),
        ),
    )

    id: Mapped[key]
    member_id: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("members.id", ondelete="CASCADE"))
    entry_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("points_entries.id", ondelete="CASCADE"), unique=True
    )
    granted: Mapped[int]
    remaining: Mapped[int]
    expires_at: Mapped[datetime]
    """The end of the last good day, Japan time."""
    pending_until: Mapped[datetime | None]
    """Until then they cannot be used, as the purchase may be returned; None: they are confirmed."""


class PointsUse(Base):
    """So many points of one lot went into one entry; below zero: came back out of it into the lot."""

    __tablename__ = "points_uses"

    entry_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("points_entries.id", ondelete="CASCADE"), primary_key=True
    )
    lot_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("points_lots.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    amount: Mapped[int]
