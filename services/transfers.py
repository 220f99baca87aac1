"""Transfers: points and coupons go along to another LINE account of the same person; no consent does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, delete, func, insert, select
from sqlalchemy.orm import Session

from models import locks
from models.base import Base
from models.codes import CodeKind
from models.coupons import Coupon, CouponGrant, GrantState
from models.members import Member
from models.point_grants import PointsGrant
from models.point_reservations import PointsReservation
from models.point_returns import PointsDebt, PointsReturn
from models.points import EntryKind, PointsEntry, PointsLot, PointsUse
from models.requests import RequestKind
from services import codes, counts, debts, erasing, farewells, lots, requests, settings, settlements, tiers
from services.consent import Evidence
from services.errors import RuleError
from services.lots import Part
from services.vault import Vault

LEDGER = (PointsEntry, PointsLot, PointsUse, PointsReservation, PointsReturn, PointsDebt, PointsGrant)
"""The tables of a member's ledger, each after those that its rows speak of."""


class TransferRefused(RuleError):
    """It cannot be done; `why` is `same` (it is the membership they have) or `gone` (it was done already)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Moved:
    """What came along, and what was left of the old membership."""

    points: int
    coupons: int
    is_gift_left: bool
    """The old welcome gift stayed behind, since the new membership brought its own."""
    final_at: datetime
    """When the last backup that still holds the old membership is past its time."""


def by_code(
    session: Session, vault: Vault, new: Member, text: str, *, evidence: Evidence, now: datetime
) -> Moved:
    """Take along what the code's owner has; raise a refusal of `codes`, or TransferRefused.

    The code is used up only if the transaction stays.
    """
    old = session.get(Member, codes.peek(session, vault, CodeKind.TRANSFER, text, now=now).member_id)
    if old is None:
        raise codes.CodeUnknown
    if old.id == new.id:
        raise TransferRefused("same")
    # Before the code's own row: its owner may be making a new one, and has this lock already.
    locks.person(session, old.person_key)
    codes.use(session, vault, CodeKind.TRANSFER, text, now=now)
    return move(session, vault, old=old, new=new, evidence=evidence, now=now)


def move(
    session: Session,
    vault: Vault,
    *,
    old: Member,
    new: Member,
    evidence: Evidence,
    now: datetime,
) -> Moved:
    """Move what `old` has to `new`, and erase `old` at once, with its card; raise TransferRefused.

    The ledger of points goes along as it is. Answers, wishes and profile stay behind: the new account was
    asked itself.
    """
    if old.id == new.id:
        raise TransferRefused("same")
    _be_alone_with(session, old, new)
    settlements.let_go(session, old, now=now)
    left = lots.left(session, old, now=now)
    gift = _second_gift(session, new, left)
    moved = sum(lot.remaining for lot in left if lot not in gift)
    _leave_gift(session, old, gift, now=now)
    _move_ledger(session, old, new, now=now)
    taken = _move_coupons(session, old, new, now=now)
    _keep_requests(session, old, new)
    tiers.hand_over(session, old, new)
    backup_days = settings.read(session).backup_days
    farewells.note(session, vault, old, now=now)
    erased = erasing.erase(
        session, old, cause=erasing.Cause.TRANSFER, evidence=evidence, backup_days=backup_days, now=now
    )
    counts.add(session, "transferred", source=new.source, now=now)
    return Moved(moved, taken, bool(gift), erased.final_at)


def _be_alone_with(session: Session, old: Member, new: Member) -> None:
    """Keep everybody else from both; raise TransferRefused where somebody was faster."""
    for person_key in sorted((old.person_key, new.person_key)):
        locks.person(session, person_key)
    if session.scalar(select(Member.id).where(Member.id == old.id)) is None:
        raise TransferRefused("gone")


def _second_gift(session: Session, new: Member, left: Sequence[PointsLot]) -> list[PointsLot]:
    """Give the old welcome gift where the new membership has one, as one person is given one.

    Else two accounts that pass what they have to and fro, and join again, would gain a gift each time.
    """
    gifts = select(PointsEntry.id).where(PointsEntry.kind == EntryKind.WELCOME)
    if session.scalar(gifts.where(PointsEntry.member_id == new.id).limit(1)) is None:
        return []
    second = set(session.scalars(gifts.where(PointsEntry.id.in_([lot.entry_id for lot in left]))))
    return [lot for lot in left if lot.entry_id in second]


def _move_ledger(session: Session, old: Member, new: Member, *, now: datetime) -> None:
    """Write the whole ledger anew under the new membership, line by line as it was, and end the old one.

    So a purchase of before is known by its receipt, counts once, and can come back; what is owed comes too.
    """
    session.flush()
    rows = [(_bare(kind), _rows(session, _bare(kind), old)) for kind in LEDGER]
    for table in (PointsGrant, PointsReservation, PointsEntry):  # all others go with their lines
        gone = delete(table).filter_by(member_id=old.id)
        session.execute(gone, execution_options={"synchronize_session": False})
    for kind, mine in rows:
        moved = [row | {"member_id": new.id} if "member_id" in row else row for row in mine]
        if moved:
            session.execute(insert(kind), moved)
    for seen in [one for one in session if isinstance(one, LEDGER)]:
        session.expire(seen)
    debts.fill(session, new, now=now)


def _bare(kind: type[Base]) -> Table:
    return cast(Table, kind.__table__)


def _rows(session: Session, table: Table, member: Member) -> list[dict[str, Any]]:
    """Read what a table holds of the member's ledger, the oldest first."""
    lines = select(PointsEntry.id).where(PointsEntry.member_id == member.id)
    mine = table.c.member_id == member.id if "member_id" in table.c else table.c.entry_id.in_(lines)
    found = select(table).where(mine).order_by(*table.primary_key)
    return [dict(row) for row in session.execute(found).mappings()]


