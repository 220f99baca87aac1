"""Transfers: points and coupons go along to another LINE account of the same person; no consent does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import base
from models.codes import CodeKind
from models.coupons import Coupon, CouponGrant, GrantState
from models.members import Member
from models.point_returns import DebtState, PointsDebt
from models.points import EntryKind, PointsEntry, PointsLot
from models.requests import RequestKind
from services import codes, counts, debts, erasing, farewells, lots, requests, settings, settlements, tiers
from services.consent import Evidence
from services.errors import RuleError
from services.lots import Part
from services.vault import Vault


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
    base.lock_person(session, old.person_key)
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

    Points keep their expiry. Answers, wishes and profile stay behind: the new account was asked itself.
    """
    if old.id == new.id:
        raise TransferRefused("same")
    for person_key in sorted((old.person_key, new.person_key)):
        base.lock_person(session, person_key)
    if session.scalar(select(Member.id).where(Member.id == old.id)) is None:
        raise TransferRefused("gone")
    settlements.let_go(session, old, now=now)
    left = lots.left(session, old, now=now)
    whole = _without_second_gift(session, new, left)
    moved = _move_points(session, old, new, whole, now=now)
    _move_debts(session, old, new, now=now)
    taken = _move_coupons(session, old, new, now=now)
    _keep_requests(session, old, new)
    tiers.hand_over(session, old, new)
    backup_days = settings.read(session).backup_days
    farewells.note(session, vault, old, now=now)
    erased = erasing.erase(
        session, old, cause=erasing.Cause.TRANSFER, evidence=evidence, backup_days=backup_days, now=now
    )
    counts.add(session, "transferred", source=new.source, now=now)
    return Moved(moved, taken, len(whole) < len(left), erased.final_at)


def _without_second_gift(session: Session, new: Member, left: Sequence[PointsLot]) -> list[PointsLot]:
    """Leave the old welcome gift where the new membership has one, as one person is given one.

    Else two accounts that pass what they have to and fro, and join again, would gain a gift each time.
    """
    gifts = select(PointsEntry.id).where(PointsEntry.kind == EntryKind.WELCOME)
    if session.scalar(gifts.where(PointsEntry.member_id == new.id).limit(1)) is None:
        return list(left)
    second = set(session.scalars(gifts.where(PointsEntry.id.in_([lot.entry_id for lot in left]))))
    return [lot for lot in left if lot.entry_id not in second]


def _move_points(
    session: Session, old: Member, new: Member, whole: Sequence[PointsLot], *, now: datetime
) -> int:
    """Take this out of the old ledger, and write it into the new one, a line an expiry."""
    total = sum(lot.remaining for lot in whole)
    if not total:
        return 0
    sums = _by_times(whole)
    out = _line(old, -total, f"transfer:{old.pid}", now)
    session.add(out)
    session.flush()
    parts = [Part(lot.id, lot.remaining) for lot in whole]
    for lot in whole:
        lot.remaining = 0
    lots.note_uses(session, out, parts)
    for number, ((end, until), amount) in enumerate(sorted(sums.items(), key=str)):
        entry = _line(new, amount, f"transfer:{old.pid}:{number}", now)
        lots.credit(session, new, entry, expires_at=end, pending_until=until, now=now)
    return total


def _by_times(whole: Iterable[PointsLot]) -> dict[tuple[datetime, datetime | None], int]:
    """Add up what has the same last day and is confirmed at the same time."""
    sums: dict[tuple[datetime, datetime | None], int] = {}
    for lot in whole:
        times = lot.expires_at, lot.pending_until
        sums[times] = sums.get(times, 0) + lot.remaining
    return sums


def _move_debts(session: Session, old: Member, new: Member, *, now: datetime) -> None:
    """Let what is owed come along too, as open or undecided as it was."""
    for state, choice in ((DebtState.OPEN, debts.DEBT), (DebtState.WAITING, debts.STAFF)):
        owed = select(func.coalesce(func.sum(PointsDebt.remaining), 0)).where(
            PointsDebt.member_id == old.id, PointsDebt.state == state
        )
        amount = int(session.scalar(owed) or 0)
        if amount:
            entry = _line(new, -amount, f"transfer:{old.pid}:{state}", now)
            session.add(entry)
            session.flush()
            debts.record(session, entry, amount, choice=choice, now=now)
    debts.fill(session, new, now=now)


def _line(member: Member, amount: int, cause: str, now: datetime) -> PointsEntry:
    return PointsEntry(
        member_id=member.id, kind=EntryKind.TRANSFER, amount=amount, cause=cause, created_at=now
    )


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
