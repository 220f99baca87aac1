"""Preferences: what a member wishes beyond yes and no."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models import writes
from models.members import Member
from models.preferences import Preference, Rhythm
from services import japan, stops
from services.hours import Span

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


def hours(wishes: Preference | None) -> tuple[time, time] | None:
    """Give the hours that a member chose; None where they chose none."""
    if wishes is None or wishes.hours_from is None or wishes.hours_until is None:
        return None
    return (wishes.hours_from, wishes.hours_until) if wishes.hours_from != wishes.hours_until else None


def set_rhythm(session: Session, member: Member, rhythm: Rhythm | None, *, now: datetime) -> None:
    """Send announcements no more often than this; None leaves it to shop and notice."""
    _wish(session, member, now=now, rhythm=rhythm)


def set_hours(session: Session, member: Member, span: Span | None, *, now: datetime) -> None:
    """Send what comes unasked within these hours only; None leaves it to shop and notice."""
    start, end = (span.start, span.end) if span else (None, None)
    _wish(session, member, now=now, hours_from=start, hours_until=end)


def _wish(session: Session, member: Member, *, now: datetime, **wishes: Any) -> None:
    stops.keep_calls_out(session)
    writes.upsert(session, Preference, {"member_id": member.id}, wishes | {"changed_at": now})