def _leave_gift(session: Session, old: Member, gift: Sequence[PointsLot], *, now: datetime) -> None:
    """Take what is left of the second gift out of the ledger, and count it as forfeited."""
    parts = [Part(lot.id, lot.remaining) for lot in gift]
    total = sum(part.amount for part in parts)
    if not total:
        return
    out = PointsEntry(kind=EntryKind.TRANSFER, amount=-total, cause=f"transfer:{old.pid}")
    out.member_id, out.created_at = old.id, now
    session.add(out)
    for lot in gift:
        lot.remaining = 0
    session.flush()
    lots.note_uses(session, out, parts)
    counts.add(session, "points_forfeited", source=old.source, now=now, by=total)


def _move_coupons(session: Session, old: Member, new: Member, *, now: datetime) -> int:
    """Hand over each copy that can still be used, as far as one person may have so many; give how many.

    Codes stay, so that a screen shown at the till just now still counts.
    """
    unused = (
        select(CouponGrant, Coupon.per_member)
        .join(Coupon, Coupon.id == CouponGrant.coupon_id)
        .where(CouponGrant.member_id == old.id, CouponGrant.state != GrantState.USED, Coupon.ends_at > now)
        .order_by(CouponGrant.id)
        .with_for_update(of=CouponGrant)
    )
    rows = session.execute(unused.execution_options(populate_existing=True)).all()
    return sum(_hand_over(session, copy, most, new) for copy, most in rows)


def _hand_over(session: Session, copy: CouponGrant, most: int, new: Member) -> bool:
    had = select(func.count()).where(CouponGrant.coupon_id == copy.coupon_id, CouponGrant.member_id == new.id)
    number = session.scalar(had) or 0
    if number >= most:
        return False
    copy.member_id, copy.number, copy.announcement_id = new.id, number + 1, None
    session.flush()
    return True


def _keep_requests(session: Session, old: Member, new: Member) -> None:
    """Let what the person asked for and waits for be theirs still."""
    for request in requests.waiting(session, member_pid=old.pid):
        if request.kind != RequestKind.TRANSFER:
            request.member_pid = new.pid
    session.flush()
