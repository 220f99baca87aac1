"""Offers: coupons as the shop defines them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.coupons import (
    ALL_DAYS,
    Coupon,
    CouponBlackout,
    CouponGrant,
    CouponShop,
    CouponTier,
    GrantState,
    OfferKind,
    OfferWay,
)
from services import coupon_terms, coupons, japan, offer_caps, tier_codes
from services.errors import RuleError
from services.offer_caps import Grounds, Over

MOST_YEN, MOST_PERCENT, MOST_COPIES, MOST_POINTS = 1_000_000, 99, 100, 1_000_000
MOST_BLACKOUTS = 31
NO_GROUNDS = Grounds()
LONGEST_REASON = 200
AMOUNTS = {
    OfferKind.YEN_OFF: MOST_YEN,
    OfferKind.PERCENT_OFF: MOST_PERCENT,
    OfferKind.MEMBER_PRICE: MOST_YEN,
}
"""The kinds that have an amount, with the largest."""


class OfferRefused(RuleError):
    """The offer cannot be; `why` names the field that does not fit."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Offer:
    """What a merchant fills in. Days are Japan's, the last one included; yen are with tax."""

    title: str
    condition: str
    starts_on: date
    ends_on: date
    shop_ids: tuple[int, ...] = ()
    stock: int | None = None
    per_member: int = 1
    way: OfferWay = OfferWay.EVERYONE
    kind: OfferKind = OfferKind.RIGHT
    amount: int | None = None
    minimum_yen: int = 0
    weekdays: tuple[int, ...] = tuple(coupon_terms.WEEK)
    blackouts: tuple[date, ...] = ()
    per_day: int | None = None
    tiers: tuple[str, ...] = ()
    points: int | None = None
    grounds: Grounds = NO_GROUNDS
    override: str = ""
    """Why it may go beyond the law's caps, where it does."""


@dataclass(frozen=True)
class Standing:
    """An offer, and how often it was used."""

    coupon: Coupon
    used: int


def define(session: Session, offer: Offer, *, now: datetime) -> Coupon:
    """Make the offer; raise OfferRefused, or OfferOverCap where it goes beyond a cap without a reason."""
    check(offer, today=japan.day(now))
    if (over := findings(offer)) and not offer.override.strip():
        raise offer_caps.OfferOverCap(over)
    coupon = drawn(offer, now=now)
    session.add(coupon)
    session.flush()
    put_limits(session, coupon, offer)
    return coupon


def put_limits(session: Session, coupon: Coupon, offer: Offer) -> None:
    """Write where, for whom and on which days the coupon does not hold everywhere, for all and always."""
    session.add_all(CouponShop(coupon_id=coupon.id, shop_id=shop_id) for shop_id in offer.shop_ids)
    session.add_all(CouponTier(coupon_id=coupon.id, code=code) for code in sorted(set(offer.tiers)))
    session.add_all(CouponBlackout(coupon_id=coupon.id, day=day) for day in sorted(set(offer.blackouts)))
    session.flush()


def findings(offer: Offer) -> list[Over]:
    """Tell which of the law's caps the offer goes beyond."""
    return offer_caps.findings(
        offer.kind,
        offer.grounds,
        minimum_yen=offer.minimum_yen,
        copies=offer.stock,
        begins=offer.starts_on,
    )


def drawn(offer: Offer, *, now: datetime) -> Coupon:
    """Give the row that an offer would be; a field that is not of its kind is left empty."""
    has_amount, is_price = offer.kind in AMOUNTS, offer.kind == OfferKind.MEMBER_PRICE
    return Coupon(
        title=offer.title.strip(),
        condition=offer.condition.strip(),
        kind=offer.kind,
        amount=offer.amount if has_amount else None,
        usual_yen=offer.grounds.usual_yen if is_price else None,
        value_yen=offer.grounds.value_yen if offer.kind == OfferKind.GIFT else None,
        minimum_yen=offer.minimum_yen,
        weekdays=_mask(offer.weekdays),
        per_day=offer.per_day,
        way=offer.way,
        points=offer.points if offer.way == OfferWay.EXCHANGE else None,
        starts_at=japan.start_of(offer.starts_on),
        ends_at=japan.end_of(offer.ends_on),
        stock=offer.stock,
        per_member=offer.per_member,
        is_active=True,
        created_at=now,
    )


