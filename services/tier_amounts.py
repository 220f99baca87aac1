"""What counts for a rank: what was bought and did not come back, within a window that moves with the day."""

import calendar
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from models.members import Member
from models.point_returns import PointsReturn
from models.points import EntryKind, PointsEntry
from models.tiers import TierBasis
from services import japan


class Counted(NamedTuple):
    """One purchase: its day in Japan, and what it adds."""

    day: date
    amount: int


def within(
    session: Session, member: Member, basis: TierBasis, months: int, *, now: datetime
) -> list[Counted]:
    """Give the purchases that count today, the oldest first."""
    today = japan.day(now)
    lines = select(PointsEntry.created_at, value(basis)).where(
        PointsEntry.member_id == member.id, *stands(), PointsEntry.created_at >= opens(today, months)
    )
    rows = session.execute(lines.order_by(PointsEntry.created_at, PointsEntry.id))
    counted = (Counted(japan.day(at), int(amount)) for at, amount in rows)
    return [one for one in counted if last_day(one.day, months) >= today]


@cache
def stands() -> tuple[ColumnElement[bool], ...]:
    """Tell which lines of the ledger count, as conditions: purchases that did not come back as a whole."""
    undoing = aliased(PointsEntry)
    is_undone = exists().where(undoing.reverses_id == PointsEntry.id)
    is_left = or_(PointsEntry.yen.is_(None), PointsEntry.yen > _returned(PointsReturn.yen))
    return PointsEntry.kind == EntryKind.PURCHASE, ~is_undone, is_left


@cache
def value(basis: TierBasis) -> ColumnElement[int]:
    """Give what a line adds, as a column: what came back of it is taken off."""
    if basis == TierBasis.YEN:
        return func.coalesce(PointsEntry.yen, 0) - _returned(PointsReturn.yen)
    return func.coalesce(PointsEntry.amount, 0) - _returned(PointsReturn.due)


def _returned(what: InstrumentedAttribute[Any]) -> ColumnElement[int]:
    """Add up what came back of a purchase."""
    back = select(func.coalesce(func.sum(what), 0)).where(PointsReturn.of_id == PointsEntry.id)
    return back.correlate(PointsEntry).scalar_subquery()


def opens(today: date, months: int) -> datetime:
    """Give the first moment whose purchases count today."""
    first = add_months(today, -months)
    while last_day(first, months) < today:
        first += timedelta(days=1)
    return japan.start_of(first)


def last_day(day: date, months: int) -> date:
    """Give the last day on which a purchase of this day counts: the one before its day so many months on."""
    return add_months(day, months) - timedelta(days=1)


def carries_until(counted: Iterable[Counted], threshold: int, months: int) -> date | None:
    """Give the last day on which these purchases, and no further, reach the threshold; None: not today."""
    purchases = sorted(counted)
    left = sum(one.amount for one in purchases)
    for one in purchases if left >= threshold else ():
        left -= one.amount
        if left < threshold:
            return last_day(one.day, months)
    return None


def add_months(day: date, months: int) -> date:
    """Go so many months on, or back; where that month is shorter, to its last day."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
