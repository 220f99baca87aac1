"""What the inbox forgets by age, in slices that never hold the database for long."""

from datetime import datetime, timedelta

from sqlalchemy import Update, case, delete, select, update
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
    values = {"person_key": None, "payload": None, "reply": None, "state": closed()}
    return len(session.scalars(wiped.values(values).returning(InboxEvent.webhook_event_id)).all())


def forget_person(session: Session, person_key: str, *, besides: str | None) -> None:
    """Wipe who it was, and whatever contents are left, from the events of somebody who is being erased.

    `besides` is the event that asks for it, which keeps its contents until it is answered. Events that still
    wait came after it: they are those of a stranger, who is answered like any other.
    """
    mine = update(InboxEvent).where(InboxEvent.person_key == person_key)
    done = mine.where(InboxEvent.state != InboxState.WAITING, InboxEvent.webhook_event_id != (besides or ""))
    values = {"person_key": None, "payload": None, "reply": None, "state": closed()}
    session.execute(_quietly(done.values(values)))
    session.execute(_quietly(mine.where(InboxEvent.webhook_event_id == besides).values(person_key=None)))


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


def _quietly(statement: Update) -> Update:
    """The event being dealt with is in the session's hands, and is written again when it is answered."""
    return statement.execution_options(synchronize_session=False)


def closed() -> object:
    """What an event ends as that was still open after a day."""
    return case(
        (InboxEvent.state == InboxState.WAITING, InboxState.POISONED.value),
        (InboxEvent.state == InboxState.WORDED, InboxState.UNANSWERED.value),
        (InboxEvent.state == InboxState.SAYING, InboxState.UNKNOWN.value),
        else_=InboxEvent.state,
    )
