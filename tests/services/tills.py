"""A till for tests: buys, spends, and adds up the ledger."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.members import Member
from models.points import PointsEntry, PointsLot
from services import points
from services.settings import Choices
from tests.clock import NOW
from tests.makers import Make

CHOICES = Choices()


def total_of_entries(session: Session, member: Member) -> int:
    entries = select(func.coalesce(func.sum(PointsEntry.amount), 0))
    return int(session.scalar(entries.where(PointsEntry.member_id == member.id)) or 0)


def total_of_lots(session: Session, member: Member) -> int:
    lots = select(func.coalesce(func.sum(PointsLot.remaining), 0))
    return int(session.scalar(lots.where(PointsLot.member_id == member.id)) or 0)


def buy(make: Make, member: Member, yen: int, cause: str = "till:1") -> PointsEntry:
    entry = points.earn(make.session, member, yen=yen, cause=cause, choices=CHOICES, now=NOW)
    assert entry is not None
    return entry


def spend(make: Make, member: Member, amount: int, cause: str = "till:spend") -> PointsEntry:
    return points.spend(make.session, member, points=amount, cause=cause, choices=CHOICES, now=NOW)
