"""Ranks of members: each version of their rules, the ranks in it, and the one that a member holds."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice, key


class TierBasis(enum.StrEnum):
    """What is added up."""

    POINTS = "points"
    """Points that purchases gave."""
    YEN = "yen"
    """What purchases came to."""


class TierMove(enum.StrEnum):
    """Which way a member went."""

    UP = "up"
    DOWN = "down"


class TierPlan(Base):
    """One version of the rules. Never changed: a newer one takes its place."""

    __tablename__ = "tier_plans"
    __table_args__ = (
        sa.CheckConstraint("months > 0", name="months"),
        sa.CheckConstraint("grace_days >= 0", name="grace"),
    )

    id: Mapped[key]
    basis: Mapped[TierBasis] = mapped_column(choice(TierBasis))
    months: Mapped[int]
    """The window, back from today."""
    grace_days: Mapped[int]
    """So long a rank is kept after the window no longer carries it."""
    starts_at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    bookmark: Mapped[int] = mapped_column(BigKey, default=0)
    """The last member who was judged by it when it came into force."""
    judged_at: Mapped[datetime | None]
    """When all of them had been."""
    created_at: Mapped[datetime]


class Tier(Base):
    """One rank of one version."""

    __tablename__ = "tiers"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "code"),
        sa.UniqueConstraint("plan_id", "rank"),
        sa.CheckConstraint("threshold > 0", name="threshold"),
        sa.CheckConstraint("rate >= 100", name="rate"),
    )

    id: Mapped[key]
    plan_id: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("tier_plans.id"))
    code: Mapped[str] = mapped_column(sa.String(24))
    """The same through all versions; offers and earn rules speak of ranks by it."""
    rank: Mapped[int]
    """1 is the lowest."""
    name_ja: Mapped[str] = mapped_column(sa.String(20))
    name_en: Mapped[str] = mapped_column(sa.String(30))
    threshold: Mapped[int]
    """Points or yen within the window."""
    rate: Mapped[int] = mapped_column(default=100)
    """Percent of the ordinary points of a purchase."""
    benefits_ja: Mapped[str] = mapped_column(sa.String(200), default="")
    benefits_en: Mapped[str] = mapped_column(sa.String(200), default="")
    price_ja: Mapped[str] = mapped_column(sa.String(60), default="")
    """What is sold at a price of its own."""
    price_en: Mapped[str] = mapped_column(sa.String(60), default="")

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_ja

    def benefits(self, language: str) -> str:
        return self.benefits_en if language == "en" else self.benefits_ja

    def price(self, language: str) -> str:
        return self.price_en if language == "en" else self.price_ja


class MemberTier(Base):
    """The rank that a member holds, and until when."""

    __tablename__ = "member_tiers"

    member_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("members.id", ondelete="CASCADE"), primary_key=True
    )
    tier_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("tiers.id"), index=True)
    """None: they held one, and do no longer."""
    since_at: Mapped[datetime]
    until_at: Mapped[datetime | None] = mapped_column(index=True)
    """The end of its last good day, grace included, Japan time."""
    is_firm: Mapped[bool] = mapped_column(default=False)
    """That day was promised under other rules, or came along from another account: it stands."""
    untold: Mapped[TierMove | None] = mapped_column(choice(TierMove))
    """The last change, while the member has not been told of it."""
