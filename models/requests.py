"""Requests: what people may ask of whoever keeps their data, each with its clock."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice, key


class RequestKind(enum.StrEnum):
    """What is asked for (Japan's APPI, articles 32 to 35)."""

    DISCLOSURE = "disclosure"
    CORRECTION = "correction"
    STOP_USE = "stop_use"
    ERASURE = "erasure"
    TRANSFER = "transfer"
    """The membership to another LINE account, where the member has no code."""
    COMPLAINT = "complaint"


class RequestWay(enum.StrEnum):
    """How it came."""

    CHAT = "chat"
    PHONE = "phone"
    MAIL = "mail"
    COUNTER = "counter"


class RequestState(enum.StrEnum):
    """Where it stands."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"


class RightsRequest(Base):
    """One request that a person has to see to."""

    __tablename__ = "rights_requests"
    __table_args__ = (sa.Index("ix_rights_requests_state_due_on", "state", "due_on"),)

    id: Mapped[key]
    member_pid: Mapped[str | None] = mapped_column(sa.String(32), index=True)
    """No foreign key: the request outlives an erasure. None: not known yet who it is."""
    kind: Mapped[RequestKind] = mapped_column(choice(RequestKind))
    way: Mapped[RequestWay] = mapped_column(choice(RequestWay))
    details: Mapped[bytes | None]
    """What was asked, as ciphertext under a key of the house; wiped a year after it was closed."""
    state: Mapped[RequestState] = mapped_column(choice(RequestState), default=RequestState.OPEN)
    identity: Mapped[str | None] = mapped_column(sa.String(200))
    """How it was made sure who asks: never the number of a document."""
    reason: Mapped[str | None] = mapped_column(sa.String(400))
    """Why it was done or refused."""
    opened_at: Mapped[datetime]
    due_on: Mapped[date]
    """Fourteen days later, Japan time: from then on article 39 opens the way to a court."""
    reminded: Mapped[int | None]
    """The last reminder: days that were left."""
    successor_pid: Mapped[str | None] = mapped_column(sa.String(32))
    """The account that the membership is to pass to, once the member's own answers were right."""
    vouched_by: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    """Who heard those answers; somebody else has to approve."""
    opened_by: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    approved_by: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    closed_by: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    closed_at: Mapped[datetime | None]
