"""Runs: whoever claims a night's work does it; and the scheduler's sign of life."""

from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import writes
from models.runs import JobRun
from services import japan

HEARTBEAT = "scheduler"


def claim(
    session: Session, name: str, *, day: date, now: datetime, lease: timedelta = timedelta(minutes=5)
) -> JobRun | None:
    """Take on (or take over, when its lease is over) one job of one day; None when it is done or taken."""
    row = {"name": name, "day": day, "started_at": now, "lease_until": now, "bookmark": 0, "done": 0}
    writes.insert_new(session, JobRun, [row], ["name", "day"])
    free = update(JobRun).where(
        JobRun.name == name, JobRun.day == day, JobRun.finished_at.is_(None), JobRun.lease_until <= now
    )
    if session.scalar(free.values(lease_until=now + lease).returning(JobRun.name)) is None:
        return None
    return session.get_one(JobRun, (name, day), populate_existing=True)


def progress(session: Session, run: JobRun, *, bookmark: int, done: int) -> None:
    """Note how far the work has come, and keep the claim for the next slice."""
    run.bookmark, run.done = bookmark, run.done + done
    session.flush()


def finish(session: Session, run: JobRun, *, now: datetime) -> None:
    """Note that the day's work is done."""
    run.finished_at = now
    session.flush()


def beat(session: Session, *, now: datetime) -> None:
    """Say that a scheduler is alive."""
    where = {"name": HEARTBEAT, "day": japan.day(now)}
    values = {"started_at": now, "lease_until": now, "finished_at": now, "bookmark": 0, "done": 0}
    writes.upsert(session, JobRun, where, values)


def last_beat(session: Session) -> datetime | None:
    """Tell when a scheduler was last alive."""
    beats = select(JobRun.finished_at).where(JobRun.name == HEARTBEAT, JobRun.finished_at.is_not(None))
    return session.scalar(beats.order_by(JobRun.day.desc()).limit(1))
