"""Settlements: what time does to points is done, of one member at once, of all in slices."""

from datetime import datetime

from sqlalchemy import BindParameter, Select, bindparam, select, update
from sqlalchemy.orm import Session

from models import locks
from models.base import Instant
from models.members import Member
from models.point_reservations import PointsReservation, ReservationState
from models.point_returns import DebtState, PointsDebt
from models.points import PointsLot
from services import debts, holds

# Written once: it is asked before each purchase, and building it takes longer than asking it.
_MINE: BindParameter[int] = bindparam("member_id")
_NOW: BindParameter[datetime] = bindparam("now", type_=Instant())
_DUE = select(
    select(PointsReservation.id)
    .where(
        PointsReservation.member_id == _MINE,
        PointsReservation.state == ReservationState.HELD,
        PointsReservation.expires_at <= _NOW,
    )
    .exists(),
    select(PointsLot.id).where(PointsLot.member_id == _MINE, PointsLot.pending_until <= _NOW).exists(),
    select(PointsDebt.entry_id)
    .where(PointsDebt.member_id == _MINE, PointsDebt.state == DebtState.OPEN)
    .exists(),
)


def settle(session: Session, member: Member, *, now: datetime) -> bool:
    """Let go what a till held too long, confirm what waited long enough, and fill debts from it.

    Call it under the member's lock, before points are counted. Tells whether there are open debts, which
    whatever brings points has to fill (`debts.fill`).
    """
    has_lapsed, is_confirmed, is_owing = _due(session, member, now=now)
    if has_lapsed:
        _let_lapse(session, member, now=now)
    if is_confirmed:
        _confirm(session, [member.id], now=now)
    if is_owing:
        debts.fill(session, member, now=now)
    return is_owing


def _due(session: Session, member: Member, *, now: datetime) -> tuple[bool, bool, bool]:
    """Ask in one statement: is a hold over, is something to be confirmed, is a debt open."""
    row = session.execute(_DUE, {"member_id": member.id, "now": now}).one()
    return bool(row[0]), bool(row[1]), bool(row[2])


def _late(now: datetime) -> Select[PointsReservation]:
    return select(PointsReservation).where(
        PointsReservation.state == ReservationState.HELD, PointsReservation.expires_at <= now
    )


def _let_lapse(session: Session, member: Member, *, now: datetime) -> None:
    mine = _late(now).where(PointsReservation.member_id == member.id).order_by(PointsReservation.id)
    late = session.scalars(mine.with_for_update().execution_options(populate_existing=True)).all()
    for made in late:
        holds.end(session, made, ReservationState.LAPSED, now=now)


def let_go(session: Session, member: Member, *, now: datetime) -> None:
    """End all that tills hold of the member, and settle: their points are to move."""
    held = select(PointsReservation).where(
        PointsReservation.member_id == member.id, PointsReservation.state == ReservationState.HELD
    )
    for made in session.scalars(held.order_by(PointsReservation.id).with_for_update()).all():
        holds.end(session, made, ReservationState.CANCELLED, now=now)
    settle(session, member, now=now)


def _confirm(session: Session, member_ids: list[int], *, now: datetime) -> None:
    ripe = update(PointsLot).where(PointsLot.member_id.in_(member_ids), PointsLot.pending_until <= now)
    session.execute(ripe.values(pending_until=None))


def confirm_slice(session: Session, *, now: datetime, limit: int = 500) -> int:
    """Confirm up to `limit` lots that waited long enough, and give how many there were.

    Who owes is left to `settle_slice`, which locks the person, so that a debt is filled before anything
    can be spent.
    """
    owing = select(PointsDebt.entry_id).where(
        PointsDebt.member_id == PointsLot.member_id, PointsDebt.state == DebtState.OPEN
    )
    ripe = select(PointsLot.id).where(PointsLot.pending_until <= now, ~owing.exists())
    first = ripe.order_by(PointsLot.pending_until, PointsLot.id).limit(limit)
    ids = list(session.scalars(first.with_for_update(of=PointsLot, skip_locked=True)))
    confirmed = update(PointsLot).where(PointsLot.id.in_(ids)).values(pending_until=None)
    session.execute(confirmed, execution_options={"synchronize_session": "fetch"})
    return len(ids)


def settle_slice(session: Session, *, now: datetime, limit: int = 50) -> int:
    """Settle up to `limit` members whose points a till held too long, or who owe and have something ripe."""
    late = _late(now).with_only_columns(PointsReservation.member_id)
    pending = PointsLot.member_id == PointsDebt.member_id, PointsLot.pending_until <= now
    ripe = select(PointsLot.id).where(*pending)
    owing = select(PointsDebt.member_id).where(PointsDebt.state == DebtState.OPEN, ripe.exists())
    numbers = set(session.scalars(late.limit(limit))) | set(session.scalars(owing.limit(limit)))
    found = session.scalars(select(Member).where(Member.id.in_(numbers)).order_by(Member.person_key))
    members = list(found)[:limit]
    for member in members:
        locks.person(session, member.person_key)
        settle(session, member, now=now)
    return len(members)
