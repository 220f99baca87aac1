"""Coupons: who holds a copy, how they come by it, and what they see of it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session

from models import locks
from models.coupons import Coupon, CouponGrant, CouponTier, GrantState, OfferWay
from models.members import Member
from services import coupon_terms, tier_codes
from services.errors import RuleError

ON_SCREEN = timedelta(minutes=10)
"""How long the screen for the clerk is good."""
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""For codes that are read aloud: no 0, 1, I, O."""


class CouponUnknown(RuleError):
    """The member has no such coupon."""


class CouponNotBegun(RuleError):
    """Its first day has not come."""

    def __init__(self, starts_at: datetime) -> None:
        super().__init__(starts_at)
        self.starts_at = starts_at


class CouponExpired(RuleError):
    """Its last day has passed."""

    def __init__(self, ends_at: datetime) -> None:
        super().__init__(ends_at)
        self.ends_at = ends_at


class CouponAlreadyUsed(RuleError):
    """It was used before."""

    def __init__(self, used_at: datetime | None) -> None:
        super().__init__(used_at)
        self.used_at = used_at


class CouponReserved(RuleError):
    """A till has set it aside for a bill until then."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class CouponSoldOut(RuleError):
    """No more copies are given out."""


class CouponLimit(RuleError):
    """The member has had as many as one may have."""


@dataclass(frozen=True)
class Held:
    """One member's copy with its offer and the shops where it holds (none named: all of them)."""

    grant: CouponGrant
    coupon: Coupon
    shops: list[str]

    @property
    def shown_until(self) -> datetime | None:
        return None if self.grant.shown_at is None else self.grant.shown_at + ON_SCREEN


def wallet(session: Session, member: Member, *, now: datetime) -> list[Held]:
    """Give the coupons that can be used, the soonest to end first; hand out those meant for everyone."""
    _hand_out(session, member, now=now)
    grants = (
        select(CouponGrant, Coupon)
        .join(Coupon, Coupon.id == CouponGrant.coupon_id)
        .where(
            CouponGrant.member_id == member.id,
            CouponGrant.state != GrantState.USED,
            Coupon.starts_at <= now,
            Coupon.ends_at > now,
        )
        .order_by(Coupon.ends_at, CouponGrant.id)
    )
    return [_held(session, grant, coupon) for grant, coupon in session.execute(grants)]


def _hand_out(session: Session, member: Member, *, now: datetime) -> None:
    unseen = _new_to(member, OfferWay.EVERYONE, now=now).where(Coupon.starts_at <= now)
    for coupon in session.scalars(unseen).all():
        if coupon_terms.is_for(session, coupon, member):
            _grant_if_left(session, coupon, member, now=now)
    tier = tier_codes.of(session, member)
    if tier is not None:
        grant_for_tier(session, member, tier, now=now)


def _new_to(member: Member, way: OfferWay, *, now: datetime) -> Select[Coupon]:
    """Find the offers of this way of which the member never had a copy, in one order for all.

    So two who come by theirs at once never wait for each other in a circle.
    """
    mine = exists().where(CouponGrant.coupon_id == Coupon.id, CouponGrant.member_id == member.id)
    return select(Coupon).where(is_given(now), Coupon.way == way, ~mine).order_by(Coupon.id)


def is_given(now: datetime) -> ColumnElement[bool]:
    """The offer gives out copies: it is not withdrawn, not over, and there are some left."""
    is_left = or_(Coupon.stock.is_(None), Coupon.granted < Coupon.stock)
    return and_(Coupon.is_active, Coupon.ends_at > now, is_left)


def welcome(session: Session, member: Member, *, now: datetime) -> list[CouponGrant]:
    """Give a new member one copy each of the offers that welcome them, as far as there are some left."""
    return _give_each(session, member, _new_to(member, OfferWay.WELCOME, now=now), "welcome", now=now)


def grant_for_tier(session: Session, member: Member, tier: str, *, now: datetime) -> list[CouponGrant]:
    """Give who came into this rank one copy each of its offers; once in all, however often they come."""
    of_tier = exists().where(CouponTier.coupon_id == Coupon.id, CouponTier.code == tier)
    offered = _new_to(member, OfferWay.TIER, now=now).where(of_tier)
    return _give_each(session, member, offered, f"tier:{tier}", now=now)


