"""Closings: what ends by itself, because time is over, somebody cancelled, or nothing is left to do."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select, update
from sqlalchemy.orm import Session

from models import locks
from models.announcements import Announcement, AnnouncementState
from models.sendings import Sending, SendingState

KEY_LIFE = timedelta(hours=23, minutes=30)
"""LINE remembers a retry key for 24 hours; after that the same call would be a new message."""
LOCK = "closings"
"""Whoever ends many rows at once takes this first, or two would wait for each other in a circle."""
_OVER = (AnnouncementState.CANCELLED, AnnouncementState.EXPIRED)
_STOPPED = (
    AnnouncementState.SCHEDULED,
    AnnouncementState.PLANNING,
    AnnouncementState.PAUSED,
    AnnouncementState.OUT_OF_QUOTA,
)
_OPEN = (SendingState.WAITING, SendingState.CALLING)


def expire(session: Session, *, now: datetime) -> None:
    """End announcements whose last moment came before all was planned, or while they were stopped.

    The sendings of one that is going out end one by one.
    """
    locks.name(session, LOCK)
    _quietly(
        session,
        update(Announcement)
        .where(Announcement.state.in_(_STOPPED), Announcement.valid_until <= now)
        .values(state=AnnouncementState.EXPIRED, finished_at=now),
    )


def end_waiting(session: Session, *, now: datetime) -> None:
    """End sendings that will never be called again: ambiguous ones as unknown."""
    locks.name(session, LOCK)
    over = select(Announcement.id).where(Announcement.state.in_(_OVER))
    is_old = and_(Sending.is_ambiguous, Sending.first_attempt_at <= now - KEY_LIFE)
    ended = or_(Sending.valid_until <= now, is_old, Sending.announcement_id.in_(over))
    _quietly(
        session,
        update(Sending)
        .where(Sending.id.in_(free(Sending.state == SendingState.WAITING, ended)))
        .values(state=_end(now), finished_at=now, lease_until=None),
    )


def free(*conditions: ColumnElement[bool]) -> Select[int]:
    """Lock the sendings of this kind that nobody else is at; the others are left to a later look.

    Who notes an outcome holds the sending and then wants the announcement. So whoever holds an announcement,
    or other sendings, must wait for no sending.
    """
    return select(Sending.id).where(*conditions).with_for_update(skip_locked=True)


def finish(session: Session, *, now: datetime, announcement_id: int | None = None) -> None:
    """Call an announcement sent when the last of its sendings has finished."""
    if announcement_id is None:
        locks.name(session, LOCK)
    mine = Announcement.id == announcement_id if announcement_id is not None else Announcement.id > 0
    _quietly(
        session,
        update(Announcement)
        .where(mine, _goes_out(), ~_has(*_OPEN))
        .values(state=_outcome(), finished_at=now),
    )


def _goes_out() -> ColumnElement[bool]:
    """Its plan is whole, even if it stands still just now."""
    is_paused = and_(
        Announcement.state == AnnouncementState.PAUSED, Announcement.resumes_to == AnnouncementState.SENDING
    )
    going = (AnnouncementState.SENDING, AnnouncementState.OUT_OF_QUOTA)
    return or_(Announcement.state.in_(going), is_paused)


def _outcome() -> ColumnElement[Any]:
    is_partial = _has(SendingState.EXPIRED)
    return case((is_partial, AnnouncementState.EXPIRED), else_=AnnouncementState.SENT)


def _end(now: datetime) -> ColumnElement[Any]:
    return case(
        (Sending.is_ambiguous, SendingState.UNKNOWN),
        (Sending.valid_until <= now, SendingState.EXPIRED),
        else_=SendingState.CANCELLED,
    )


def _has(*states: SendingState) -> ColumnElement[bool]:
    """The announcement has a sending in one of these states."""
    return exists().where(Sending.announcement_id == Announcement.id, Sending.state.in_(states))


def _quietly(session: Session, statement: Any) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
