"""Coupon reversals: what a till lets go of, and what is given back the same day."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.coupon_uses import CouponUse, UseState
from models.coupons import CouponGrant, GrantState
from models.members import Member
from services import coupon_uses, coupons, japan
from services.coupon_uses import Used, UseOver, UseUnknown
from services.errors import RuleError


class UseTooLate(RuleError):
    """Only what was used today can be given back."""


def release(session: Session, cause: str, *, now: datetime) -> Used:
    """Let go of what was set aside under this cause; asked again, give the same.

    Raise UseUnknown, or UseOver where it was used.
    """
    found = coupon_uses.by_cause(session, cause)
    if found.use.state in (UseState.USED, UseState.REVERSED):
        raise UseOver
    if _moves(session, found.use, UseState.RESERVED, {"state": UseState.RELEASED, "ended_at": now}):
        found.held.grant.reserved_until = None
        session.flush()
    return found


def reverse(session: Session, cause: str, *, reason: str, now: datetime) -> Used:
    """Give back a coupon that was used today under this cause; asked again, give the same.

    Raise UseUnknown or UseTooLate.
    """
    found = coupon_uses.by_cause(session, cause)
    if found.use.state == UseState.REVERSED:
        return found
    if found.use.used_at is None:
        raise UseUnknown
    if found.use.used_at < japan.start_of(japan.day(now)):
        raise UseTooLate
    values = {"state": UseState.REVERSED, "ended_at": now, "reason": reason}
    if _moves(session, found.use, UseState.USED, values):
        _give_back(session, found.held.grant)
    return found


def of_today(session: Session, member: Member, *, now: datetime) -> list[Used]:
    """Give the member's uses of today that can still be given back, the last one first."""
    rows = (
        select(CouponUse, CouponGrant.code)
        .join(CouponGrant, CouponGrant.id == CouponUse.grant_id)
        .where(
            CouponGrant.member_id == member.id,
            CouponUse.state == UseState.USED,
            CouponUse.used_at >= japan.start_of(japan.day(now)),
        )
        .order_by(CouponUse.used_at.desc(), CouponUse.id.desc())
    )
    return [Used(one, coupons.find_by_code(session, code)) for one, code in session.execute(rows)]


def _moves(session: Session, one: CouponUse, before: UseState, values: dict[str, Any]) -> bool:
    """Change it in one statement, so that of two at once only one does."""
    change = update(CouponUse).where(CouponUse.id == one.id, CouponUse.state == before).values(**values)
    happened = session.scalar(change.returning(CouponUse.id)) is not None
    session.refresh(one)
    return happened


def _give_back(session: Session, copy: CouponGrant) -> None:
    copy.state, copy.used_at, copy.shown_at = GrantState.HELD, None, None
    copy.shop_id, copy.staff_id = None, None
    session.flush()
