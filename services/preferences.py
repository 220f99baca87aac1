"""Preferences: what a member wishes beyond yes and no."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models import base
from models.members import Member
from models.preferences import Preference, Rhythm
from services import japan, stops

BREAKS: Mapping[str, timedelta] = {
    "week": timedelta(days=7),
    "month": timedelta(days=30),
    "quarter": timedelta(days=90),
}
"""The rests that are offered."""


def of(session: Session, member: Member) -> Preference | None:
    """Give what the member wished; None when nothing was said."""
    return session.get(Preference, member.id)


def pause(session: Session, member: Member, *, until: datetime, now: datetime) -> None:
    """Send nothing unasked until then."""
    _wish(session, member, now=now, paused_until=until)


def unpause(session: Session, member: Member, *, now: datetime) -> None:
    """End the pause."""
    _wish(session, member, now=now, paused_until=None)


def rest(session: Session, member: Member, length: str, *, now: datetime) -> date:
    """Pause for one of BREAKS, to the end of the day, and give that last day."""
    last_day = japan.day(now + BREAKS[length])
    pause(session, member, until=japan.end_of(last_day), now=now)
    return last_day


def set_rhythm(session: Session, member: Member, rhythm: Rhythm, *, now: datetime) -> None:
    """Send announcements no more often than this."""
    _wish(session, member, now=now, rhythm=rhythm)


def _wish(session: Session, member: Member, *, now: datetime, **wishes: Any) -> None:
    stops.keep_calls_out(session)
    base.upsert(session, Preference, {"member_id": member.id}, wishes | {"changed_at": now})
