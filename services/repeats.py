"""Repeats: a rule makes an announcement for each of its dates, two weeks ahead, exactly once."""

import calendar
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from models import writes
from models.announcements import Announcement, AnnouncementState
from models.repeats import Repeat, RepeatDate, Turn
from models.staff import Staff
from services import announcements, approvals, japan
from services.announcements import Messages
from services.errors import RuleError

AHEAD = timedelta(days=14)
"""So long before its date a copy stands in the calendar, where it can be looked at and called off."""
MARK = "goen-repeat"
"""Stands in the approved words where the number of each copy goes."""

Step = Callable[..., None]


@dataclass(frozen=True)
class Rhythm:
    """On which days, from when until when (Japan time), and up to which day."""

    turn: Turn
    day: int
    begins: time
    ends: time
    last_day: date | None = None


def begin(
    session: Session,
    draft: Announcement,
    rhythm: Rhythm,
    *,
    messages_by_language: Mapping[str, Messages],
    approved_by: Staff,
    now: datetime,
    seen: str | None = None,
) -> Repeat:
    """Let what a draft says come round; its words hold MARK where each copy's number goes.

    Raise as `announcements.schedule` does. What is about safety comes only once: AnnouncementMovedOn.
    """
    if draft.is_safety or draft.state != AnnouncementState.DRAFT:
        raise announcements.AnnouncementMovedOn(draft.state)
    approvals.check(session, draft, approved_by, seen)
    made = Repeat(
        title=draft.title,
        topic_id=draft.topic_id,
        content=draft.content,
        messages={language: list(messages) for language, messages in messages_by_language.items()},
        is_quiet=draft.is_quiet,
        spread_minutes=draft.spread_minutes,
        **vars(rhythm),
        approved_by=approved_by.id,
        created_at=now,
    )
    session.add(made)
    session.flush()
    fill(session, made, now=now)
    return made


def going(session: Session) -> list[int]:
    """Name the rules that make copies."""
    alive = select(Repeat.id).where(Repeat.ended_at.is_(None), Repeat.is_paused.is_(False))
    return list(session.scalars(alive.order_by(Repeat.id)))


def everything(session: Session) -> list[Repeat]:
    """Give the rules that have not ended, the newest first."""
    alive = select(Repeat).where(Repeat.ended_at.is_(None)).order_by(Repeat.id.desc())
    return list(session.scalars(alive))


def fill(session: Session, repeat: Repeat, *, now: datetime) -> int:
    """Make the copies that are missing; a copy that was called off is not made again.

    Raise what `announcements.schedule` raises.
    """
    if repeat.is_paused or repeat.ended_at is not None:
        return 0
    days = [day for day in _days(repeat, japan.day(now)) if _moment(day, repeat.begins) > now]
    rows = [{"repeat_id": repeat.id, "day": day, "announcement_id": None} for day in days]
    mine = writes.insert_new(session, RepeatDate, rows, ["repeat_id", "day"], give="day") if rows else []
    for day in sorted(mine):
        copy = _copy(session, repeat, day, now=now)
        session.get_one(RepeatDate, (repeat.id, day)).announcement_id = copy.id
    session.flush()
    return len(mine)


def _days(repeat: Repeat, today: date) -> Iterator[date]:
    for number in range(AHEAD.days + 1):
        day = today + timedelta(days=number)
        if _falls_on(repeat, day) and (repeat.last_day is None or day <= repeat.last_day):
            yield day


def _falls_on(repeat: Repeat, day: date) -> bool:
    if repeat.turn == Turn.WEEKLY:
        return day.weekday() == repeat.day
    return day.day == min(repeat.day, calendar.monthrange(day.year, day.month)[1])


def _moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, japan.ZONE)


def _copy(session: Session, repeat: Repeat, day: date, *, now: datetime) -> Announcement:
    """Make the announcement of one date, with its own last moment; it was approved with its rule."""
    copy = announcements.draft(
        session,
        title=repeat.title,
        topic_id=repeat.topic_id,
        content=repeat.content,
        is_quiet=repeat.is_quiet,
        created_by=None,
        now=now,
    )
    copy.spread_minutes = repeat.spread_minutes
    later = timedelta(days=0 if repeat.ends > repeat.begins else 1)
    announcements.schedule(
        session,
        copy,
        at=_moment(day, repeat.begins),
        until=_moment(day + later, repeat.ends),
        messages_by_language=json.loads(json.dumps(repeat.messages).replace(MARK, str(copy.id))),
        approved_by=session.get_one(Staff, repeat.approved_by),
        seen=approvals.fingerprint(copy),
        now=now,
    )
    return copy


def pause(session: Session, repeat: Repeat, *, now: datetime, fault: RuleError | None = None) -> None:
    """Make no more copies, and let those that have not begun wait."""
    repeat.fault = type(fault).__name__ if fault else None
    if _turn(session, repeat, is_paused=True):
        _each(session, repeat, announcements.pause, (AnnouncementState.SCHEDULED,), now=now)


def resume(session: Session, repeat: Repeat, *, now: datetime) -> None:
    """Go on with the copies whose time is still ahead, and make the missing ones; raise as `fill` does."""
    repeat.fault = None
    if _turn(session, repeat, is_paused=False):
        _each(session, repeat, announcements.resume, (AnnouncementState.PAUSED,), now=now)
        fill(session, repeat, now=now)


def end(session: Session, repeat: Repeat, *, now: datetime) -> None:
    """Make no more copies, and call off those that have not begun."""
    repeat.ended_at = repeat.ended_at or now
    states = (AnnouncementState.SCHEDULED, AnnouncementState.PAUSED)
    _each(session, repeat, announcements.cancel, states, now=now)


def _turn(session: Session, repeat: Repeat, *, is_paused: bool) -> bool:
    """Pause or resume in one statement; of two who do the same at once only one does."""
    session.flush()
    turn = update(Repeat).where(
        Repeat.id == repeat.id, Repeat.is_paused.is_(not is_paused), Repeat.ended_at.is_(None)
    )
    found = session.scalar(turn.values(is_paused=is_paused).returning(Repeat.id)) is not None
    session.refresh(repeat)
    return found


def _each(
    session: Session,
    repeat: Repeat,
    step: Step,
    states: tuple[AnnouncementState, ...],
    *,
    now: datetime,
) -> None:
    """Take this step with every copy that is in one of these states and has not begun."""
    unbegun = or_(Announcement.resumes_to.is_(None), Announcement.resumes_to == AnnouncementState.SCHEDULED)
    copies = (
        select(Announcement)
        .join(RepeatDate, RepeatDate.announcement_id == Announcement.id)
        .where(RepeatDate.repeat_id == repeat.id, Announcement.state.in_(states), unbegun)
        .where(Announcement.valid_until > now)
    )
    for copy in session.scalars(copies.order_by(Announcement.id)).all():
        step(session, copy, now=now)
