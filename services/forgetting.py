"""What the inbox forgets by age, in slices that never hold the database for long."""

from datetime import datetime, timedelta

from sqlalchemy import case, delete, select, update
from sqlalchemy.orm import Session

from models.inbox import InboxEvent, InboxState

KEYS_LIVE = timedelta(hours=24)
"""A keyed pseudonym of somebody who may never have agreed to anything lives a day (promise 1)."""
ROWS_LIVE = timedelta(days=30)
"""Redeliveries are told apart for this long; LINE does not say for how long it redelivers."""
SLICE = 500


def forget_people(session: Session, *, now: datetime, limit: int = SLICE) -> int:
    """Wipe who it was, and whatever contents are left, from events over a day old; give how many.

    Call it every few minutes, until it gives less than `limit`.
    """
    old = (
        select(InboxEvent.webhook_event_id)
        .where(InboxEvent.person_key.is_not(None), InboxEvent.received_at <= now - KEYS_LIVE)
        .order_by(InboxEvent.received_at)
        .limit(limit)
    )
    wiped = update(InboxEvent).where(InboxEvent.webhook_event_id.in_(old.scalar_subquery()))
    values = {"person_key": None, "payload": None, "reply": None, "state": _closed()}
    return len(session.scalars(wiped.values(values).returning(InboxEvent.webhook_event_id)).all())


def prune(session: Session, *, now: datetime, limit: int = SLICE) -> int:
    """Delete events over thirty days old; give how many. Call it nightly, until there are fewer."""
    old = (
        select(InboxEvent.webhook_event_id)
        .where(InboxEvent.received_at <= now - ROWS_LIVE)
        .order_by(InboxEvent.received_at)
        .limit(limit)
    )
    gone = delete(InboxEvent).where(InboxEvent.webhook_event_id.in_(old.scalar_subquery()))
    return len(session.scalars(gone.returning(InboxEvent.webhook_event_id)).all())


def _closed() -> object:
    """What an event ends as that was still open after a day."""
    return case(
        (InboxEvent.state == InboxState.WAITING, InboxState.POISONED.value),
        (InboxEvent.state == InboxState.WORDED, InboxState.UNANSWERED.value),
        (InboxEvent.state == InboxState.SAYING, InboxState.UNKNOWN.value),
        else_=InboxEvent.state,
    )
