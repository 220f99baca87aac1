"""Staff limits: how many points one person may give in a day."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import locks
from models.points import EntryKind, PointsEntry
from services import japan
from services.errors import RuleError
from services.settings import Choices

GIVING = (EntryKind.PURCHASE, EntryKind.GRANT)
"""What staff give by their own hand."""


class DailyLimitReached(RuleError):
    """With it, this person would have given more today than the shop allows."""

    def __init__(self, given: int, limit: int) -> None:
        super().__init__(given, limit)
        self.given, self.limit = given, limit


def check(session: Session, staff_id: int, *, choices: Choices, now: datetime) -> None:
    """Raise DailyLimitReached where this person gave too much today, what was just written included.

    Call it after the points are written, in the same transaction, which has to be undone then. Of two that
    are given at once, the second waits here and sees the first.
    """
    if not choices.staff_daily_points:
        return
    locks.name(session, f"given:{staff_id}")
    given = given_today(session, staff_id, now=now)
    if given > choices.staff_daily_points:
        raise DailyLimitReached(given, choices.staff_daily_points)


def given_today(session: Session, staff_id: int, *, now: datetime) -> int:
    """Add up what this person gave today, Japan time; what was undone does not count."""
    undone = select(PointsEntry.reverses_id).where(
        PointsEntry.reverses_id.is_not(None), PointsEntry.created_at >= japan.start_of(japan.day(now))
    )
    given = select(func.coalesce(func.sum(PointsEntry.amount), 0)).where(
        PointsEntry.staff_id == staff_id,
        PointsEntry.kind.in_(GIVING),
        PointsEntry.created_at >= japan.start_of(japan.day(now)),
        PointsEntry.id.not_in(undone),
    )
    return int(session.scalar(given) or 0)