def _give_each(
    session: Session, member: Member, offered: Select[Coupon], why: str, *, now: datetime
) -> list[CouponGrant]:
    locks.person(session, member.person_key)
    given = [
        _grant_if_left(session, coupon, member, now=now, cause=f"{why}:{member.pid}:{coupon.id}")
        for coupon in session.scalars(offered).all()
    ]
    return [copy for copy in given if copy is not None]


def grant(
    session: Session, coupon: Coupon, member: Member, *, now: datetime, cause: str | None = None
) -> CouponGrant:
    """Give the member one more copy, once for a cause.

    `cause` names what brings it (at most 80 characters): asked again under it, the same copy is given back.
    Raise CouponLimit, CouponExpired, CouponSoldOut or coupon_terms.CouponForTier.
    """
    locks.person(session, member.person_key)
    known = session.scalar(select(CouponGrant).where(CouponGrant.cause == cause)) if cause else None
    if known is not None:
        return known
    if coupon.is_over(now):
        raise CouponExpired(coupon.ends_at)
    coupon_terms.check_rank(session, coupon, member)
    copy = _grant_if_left(session, coupon, member, now=now, cause=cause) if coupon.is_active else None
    if copy is None:
        raise CouponSoldOut
    return copy


def _grant_if_left(
    session: Session, coupon: Coupon, member: Member, *, now: datetime, cause: str | None = None
) -> CouponGrant | None:
    number = copies_of(session, coupon, member)
    if number >= coupon.per_member:
        raise CouponLimit
    if not _take_from_stock(session, coupon):
        return None
    copy = CouponGrant(
        coupon_id=coupon.id,
        member_id=member.id,
        number=number + 1,
        cause=cause,
        code=new_code(),
        granted_at=now,
    )
    session.add(copy)
    session.flush()
    return copy


def copies_of(session: Session, coupon: Coupon, member: Member) -> int:
    """Count the copies that the member ever had."""
    had = select(func.count()).select_from(CouponGrant)
    mine = had.where(CouponGrant.coupon_id == coupon.id, CouponGrant.member_id == member.id)
    return int(session.scalar(mine) or 0)


def _take_from_stock(session: Session, coupon: Coupon) -> bool:
    """Take one copy in one statement, so that the last one goes to one person."""
    one = (
        update(Coupon)
        .where(Coupon.id == coupon.id, or_(Coupon.stock.is_(None), Coupon.granted < Coupon.stock))
        .values(granted=Coupon.granted + 1)
        .returning(Coupon.id)
    )
    return session.scalar(one) is not None


def new_code() -> str:
    """Make a code that is read aloud at the counter."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))


def find(session: Session, member: Member, code: str) -> Held:
    """Give the member's own copy; raise CouponUnknown."""
    copy = session.scalar(
        select(CouponGrant).where(CouponGrant.member_id == member.id, CouponGrant.code == code)
    )
    if copy is None:
        raise CouponUnknown
    return _held(session, copy, session.get_one(Coupon, copy.coupon_id))


def find_by_code(session: Session, code: str) -> Held:
    """Give the copy with this code, whosever it is, for the counter; raise CouponUnknown."""
    letters = code.strip().upper().replace("-", "").replace(" ", "")
    copy = session.scalar(select(CouponGrant).where(CouponGrant.code == letters))
    if copy is None:
        raise CouponUnknown
    return _held(session, copy, session.get_one(Coupon, copy.coupon_id))


def usable(session: Session, member: Member, code: str, *, now: datetime) -> Held:
    """Give the member's own copy if it can be used now; raise a refusal that says why not."""
    held = find(session, member, code)
    check(held, now=now)
    coupon_terms.check(session, held.coupon, member, now=now)
    return held


def check(held: Held, *, now: datetime) -> None:
    """Raise the refusal that says why this copy can no longer, or not yet, be used."""
    if held.grant.state == GrantState.USED:
        raise CouponAlreadyUsed(held.grant.used_at)
    if held.grant.reserved_until is not None and held.grant.reserved_until > now:
        raise CouponReserved(held.grant.reserved_until)
    if not held.coupon.has_begun(now):
        raise CouponNotBegun(held.coupon.starts_at)
    if held.coupon.is_over(now):
        raise CouponExpired(held.coupon.ends_at)


def _held(session: Session, copy: CouponGrant, coupon: Coupon) -> Held:
    return Held(copy, coupon, coupon_terms.places(session, coupon))
