"""Coupon screens: the ten minutes on the customer's phone, and what the clerk presses there."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.coupons import Coupon, CouponGrant, CouponShop, GrantState
from models.members import Member
from models.shops import CouponWay, Shop
from services import coupon_uses, coupons
from services.coupons import Held
from services.errors import RuleError


class CouponNotShown(RuleError):
    """It is not on the screen, or no longer: its ten minutes are over."""


class CouponAtCounter(RuleError):
    """Where it holds, the clerk confirms its code instead."""


def show(session: Session, member: Member, code: str, *, now: datetime) -> Held:
    """Put the coupon on the screen for ten minutes; raise a refusal that says why not."""
    held = coupons.usable(session, member, code, now=now)
    shown = update(CouponGrant).where(CouponGrant.id == held.grant.id, CouponGrant.state != GrantState.USED)
    shown = shown.values(state=GrantState.SHOWN, shown_at=now)
    happened = session.scalar(shown.returning(CouponGrant.id)) is not None
    session.refresh(held.grant)
    if not happened:
        raise coupons.CouponAlreadyUsed(held.grant.used_at)
    return held


def press(session: Session, member: Member, code: str, *, cause: str, now: datetime) -> coupon_uses.Used:
    """Use up the coupon that is on the screen; raise a refusal that says why not."""
    held = coupons.usable(session, member, code, now=now)
    if not has_button(session, held.coupon):
        raise CouponAtCounter
    if held.shown_until is None or held.shown_until <= now or held.grant.state != GrantState.SHOWN:
        raise CouponNotShown
    where = _branches(session, held.coupon)
    only = where[0].id if len(where) == 1 else None
    return coupon_uses.use(session, held.grant.code, cause=cause, now=now, shop_id=only)


def has_button(session: Session, coupon: Coupon) -> bool:
    """Tell whether a clerk presses on the customer's phone in some branch where the coupon holds."""
    where = _branches(session, coupon)
    return not where or any(shop.coupon_way == CouponWay.CUSTOMER_PHONE for shop in where)


def _branches(session: Session, coupon: Coupon) -> list[Shop]:
    """Give the open branches where it holds; none where the shop is one."""
    named = select(CouponShop.shop_id).where(CouponShop.coupon_id == coupon.id)
    everywhere = session.scalar(named.limit(1)) is None
    where = select(Shop).where(Shop.is_active)
    return list(session.scalars(where if everywhere else where.where(Shop.id.in_(named))))
