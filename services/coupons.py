"""Coupons: what is offered, who holds a copy, and using it up once."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.orm import Session

from models import base
from models.coupons import Coupon, CouponGrant, CouponShop, GrantState
from models.members import Member
from models.shops import Shop
from services import japan, presence
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


class CouponNotShown(RuleError):
    """It is not on the screen, or no longer: its ten minutes are over."""


class CouponSoldOut(RuleError):
    """All copies are given out."""


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
    mine = exists().where(CouponGrant.coupon_id == Coupon.id, CouponGrant.member_id == member.id)
    unseen = select(Coupon).where(
        Coupon.is_active,
        Coupon.for_everyone,
        Coupon.starts_at <= now,
        Coupon.ends_at > now,
        or_(Coupon.stock.is_(None), Coupon.granted < Coupon.stock),
        ~mine,
    )
    # In one order for all: two who open their wallets at once never wait for each other in a circle.
    for coupon in session.scalars(unseen.order_by(Coupon.id)).all():
        _grant_if_left(session, coupon, member, now=now)


def grant(session: Session, coupon: Coupon, member: Member, *, now: datetime) -> CouponGrant:
    """Give the member one more copy; raise CouponLimit or CouponSoldOut."""
    base.lock_person(session, member.person_key)
    copy = _grant_if_left(session, coupon, member, now=now)
    if copy is None:
        raise CouponSoldOut
    return copy


def _grant_if_left(session: Session, coupon: Coupon, member: Member, *, now: datetime) -> CouponGrant | None:
    had = select(func.count()).select_from(CouponGrant)
    number = session.scalar(had.where(CouponGrant.coupon_id == coupon.id, CouponGrant.member_id == member.id))
    if number is None or number >= coupon.per_member:
        raise CouponLimit
    if not _take_from_stock(session, coupon):
        return None
    copy = CouponGrant(
        coupon_id=coupon.id, member_id=member.id, number=number + 1, code=new_code(), granted_at=now
    )
    session.add(copy)
    session.flush()
    return copy


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
    _check(held, now=now)
    return held


def show(session: Session, member: Member, code: str, *, now: datetime) -> Held:
    """Put the coupon on the screen for ten minutes; raise a refusal that says why not."""
    held = usable(session, member, code, now=now)
    shown = update(CouponGrant).where(CouponGrant.id == held.grant.id, CouponGrant.state != GrantState.USED)
    _verdict(session, held, shown.values(state=GrantState.SHOWN, shown_at=now))
    return held


def use(session: Session, member: Member, code: str, *, now: datetime, shop_id: int | None = None) -> Held:
    """Use up the coupon that is on the screen; raise a refusal that says why not."""
    held = usable(session, member, code, now=now)
    on_screen = update(CouponGrant).where(
        CouponGrant.id == held.grant.id,
        CouponGrant.state == GrantState.SHOWN,
        CouponGrant.shown_at > now - ON_SCREEN,
    )
    if not _happens(session, on_screen.values(state=GrantState.USED, used_at=now, shop_id=shop_id)):
        session.refresh(held.grant)
        raise CouponAlreadyUsed(held.grant.used_at) if held.grant.used_at else CouponNotShown
    session.refresh(held.grant)
    return held


def use_at_counter(session: Session, code: str, *, staff_id: int, shop_id: int | None, now: datetime) -> Held:
    """Use up a coupon by the code which the customer shows or reads out."""
    held = find_by_code(session, code)
    _check(held, now=now)
    presence.note(session, session.get_one(Member, held.grant.member_id), now=now)
    unused = update(CouponGrant).where(CouponGrant.id == held.grant.id, CouponGrant.state != GrantState.USED)
    values = {"state": GrantState.USED, "used_at": now, "shop_id": shop_id, "staff_id": staff_id}
    _verdict(session, held, unused.values(**values))
    return held


def undo(session: Session, grant_id: int, *, now: datetime) -> Held:
    """Give back a coupon that was used today; raise CouponUnknown."""
    since = japan.start_of(japan.day(now))
    used_today = update(CouponGrant).where(
        CouponGrant.id == grant_id, CouponGrant.state == GrantState.USED, CouponGrant.used_at >= since
    )
    values = {"state": GrantState.HELD, "used_at": None, "shown_at": None, "shop_id": None, "staff_id": None}
    if not _happens(session, used_today.values(**values)):
        raise CouponUnknown
    copy = session.get_one(CouponGrant, grant_id, populate_existing=True)
    return _held(session, copy, session.get_one(Coupon, copy.coupon_id))


def _check(held: Held, *, now: datetime) -> None:
    if held.grant.state == GrantState.USED:
        raise CouponAlreadyUsed(held.grant.used_at)
    if not held.coupon.has_begun(now):
        raise CouponNotBegun(held.coupon.starts_at)
    if held.coupon.is_over(now):
        raise CouponExpired(held.coupon.ends_at)


def _verdict(session: Session, held: Held, change: base.Change) -> None:
    happened = _happens(session, change)
    session.refresh(held.grant)
    if not happened:
        raise CouponAlreadyUsed(held.grant.used_at)


def _happens(session: Session, change: base.Change) -> bool:
    """Claim it in one statement, so that of two taps at once only one wins."""
    return session.scalar(change.returning(CouponGrant.id)) is not None


def places(session: Session, coupon: Coupon) -> list[str]:
    """Name the branches where it holds; none named means all of them."""
    here = select(Shop.name).join(CouponShop, CouponShop.shop_id == Shop.id)
    return list(session.scalars(here.where(CouponShop.coupon_id == coupon.id).order_by(Shop.id)))


def _held(session: Session, copy: CouponGrant, coupon: Coupon) -> Held:
    return Held(copy, coupon, places(session, coupon))
