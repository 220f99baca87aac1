"""Readiness: whether a sending may be called now, everything read again just before."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from models.announcements import Announcement
from models.sendings import Sending, SendingState
from services import approvals, attempts, closings, courtesy, recipients, spreads
from services.recipients import Standing


def is_ready(
    session: Session,
    sending: Sending,
    announcement: Announcement | None,
    standing: Standing,
    *,
    now: datetime,
) -> bool:
    """Leave out who may not be written to, or let the sending wait or end; tell whether to call it now."""
    if announcement is not None and not approvals.is_as_approved(announcement):
        approvals.hold(session, announcement)
        return False
    wake = spreads.wake(sending, announcement, courtesy.wakes_at(now, standing.ends))
    if sending.is_ambiguous:
        return _may_repeat(sending, standing, now=now, wake=wake)
    _leave_out(session, sending, standing, now=now)
    return _has_awake(session, sending, standing, now=now, wake=wake)


def _may_repeat(sending: Sending, standing: Standing, *, now: datetime, wake: datetime) -> bool:
    """Same key, same body: only while that body may still be said to everybody in it."""
    if standing.gone:
        attempts.end(sending, SendingState.UNKNOWN, now=now)
    elif standing.quiet:
        attempts.postpone(sending, until=wake)
    return not standing.gone and not standing.quiet


def _leave_out(session: Session, sending: Sending, standing: Standing, *, now: datetime) -> None:
    """Drop who left; what was called before under this key gets a new one, for its body is another now."""
    if standing.gone:
        recipients.drop(session, sending, standing.gone)
    is_old = sending.first_attempt_at is not None and sending.first_attempt_at <= now - closings.KEY_LIFE
    if sending.body_sha256 is not None and (standing.gone or is_old):
        attempts.renew(sending)


def _has_awake(
    session: Session, sending: Sending, standing: Standing, *, now: datetime, wake: datetime
) -> bool:
    """Tell whether somebody is left to write to at this hour; the others wait in a sending apart."""
    if sending.carried == 0:
        attempts.end(sending, SendingState.CANCELLED, now=now)
    elif len(standing.quiet) == sending.carried:
        attempts.postpone(sending, until=wake)
    elif standing.quiet:
        _part(session, sending, standing, wake=wake)
        return True
    return sending.carried > len(standing.quiet)


def _part(session: Session, sending: Sending, standing: Standing, *, wake: datetime) -> None:
    """Put those for whom it is the wrong hour into a sending of their own, which waits."""
    later = Sending(
        announcement_id=sending.announcement_id,
        kind=sending.kind,
        purpose=sending.purpose,
        language=sending.language,
        retry_key=str(uuid.uuid4()),
        recipients=len(standing.quiet),
        carried=len(standing.quiet),
        next_at=wake,
        valid_until=sending.valid_until,
        created_at=sending.created_at,
    )
    session.add(later)
    session.flush()
    recipients.move(session, sending, standing.quiet, to=later)
    if sending.body_sha256 is not None:
        attempts.renew(sending)
