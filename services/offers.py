"""Offers: coupons as the shop defines them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.coupons import Coupon, CouponGrant, CouponShop, GrantState
from models.members import Member
from services import coupons, japan
from services.errors import RuleError


class OfferRefused(RuleError):
    """The offer cannot be; `why` is `title`, `window`, `past`, `stock` or `per_member`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Offer:
    """What a merchant fills in. Days are Japan's, the last one included."""

    title: str
    condition: str
    starts_on: date
    ends_on: date
    shop_ids: tuple[int, ...] = ()
    stock: int | None = None
    per_member: int = 1
    for_everyone: bool = True


@dataclass(frozen=True)
class Standing:
    """An offer, and how often it was used."""

    coupon: Coupon
    used: int


def define(session: Session, offer: Offer, *, now: datetime) -> Coupon:
    """Make the offer; raise OfferRefused."""
    _check(offer, today=japan.day(now))
    coupon = Coupon(
        title=offer.title.strip(),
        condition=offer.condition.strip(),
        starts_at=japan.start_of(offer.starts_on),
        ends_at=japan.end_of(offer.ends_on),
        stock=offer.stock,
        per_member=offer.per_member,
        for_everyone=offer.for_everyone,
        created_at=now,
    )
    session.add(coupon)
    session.flush()
    session.add_all(CouponShop(coupon_id=coupon.id, shop_id=shop_id) for shop_id in offer.shop_ids)
    session.flush()
    return coupon


def _check(offer: Offer, *, today: date) -> None:
    if not 1 <= len(offer.title.strip()) <= 60 or len(offer.condition) > 120:
        raise OfferRefused("title")
    if offer.ends_on < offer.starts_on:
        raise OfferRefused("window")
    if offer.ends_on < today:
        raise OfferRefused("past")
    if offer.stock is not None and offer.stock < 1:
        raise OfferRefused("stock")
    if not 1 <= offer.per_member <= 100:
        raise OfferRefused("per_member")


def withdraw(session: Session, coupon: Coupon) -> None:
    """Give out no more copies; those that people hold stay good until their last day."""
    coupon.is_active = False
    session.flush()


def all_of_them(session: Session) -> list[Standing]:
    """Give every offer, the newest first, with how often it was used."""
    used = (
        select(func.count())
        .select_from(CouponGrant)
        .where(CouponGrant.coupon_id == Coupon.id, CouponGrant.state == GrantState.USED)
        .scalar_subquery()
    )
    rows = session.execute(select(Coupon, used).order_by(Coupon.id.desc()))
    return [Standing(coupon, int(count)) for coupon, count in rows]


def used_today(session: Session, member: Member, *, now: datetime) -> list[coupons.Held]:
    """Give the member's coupons that were used today and can still be given back, the last one first."""
    copies = (
        select(CouponGrant, Coupon)
        .join(Coupon, Coupon.id == CouponGrant.coupon_id)
        .where(
            CouponGrant.member_id == member.id,
            CouponGrant.state == GrantState.USED,
            CouponGrant.used_at >= japan.start_of(japan.day(now)),
        )
        .order_by(CouponGrant.used_at.desc(), CouponGrant.id.desc())
    )
    found = session.execute(copies)
    return [coupons.Held(copy, coupon, coupons.places(session, coupon)) for copy, coupon in found]
