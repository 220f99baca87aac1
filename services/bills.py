"""Bills: a till sets points aside for a bill, takes them or lets them go; and what comes back later."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.members import Member
from models.point_reservations import PointsReservation
from models.point_returns import PointsReturn
from services import point_reservations, points, purchases, returns
from services.settings import Choices


@dataclass(frozen=True)
class Bill:
    """A bill of a shop, by the till's own number."""

    number: str
    shop_id: int | None = None

    @property
    def cause(self) -> str:
        return f"bill:{self.shop_id or 0}:{self.number}"

    @property
    def back(self) -> str:
        """What comes back under this number."""
        return f"back:{self.shop_id or 0}:{self.number}"


@dataclass(frozen=True)
class Settled:
    """So many points were moved, and what the member has now."""

    points: int
    balance: int
    member_id: int


def reserve(session: Session, member: Member, bill: Bill, wanted: int, *, now: datetime) -> PointsReservation:
    """Set points aside for a quarter of an hour; the same bill again gives the same."""
    purchases.check_shop(session, bill.shop_id)
    return point_reservations.reserve(
        session, member, points=wanted, cause=bill.cause, now=now, shop_id=bill.shop_id
    )


def confirm(session: Session, bill: Bill, *, choices: Choices, now: datetime) -> Settled:
    """Take what was set aside, once."""
    line = point_reservations.confirm(session, bill.cause, choices=choices, now=now)
    return _settled(session, -line.amount, line.member_id, now=now)


def cancel(session: Session, bill: Bill, *, now: datetime) -> Settled:
    """Let go what was set aside; again, it changes nothing."""
    made = point_reservations.cancel(session, bill.cause, now=now)
    return _settled(session, made.points, made.member_id, now=now)


def give_back(session: Session, bill: Bill, back: Bill, *, points: int | None, now: datetime) -> Settled:
    """Give back what paid a bill, all of it or so much, once for the number of the return."""
    made = returns.give_back(
        session, bill.cause, cause=back.back, points=points, now=now, shop_id=bill.shop_id
    )
    return _moved(session, made, now=now)


def take_back(
    session: Session, receipt: Bill, back: Bill, *, yen: int | None, choices: Choices, now: datetime
) -> Settled:
    """Take back what a purchase gave, all of it or for so many yen, once for the number of the return."""
    made = returns.take_back(
        session,
        purchases.cause(receipt.number, receipt.shop_id),
        cause=back.back,
        yen=yen,
        choices=choices,
        now=now,
        shop_id=receipt.shop_id,
    )
    return _moved(session, made, now=now)


def _moved(session: Session, made: PointsReturn, *, now: datetime) -> Settled:
    return _settled(session, made.due, made.member_id, now=now)


def _settled(session: Session, amount: int, member_id: int, *, now: datetime) -> Settled:
    member = session.get_one(Member, member_id)
    return Settled(amount, points.balance(session, member, now=now), member_id)
