"""API keys: the partner systems that may act, and what each may do."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, key


class ApiKey(Base):
    """The key of one till or web shop; what they hold is not kept, only its hash."""

    __tablename__ = "api_keys"
    __table_args__ = (sa.CheckConstraint("per_minute > 0", name="per_minute"),)

    id: Mapped[key]
    name: Mapped[str] = mapped_column(sa.String(60))
    digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    """SHA-256 of the key, hex; the key itself is 256 bits, which nobody guesses."""
    hint: Mapped[str] = mapped_column(sa.String(16))
    """Its first signs, to know it again by."""
    scopes: Mapped[list[str]]
    per_minute: Mapped[int]
    """Requests that it may make in a minute."""
    free_from: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    """Microseconds since 1970, UTC: when the next request may begin (generic cell rate algorithm)."""
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    last_used_at: Mapped[datetime | None]
    """To the minute."""
    revoked_at: Mapped[datetime | None]
