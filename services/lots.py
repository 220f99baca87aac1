"""Lots: points with their last day; the oldest go first, and what is over is written off."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    String,
    and_,
    bindparam,
    cast,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.orm import Session

from models.base import Instant
from models.members import Member
from models.point_reservations import PointsHold
from models.points import EntryKind, PointsEntry, PointsLot, PointsUse
from services import japan
from services.errors import RuleError

FIXED, ROLLING = "fixed", "rolling"
"""The shop's choice: a last day that stands, or one that each purchase and each use moves on."""
LATE_MONTHS = 1
"""What comes back after its last day is good until the end of the month after so many."""


class PointsTooFew(RuleError):
    """More points were asked for than there are."""

    def __init__(self, balance: int, wanted: int) -> None:
        super().__init__(balance, wanted)
        self.balance, self.wanted = balance, wanted


class Part(NamedTuple):
    """So many points of one lot."""

    lot_id: int
    amount: int


AT = bindparam("now", type_=Instant())
"""The moment of a statement that is written once and asked often."""


def is_open(now: "datetime | BindParameter[datetime]") -> ColumnElement[bool]:
    """Tell which lots can be used: something is left, it is confirmed, and its last day is not over."""
    return and_(PointsLot.remaining > 0, PointsLot.expires_at > now, PointsLot.pending_until.is_(None))


_LOT = insert(PointsLot)
_OPEN_LOTS = (
    select(PointsLot)
    .where(PointsLot.member_id == bindparam("member_id"), is_open(AT))
    .order_by(PointsLot.expires_at, PointsLot.id)
    .with_for_update()
    .execution_options(populate_existing=True)
)


def open_lots(session: Session, member: Member, *, now: datetime) -> list[PointsLot]:
    """Give what is left, oldest first, locked so that of two spends at once the second waits."""
    return list(session.scalars(_OPEN_LOTS, {"member_id": member.id, "now": now}))


def left(session: Session, member: Member, *, now: datetime) -> list[PointsLot]:
    """Give all that is not over, confirmed or not, oldest first, locked."""
    lots = select(PointsLot).where(
        PointsLot.member_id == member.id, PointsLot.remaining > 0, PointsLot.expires_at > now
    )
    oldest_first = lots.order_by(PointsLot.expires_at, PointsLot.id).with_for_update()
    return list(session.scalars(oldest_first.execution_options(populate_existing=True)))


def draw(session: Session, member: Member, points: int, *, now: datetime) -> list[Part]:
    """Take points out of the oldest lots, all of them or PointsTooFew, and tell from which."""
    lots = open_lots(session, member, now=now)
    there = sum(lot.remaining for lot in lots)
    if there < points:
        raise PointsTooFew(there, points)
    parts = list(_shares(lots, points))
    session.flush()
    return parts


def draw_up_to(session: Session, member: Member, points: int, *, now: datetime) -> list[Part]:
    """Take as many of these points as there are."""
    parts = list(_shares(open_lots(session, member, now=now), points))
    session.flush()
    return parts


def _shares(lots: Sequence[PointsLot], points: int) -> "list[Part]":
    parts = []
    for lot in lots:
        part = min(points, lot.remaining)
        if part:
            lot.remaining -= part
            points -= part
            parts.append(Part(lot.id, part))
    return parts


def take(session: Session, member: Member, entry: PointsEntry, points: int, *, now: datetime) -> None:
    """Take points from the oldest lots into an entry; raise PointsTooFew."""
    note_uses(session, entry, draw(session, member, points, now=now))


def note_uses(session: Session, entry: PointsEntry, parts: Sequence[Part]) -> None:
    """Write down which lots went into the entry."""
    session.add_all(PointsUse(entry_id=entry.id, lot_id=lot_id, amount=amount) for lot_id, amount in parts)
    session.flush()


def add_uses(session: Session, entry: PointsEntry, parts: Sequence[Part]) -> None:
    """Write down which more lots went into an entry of before; some may have gone into it then, too."""
    for part in parts:
        known = session.get(PointsUse, (entry.id, part.lot_id))
        if known is None:
            note_uses(session, entry, [part])
        else:
            known.amount += part.amount
    session.flush()


