"""Insights: LINE is asked from two in the morning, slowly, what became of announcements and of days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models import writes
from models.announcements import Announcement
from models.insights import DailyInsight, UnitInsight
from services import japan, pace

FROM = time(2, 0)
"""Japan time from which LINE has the figures of the day before."""
LIVE = timedelta(days=14)
"""For so long after a message LINE's figures still change (LINE's guide to statistics per unit)."""
LONGEST = timedelta(days=30)
"""LINE tells no more days than these at once."""
MOST_UNITS = 1_000
"""Names that LINE counts in a calendar month; one more would be passed over without a word."""
PATIENCE = timedelta(hours=1)
"""After this a question that had no answer is put again."""
BACK = timedelta(days=3)
"""So many days that nobody asked about are made up for; LINE that has not counted by then never will."""


@dataclass(frozen=True)
class OfUnit:
    """Ask what became of one announcement on these days."""

    announcement_id: int
    unit: str
    first: date
    through: date


@dataclass(frozen=True)
class OfDay:
    """Ask what the account sent on this day."""

    day: date


Question = OfUnit | OfDay


@dataclass(frozen=True)
class UnitTold:
    """People who opened it and who tapped a link; None: fewer than twenty."""

    opened: int | None
    tapped: int | None
    links: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class DayTold:
    """What LINE counted; None where it does not tell."""

    sent: Mapping[str, int]
    multicasts: int | None
    pushes: int | None
    followers: int | None
    reaches: int | None
    blocks: int | None


def begin(session: Session, announcement: Announcement, *, now: datetime) -> None:
    """Give an announcement whose plan is whole its unit, while the month has room for one.

    Whoever calls holds the lock of plans, so that two do not take the last one.
    """
    if announcement.unit is not None or _used(session, now) >= MOST_UNITS:
        return
    first = japan.day(now)
    announcement.unit = f"goen_{first:%Y%m%d}_{announcement.id}"
    last = min(japan.day(announcement.valid_until or now) + LIVE, first + LONGEST)
    session.add(
        UnitInsight(
            announcement_id=announcement.id, first_day=first, last_day=last, next_at=_morning_after(first)
        )
    )
    session.flush()


def _used(session: Session, now: datetime) -> int:
    """Count the names that this month may have seen: of all that could still go out in it."""
    first = japan.start_of(japan.day(now).replace(day=1))
    named = select(func.count()).where(Announcement.unit.is_not(None), Announcement.valid_until > first)
    return session.scalar(named) or 0


def claim(session: Session, *, now: datetime) -> Question | None:
    """Take the next question that may be put now; None: there is none, or LINE was asked a minute ago."""
    if japan.clock(now) < FROM:
        return None
    _begin_days(session, now)
    question = _due_day(session, now) or _due_unit(session, now)
    if question is None or not pace.may_ask(session, now=now):
        return None
    return question if _take(session, question, now) else None


def _begin_days(session: Session, now: datetime) -> None:
    """Let yesterday be asked about, and the days before it that nobody asked about."""
    yesterday = japan.day(now) - timedelta(days=1)
    known = session.scalar(select(func.max(DailyInsight.day)))
    first = max(yesterday - BACK, known + timedelta(days=1)) if known else yesterday
    days = [first + timedelta(days=number) for number in range((yesterday - first).days + 1)]
    rows: list[dict[str, Any]] = [{"day": day, "next_at": now, "sent": {}} for day in days]
    if rows:
        writes.insert_new(session, DailyInsight, rows, ["day"])


def _due_day(session: Session, now: datetime) -> OfDay | None:
    due = select(DailyInsight.day).where(DailyInsight.next_at <= now)
    day = session.scalar(due.order_by(DailyInsight.next_at, DailyInsight.day).limit(1))
    return None if day is None else OfDay(day)


def _due_unit(session: Session, now: datetime) -> OfUnit | None:
    row = session.execute(
        select(UnitInsight, Announcement.unit)
        .join(Announcement, Announcement.id == UnitInsight.announcement_id)
        .where(UnitInsight.next_at <= now)
        .order_by(UnitInsight.next_at, UnitInsight.announcement_id)
        .limit(1)
    ).first()
    if row is None:
        return None
    found, unit = row
    assert unit is not None, "what is asked about has a unit"
    through = min(japan.day(now) - timedelta(days=1), found.last_day)
    return OfUnit(found.announcement_id, unit, found.first_day, through)


def _take(session: Session, question: Question, now: datetime) -> bool:
    """Keep the question from everybody else for a while, in one statement."""
    table, mine = _row(question)
    take = update(table).where(mine, table.next_at <= now).values(next_at=now + PATIENCE)
    return session.scalar(take.returning(mine)) is not None


def _row(question: Question) -> tuple[type[UnitInsight] | type[DailyInsight], Any]:
    if isinstance(question, OfDay):
        return DailyInsight, DailyInsight.day == question.day
    return UnitInsight, UnitInsight.announcement_id == question.announcement_id


def note_unit(session: Session, question: OfUnit, told: UnitTold, *, now: datetime) -> None:
    """Keep what LINE told of an announcement, and ask again tomorrow while it may change."""
    row = session.get_one(UnitInsight, question.announcement_id, populate_existing=True)
    row.opened, row.tapped, row.links = told.opened, told.tapped, [dict(link) for link in told.links]
    row.told_at, row.through = now, question.through
    row.next_at = None if question.through >= row.last_day else _morning_after(japan.day(now))
    session.flush()


def note_day(session: Session, question: OfDay, told: DayTold | None, *, now: datetime) -> None:
    """Keep what LINE told of a day; None: it has not counted yet, and is asked again for some days."""
    row = session.get_one(DailyInsight, question.day, populate_existing=True)
    if told is None:
        row.next_at = None if japan.day(now) - question.day > BACK else now + PATIENCE
        return
    row.sent, row.multicasts, row.pushes = dict(told.sent), told.multicasts, told.pushes
    row.followers, row.reaches, row.blocks = told.followers, told.reaches, told.blocks
    row.told_at, row.next_at = now, None
    session.flush()


def of(session: Session, announcement: Announcement) -> UnitInsight | None:
    """Give what LINE told of an announcement; None: it has no unit."""
    return session.get(UnitInsight, announcement.id)


def _morning_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), FROM, japan.ZONE)
