"""Consent: every answer ever given, and the present answer for each purpose."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice
from models.members import Language


class Purpose(enum.StrEnum):
    """What a yes is for."""

    MEMBERSHIP = "membership"
    SERVICE = "service"
    ANNOUNCEMENTS = "announcements"
    PROFILE = "profile"
    """Display name and birthday month."""
    ANALYSIS = "analysis"
    """Looking at purchases, to offer what fits."""
    THIRD_PARTY = "third_party"
    """Giving data to the one recipient that the notice names."""


class Answer(enum.StrEnum):
    """What happened to the consent."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    RECONFIRMED = "reconfirmed"
    SYNTHETIC = "synthetic"
    """Made by `seed` for trying out; production knows none."""


class ConsentEntry(Base):
    """One answer. Only ever appended: triggers refuse UPDATE and DELETE."""

    __tablename__ = "consent_entries"
    __table_args__ = (
        sa.UniqueConstraint("seal_hash", "purpose"),
        sa.Index("ix_consent_entries_member_pid", "member_pid"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    """The line's place in the ledger, counted from 1 without gaps; given under a lock, so no sequence."""
    record_id: Mapped[str] = mapped_column(sa.String(36), unique=True)
    member_pid: Mapped[str] = mapped_column(sa.String(32))
    purpose: Mapped[Purpose] = mapped_column(choice(Purpose))
    answer: Mapped[Answer] = mapped_column(choice(Answer))
    reason: Mapped[str | None] = mapped_column(sa.String(24))
    """Why it was withdrawn: `stop`, `blocked`, `left`, `staff`; beside a membership yes, the age answer."""
    notice_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("notices.id"), index=True)
    notice_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    language: Mapped[Language] = mapped_column(choice(Language))
    channel: Mapped[str] = mapped_column(sa.String(24))
    """`line.postback`, `line.message`, `line.unfollow`, `staff`, `time`, `synthetic`."""
    source: Mapped[str | None] = mapped_column(sa.String(24))
    webhook_event_id: Mapped[str | None] = mapped_column(sa.String(64))
    event_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    seal_hash: Mapped[str | None] = mapped_column(sa.String(64))
    follow_event_id: Mapped[str | None] = mapped_column(sa.String(64))
    followed_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    """When the question was put (the seal's time)."""
    answered_at: Mapped[datetime]
    """LINE's time of the answer."""
    recorded_at: Mapped[datetime]
    leaf_sha256: Mapped[str] = mapped_column(sa.String(64))
    """RFC 6962 leaf over the RFC 8785 JSON of the fields above but id."""


class Consent(Base):
    """The present answer of one member to one purpose: a projection of `consent_entries`."""

    __tablename__ = "consents"

    member_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("members.id", ondelete="CASCADE"), primary_key=True
    )
    purpose: Mapped[Purpose] = mapped_column(choice(Purpose), primary_key=True)
    is_given: Mapped[bool]
    entry_id: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("consent_entries.id"), index=True)
    notice_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("notices.id"), index=True)
    """The words answered last."""
    answered_at: Mapped[datetime]
