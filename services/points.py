"""Points: a ledger of integers, with lots that are spent oldest first."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict, Unpack

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models import base
from models.members import Member
from models.points import EntryKind, PointsEntry, PointsLot, PointsUse
from services import japan, presence
from services.errors import RuleError
from services.settings import Choices

SOON = timedelta(days=90)
"""What expires within this time is named in the balance."""
LARGEST_PURCHASE = 10_000_000
"""Yen; beyond it a slip of the finger is likelier than a sale."""


class Place(TypedDict, total=False):
    """Where, by whom and why points were moved."""

    shop_id: int | None
    staff_id: int | None
    reason: str | None


class PointsTooFew(RuleError):
    """More points were asked for than there are."""

    def __init__(self, balance: int, wanted: int) -> None:
        super().__init__(balance, wanted)
        self.balance, self.wanted = balance, wanted


class AmountRefused(RuleError):
    """Not a number of points or yen that can be taken: it must be 1 to `limit`."""

    def __init__(self, amount: int, limit: int) -> None:
        super().__init__(amount, limit)
        self.amount, self.limit = amount, limit


@dataclass(frozen=True)
class Expiring:
    """So many points that are good until and with this day."""

    amount: int
    last_day: date


@dataclass(frozen=True)
class Summary:
    """What a member has."""

    balance: int
    worth_yen: int
    expiring: list[Expiring]
    """What expires next, the soonest first."""


def balance(session: Session, member: Member, *, now: datetime) -> int:
    """Give the points that can be used now."""
    total = select(func.coalesce(func.sum(PointsLot.remaining), 0))
    return int(session.scalar(total.where(PointsLot.member_id == member.id, PointsLot.expires_at > now)) or 0)


def summary(session: Session, member: Member, *, now: datetime, choices: Choices) -> Summary:
    """Give balance, worth in yen, and what expires next."""
    points = balance(session, member, now=now)
    return Summary(points, points * choices.point_yen, _expiring(session, member, now=now))


def _expiring(session: Session, member: Member, *, now: datetime) -> list[Expiring]:
    lots = (
        select(PointsLot.expires_at, func.sum(PointsLot.remaining))
        .where(PointsLot.member_id == member.id, PointsLot.remaining > 0, PointsLot.expires_at > now)
        .group_by(PointsLot.expires_at)
        .order_by(PointsLot.expires_at)
        .limit(3)
    )
    rows = [Expiring(int(amount), japan.last_day(end)) for end, amount in session.execute(lots)]
    return [row for row in rows if row.last_day <= japan.day(now + SOON)] or rows[:1]


def history(session: Session, member: Member, *, limit: int = 10) -> list[PointsEntry]:
    """Give the last lines of the ledger, the newest first."""
    lines = select(PointsEntry).where(PointsEntry.member_id == member.id)
    return list(session.scalars(lines.order_by(PointsEntry.id.desc()).limit(limit)))


def welcome(session: Session, member: Member, *, choices: Choices, now: datetime) -> int:
    """Give the welcome points, once, and say how many."""
    if choices.welcome_points:
        entry = PointsEntry(
            kind=EntryKind.WELCOME, amount=choices.welcome_points, cause=f"welcome:{member.pid}"
        )
        _credit(session, member, entry, choices=choices, now=now)
    return choices.welcome_points


def earned_for(yen: int, choices: Choices) -> int:
    """Tell how many points a purchase gives: one for each full `earn_yen`, rounded down."""
    return yen // choices.earn_yen


def earn(
    session: Session,
    member: Member,
    *,
    yen: int,
    cause: str,
    choices: Choices,
    now: datetime,
    **place: Unpack[Place],
) -> PointsEntry | None:
    """Give the points of a purchase once; None when it is too small to give any. Raise AmountRefused."""
    if not 0 < yen <= LARGEST_PURCHASE:
        raise AmountRefused(yen, LARGEST_PURCHASE)
    base.lock_person(session, member.person_key)
    presence.note(session, member, now=now)
    known = session.scalar(select(PointsEntry).where(PointsEntry.cause == cause))
    amount = earned_for(yen, choices)
    if known is not None or not amount:
        return known
    entry = PointsEntry(kind=EntryKind.PURCHASE, amount=amount, cause=cause, yen=yen, **place)
    return _credit(session, member, entry, choices=choices, now=now)


def spend(
    session: Session,
    member: Member,
    *,
    points: int,
    cause: str,
    choices: Choices,
    now: datetime,
    **place: Unpack[Place],
) -> PointsEntry:
    """Use points once, oldest lot first; raise AmountRefused or PointsTooFew."""
    base.lock_person(session, member.person_key)
    presence.note(session, member, now=now)
    known = session.scalar(select(PointsEntry).where(PointsEntry.cause == cause))
    if known is not None:
        return known
    if points < 1:
        raise AmountRefused(points, balance(session, member, now=now))
    entry = PointsEntry(kind=EntryKind.SPEND, amount=-points, cause=cause, **place)
    entry.member_id, entry.created_at, entry.yen = member.id, now, points * choices.point_yen
    session.add(entry)
    session.flush()
    take(session, member, entry, points, now=now)
    return entry


def take(session: Session, member: Member, entry: PointsEntry, points: int, *, now: datetime) -> None:
    """Take points from the oldest lots into an entry; raise PointsTooFew."""
    wanted = points
    for lot in open_lots(session, member, now=now):
        part = min(wanted, lot.remaining)
        lot.remaining -= part
        wanted -= part
        session.add(PointsUse(entry_id=entry.id, lot_id=lot.id, amount=part))
        if not wanted:
            break
    if wanted:
        raise PointsTooFew(points - wanted, points)
    session.flush()


def open_lots(session: Session, member: Member, *, now: datetime) -> list[PointsLot]:
    """Give what is left, oldest first, locked so that of two spends at once the second waits."""
    lots = select(PointsLot).where(
        PointsLot.member_id == member.id, PointsLot.remaining > 0, PointsLot.expires_at > now
    )
    oldest_first = lots.order_by(PointsLot.expires_at, PointsLot.id).with_for_update()
    return list(session.scalars(oldest_first.execution_options(populate_existing=True)))


def _credit(
    session: Session, member: Member, entry: PointsEntry, *, choices: Choices, now: datetime
) -> PointsEntry:
    entry.member_id, entry.created_at = member.id, now
    session.add(entry)
    session.flush()
    lot = PointsLot(
        member_id=member.id,
        entry_id=entry.id,
        granted=entry.amount,
        remaining=entry.amount,
        expires_at=expiry(now, choices.points_months),
    )
    session.add(lot)
    session.flush()
    return entry


def expiry(now: datetime, months: int) -> datetime:
    """Give the end of the last day of the month that is so many months away, in Japan."""
    today = japan.day(now)
    after = today.year * 12 + today.month + months
    return japan.start_of(date(after // 12, after % 12 + 1, 1))


def expire_slice(session: Session, *, now: datetime, limit: int = 500) -> int:
    """Write off up to `limit` lots whose last day is over; give how many there were."""
    due = select(PointsLot).where(PointsLot.expires_at <= now, PointsLot.remaining > 0)
    lots = list(session.scalars(due.order_by(PointsLot.expires_at).limit(limit).with_for_update()))
    for lot in lots:
        _write_off(session, lot, now=now)
    return len(lots)


def _write_off(session: Session, lot: PointsLot, *, now: datetime) -> None:
    entry = PointsEntry(
        member_id=lot.member_id,
        kind=EntryKind.EXPIRY,
        amount=-lot.remaining,
        cause=f"expiry:{lot.id}",
        created_at=now,
    )
    session.add(entry)
    session.flush()
    session.add(PointsUse(entry_id=entry.id, lot_id=lot.id, amount=lot.remaining))
    session.execute(update(PointsLot).where(PointsLot.id == lot.id).values(remaining=0))
