"""The talk of late: what was said to a person last, and how often."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.inbox import InboxEvent


def last_occasion(session: Session, person_key: str, *, since: datetime) -> str | None:
    """Name the last thing said to the person since then; silence is nothing said."""
    said = _said(person_key, since).with_only_columns(InboxEvent.occasion)
    newest = said.order_by(InboxEvent.occurred_at.desc(), InboxEvent.webhook_event_id.desc())
    return session.scalar(newest.limit(1))


def times(session: Session, person_key: str, occasion: str, *, since: datetime) -> int:
    """Count how often this was said to the person since then."""
    said = _said(person_key, since).where(InboxEvent.occasion == occasion)
    return session.scalar(said.with_only_columns(func.count())) or 0


def _said(person_key: str, since: datetime) -> Select[InboxEvent]:
    return select(InboxEvent).where(
        InboxEvent.person_key == person_key,
        InboxEvent.occasion.is_not(None),
        InboxEvent.received_at >= since,
    )
