"""Quotas: how many messages are left this month, so that an announcement goes to all it is for or to none."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.orm import Session

from models import writes
from models.announcements import Announcement, AnnouncementState
from models.quotas import Quota
from models.sendings import Sending, SendingState
from services import japan, settings
from services.errors import RuleError
from services.settings import Choices

NAME = "month"
FRESH, FRESH_IN_NEED = timedelta(minutes=10), timedelta(minutes=1)
"""So old what LINE said may get; in need means that something waits for messages."""
LEASE = timedelta(minutes=1)
_WAITS = (SendingState.WAITING, SendingState.CALLING)
_WENT = (SendingState.ACCEPTED, SendingState.UNKNOWN)


class QuotaTooSmall(RuleError):
    """More people than messages are left. Nobody is chosen among them: it goes to all or to none."""

    def __init__(self, people: int, left: int) -> None:
        super().__init__(people, left)
        self.people, self.left = people, left


@dataclass(frozen=True)
class Month:
    """Messages of this month (Japan time): what LINE said, and what we know beyond that."""

    allowed: int | None
    used: int
    """LINE's count, and what it took from us since."""
    waiting: int
    """Planned and not sent yet."""
    read_at: datetime

    def left(self, reserve: int = 0) -> int | None:
        """Give how many are left beside those that wait and the reserve; None: as many as one likes."""
        return None if self.allowed is None else self.allowed - self.used - self.waiting - reserve


def claim(session: Session, *, now: datetime) -> bool:
    """Take on to ask LINE, where its last word is old; one process does."""
    row = {"name": NAME, "used": 0, "lease_until": now}
    writes.insert_new(session, Quota, [row], ["name"])
    in_need = exists().where(Announcement.state == AnnouncementState.OUT_OF_QUOTA)
    is_old = or_(
        Quota.read_at.is_(None),
        Quota.read_at <= now - FRESH,
        (Quota.read_at <= now - FRESH_IN_NEED) & in_need,
    )
    free = update(Quota).where(Quota.name == NAME, Quota.lease_until <= now, is_old)
    return session.scalar(free.values(lease_until=now + LEASE).returning(Quota.name)) is not None


def note(session: Session, *, allowed: int | None, used: int, now: datetime) -> None:
    """Write down what LINE said."""
    values = {"allowed": allowed, "used": used, "read_at": now, "lease_until": now}
    writes.upsert(session, Quota, {"name": NAME}, values)


def month(session: Session, *, now: datetime) -> Month | None:
    """Give the month as it is known; None: LINE has not been asked yet."""
    row = session.get(Quota, NAME)
    if row is None or row.read_at is None:
        return None
    is_of_now = _month(row.read_at) == _month(now)
    since = row.read_at if is_of_now else _first_moment(now)
    went = _carried(session, Sending.state.in_(_WENT), Sending.first_attempt_at > since)
    used = (row.used if is_of_now else 0) + went
    return Month(row.allowed, used, _carried(session, Sending.state.in_(_WAITS)), row.read_at)


def check(
    session: Session,
    people: int,
    *,
    at: datetime | None,
    choices: Choices,
    now: datetime,
    is_safety: bool = False,
) -> None:
    """Raise QuotaTooSmall where more people would get it than messages are left in its month.

    The reserve is kept for letters of service; a safety announcement may use it. What LINE has not told, or
    does not limit, is no reason to refuse.
    """
    known = month(session, now=now)
    if known is None:
        return
    if at is not None and _month(at) != _month(now):
        known = Month(known.allowed, 0, 0, known.read_at)
    left = known.left(0 if is_safety else choices.service_reserve)
    if left is not None and people > left:
        raise QuotaTooSmall(people, max(left, 0))


def hold(session: Session, announcement: Announcement, *, choices: Choices, now: datetime) -> None:
    """Let a plan that is whole wait where there are too few messages for all in it; nobody was written to."""
    if announcement.state == AnnouncementState.SENDING and _lacks(session, announcement, choices, now) > 0:
        announcement.state = AnnouncementState.OUT_OF_QUOTA
        session.flush()


def check_resumed(session: Session, announcement: Announcement, *, now: datetime) -> None:
    """Raise QuotaTooSmall where what ran out of messages would run out of them again."""
    if announcement.state != AnnouncementState.OUT_OF_QUOTA:
        return
    lacking = _lacks(session, announcement, settings.read(session), now)
    if lacking > 0:
        waiting = _carried(session, Sending.state.in_(_WAITS), Sending.announcement_id == announcement.id)
        raise QuotaTooSmall(waiting, max(waiting - lacking, 0))


def _lacks(session: Session, announcement: Announcement, choices: Choices, now: datetime) -> int:
    """Give how many messages are lacking for all that waits, this announcement among it."""
    known = month(session, now=now)
    left = known.left(0 if announcement.is_safety else choices.service_reserve) if known else None
    return 0 if left is None else -left


def next_month(now: datetime) -> date:
    """Give the day on which messages are counted afresh."""
    return (japan.day(now).replace(day=1) + timedelta(days=32)).replace(day=1)


def _carried(session: Session, *conditions: object) -> int:
    counted = select(func.coalesce(func.sum(Sending.carried), 0)).where(*conditions)  # type: ignore[arg-type]  # they are
    return int(session.scalar(counted) or 0)


def _month(moment: datetime) -> tuple[int, int]:
    day = japan.day(moment)
    return day.year, day.month


def _first_moment(now: datetime) -> datetime:
    return now.astimezone(japan.ZONE).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
