"""Exchanges: so many points for a coupon, asked first, done once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models import locks
from models.coupons import Coupon, CouponGrant, OfferWay
from models.members import Member
from models.points import PointsEntry
from services import coupon_terms, coupon_uses, coupons, points, returns, reversals, welcomes
from services.coupons import Held
from services.errors import RuleError
from services.settings import Choices

CAUSE = returns.EXCHANGED
"""How the causes of those coupons begin as well."""


class ExchangeGone(RuleError):
    """The offer is no longer exchanged for points."""


class ExchangeChanged(RuleError):
    """It costs something else by now than what was shown."""


class ExchangeUsed(RuleError):
    """The coupon is used, or a till has it, so its points are not given back."""


@dataclass(frozen=True)
class Quote:
    """What an exchange costs, and what is left after it."""

    coupon: Coupon
    shops: list[str]
    cost: int
    left: int


@dataclass(frozen=True)
class Exchanged:
    """What came of it; `is_new` is false where the same tap came again."""

    held: Held
    cost: int
    left: int
    is_new: bool


def offered(session: Session, member: Member, *, now: datetime) -> list[Quote]:
    """Give what the member can exchange points for, the cheapest first; `left` may be below zero."""
    offers = select(Coupon).where(
        coupons.is_given(now), Coupon.way == OfferWay.EXCHANGE, Coupon.starts_at <= now
    )
    found = session.scalars(offers.order_by(Coupon.points, Coupon.id)).all()
    balance = points.balance(session, member, now=now) if found else 0
    return [_quote(session, coupon, balance) for coupon in found if _may_have(session, coupon, member)]


def quote(session: Session, member: Member, coupon_id: int, *, now: datetime) -> Quote:
    """Tell what this exchange costs, and what is left; raise the refusal that says why it cannot be.

    ExchangeGone, CouponSoldOut, CouponLimit, CouponForTier or PointsTooFew.
    """
    coupon = session.get(Coupon, coupon_id)
    if coupon is None or not _is_exchanged(coupon, now=now):
        raise ExchangeGone
    if coupon.stock is not None and coupon.granted >= coupon.stock:
        raise coupons.CouponSoldOut
    coupon_terms.check_rank(session, coupon, member)
    if coupons.copies_of(session, coupon, member) >= coupon.per_member:
        raise coupons.CouponLimit
    found = _quote(session, coupon, points.balance(session, member, now=now))
    if found.left < 0:
        raise points.PointsTooFew(found.cost + found.left, found.cost)
    return found


def exchange(
    session: Session,
    member: Member,
    coupon_id: int,
    *,
    cost: int,
    once: str,
    choices: Choices,
    now: datetime,
) -> Exchanged:
    """Take the points and give the coupon, at the cost that was shown; `once` names what asks (≤ 64 letters).

    Raise ExchangeChanged where it costs something else by now, ExchangeGone where it was undone, or as
    `quote` does.
    """
    locks.person(session, member.person_key)
    cause = f"{CAUSE}{once}"
    known = session.scalar(select(CouponGrant).where(CouponGrant.cause == cause))
    if known is not None:
        return _as_before(session, member, known, cost, now=now)
    if session.scalar(select(PointsEntry.id).where(PointsEntry.cause == cause)):
        raise ExchangeGone
    found = quote(session, member, coupon_id, now=now)
    if found.cost != cost:
        raise ExchangeChanged
    copy = coupons.grant(session, found.coupon, member, now=now, cause=cause)
    welcomes.check_spend(session, member, cost, choices=choices, now=now)
    points.spend(
        session, member, points=cost, cause=cause, choices=choices, now=now, reason=found.coupon.title
    )
    return Exchanged(coupons.find(session, member, copy.code), cost, found.left, is_new=True)


def undo(session: Session, entry_id: int, *, staff_id: int | None, reason: str, now: datetime) -> PointsEntry:
    """Undo a line of today; where points went into a coupon, the coupon goes back with it.

    Raise ExchangeUsed, or as `reversals.undo` does.
    """
    reversal = reversals.undo(session, entry_id, staff_id=staff_id, reason=reason, now=now)
    cause = session.get_one(PointsEntry, entry_id).cause
    if cause.startswith(CAUSE):
        _take_back(session, cause, now=now)
    return reversal


def _take_back(session: Session, cause: str, *, now: datetime) -> None:
    """Take the copy away in one statement, so that of this and a use at the same time only one wins."""
    unused = delete(CouponGrant).where(CouponGrant.cause == cause, coupon_uses.is_free(now))
    coupon_id = session.scalar(unused.returning(CouponGrant.coupon_id))
    if coupon_id is None:
        raise ExchangeUsed
    session.execute(update(Coupon).where(Coupon.id == coupon_id).values(granted=Coupon.granted - 1))


def _is_exchanged(coupon: Coupon, *, now: datetime) -> bool:
    is_now = coupon.has_begun(now) and not coupon.is_over(now)
    return coupon.way == OfferWay.EXCHANGE and coupon.is_active and is_now


def _as_before(session: Session, member: Member, copy: CouponGrant, cost: int, *, now: datetime) -> Exchanged:
    held = coupons.find(session, member, copy.code)
    return Exchanged(held, cost, points.balance(session, member, now=now), is_new=False)


def _quote(session: Session, coupon: Coupon, balance: int) -> Quote:
    cost = coupon.points or 0
    return Quote(coupon, coupon_terms.places(session, coupon), cost, balance - cost)


def _may_have(session: Session, coupon: Coupon, member: Member) -> bool:
    is_below = coupons.copies_of(session, coupon, member) < coupon.per_member
    return is_below and coupon_terms.is_for(session, coupon, member)
