"""Dues: which sendings are to be called next."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, not_, or_, select
from sqlalchemy.orm import Session

from models.announcements import Announcement, AnnouncementState
from models.base import Instant
from models.sendings import Sending, SendingKind, SendingState
from services import closings, halts

NOW, BORN = (bindparam(name, type_=Instant()) for name in ("now", "born"))
"""Now, and when a key was first used that LINE is about to forget."""


def kind(session: Session, *, now: datetime) -> SendingKind | None:
    """Name the kind of the next call, without locking anything; None: nothing is due."""
    found: SendingKind | None = session.scalar(_first(), _values(now))
    return found


def take(session: Session, kind: SendingKind, *, now: datetime, most: int) -> Sequence[Sending]:
    """Lock the next sendings of this kind; those that somebody else is at are passed over."""
    return session.scalars(_next(kind, most), _values(now)).all()


def _values(now: datetime) -> dict[str, Any]:
    return {"now": now, "born": now - closings.KEY_LIFE}


@cache
def _first() -> Select[Any]:
    return _in_order(_due(select(Sending.kind))).limit(1)


@cache
def _next(kind: SendingKind, most: int) -> Any:
    return (
        _in_order(_due(select(Sending)).where(Sending.kind == kind))
        .limit(most)
        .with_for_update(of=Sending, skip_locked=True)
        .execution_options(populate_existing=True)
    )


def _in_order(statement: Select[Any]) -> Select[Any]:
    """What goes to one before what goes to many, then the longest due."""
    return statement.order_by(Sending.announcement_id.is_not(None), Sending.next_at, Sending.id)


def _due(statement: Select[Any]) -> Select[Any]:
    goes = or_(Sending.announcement_id.is_(None), Announcement.state == AnnouncementState.SENDING)
    return statement.outerjoin(Announcement, Announcement.id == Sending.announcement_id).where(
        Sending.state == SendingState.WAITING, Sending.next_at <= NOW, goes, _may_still(), halts.is_off()
    )


def _may_still() -> ColumnElement[bool]:
    """Its last moment is ahead, and so is the key's where LINE may know the key."""
    return and_(Sending.valid_until > NOW, or_(not_(Sending.is_ambiguous), Sending.first_attempt_at > BORN))
