"""Giveaways: a coupon that comes with an announcement, for each whom it reached, and for nobody else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from models import base, writes
from models.announcements import Announcement, AnnouncementState
from models.coupons import Coupon, CouponGrant, CouponTier
from models.members import Member
from models.sendings import Delivery, Sending, SendingState
from models.tiers import MemberTier, Tier
from services import contents, coupons
from services.errors import RuleError

SLICE = 20
"""Sendings looked after in one transaction."""
_OVER = (AnnouncementState.SENT, AnnouncementState.CANCELLED, AnnouncementState.EXPIRED)
_OPEN = (SendingState.WAITING, SendingState.CALLING)
_REACHED = or_(Sending.state.in_((SendingState.ACCEPTED, SendingState.UNKNOWN)), Sending.is_ambiguous)
"""An ambiguous call ends accepted or unknown, never as one that surely reached nobody."""


# Copies are set aside while the announcement is planned, given where a call was accepted or may have been,
# and what is left goes back when all of it is over.


class CouponTooFew(RuleError):
    """There are fewer copies left than people whom the announcement would reach."""

    def __init__(self, left: int, wanted: int) -> None:
        super().__init__(left, wanted)
        self.left, self.wanted = left, wanted


def coupon_of(session: Session, kept: Mapping[str, Any] | None) -> Coupon | None:
    """Give the coupon that a content gives out; one for everyone is held already, and is only shown."""
    coupon_id = contents.read(kept or {}).coupon_id
    coupon = session.get(Coupon, coupon_id) if coupon_id else None
    return coupon if coupon is not None and not coupon.for_everyone else None


def has_enough() -> ColumnElement[bool]:
    """The member has had all copies of the `coupon` that one may have: a condition on Member."""
    coupon_id = bindparam("coupon", type_=base.BigKey)
    mine = and_(CouponGrant.coupon_id == coupon_id, CouponGrant.member_id == Member.id)
    had = select(func.count()).select_from(CouponGrant).where(mine).correlate(Member).scalar_subquery()
    given = select(Coupon.per_member).where(Coupon.id == coupon_id, Coupon.for_everyone.is_(False))
    return func.coalesce(had >= given.scalar_subquery(), false())


def is_for_others() -> ColumnElement[bool]:
    """The `coupon` is for other ranks than the member's: a condition on Member."""
    of_coupon = CouponTier.coupon_id == bindparam("coupon", type_=base.BigKey)
    held = select(Tier.code).join(MemberTier, MemberTier.tier_id == Tier.id)
    mine = held.where(MemberTier.member_id == Member.id).correlate(Member)
    return and_(exists().where(of_coupon), ~exists().where(of_coupon, CouponTier.code.in_(mine)))


def check_stock(session: Session, kept: Mapping[str, Any], *, people: int) -> None:
    """Raise CouponTooFew where not everybody could have a copy; nobody is left out by chance."""
    coupon = coupon_of(session, kept)
    if coupon is not None and coupon.stock is not None and coupon.stock - coupon.granted < people:
        raise CouponTooFew(max(coupon.stock - coupon.granted, 0), people)


def set_aside(session: Session, announcement: Announcement, people: int, *, now: datetime) -> int:
    """Set a copy aside for each of so many people; give for how many there was one."""
    coupon = coupon_of(session, announcement.content)
    if coupon is None:
        return people
    session.refresh(coupon, with_for_update=True)
    left = people if coupon.stock is None else min(people, coupon.stock - coupon.granted)
    if left <= 0 or not coupon.is_active or coupon.is_over(now):
        return 0
    _count(session, coupon, left)
    announcement.reserved = (announcement.reserved or 0) + left
    return left


def give(session: Session, sending: Sending, *, now: datetime) -> None:
    """Give a copy to each whom this sending reached, or may have; once, however often it is asked."""
    if sending.announcement_id is None or not _has_reached(sending):
        return
    announcement = session.get_one(Announcement, sending.announcement_id)
    coupon = coupon_of(session, announcement.content)
    while coupon is not None and (rows := _missing(session, sending, coupon)):
        values = [_copy(coupon, sending.announcement_id, *row, now=now) for row in rows]
        # Somebody else's copy may have taken the number, or, once in many lives, the code: then once more.
        writes.insert_new(session, CouponGrant, values, [], give="member_id")


