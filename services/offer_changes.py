"""Offer changes: what staff may still change of an offer, so that nobody holds less than was promised."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from models.announcements import Announcement, AnnouncementState
from models.coupons import Coupon, CouponBlackout, CouponShop, CouponTier, OfferKind, OfferWay
from services import coupon_terms, japan, offer_caps, offers
from services.errors import RuleError
from services.offer_caps import Grounds
from services.offers import Offer

COLUMNS = (
    *("title", "condition", "kind", "amount", "usual_yen", "value_yen", "minimum_yen", "weekdays", "per_day"),
    *("way", "points", "starts_at", "ends_at", "stock", "per_member"),
)
CAPPED = ("kind", "amount", "grounds", "minimum_yen", "stock", "starts_on")
"""Fields that the law's caps look at; as long as they stay, what was judged before is not judged again."""
Changes = Mapping[str, tuple[str, str]]
"""What a field said before, and what it says now."""


class OfferPromised(RuleError):
    """People hold copies or were told of it; by these fields they would have less than was promised."""

    def __init__(self, names: Collection[str]) -> None:
        super().__init__(names)
        self.names = names


class OfferOver(RuleError):
    """Its last day has passed."""


class OfferChanged(RuleError):
    """Somebody changed it since it was read."""


def of(session: Session, coupon: Coupon) -> Offer:
    """Read an offer as it was filled in."""
    shop_ids, tiers, blackouts = _limits(session, coupon)
    return Offer(
        title=coupon.title,
        condition=coupon.condition,
        starts_on=japan.day(coupon.starts_at),
        ends_on=japan.last_day(coupon.ends_at),
        shop_ids=shop_ids,
        stock=coupon.stock,
        per_member=coupon.per_member,
        way=OfferWay(coupon.way),
        kind=OfferKind(coupon.kind),
        amount=coupon.amount,
        minimum_yen=coupon.minimum_yen,
        weekdays=tuple(coupon_terms.weekdays(coupon)),
        blackouts=blackouts,
        per_day=coupon.per_day,
        tiers=tiers,
        points=coupon.points,
        grounds=Grounds(value_yen=coupon.value_yen, usual_yen=coupon.usual_yen),
    )


def _limits(session: Session, coupon: Coupon) -> list[tuple[Any, ...]]:
    """Give its shops, its ranks, and the days that are taken out."""
    named: tuple[Any, ...] = (CouponShop.shop_id, CouponTier.code, CouponBlackout.day)
    rows = (select(one).filter_by(coupon_id=coupon.id).order_by(one) for one in named)
    return [tuple(session.scalars(one)) for one in rows]


def mark(offer: Offer) -> str:
    """Name this state of an offer, so that a form which was read before another's change is known."""
    return hashlib.sha256(repr(offer).encode()).hexdigest()[:16]


def is_promised(session: Session, coupon: Coupon) -> bool:
    """Tell whether somebody was ever given a copy, or an announcement of it goes out or went."""
    announced = exists().where(
        Announcement.content["coupon_id"].as_integer() == coupon.id,
        Announcement.state != AnnouncementState.DRAFT,
    )
    return coupon.granted > 0 or bool(session.scalar(select(announced)))


def change(session: Session, coupon: Coupon, offer: Offer, *, seen: str, now: datetime) -> Changes:
    """Change an offer, and tell what is other than before; `seen` is the mark of what staff had before them.

    Whoever takes a copy meanwhile waits for the row. Raise OfferChanged, OfferOver, OfferRefused,
    OfferPromised or OfferOverCap.
    """
    session.refresh(coupon, with_for_update=True)
    before = of(session, coupon)
    if mark(before) != seen:
        raise OfferChanged
    if coupon.is_over(now):
        raise OfferOver
    _check(session, coupon, before, offer, today=japan.day(now))
    _write(session, coupon, offer, now=now)
    return _changes(before, of(session, coupon))


def _check(session: Session, coupon: Coupon, before: Offer, offer: Offer, *, today: date) -> None:
    offers.check(offer, today=today)
    less = worse(before, offer, today=today) if is_promised(session, coupon) else []
    too_few = ["stock"] if offer.stock is not None and offer.stock < coupon.granted else []
    if less or too_few:
        raise OfferPromised([*less, *too_few])
    is_judged = all(getattr(before, name) == getattr(offer, name) for name in CAPPED)
    over = [] if is_judged or offer.override.strip() else offers.findings(offer)
    if over:
        raise offer_caps.OfferOverCap(over)


def worse(before: Offer, after: Offer, *, today: date) -> list[str]:
    """Name the fields by which somebody who holds a copy would have less than before.

    How many there are and what the next one costs is promised to nobody; words cannot be weighed, so that
    they stay as they are.
    """
    return [
        name for name, fits in {**_what(before, after), **_when(before, after, today)}.items() if not fits
    ]


def _what(before: Offer, after: Offer) -> dict[str, bool]:
    was, now = before.amount or 0, after.amount or 0
    is_open = before.way != OfferWay.EVERYONE or after.way == OfferWay.EVERYONE
    return {
        "title": after.title.strip() == before.title,
        "kind": after.kind == before.kind,
        "amount": after.kind != before.kind
        or (now <= was if after.kind == OfferKind.MEMBER_PRICE else now >= was),
        "condition": after.condition.strip() in ("", before.condition),
        "minimum_yen": after.minimum_yen <= before.minimum_yen,
        "per_day": after.per_day is None or (before.per_day is not None and after.per_day >= before.per_day),
        "way": is_open,
    }


def _when(before: Offer, after: Offer, today: date) -> dict[str, bool]:
    return {
        "starts_on": after.starts_on <= before.starts_on,
        "ends_on": after.ends_on >= before.ends_on,
        "weekdays": set(before.weekdays) <= set(after.weekdays),
        "blackouts": {day for day in after.blackouts if day >= today} <= set(before.blackouts),
        "shop_ids": _is_wider(before.shop_ids, after.shop_ids),
        "tiers": _is_wider(before.tiers, after.tiers),
    }


def _is_wider(before: Collection[Any], after: Collection[Any]) -> bool:
    """Tell whether all that was named is named still; naming none means all."""
    return not after or (bool(before) and set(before) <= set(after))


def _write(session: Session, coupon: Coupon, offer: Offer, *, now: datetime) -> None:
    wished = offers.drawn(offer, now=now)
    for name in COLUMNS:
        setattr(coupon, name, getattr(wished, name))
    for table in (CouponShop, CouponTier, CouponBlackout):
        session.execute(delete(table).where(table.coupon_id == coupon.id))
    session.flush()
    offers.put_limits(session, coupon, offer)


def _changes(before: Offer, after: Offer) -> Changes:
    names = [one.name for one in fields(Offer)]
    pairs = {name: (str(getattr(before, name)), str(getattr(after, name))) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
