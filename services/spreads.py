"""Spreads: an announcement's calls come one after the other over a while, and not all at nine."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.announcements import Announcement
from models.sendings import Sending, SendingState

FULL_CALL = 500
"""Who fits into one call makes no crowd."""
MORNING = timedelta(minutes=30)
"""Over so long go those who waited for the same hour, where nothing else was chosen."""
LAST = 10
"""A tenth of the time before the last moment is kept free, for what has to be tried again."""


def lay(session: Session, announcement: Announcement, *, now: datetime) -> None:
    """Give each call of a whole plan its time, at even steps from now on."""
    if not announcement.spread_minutes:
        return
    mine = select(Sending.id).where(
        Sending.announcement_id == announcement.id, Sending.state == SendingState.WAITING
    )
    calls = session.scalars(mine.order_by(Sending.id)).all()
    span = _within(announcement, timedelta(minutes=announcement.spread_minutes), now)
    times = [{"id": call, "next_at": now + span * place / len(calls)} for place, call in enumerate(calls)]
    if times:
        session.execute(update(Sending), times)


def wake(sending: Sending, announcement: Announcement | None, opens: datetime) -> datetime:
    """Give the moment at which a call that waits for an hour goes on: by its key, so that few are at once."""
    if announcement is None:
        return opens
    share = int(sending.retry_key[-8:], 16) / 0xFFFFFFFF
    return opens + _within(announcement, _window(announcement), opens) * share


def _window(announcement: Announcement) -> timedelta:
    if announcement.spread_minutes:
        return timedelta(minutes=announcement.spread_minutes)
    return MORNING if announcement.planned > FULL_CALL else timedelta()


def _within(announcement: Announcement, window: timedelta, start: datetime) -> timedelta:
    """Shorten a window so that it is over well before the last moment."""
    left = (announcement.valid_until or start) - start
    return max(min(window, left - left / LAST), timedelta())
