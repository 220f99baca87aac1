"""Holds: points that lie aside for a reservation, let go or put back."""

from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from models.members import Member
from models.point_reservations import PointsHold, PointsReservation, ReservationState
from models.points import PointsLot
from services.lots import Part

_HELD = select(func.coalesce(func.sum(PointsReservation.points), 0)).where(
    PointsReservation.member_id == bindparam("member_id"), PointsReservation.state == ReservationState.HELD
)


def held(session: Session, member: Member) -> int:
    """Give the points that tills have set aside for payments under way."""
    return int(session.scalar(_HELD, {"member_id": member.id}) or 0)


def let_go(session: Session, made: PointsReservation) -> list[Part]:
    """End the hold, and tell what it held of which lots."""
    held = delete(PointsHold).where(PointsHold.reservation_id == made.id)
    rows = session.execute(held.returning(PointsHold.lot_id, PointsHold.amount))
    return sorted(Part(lot_id, amount) for lot_id, amount in rows)


def end(session: Session, made: PointsReservation, state: ReservationState, *, now: datetime) -> None:
    """Put back what was held into its lots; what is past its last day is then written off as all else is."""
    for lot_id, amount in let_go(session, made):
        lot = update(PointsLot).where(PointsLot.id == lot_id)
        session.execute(lot.values(remaining=PointsLot.remaining + amount))
    made.state, made.settled_at = state, now
    session.flush()
