"""How many things happened on a day, and how many people there are; nobody is named."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import writes
from models.consents import Purpose
from models.counts import DailyCount
from models.members import Member
from services import consent, japan


@dataclass(frozen=True)
class Totals:
    """How many members there are, and how many of them may be written to."""

    members: int
    blocked: int
    agreed: int
    """Said yes to announcements, blocked or not."""
    reachable: int
    """Said yes to announcements and are friends now."""
    expiry_only: int
    """Want word of expiring points and no announcements."""


def add(session: Session, kind: str, *, source: str = "line", now: datetime, by: int = 1) -> None:
    """Count one thing (`followed`, `asked`, `joined`, `refused`, `blocked` …) for today in Japan."""
    where = {"day": japan.day(now), "kind": kind, "source": source}
    writes.count_up(session, DailyCount, where, by)


def by_day(session: Session, since: date) -> list[DailyCount]:
    """Give the counts from this day on, oldest first."""
    rows = select(DailyCount).where(DailyCount.day >= since)
    return list(session.scalars(rows.order_by(DailyCount.day, DailyCount.kind, DailyCount.source)))


def ever(session: Session) -> dict[str, int]:
    """Give the sum of each kind over all days."""
    sums = select(DailyCount.kind, func.sum(DailyCount.total)).group_by(DailyCount.kind)
    return {kind: int(total) for kind, total in session.execute(sums)}


def totals(session: Session) -> Totals:
    """Count the members, and how many of them may be written to."""
    agreed = consent.has_given(Purpose.ANNOUNCEMENTS)
    expiry = consent.is_reachable(Purpose.SERVICE)
    row = session.execute(
        select(
            func.count(),
            func.count().filter(Member.blocked_at.is_not(None)),
            func.count().filter(agreed),
            func.count().filter(consent.is_reachable(Purpose.ANNOUNCEMENTS)),
            func.count().filter(expiry, ~agreed),
        ).select_from(Member)
    ).one()
    return Totals(*row)
