"""Plans: freezing who gets an announcement, slice by slice, before anything goes out."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from models import bulk, locks
from models.announcements import Announcement, AnnouncementState
from models.members import Language
from models.sendings import Delivery, Sending, SendingKind, SendingState
from services import (
    approvals,
    audiences,
    canaries,
    giveaways,
    insights,
    personal,
    placeholders,
    quotas,
    safety,
    spreads,
)
from services.settings import Choices

SLICE = 2_500
"""Members judged in one transaction, which must stay under 200 ms."""
PEOPLE = 500
"""LINE's limit of recipients in one multicast."""
LOCK = "plan"
"""Whoever promises messages to members holds it, so that two plans cannot both use up one cap."""


_OPEN = (
    select(Sending)
    .where(Sending.announcement_id == bindparam("announcement"), Sending.state == SendingState.WAITING)
    .where(Sending.language == bindparam("language"), Sending.recipients < bindparam("people"))
    .limit(1)
    .with_for_update(skip_locked=True)
    .execution_options(populate_existing=True)
)
"""The last sending of the slice before, unless it is full, or somebody is at it whose member just leaves."""


@dataclass(frozen=True)
class Slice:
    """What one step of a plan did."""

    announcement_id: int
    planned: int
    is_last: bool
    so_far: int
    """People planned in this and all slices before."""


def plan_slice(
    session: Session, *, now: datetime, choices: Choices, members: int = SLICE, people: int = PEOPLE
) -> Slice | None:
    """Judge the next members of an announcement that is due; None where none is due.

    The row stays locked until the transaction ends: that is the lease. A crash leaves the bookmark as it was.
    """
    announcement = _claim(session, now=now)
    if announcement is None:
        return None
    if not approvals.is_as_approved(announcement):
        approvals.hold(session, announcement)
        return Slice(announcement.id, 0, is_last=True, so_far=announcement.planned)
    locks.name(session, LOCK)
    is_personal = placeholders.is_personal(announcement.content)
    members = min(members, personal.SLICE) if is_personal else members
    rows = audiences.next_members(session, announcement, choices=choices, now=now, limit=members)
    wanted = [row for row in rows if row.reason is None]
    chosen = wanted[: giveaways.set_aside(session, announcement, len(wanted), now=now)]
    if is_personal:
        personal.plan(session, announcement, chosen, now=now)
    else:
        _write(session, announcement, chosen, people=people, now=now)
    is_last = len(rows) < members
    _mark(announcement, rows, len(chosen), short=len(wanted) - len(chosen), is_last=is_last)
    if is_last and announcement.planned:
        insights.begin(session, announcement, now=now)
        session.flush()
        spreads.lay(session, announcement, now=now)
    session.flush()
    quotas.hold(session, announcement, choices=choices, now=now)
    if is_last:
        canaries.begin(session, announcement, choices=choices, now=now)
    return Slice(announcement.id, len(chosen), is_last, so_far=announcement.planned)


def _claim(session: Session, *, now: datetime) -> Announcement | None:
    due = and_(Announcement.state == AnnouncementState.SCHEDULED, Announcement.scheduled_at <= now)
    begun = Announcement.state == AnnouncementState.PLANNING
    return session.scalar(
        select(Announcement)
        .where(or_(due, begun), Announcement.valid_until > now)
        .order_by(Announcement.scheduled_at, Announcement.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


def _write(
    session: Session, announcement: Announcement, chosen: list[Row[Any]], *, people: int, now: datetime
) -> None:
    """Put the chosen into sendings of one language each; the last one of the slice before is filled first."""
    placed: list[tuple[Sending, list[Row[Any]]]] = []
    for language in Language:
        spoken = [row for row in chosen if row.language == language]
        if spoken:
            placed += _placed(session, announcement, language, spoken, people=people, now=now)
    session.flush()
    if placed:
        _insert(session, announcement, placed)


def _placed(
    session: Session,
    announcement: Announcement,
    language: Language,
    rows: list[Row[Any]],
    *,
    people: int,
    now: datetime,
) -> list[tuple[Sending, list[Row[Any]]]]:
    """Fill up the sending that is not full yet, then begin others; none goes out before the plan is whole."""
    open_one = session.scalar(
        _OPEN, {"announcement": announcement.id, "language": language, "people": people}
    )
    room = people - open_one.recipients if open_one is not None else 0
    placed = [(open_one, rows[:room])] if open_one is not None else []
    groups = (rows[at : at + people] for at in range(room, len(rows), people))
    placed += [(_sending(announcement, language, now), group) for group in groups]
    for sending, group in placed:
        _count(sending, len(group))
    session.add_all(sending for sending, _ in placed)
    return placed


def _count(sending: Sending, people: int) -> None:
    sending.recipients += people
    sending.carried += people


def _insert(
    session: Session, announcement: Announcement, placed: list[tuple[Sending, list[Row[Any]]]]
) -> None:
    """Write one row a person, all of the slice in one statement."""
    columns = {
        "sending_id": [sending.id for sending, rows in placed for _ in rows],
        "member_id": [row.id for _, rows in placed for row in rows],
        "consent_entry_id": [row.entry_id for _, rows in placed for row in rows],
    }
    bulk.insert(session, Delivery, columns, {"announcement_id": announcement.id})


def _sending(announcement: Announcement, language: Language, now: datetime) -> Sending:
    return Sending(
        announcement_id=announcement.id,
        kind=SendingKind.MULTICAST,
        purpose=safety.purpose(announcement),
        language=language,
        retry_key=str(uuid.uuid4()),
        recipients=0,
        carried=0,
        state=SendingState.WAITING,
        next_at=now,
        valid_until=announcement.valid_until,
        created_at=now,
    )


def _mark(
    announcement: Announcement, rows: Sequence[Row[Any]], planned: int, *, short: int, is_last: bool
) -> None:
    """Move the bookmark and the figures; a whole plan lets the sendings go. `short`: no coupon was left."""
    reasons: Counter[str | None] = Counter(announcement.excluded)
    reasons.update(row.reason for row in rows if row.reason is not None)
    reasons[audiences.Excluded.COUPON] += short
    announcement.excluded = audiences.in_order(reasons)
    announcement.planned += planned
    announcement.bookmark = rows[-1].id if rows else announcement.bookmark
    announcement.state = AnnouncementState.SENDING if is_last else AnnouncementState.PLANNING
