"""Coupons: an offer, where it holds, and one member's copy of it."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice, key


class Coupon(Base):
    """An offer."""

    __tablename__ = "coupons"
    __table_args__ = (
        sa.CheckConstraint("stock IS NULL OR granted <= stock", name="stock"),
        sa.CheckConstraint("ends_at > starts_at", name="window"),
    )

    id: Mapped[key]
    title: Mapped[str] = mapped_column(sa.String(60))
    condition: Mapped[str] = mapped_column(sa.String(120), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    """The end of the last good day, Japan time."""
    stock: Mapped[int | None]
    """How many copies there may be; none means no limit."""
    granted: Mapped[int] = mapped_column(default=0)
    per_member: Mapped[int] = mapped_column(default=1)
    for_everyone: Mapped[bool] = mapped_column(default=True)
    """Every member holds it as soon as they look; else it comes by an announcement."""
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]

    def has_begun(self, now: datetime) -> bool:
        return self.starts_at <= now

    def is_over(self, now: datetime) -> bool:
        return now >= self.ends_at


class CouponShop(Base):
    """A coupon holds at this shop; a coupon with no such row holds at all of them."""

    __tablename__ = "coupon_shops"

    coupon_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("coupons.id", ondelete="CASCADE"), primary_key=True
    )
    shop_id: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("shops.id"), primary_key=True, index=True)


class GrantState(enum.StrEnum):
    """Where a member's copy stands."""

    HELD = "held"
    SHOWN = "shown"
    USED = "used"


class CouponGrant(Base):
    """One member's copy of a coupon, with a code of its own."""

    __tablename__ = "coupon_grants"
    # An id is never given again: the audit speaks of copies by it, also of those of who was erased.
    __table_args__ = (
        sa.UniqueConstraint("coupon_id", "member_id", "number"),
        sa.Index("ix_coupon_grants_announcement_id_member_id", "announcement_id", "member_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[key]
    coupon_id: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("coupons.id"))
    member_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("members.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int] = mapped_column(default=1)
    """The member's first, second … copy."""
    announcement_id: Mapped[int | None] = mapped_column(BigKey)
    """The announcement that brought it, once; no foreign key, as with deliveries."""
    code: Mapped[str] = mapped_column(sa.String(12), unique=True)
    state: Mapped[GrantState] = mapped_column(choice(GrantState), default=GrantState.HELD)
    granted_at: Mapped[datetime]
    shown_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    shop_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("shops.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
