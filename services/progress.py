"""Progress: how far an announcement has come, in figures that add up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models.announcements import AnnouncementState
from models.sendings import Sending, SendingState
from services import announcements

MINUTE = timedelta(minutes=1)
TROUBLES = ("401", "403", "no credentials")


@dataclass(frozen=True)
class Report:
    """One announcement in figures: planned = all those from `accepted` to `waiting`."""

    id: int
    title: str
    state: AnnouncementState
    planned: int
    accepted: int
    unknown: int
    dropped: int
    """Left after the plan, or their id refused."""
    failed: int
    expired: int
    cancelled: int
    waiting: int
    """Still to be called, or being called."""
    excluded: Mapping[str, int]
    per_minute: int
    """Accepted within the last minute."""
    remaining: timedelta | None
    """At that rate; None where nothing moves."""

    @property
    def done(self) -> int:
        return self.planned - self.waiting


def show(session: Session, announcement_id: int, *, now: datetime) -> Report:
    """Tell how far it has come; raise AnnouncementUnknown."""
    announcement = announcements.find(session, announcement_id)
    carried, dropped, recent = _figures(session, announcement_id, now)
    waiting = carried.get(SendingState.WAITING, 0) + carried.get(SendingState.CALLING, 0)
    return Report(
        id=announcement.id,
        title=announcement.title,
        state=announcement.state,
        planned=announcement.planned,
        accepted=carried.get(SendingState.ACCEPTED, 0),
        unknown=carried.get(SendingState.UNKNOWN, 0),
        dropped=dropped,
        failed=carried.get(SendingState.FAILED, 0),
        expired=carried.get(SendingState.EXPIRED, 0),
        cancelled=carried.get(SendingState.CANCELLED, 0),
        waiting=waiting,
        excluded=dict(announcement.excluded),
        per_minute=recent,
        remaining=MINUTE * (waiting / recent) if recent else None,
    )


def trouble(session: Session) -> str | None:
    """Name LINE's last answer where it does not let us in, and sendings wait for that; else None."""
    refused = select(Sending.answer).where(
        Sending.state == SendingState.WAITING, Sending.answer.in_(TROUBLES)
    )
    return session.scalar(refused.order_by(Sending.last_attempt_at.desc()).limit(1))


def _figures(
    session: Session, announcement_id: int, now: datetime
) -> tuple[dict[SendingState, int], int, int]:
    is_recent = (Sending.state == SendingState.ACCEPTED) & (Sending.finished_at > now - MINUTE)
    rows = session.execute(
        select(
            Sending.state,
            func.sum(Sending.carried),
            func.sum(Sending.recipients - Sending.carried),
            func.sum(case((is_recent, Sending.carried), else_=0)),
        )
        .where(Sending.announcement_id == announcement_id)
        .group_by(Sending.state)
    ).all()
    by_state = {row[0]: int(row[1]) for row in rows}
    return by_state, sum(int(row[2]) for row in rows), sum(int(row[3]) for row in rows)
