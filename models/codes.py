"""Codes that a member is given for a short time, to say or to open once."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice, key


class CodeKind(enum.StrEnum):
    """What a code is for."""

    SUPPORT = "support"
    """Six digits to read out on the phone."""
    TRANSFER = "transfer"
    """引き継ぎ: to take the membership along to another LINE account."""
    COPY = "copy"
    """The link to the member's copy of their own data."""
    PROOF = "proof"
    """The link to the file that proves one answer."""
    SPEND = "spend"
    """Seven digits to pay with points at the counter."""


class MemberCode(Base):
    """One code of one member; what they hold is not kept, only its keyed hash."""

    __tablename__ = "member_codes"
    __table_args__ = (sa.UniqueConstraint("kind", "digest"),)

    id: Mapped[key]
    member_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("members.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[CodeKind] = mapped_column(choice(CodeKind))
    digest: Mapped[str] = mapped_column(sa.String(64))
    """HMAC-SHA-256, hex."""
    subject: Mapped[str | None] = mapped_column(sa.String(80))
    """What it opens, as `kind:id`."""
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
