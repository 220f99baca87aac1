"""Coupon uses: each time that a copy was set aside for a bill, used, or given back."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice, key


class UseState(enum.StrEnum):
    """Where a use stands."""

    RESERVED = "reserved"
    USED = "used"
    RELEASED = "released"
    """Set aside, and not used."""
    REVERSED = "reversed"
    """Used, and given back the same day."""


_IS_LIVE = sa.text("state IN ('reserved', 'used')")


class CouponUse(Base):
    """One use of a member's copy. Of a copy there is one at a time that is reserved or used."""

    __tablename__ = "coupon_uses"
    __table_args__ = (
        sa.Index("ix_coupon_uses_grant_id", "grant_id"),
        sa.Index(
            "ix_coupon_uses_live", "grant_id", unique=True, sqlite_where=_IS_LIVE, postgresql_where=_IS_LIVE
        ),
    )

    id: Mapped[key]
    grant_id: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("coupon_grants.id", ondelete="CASCADE"))
    cause: Mapped[str] = mapped_column(sa.String(80), unique=True)
    """What made it, named so that the same thing cannot count twice."""
    state: Mapped[UseState] = mapped_column(choice(UseState))
    yen: Mapped[int | None]
    """What the bill came to, where it was told."""
    off_yen: Mapped[int | None]
    """What the coupon took off, where the fields say it."""
    shop_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("shops.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    reason: Mapped[str | None] = mapped_column(sa.String(200))
    """Why it was given back."""
    begun_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When it was released or given back."""
