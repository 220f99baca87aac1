"""Coupon terms: when, where, for whom and for what purchase a coupon holds, and what it takes off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.coupons import (
    Coupon,
    CouponBlackout,
    CouponGrant,
    CouponShop,
    CouponTier,
    GrantState,
    OfferKind,
)
from models.members import Member
from models.shops import Shop
from services import japan, tier_codes
from services.errors import RuleError

WEEK = range(7)
"""Monday is 0."""


class CouponNotToday(RuleError):
    """It holds on other days of the week (Monday is 0)."""

    def __init__(self, weekdays: Sequence[int]) -> None:
        super().__init__(weekdays)
        self.weekdays = weekdays


class CouponBlackedOut(RuleError):
    """The shop took this day out."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class CouponElsewhere(RuleError):
    """It holds at other branches."""

    def __init__(self, shops: Sequence[str]) -> None:
        super().__init__(shops)
        self.shops = shops


class CouponMinimum(RuleError):
    """The purchase is smaller than it asks for."""

    def __init__(self, minimum_yen: int) -> None:
        super().__init__(minimum_yen)
        self.minimum_yen = minimum_yen


class CouponForTier(RuleError):
    """It is for members of other ranks; `ranks` are their names in Japanese and English."""

    def __init__(self, ranks: Sequence[tier_codes.Rank]) -> None:
        super().__init__(ranks)
        self.ranks = ranks


class CouponDayLimit(RuleError):
    """The member has used as many today as one may in a day."""

    def __init__(self, per_day: int) -> None:
        super().__init__(per_day)
        self.per_day = per_day


@dataclass(frozen=True)
class Terms:
    """What an offer's fields say, for words."""

    kind: OfferKind = OfferKind.RIGHT
    amount: int | None = None
    usual_yen: int | None = None
    minimum_yen: int = 0
    weekdays: Sequence[int] = tuple(WEEK)
    blackouts: Sequence[date] = ()
    """Those still to come, in their order."""
    per_day: int | None = None
    ranks: Sequence[tier_codes.Rank] = ()
    """For members of these ranks only; none named: for all."""


def of(session: Session, coupon: Coupon, *, today: date) -> Terms:
    """Read an offer's terms."""
    return Terms(
        OfferKind(coupon.kind),
        coupon.amount,
        coupon.usual_yen,
        coupon.minimum_yen,
        weekdays(coupon),
        blackouts(session, coupon, since=today),
        coupon.per_day,
        ranks(session, coupon),
    )


def weekdays(coupon: Coupon) -> list[int]:
    return [day for day in WEEK if coupon.weekdays >> day & 1]


def blackouts(session: Session, coupon: Coupon, *, since: date) -> list[date]:
    """Give the days that are taken out, from this one on."""
    days = select(CouponBlackout.day).where(
        CouponBlackout.coupon_id == coupon.id, CouponBlackout.day >= since
    )
    return list(session.scalars(days.order_by(CouponBlackout.day)))


def ranks(session: Session, coupon: Coupon) -> list[tier_codes.Rank]:
    """Give the ranks whose members hold it; none means all members."""
    codes = set(session.scalars(select(CouponTier.code).where(CouponTier.coupon_id == coupon.id)))
    return tier_codes.named(session, codes) if codes else []


def is_for(session: Session, coupon: Coupon, member: Member) -> bool:
    """Tell whether the member's present rank is among those it is for."""
    codes = set(session.scalars(select(CouponTier.code).where(CouponTier.coupon_id == coupon.id)))
    return not codes or tier_codes.of(session, member) in codes


def check(
    session: Session,
    coupon: Coupon,
    member: Member,
    *,
    now: datetime,
    shop_id: int | None = None,
    yen: int | None = None,
) -> None:
    """Raise the refusal that says why the coupon cannot be used now, here, for this bill.

    Where no branch or no bill is named, that part is left to the person at the till.
    """
    _check_day(session, coupon, day=japan.day(now))
    check_rank(session, coupon, member)
    _check_shop(session, coupon, shop_id)
    if yen is not None and yen < coupon.minimum_yen:
        raise CouponMinimum(coupon.minimum_yen)
    _check_day_limit(session, coupon, member, now=now)


def check_rank(session: Session, coupon: Coupon, member: Member) -> None:
    """Raise CouponForTier where it is for other ranks."""
    if not is_for(session, coupon, member):
        raise CouponForTier(ranks(session, coupon))


def _check_day(session: Session, coupon: Coupon, *, day: date) -> None:
    if not coupon.holds_on(day):
        raise CouponNotToday(weekdays(coupon))
    if session.get(CouponBlackout, (coupon.id, day)) is not None:
        raise CouponBlackedOut(day)


def _check_shop(session: Session, coupon: Coupon, shop_id: int | None) -> None:
    where = list(session.scalars(select(CouponShop.shop_id).where(CouponShop.coupon_id == coupon.id)))
    if shop_id is not None and where and shop_id not in where:
        raise CouponElsewhere(places(session, coupon))


def _check_day_limit(session: Session, coupon: Coupon, member: Member, *, now: datetime) -> None:
    """Count what was used today and what another till has set aside; the member's lock is held meanwhile."""
    if coupon.per_day is None:
        return
    today = japan.start_of(japan.day(now))
    is_used = (CouponGrant.state == GrantState.USED) & (CouponGrant.used_at >= today)
    is_reserved = (CouponGrant.state != GrantState.USED) & (CouponGrant.reserved_until > now)
    mine = select(func.count()).where(
        CouponGrant.coupon_id == coupon.id, CouponGrant.member_id == member.id, or_(is_used, is_reserved)
    )
    if (session.scalar(mine) or 0) >= coupon.per_day:
        raise CouponDayLimit(coupon.per_day)


def places(session: Session, coupon: Coupon) -> list[str]:
    """Name the branches where it holds; none named means all of them."""
    here = select(Shop.name).join(CouponShop, CouponShop.shop_id == Shop.id)
    return list(session.scalars(here.where(CouponShop.coupon_id == coupon.id).order_by(Shop.id)))


def off(coupon: Coupon, yen: int | None) -> int | None:
    """Tell how many yen it takes off a bill, parts of a yen left out; None: the fields do not say it."""
    if yen is None or coupon.amount is None:
        return None
    if coupon.kind == OfferKind.YEN_OFF:
        return min(coupon.amount, yen)
    return yen * coupon.amount // 100 if coupon.kind == OfferKind.PERCENT_OFF else None
