"""Sendings: one API call each, and the people in it."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice, key
from models.consents import Purpose
from models.members import Language


class SendingKind(enum.StrEnum):
    """Which of LINE's calls carries it."""

    MULTICAST = "multicast"
    PUSH = "push"


class SendingState(enum.StrEnum):
    """Where a call stands."""

    WAITING = "waiting"
    CALLING = "calling"
    """The intent is noted; the call is about to begin, under way, or lost with its process."""
    ACCEPTED = "accepted"
    UNKNOWN = "unknown"
    """No answer that can be trusted; shown to staff, never sent again by a machine."""
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Sending(Base):
    """One API call with one retry key."""

    __tablename__ = "sendings"
    __table_args__ = (
        sa.Index("ix_sendings_state_next_at", "state", "next_at"),
        sa.Index("ix_sendings_announcement_id_state", "announcement_id", "state"),
        sa.Index("ix_sendings_first_attempt_at", "first_attempt_at"),
    )

    id: Mapped[key]
    announcement_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("announcements.id"))
    kind: Mapped[SendingKind] = mapped_column(choice(SendingKind))
    purpose: Mapped[Purpose | None] = mapped_column(choice(Purpose))
    """None: a test send to a member of staff."""
    language: Mapped[Language] = mapped_column(choice(Language), default=Language.JA)
    staff_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    """Whose own LINE account a test goes to."""
    retry_key: Mapped[str] = mapped_column(sa.String(36), unique=True)
    recipients: Mapped[int]
    """How many people the plan put in it."""
    carried: Mapped[int]
    """How many of them its call carries: all but those dropped."""
    is_canary: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """One of those that go first."""
    letter: Mapped[bytes | None]
    """What a letter says, sealed under its member's key; announcements carry their words themselves."""
    body_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    """The body that the retry key stands for, from the first attempt on."""
    state: Mapped[SendingState] = mapped_column(choice(SendingState), default=SendingState.WAITING)
    is_ambiguous: Mapped[bool] = mapped_column(default=False)
    """One attempt had no answer: this sending never gets a new key."""
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    first_attempt_at: Mapped[datetime | None]
    last_attempt_at: Mapped[datetime | None]
    ledger_size: Mapped[int | None] = mapped_column(BigKey)
    """How many lines the ledger had when consent was read for the last attempt."""
    finished_at: Mapped[datetime | None]
    valid_until: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(sa.String(40))
    """The last answer in one word: `200`, `409`, `timeout`, `429 rate` …"""
    request_id: Mapped[str | None] = mapped_column(sa.String(64))
    accepted_request_id: Mapped[str | None] = mapped_column(sa.String(64))
    created_at: Mapped[datetime]


class Dropped(enum.StrEnum):
    """Why somebody in a sending was left out after all."""

    LEFT = "left"
    """Withdrew, blocked, paused or switched the topic off after the plan."""
    CAP = "cap"
    """Had enough by the time a paused announcement went on."""
    ERASED = "erased"
    REFUSED = "refused"
    """LINE does not take this id."""


class Delivery(Base):
    """One person in a sending: written once by the plan. Its state is its sending's, but for exceptions."""

    __tablename__ = "deliveries"
    __table_args__ = (
        sa.Index("ix_deliveries_member_id_announcement_id", "member_id", "announcement_id", unique=True),
        sa.Index("ix_deliveries_consent_entry_id", "consent_entry_id"),
    )

    sending_id: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("sendings.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    """No foreign key: the evidence outlives the person, who is then only a number."""
    announcement_id: Mapped[int | None] = mapped_column(BigKey)
    consent_entry_id: Mapped[int] = mapped_column(BigKey)
    """The ledger line that covers this message."""
    dropped: Mapped[Dropped | None] = mapped_column(choice(Dropped))
