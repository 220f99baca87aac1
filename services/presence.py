"""Presence: the day on which a member last wrote, tapped or bought; nothing finer is kept."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.members import Member
from services import japan


def note(session: Session, member: Member, *, now: datetime) -> None:
    """Remember that the member was here today; written at most once a day, and whoever sleeps is awake."""
    today = japan.start_of(japan.day(now))
    is_known = member.last_seen_at is not None and member.last_seen_at >= today
    if is_known and member.sleep_told_at is None:
        return
    member.last_seen_at, member.sleep_told_at = today, None
    session.flush()