def terms(session: Session, offer: Offer, *, today: date) -> coupon_terms.Terms:
    """Tell an offer's terms as words need them, before it is kept."""
    coupon = drawn(offer, now=japan.start_of(today))
    return coupon_terms.Terms(
        offer.kind,
        coupon.amount,
        coupon.usual_yen,
        coupon.minimum_yen,
        coupon_terms.weekdays(coupon),
        sorted(day for day in set(offer.blackouts) if day >= today),
        coupon.per_day,
        tier_codes.named(session, offer.tiers) if offer.tiers else (),
    )


def _mask(weekdays: Iterable[int]) -> int:
    return sum(1 << day for day in set(weekdays)) & ALL_DAYS


def check(offer: Offer, *, today: date) -> None:
    """Raise OfferRefused with the first field that does not fit."""
    for why, fits in {**_of_every_kind(offer, today), **_of_its_kind(offer)}.items():
        if not fits:
            raise OfferRefused(why)


def _of_every_kind(offer: Offer, today: date) -> dict[str, bool]:
    return {
        "title": 1 <= len(offer.title.strip()) <= 60 and len(offer.condition) <= 120,
        "window": offer.ends_on >= offer.starts_on,
        "past": offer.ends_on >= today,
        "stock": offer.stock is None or offer.stock >= 1,
        "per_member": 1 <= offer.per_member <= MOST_COPIES,
        "minimum": 0 <= offer.minimum_yen <= MOST_YEN,
        "weekdays": bool(_mask(offer.weekdays)),
        "blackouts": len(set(offer.blackouts)) <= MOST_BLACKOUTS and _is_within(offer),
        "per_day": offer.per_day is None or 1 <= offer.per_day <= MOST_COPIES,
        "override": len(offer.override) <= LONGEST_REASON,
    }


def _of_its_kind(offer: Offer) -> dict[str, bool]:
    most, value = AMOUNTS.get(offer.kind), offer.grounds.value_yen
    usual = offer.grounds.usual_yen if offer.kind == OfferKind.MEMBER_PRICE else None
    return {
        offer.kind.value: most is None or 1 <= (offer.amount or 0) <= most,
        "value": offer.kind != OfferKind.GIFT or 1 <= (value or 0) <= MOST_YEN,
        "usual": usual is None or (offer.amount or 0) < usual <= MOST_YEN,
        "points": offer.way != OfferWay.EXCHANGE or 1 <= (offer.points or 0) <= MOST_POINTS,
        "tiers": offer.way != OfferWay.TIER or bool(offer.tiers),
    }


def _is_within(offer: Offer) -> bool:
    return all(offer.starts_on <= day <= offer.ends_on for day in offer.blackouts)


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


def given_by_hand(session: Session, *, now: datetime) -> list[Coupon]:
    """Give the offers that staff may give, the newest first; those for everyone are held anyway."""
    by_hand = select(Coupon).where(Coupon.way != OfferWay.EVERYONE, coupons.is_given(now))
    return list(session.scalars(by_hand.order_by(Coupon.id.desc())))


def announced(session: Session, *, now: datetime) -> list[Coupon]:
    """Give the offers that may go with an announcement, the newest first; others come another way."""
    shown = select(Coupon).where(
        Coupon.way.in_((OfferWay.EVERYONE, OfferWay.TOLD)), Coupon.is_active, Coupon.ends_at > now
    )
    return list(session.scalars(shown.order_by(Coupon.id.desc())))
