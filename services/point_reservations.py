"""Reservations: a till sets points aside, and within a quarter of an hour takes them or lets them go."""

from datetime import datetime, timedelta
from typing import Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import locks, writes
from models.members import Member
from models.point_reservations import PointsHold, PointsReservation, ReservationState
from models.points import EntryKind, PointsEntry
from services import holds, lots, points, presence, settlements
from services.errors import RuleError
from services.points import Place
from services.settings import Choices

HELD_FOR = timedelta(minutes=15)


class ReservationUnknown(RuleError):
    """Nothing was reserved by this name."""


class ReservationDiffers(RuleError):
    """By this name something else was reserved: other points, or another member's."""


class ReservationOver(RuleError):
    """It is settled already; `state` is how: `confirmed`, `cancelled` or `lapsed`."""

    def __init__(self, state: ReservationState) -> None:
        super().__init__(state)
        self.state = state


def reserve(
    session: Session, member: Member, *, points: int, cause: str, now: datetime, **place: Unpack[Place]
) -> PointsReservation:
    """Set points aside once, oldest lot first, for HELD_FOR; the same cause again gives the same one.

    Raise AmountRefused, PointsTooFew or ReservationDiffers.
    """
    locks.person(session, member.person_key)
    presence.note(session, member, now=now)
    settlements.settle(session, member, now=now)
    wanted = _checked(session, member, points, now)
    row = {"member_id": member.id, "cause": cause, "points": wanted, "state": ReservationState.HELD}
    row |= {"created_at": now, "expires_at": now + HELD_FOR}
    row |= {"shop_id": place.get("shop_id"), "staff_id": place.get("staff_id")}
    ids = writes.insert_new(session, PointsReservation, [row], ["cause"], give="id")
    if not ids:
        return _same(_by_cause(session, cause), member, wanted)
    parts = lots.draw(session, member, wanted, now=now)
    session.add_all(PointsHold(reservation_id=ids[0], lot_id=lot, amount=amount) for lot, amount in parts)
    session.flush()
    return session.get_one(PointsReservation, ids[0])


def _checked(session: Session, member: Member, wanted: int, now: datetime) -> int:
    if wanted < 1:
        raise points.AmountRefused(wanted, points.balance(session, member, now=now))
    return wanted


def _same(known: PointsReservation | None, member: Member, wanted: int) -> PointsReservation:
    if known is None or (known.member_id, known.points) != (member.id, wanted):
        raise ReservationDiffers
    return known


def confirm(
    session: Session, cause: str, *, choices: Choices, now: datetime, **place: Unpack[Place]
) -> PointsEntry:
    """Take what was reserved, once; the same cause again gives the same line, which bears that cause.

    Raise ReservationUnknown, or ReservationOver when it was cancelled or nobody confirmed it in time.
    """
    made, member = _alone_with(session, cause)
    if made.state == ReservationState.CONFIRMED and made.entry_id is not None:
        return session.get_one(PointsEntry, made.entry_id)
    if made.state == ReservationState.HELD and now >= made.expires_at:
        raise ReservationOver(ReservationState.LAPSED)
    if made.state != ReservationState.HELD:
        raise ReservationOver(made.state)
    line = _spend(session, made, choices, now, place)
    lots.note_uses(session, line, holds.let_go(session, made))
    made.state, made.entry_id, made.settled_at = ReservationState.CONFIRMED, line.id, now
    points.note_activity(session, member, choices=choices, now=now)
    return line


def _spend(
    session: Session, made: PointsReservation, choices: Choices, now: datetime, place: Place
) -> PointsEntry:
    where: Place = {"shop_id": made.shop_id, "staff_id": made.staff_id, **place}
    line = PointsEntry(kind=EntryKind.SPEND, amount=-made.points, cause=made.cause, **where)
    line.member_id, line.created_at, line.yen = made.member_id, now, made.points * choices.point_yen
    session.add(line)
    session.flush()
    return line


def cancel(session: Session, cause: str, *, now: datetime) -> PointsReservation:
    """Let go what was reserved; again, or too late, it changes nothing.

    Raise ReservationUnknown, or ReservationOver when it was confirmed: then it is to be given back
    (`returns.give_back`).
    """
    made, member = _alone_with(session, cause)
    if made.state == ReservationState.CONFIRMED:
        raise ReservationOver(made.state)
    if made.state == ReservationState.HELD:
        holds.end(session, made, ReservationState.CANCELLED, now=now)
        settlements.settle(session, member, now=now)
    return made


def _alone_with(session: Session, cause: str) -> tuple[PointsReservation, Member]:
    """Read the reservation when nobody else works on its member."""
    known = _by_cause(session, cause)
    if known is None:
        raise ReservationUnknown
    member = session.get_one(Member, known.member_id)
    locks.person(session, member.person_key)
    session.refresh(known, with_for_update=True)
    return known, member


def _by_cause(session: Session, cause: str) -> PointsReservation | None:
    return session.scalar(select(PointsReservation).where(PointsReservation.cause == cause))
