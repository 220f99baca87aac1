"""Coupons: an offer, where, when and for whom it holds, and one member's copy of it."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice, key

ALL_DAYS = 0b1111111
"""Every day of the week; the lowest bit is Monday."""


class OfferKind(enum.StrEnum):
    """What a coupon gives."""

    YEN_OFF = "yen_off"
    PERCENT_OFF = "percent_off"
    GIFT = "gift"
    MEMBER_PRICE = "member_price"
    RIGHT = "right"
    """Whatever its title says."""


class OfferWay(enum.StrEnum):
    """How a member comes to hold a copy; staff and partner systems may give one of any kind besides."""

    EVERYONE = "everyone"
    """As soon as they look."""
    TOLD = "told"
    """By an announcement."""
    WELCOME = "welcome"
    TIER = "tier"
    EXCHANGE = "exchange"
    """For points."""


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
    """What the fields do not say, in the shop's own words."""
    kind: Mapped[OfferKind] = mapped_column(
        choice(OfferKind), default=OfferKind.RIGHT, server_default=OfferKind.RIGHT.value
    )
    amount: Mapped[int | None]
    """Yen off, percent off, or the member's price in yen."""
    usual_yen: Mapped[int | None]
    """What others pay, beside a member's price."""
    value_yen: Mapped[int | None]
    """What a gift is worth."""
    minimum_yen: Mapped[int] = mapped_column(default=0, server_default="0")
    """The smallest purchase, with tax."""
    weekdays: Mapped[int] = mapped_column(default=ALL_DAYS, server_default=str(ALL_DAYS))
    per_day: Mapped[int | None]
    """How many of it one member may use in a day."""
    way: Mapped[OfferWay] = mapped_column(
        choice(OfferWay), default=OfferWay.TOLD, server_default=OfferWay.TOLD.value
    )
    points: Mapped[int | None]
    """What it costs in an exchange."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    """The end of the last good day, Japan time."""
    stock: Mapped[int | None]
    """How many copies there may be; none means no limit."""
    granted: Mapped[int] = mapped_column(default=0)
    per_member: Mapped[int] = mapped_column(default=1)
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]

    @hybrid_property
    def for_everyone(self) -> bool:
        return self.way == OfferWay.EVERYONE

    def holds_on(self, day: date) -> bool:
        """Tell whether it holds on this day of the week."""
        return bool(self.weekdays >> day.weekday() & 1)

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


class CouponBlackout(Base):
    """A day on which a coupon does not hold, Japan time."""

    __tablename__ = "coupon_blackouts"

    coupon_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("coupons.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)


class CouponTier(Base):
    """A rank whose members hold it; a coupon with no such row is for all of them."""

    __tablename__ = "coupon_tiers"

    coupon_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("coupons.id", ondelete="CASCADE"), primary_key=True
    )
    code: Mapped[str] = mapped_column(sa.String(24), primary_key=True)


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
        sa.Index("ix_coupon_grants_cause", "cause", unique=True),
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
    cause: Mapped[str | None] = mapped_column(sa.String(80))
    """What else brought it, named so that the same thing cannot bring two."""
    code: Mapped[str] = mapped_column(sa.String(12), unique=True)
    state: Mapped[GrantState] = mapped_column(choice(GrantState), default=GrantState.HELD)
    granted_at: Mapped[datetime]
    shown_at: Mapped[datetime | None]
    reserved_until: Mapped[datetime | None]
    """A till has set it aside for a bill; over when this has passed."""
    used_at: Mapped[datetime | None]
    shop_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("shops.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