def settle(session: Session, *, now: datetime) -> None:
    """See to calls whose outcome stayed open, and give back what nobody needed once it is over."""
    live = Announcement.reserved.is_not(None)
    unclear = select(Sending).join(Announcement, Announcement.id == Sending.announcement_id)
    unclear = unclear.where(live, Sending.is_ambiguous, _is_owing()).limit(SLICE)
    owing = session.scalars(_taken(unclear, Sending)).all()
    for sending in owing:
        give(session, sending, now=now)
    if len(owing) == SLICE:
        return
    over = select(Announcement).where(live, Announcement.state.in_(_OVER), ~_has_open()).limit(SLICE)
    for announcement in session.scalars(_taken(over, Announcement)).all():
        _give_back(session, announcement)


def _taken(rows: Select[Any], of: type[base.Base]) -> Select[Any]:
    """Lock those that nobody else is at; the others are left to a later look (see `closings.free`)."""
    locked = rows.with_for_update(of=of, skip_locked=True)
    return locked.execution_options(populate_existing=True)


def _has_reached(sending: Sending) -> bool:
    return sending.is_ambiguous or sending.state in (SendingState.ACCEPTED, SendingState.UNKNOWN)


def _missing(session: Session, sending: Sending, coupon: Coupon) -> list[tuple[int, int]]:
    """Give those in it without their copy, with how many they had before."""
    of_coupon = and_(CouponGrant.coupon_id == coupon.id, CouponGrant.member_id == Member.id)
    of_this = func.sum(case((CouponGrant.announcement_id == sending.announcement_id, 1), else_=0))
    number = func.count(CouponGrant.id)
    rows = (
        select(Member.id, number)
        .join(Delivery, Delivery.member_id == Member.id)
        .outerjoin(CouponGrant, of_coupon)
        .where(Delivery.sending_id == sending.id, Delivery.dropped.is_(None))
        .group_by(Member.id)
        .having(of_this == 0, number < coupon.per_member)
        .order_by(Member.id)
    )
    return [(int(member_id), int(had)) for member_id, had in session.execute(rows)]


def _copy(coupon: Coupon, announcement_id: int, member_id: int, had: int, *, now: datetime) -> dict[str, Any]:
    return {
        "coupon_id": coupon.id,
        "member_id": member_id,
        "number": had + 1,
        "announcement_id": announcement_id,
        "code": coupons.new_code(),
        "granted_at": now,
    }


def _is_owing() -> ColumnElement[bool]:
    """Somebody in the sending has no copy of this announcement's yet."""
    brought = and_(
        CouponGrant.announcement_id == Sending.announcement_id, CouponGrant.member_id == Delivery.member_id
    )
    without: Select[Any] = (
        select(Delivery.member_id)
        .join(Member, Member.id == Delivery.member_id)
        .outerjoin(CouponGrant, brought)
        .where(Delivery.sending_id == Sending.id, Delivery.dropped.is_(None), CouponGrant.id.is_(None))
    )
    return without.correlate(Sending).exists()


def _has_open() -> ColumnElement[bool]:
    mine = Sending.announcement_id == Announcement.id
    return select(Sending.id).where(mine, Sending.state.in_(_OPEN)).correlate(Announcement).exists()


def _give_back(session: Session, announcement: Announcement) -> None:
    """Put back what was set aside for those whom it did not reach."""
    reached = select(func.coalesce(func.sum(Sending.carried), 0))
    needed = session.scalar(reached.where(Sending.announcement_id == announcement.id, _REACHED)) or 0
    unused, announcement.reserved = (announcement.reserved or 0) - int(needed), None
    coupon = coupon_of(session, announcement.content)
    if coupon is not None and unused > 0:
        _count(session, coupon, -unused)
    session.flush()


def _count(session: Session, coupon: Coupon, by: int) -> None:
    change = update(Coupon).where(Coupon.id == coupon.id).values(granted=Coupon.granted + by)
    session.execute(change.execution_options(synchronize_session=False))
    session.refresh(coupon)
