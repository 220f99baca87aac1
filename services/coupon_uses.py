"""Coupon uses: a code checked, set aside for a bill, used; each once for its cause."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Select, and_, or_, select, update
from sqlalchemy.orm import Session

from models import locks
from models.coupon_uses import CouponUse, UseState
from models.coupons import CouponGrant, GrantState
from models.members import Member
from services import coupon_terms, coupons, presence
from services.coupons import Held
from services.errors import RuleError

SET_ASIDE = timedelta(minutes=15)
"""How long a till may keep a coupon for its bill."""


class Till(TypedDict, total=False):
    """Where a coupon is used, by whom, and for what bill; what is not told is not checked."""

    yen: int | None
    shop_id: int | None
    staff_id: int | None


class UseUnknown(RuleError):
    """Nothing was set aside or used under this cause, or another coupon was."""


class UseOver(RuleError):
    """What was set aside was released, or another till has it by now."""


@dataclass(frozen=True)
class Checked:
    """A coupon that can be used now."""

    held: Held
    off_yen: int | None
    """What it takes off the bill; None: the fields do not say it, or no bill was told."""


@dataclass(frozen=True)
class Used:
    """One use, with the copy and its offer."""

    use: CouponUse
    held: Held


def check(session: Session, code: str, *, now: datetime, **till: Unpack[Till]) -> Checked:
    """Tell what a code is good for, or raise the refusal that says why it cannot be used now."""
    held = coupons.find_by_code(session, code)
    _check(session, held, now=now, till=till)
    return Checked(held, coupon_terms.off(held.coupon, till.get("yen")))


def reserve(session: Session, code: str, *, cause: str, now: datetime, **till: Unpack[Till]) -> Used:
    """Set a coupon aside for fifteen minutes; asked again under the same cause, give the same.

    `cause` names what asks (at most 80 characters). `use` under it completes it, and
    `coupon_reversals.release` lets it go.
    """
    held = alone_with(session, code)
    known = _known(session, held, cause)
    if known is not None:
        return Used(known, held)
    _check(session, held, now=now, till=till)
    _take(session, held, is_free(now), {"reserved_until": now + SET_ASIDE}, now=now)
    return _write(session, held, UseState.RESERVED, cause, now=now, till=till)


def use(session: Session, code: str, *, cause: str, now: datetime, **till: Unpack[Till]) -> Used:
    """Use a coupon up, or what was set aside under this cause; asked again, give the same.

    What was set aside is good for its fifteen minutes, whatever the clock says meanwhile; later it is good
    if nobody else has taken it. Raise the refusal that says why not, UseOver or UseUnknown.
    """
    held = alone_with(session, code)
    known = _known(session, held, cause)
    if known is not None and known.state != UseState.RESERVED:
        return _over(known, held)
    is_ours = known is not None and _is_set_aside(held, now)
    if not is_ours:
        _check(session, held, now=now, till=till)
    presence.note(session, session.get_one(Member, held.grant.member_id), now=now)
    claimable = CouponGrant.state != GrantState.USED if is_ours else is_free(now)
    _take(session, held, claimable, _used(till, now), now=now, besides=known)
    return _write(session, held, UseState.USED, cause, now=now, till=till, known=known)


def alone_with(session: Session, code: str) -> Held:
    """Read the copy when nobody else works on its holder, as all do who give, use and count copies."""
    seen = coupons.find_by_code(session, code)
    locks.person(session, session.get_one(Member, seen.grant.member_id).person_key)
    session.expire(seen.grant)
    return coupons.find_by_code(session, code)


def by_cause(session: Session, cause: str) -> Used:
    """Give what was done under this cause, when nobody else works on its holder; raise UseUnknown."""
    code = (
        select(CouponGrant.code)
        .join(CouponUse, CouponUse.grant_id == CouponGrant.id)
        .where(CouponUse.cause == cause)
    )
    found = session.scalar(code)
    if found is None:
        raise UseUnknown
    held = alone_with(session, found)
    return Used(session.scalars(_under(cause)).one(), held)


def _known(session: Session, held: Held, cause: str) -> CouponUse | None:
    found = session.scalar(_under(cause))
    if found is not None and found.grant_id != held.grant.id:
        raise UseUnknown
    return found


def _under(cause: str) -> Select[CouponUse]:
    return select(CouponUse).where(CouponUse.cause == cause).execution_options(populate_existing=True)


def _over(known: CouponUse, held: Held) -> Used:
    if known.state == UseState.RELEASED:
        raise UseOver
    return Used(known, held)


def _check(session: Session, held: Held, *, now: datetime, till: Till) -> None:
    coupons.check(held, now=now)
    member = session.get_one(Member, held.grant.member_id)
    shop_id, yen = till.get("shop_id"), till.get("yen")
    coupon_terms.check(session, held.coupon, member, now=now, shop_id=shop_id, yen=yen)


def _is_set_aside(held: Held, now: datetime) -> bool:
    return held.grant.reserved_until is not None and held.grant.reserved_until > now


def is_free(now: datetime) -> ColumnElement[bool]:
    """Nobody has used the copy, and no till has it."""
    is_let_go = or_(CouponGrant.reserved_until.is_(None), CouponGrant.reserved_until <= now)
    return and_(CouponGrant.state != GrantState.USED, is_let_go)


def _used(till: Till, now: datetime) -> dict[str, Any]:
    where = {"shop_id": till.get("shop_id"), "staff_id": till.get("staff_id")}
    return {"state": GrantState.USED, "used_at": now, "reserved_until": None, **where}


def _take(
    session: Session,
    held: Held,
    condition: ColumnElement[bool],
    values: dict[str, Any],
    *,
    now: datetime,
    besides: CouponUse | None = None,
) -> None:
    """Claim the copy in one statement, so that of two at once only one wins; end what lapsed before."""
    claim = update(CouponGrant).where(CouponGrant.id == held.grant.id, condition).values(**values)
    happened = session.scalar(claim.returning(CouponGrant.id)) is not None
    session.refresh(held.grant)
    if not happened:
        raise coupons.CouponAlreadyUsed(held.grant.used_at)
    lapsed = update(CouponUse).where(
        CouponUse.grant_id == held.grant.id,
        CouponUse.state == UseState.RESERVED,
        CouponUse.id != (besides.id if besides else 0),
    )
    session.execute(lapsed.values(state=UseState.RELEASED, ended_at=now))


def _write(
    session: Session,
    held: Held,
    state: UseState,
    cause: str,
    *,
    now: datetime,
    till: Till,
    known: CouponUse | None = None,
) -> Used:
    one = known or CouponUse(grant_id=held.grant.id, cause=cause, begun_at=now)
    one.state, one.used_at = state, now if state == UseState.USED else None
    for name, value in till.items():
        setattr(one, name, value)
    one.off_yen = coupon_terms.off(held.coupon, one.yen)
    session.add(one)
    session.flush()
    return Used(one, held)
