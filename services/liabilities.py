"""Liabilities: the points that are out, what they are worth, and in which month they expire."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.points import EntryKind, PointsEntry, PointsLot
from services import japan
from services.settings import Choices


@dataclass(frozen=True)
class Month:
    """The points whose last good day is in this month."""

    first: date
    points: int


@dataclass(frozen=True)
class Report:
    """What the shop owes its members at one moment."""

    at: datetime
    points: int
    worth_yen: int
    members: int
    """Who have points."""
    months: Sequence[Month]
    moved: Mapping[EntryKind, int]
    """What moved in this month so far, by kind; above zero in, below zero out."""


def report(session: Session, *, choices: Choices, now: datetime) -> Report:
    """Add it all up."""
    good = (PointsLot.remaining > 0, PointsLot.expires_at > now)
    out = select(
        func.coalesce(func.sum(PointsLot.remaining), 0), func.count(func.distinct(PointsLot.member_id))
    ).where(*good)
    points, members = session.execute(out).one()
    ends = select(PointsLot.expires_at, func.sum(PointsLot.remaining)).where(*good)
    by_end = session.execute(ends.group_by(PointsLot.expires_at)).all()
    months: dict[date, int] = {}
    for end, amount in by_end:
        first = japan.last_day(end).replace(day=1)
        months[first] = months.get(first, 0) + int(amount)
    return Report(
        at=now,
        points=int(points),
        worth_yen=int(points) * choices.point_yen,
        members=int(members),
        months=[Month(first, months[first]) for first in sorted(months)],
        moved=_moved(session, now=now),
    )


def _moved(session: Session, *, now: datetime) -> dict[EntryKind, int]:
    since = japan.start_of(japan.day(now).replace(day=1))
    sums = select(PointsEntry.kind, func.sum(PointsEntry.amount)).where(PointsEntry.created_at >= since)
    return {kind: int(amount) for kind, amount in session.execute(sums.group_by(PointsEntry.kind))}
