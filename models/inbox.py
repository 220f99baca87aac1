"""The inbox: what LINE told us, and what was answered."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, choice


class InboxState(enum.StrEnum):
    """Where an event stands."""

    WAITING = "waiting"
    """Recorded, not yet dealt with."""
    WORDED = "worded"
    """Dealt with, but LINE did not take its words: they wait to be said again."""
    SAYING = "saying"
    """The reply call is about to be made or under way."""
    DONE = "done"
    UNANSWERED = "unanswered"
    """The reply token died first; told at the next turn."""
    UNKNOWN = "unknown"
    """The reply call had no answer; never repeated."""
    POISONED = "poisoned"
    """Could not be dealt with; answered with a reference number."""
    IGNORED = "ignored"
    """Nothing for us: another kind of event, a group, a standby channel."""


class InboxEvent(Base):
    """One webhook event: what came and what was answered. Contents are wiped when they are done with."""

    __tablename__ = "inbox_events"
    __table_args__ = (
        sa.Index("ix_inbox_events_state_received_at", "state", "received_at"),
        sa.Index("ix_inbox_events_person_key_state", "person_key", "state"),
        sa.Index(
            "ix_inbox_events_keyed_received_at",
            "received_at",
            postgresql_where=sa.text("person_key IS NOT NULL"),
            sqlite_where=sa.text("person_key IS NOT NULL"),
        ),
    )

    webhook_event_id: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    person_key: Mapped[str | None] = mapped_column(sa.String(64))
    """HMAC of the LINE user id; wiped after 24 hours."""
    kind: Mapped[str] = mapped_column(sa.String(32))
    """LINE's event type."""
    state: Mapped[InboxState] = mapped_column(choice(InboxState))
    payload: Mapped[bytes | None]
    """The event as LINE sent it, encrypted; wiped when dealt with."""
    reply: Mapped[bytes | None]
    """The reply token and words, encrypted; wiped when said."""
    occasion: Mapped[str | None] = mapped_column(sa.String(40))
    """What was said, in one word of ours (`stopped`, `menu` …): nothing personal."""
    attempts: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None]
    occurred_at: Mapped[datetime]
    """LINE's time of the event."""
    received_at: Mapped[datetime] = mapped_column(index=True)
    handled_at: Mapped[datetime | None]
    said_at: Mapped[datetime | None]
    """When the reply call was begun."""
    told_at: Mapped[datetime | None]
    """When a late answer was told at a later turn."""
    reference: Mapped[str | None] = mapped_column(sa.String(8))
    """The number given to the customer when it failed."""
    request_id: Mapped[str | None] = mapped_column(sa.String(64))
