"""Sendings: claimed one at a time, with everything read again and the intent noted before the call."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, not_, or_, select, update
from sqlalchemy.orm import Session

from models.announcements import Announcement, AnnouncementState
from models.members import Member
from models.sendings import Delivery, Sending, SendingKind, SendingState
from models.staff import Staff
from services import attempts, closings, ledger, pace, personal, readiness, recipients, scribes, stops
from services.recipients import Recipient
from services.scribes import Scribe
from services.settings import Choices

LEASE = timedelta(seconds=60)
"""Longer than any call can last, its timeouts and one refresh of the token counted."""
BEGIN_WITHIN = timedelta(seconds=15)
"""After this a call may not begin any more: consent was read when it was claimed, and the lease runs."""


@dataclass(frozen=True)
class Claim:
    """A call that may begin now: what is said, to whom, and under which key."""

    sending_id: int
    attempt: int
    kind: SendingKind
    retry_key: str
    recipients: list[Recipient]
    messages: list[dict[str, Any]] | None
    """None: the words are in the letter."""
    letter: bytes | None
    staff: Staff | None
    """Whose own account a test goes to."""
    is_quiet: bool
    begin_by: datetime
    gives: bool = False
    """A coupon comes with it."""


@dataclass(frozen=True)
class Rest:
    """Nothing may be called before this moment; None: nothing is due."""

    until: datetime | None


def claim(
    session: Session,
    *,
    now: datetime,
    choices: Choices,
    lease: timedelta = LEASE,
    scribe: Scribe | None = None,
) -> Claim | Rest:
    """Take one due sending, read again who may be written to, take a slot, and note the intent.

    The scribe makes letters of announcements ready; who has none must have no such letters.
    """
    stops.keep_out(session)
    sending = session.scalar(_next(now))
    if sending is None:
        return Rest(None)
    free = pace.free_at(session, sending.kind, choices=choices, now=now)
    if free > now:
        return Rest(free)
    announcement = session.get(Announcement, sending.announcement_id) if sending.announcement_id else None
    if not readiness.is_ready(session, sending, announcement, choices=choices, now=now):
        return Rest(now)
    if not pace.reserve(session, sending.kind, sending.carried, choices=choices, now=now):
        return Rest(pace.free_at(session, sending.kind, choices=choices, now=now))
    people = recipients.of(session, sending)
    if not scribes.is_written(session, sending, announcement, people, scribe, choices=choices, now=now):
        return Rest(now)
    return _intend(session, sending, announcement, people, now=now, lease=lease)


def is_due(session: Session, *, now: datetime) -> bool:
    """Tell, without locking anything, whether a claim would find something."""
    return session.scalar(_due(select(Sending.id), now).limit(1)) is not None


def rescue(session: Session, *, now: datetime) -> None:
    """Open again the calls whose process died: what became of them is unknown."""
    lost = {"state": SendingState.WAITING, "is_ambiguous": True, "answer": "lost", "lease_until": None}
    session.execute(
        update(Sending)
        .where(
            Sending.id.in_(closings.free(Sending.state == SendingState.CALLING, Sending.lease_until <= now))
        )
        .values(next_at=now, **lost)
        .execution_options(synchronize_session=False)
    )


def is_open_for(session: Session, member: Member) -> bool:
    """Tell whether a call to this member is under way, or its outcome still open."""
    is_repeated = and_(Sending.state == SendingState.WAITING, Sending.is_ambiguous)
    found = (
        select(Delivery.sending_id)
        .join(Sending, Sending.id == Delivery.sending_id)
        .where(Delivery.member_id == member.id, Delivery.dropped.is_(None))
        .where(or_(Sending.state == SendingState.CALLING, is_repeated))
    )
    return session.scalar(found.limit(1)) is not None


def _intend(
    session: Session,
    sending: Sending,
    announcement: Announcement | None,
    people: list[Recipient],
    *,
    now: datetime,
    lease: timedelta,
) -> Claim | Rest:
    if sending.purpose is not None and not _carries(sending, people, now=now):
        return Rest(now)
    messages = _words(announcement, sending)
    is_quiet = announcement is not None and announcement.is_quiet
    words = (sending.letter or b"").hex() if messages is None else messages
    body = attempts.fingerprint(words, [person.pid for person in people], is_quiet=is_quiet)
    if sending.body_sha256 not in (None, body):
        _part_with_body(sending, now=now)
        return Rest(now)
    attempts.intend(sending, body, now=now, lease=lease)
    sending.ledger_size = ledger.size(session)
    session.flush()
    return _claim(session, sending, announcement, people, messages, now=now)


def _claim(
    session: Session,
    sending: Sending,
    announcement: Announcement | None,
    people: list[Recipient],
    messages: list[dict[str, Any]] | None,
    *,
    now: datetime,
) -> Claim:
    return Claim(
        sending_id=sending.id,
        attempt=sending.attempts,
        kind=sending.kind,
        retry_key=sending.retry_key,
        recipients=people,
        messages=messages,
        letter=sending.letter,
        staff=session.get(Staff, sending.staff_id) if sending.staff_id else None,
        is_quiet=announcement is not None and announcement.is_quiet,
        begin_by=now + BEGIN_WITHIN,
        gives=announcement is not None and announcement.reserved is not None,
    )


def _carries(sending: Sending, people: list[Recipient], *, now: datetime) -> bool:
    """Tell whether anybody is in it still: somebody may have been erased this very moment."""
    if not people:
        attempts.end(sending, SendingState.CANCELLED, now=now)
    sending.carried = len(people)
    return bool(people)


def _part_with_body(sending: Sending, *, now: datetime) -> None:
    """What the key stands for cannot be said again: a new key where that is safe, else the end."""
    if sending.is_ambiguous:
        attempts.end(sending, SendingState.UNKNOWN, now=now)
    else:
        attempts.renew(sending)


def _words(announcement: Announcement | None, sending: Sending) -> list[dict[str, Any]] | None:
    """Give what all in it are told; None: it is a letter."""
    if announcement is None or announcement.messages is None or personal.is_letter(sending):
        return None
    return personal.shared(announcement, sending)


def _next(now: datetime) -> Any:
    return (
        _due(select(Sending), now)
        .order_by(Sending.announcement_id.is_not(None), Sending.next_at, Sending.id)
        .limit(1)
        .with_for_update(of=Sending, skip_locked=True)
        .execution_options(populate_existing=True)
    )


def _due(statement: Any, now: datetime) -> Any:
    goes = or_(Sending.announcement_id.is_(None), Announcement.state == AnnouncementState.SENDING)
    return statement.outerjoin(Announcement, Announcement.id == Sending.announcement_id).where(
        Sending.state == SendingState.WAITING, Sending.next_at <= now, goes, _may_still(now)
    )


def _may_still(now: datetime) -> ColumnElement[bool]:
    """Its last moment is ahead, and so is the key's where LINE may know the key."""
    is_key_alive = Sending.first_attempt_at > now - closings.KEY_LIFE
    return and_(Sending.valid_until > now, or_(not_(Sending.is_ambiguous), is_key_alive))