def credit(
    session: Session,
    member: Member,
    entry: PointsEntry,
    *,
    expires_at: datetime,
    now: datetime,
    pending_until: datetime | None = None,
) -> PointsEntry:
    """Write a line of the member's ledger that brings points, with their lot."""
    entry.member_id, entry.created_at = member.id, now
    session.add(entry)
    session.flush()
    add(session, entry, entry.amount, expires_at=expires_at, pending_until=pending_until)
    return entry


def add(
    session: Session,
    entry: PointsEntry,
    points: int,
    *,
    expires_at: datetime,
    pending_until: datetime | None = None,
) -> None:
    """Make the lot of a line."""
    lot = {"member_id": entry.member_id, "entry_id": entry.id, "granted": points, "remaining": points}
    session.connection().execute(_LOT, lot | {"expires_at": expires_at, "pending_until": pending_until})


def put_back(session: Session, entry: PointsEntry, parts: Sequence[Part], *, now: datetime) -> None:
    """Put points back into the lots they came from, with their own last days.

    What is past its last day gets a lot of its own, so that nobody loses by what they return.
    """
    late = 0
    for part in parts:
        lot = session.get_one(PointsLot, part.lot_id, with_for_update=True, populate_existing=True)
        if lot.expires_at <= now:
            late += part.amount
            continue
        lot.remaining += part.amount
        note_uses(session, entry, [Part(lot.id, -part.amount)])
    if late:
        add(session, entry, late, expires_at=expiry(now, LATE_MONTHS))
    session.flush()


def expiry(now: datetime, months: int) -> datetime:
    """Give the end of the last day of the month that is so many months away, in Japan."""
    today = japan.day(now)
    after = today.year * 12 + today.month + months
    return japan.start_of(date(after // 12, after % 12 + 1, 1))


def roll(session: Session, member: Member, *, expires_at: datetime, now: datetime) -> None:
    """Move the last day of all that is left on to this one; none comes nearer."""
    left = update(PointsLot).where(
        PointsLot.member_id == member.id,
        PointsLot.remaining > 0,
        PointsLot.expires_at > now,
        PointsLot.expires_at < expires_at,
    )
    session.execute(left.values(expires_at=expires_at))


def expire_slice(session: Session, *, now: datetime, limit: int = 500) -> int:
    """Write off up to `limit` lots whose last day is over; give how many there were.

    What a till holds waits until it is settled, so that each lot is written off once; what somebody works on
    just now waits until the next night (it counts no more already).
    """
    held = select(PointsHold.lot_id).where(PointsHold.lot_id == PointsLot.id).exists()
    due = select(PointsLot.id).where(PointsLot.expires_at <= now, PointsLot.remaining > 0, ~held)
    first = due.order_by(PointsLot.expires_at, PointsLot.id).limit(limit)
    ids = list(session.scalars(first.with_for_update(of=PointsLot, skip_locked=True)))
    if ids:
        _write_off(session, ids, now=now)
    return len(ids)


def _write_off(session: Session, ids: Sequence[int], *, now: datetime) -> None:
    """Write line, use and empty lot for all of them, in three statements."""
    cause = literal("expiry:") + cast(PointsLot.id, String)
    these = PointsLot.id.in_(ids)
    kind = literal(EntryKind.EXPIRY, PointsEntry.__table__.c.kind.type)
    lines = select(PointsLot.member_id, kind, -PointsLot.remaining, cause, literal(now, Instant()))
    columns = ["member_id", "kind", "amount", "cause", "created_at"]
    session.execute(insert(PointsEntry).from_select(columns, lines.where(these).order_by(PointsLot.id)))
    made = select(PointsEntry.id, PointsLot.id, PointsLot.remaining).join(
        PointsLot, PointsEntry.cause == cause
    )
    session.execute(insert(PointsUse).from_select(["entry_id", "lot_id", "amount"], made.where(these)))
    emptied = update(PointsLot).where(these).values(remaining=0, pending_until=None)
    session.execute(emptied, execution_options={"synchronize_session": "fetch"})
