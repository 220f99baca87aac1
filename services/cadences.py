"""Cadences: where too many stop or block after an announcement, the shop writes half as often for a while."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import writes
from models.announcements import Announcement
from models.echoes import Echo
from models.sendings import Sending, SendingState
from services import canaries, echoes, japan, settings

EVERY = timedelta(hours=1)
"""So often an announcement's echo is counted while people may still answer it."""
SLOW = timedelta(days=28)
"""For so long, from the last announcement that was too much."""
PAST = 10
"""So many earlier announcements make the shop's own baseline."""


@dataclass(frozen=True)
class Reason:
    """Why the shop writes half as often: after this announcement, so many of so many stopped or blocked."""

    announcement_id: int
    title: str
    left: int
    people: int


def begin(session: Session, *, now: datetime) -> None:
    """Let those announcements be counted that went out within the last three days."""
    ended = select(Announcement.id).outerjoin(Echo, Echo.announcement_id == Announcement.id)
    fresh = Announcement.finished_at > now - echoes.WITHIN
    new = ended.where(Echo.announcement_id.is_(None), fresh, Announcement.is_safety.is_(False))
    rows = [
        {"announcement_id": number, "people": 0, "left": 0, "next_at": now} for number in session.scalars(new)
    ]
    if rows:
        writes.insert_new(session, Echo, rows, ["announcement_id"])


def judge(session: Session, *, now: datetime) -> Echo | None:
    """Count one that is due, and slow the shop down where it is too much; None: none is due."""
    due = select(Echo).where(Echo.next_at <= now).order_by(Echo.next_at).limit(1)
    echo = session.scalar(due.with_for_update(skip_locked=True).execution_options(populate_existing=True))
    if echo is None:
        return None
    announcement = session.get_one(Announcement, echo.announcement_id)
    found = echoes.of(session, announcement)
    echo.people, echo.left = _reached(session, announcement), found.stops + found.blocks
    if echo.slowed_at is None and canaries.is_too_much(echo.left, echo.people, _baseline(session)):
        _slow_down(session, echo, now=now)
    is_over = announcement.finished_at is None or now >= announcement.finished_at + echoes.WITHIN
    echo.next_at = None if is_over else now + EVERY
    session.flush()
    return echo


def reason(session: Session, *, choices: settings.Choices, now: datetime) -> Reason | None:
    """Say which announcement slowed the shop down, while it is slow."""
    if not choices.is_slow(now):
        return None
    slowed = select(Announcement.id, Announcement.title, Echo.left, Echo.people)
    last = slowed.join(Echo, Echo.announcement_id == Announcement.id).where(Echo.slowed_at.is_not(None))
    row = session.execute(last.order_by(Echo.slowed_at.desc()).limit(1)).first()
    return None if row is None else Reason(*row)


def last_day(now: datetime) -> date:
    """Give the last day of a slowness that begins now."""
    return japan.day(now + SLOW)


def _slow_down(session: Session, echo: Echo, *, now: datetime) -> None:
    echo.slowed_at = now
    settings.change(session, "slow_until", last_day(now).isoformat(), now=now)


def _reached(session: Session, announcement: Announcement) -> int:
    went = Sending.state.in_((SendingState.ACCEPTED, SendingState.UNKNOWN))
    mine = select(func.sum(Sending.carried)).where(Sending.announcement_id == announcement.id, went)
    return int(session.scalar(mine) or 0)


def _baseline(session: Session) -> float:
    """Give the share of stops and blocks after the shop's last announcements that are fully counted."""
    whole = select(Echo.left, Echo.people).where(Echo.next_at.is_(None))
    past = whole.order_by(Echo.announcement_id.desc()).limit(PAST).subquery()
    left, people = session.execute(select(func.sum(past.c.left), func.sum(past.c.people))).one()
    return int(left) / int(people) if people else 0.0
