"""Idempotency: what a partner system was answered, so that the same request twice is done once."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey


class IdempotencyKey(Base):
    """One request of one partner system under the name which they gave it, with its answer."""

    __tablename__ = "idempotency_keys"

    api_key_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("api_keys.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    digest: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    """SHA-256 of the Idempotency-Key, hex."""
    request_sha256: Mapped[str] = mapped_column(sa.String(64))
    """Of what was asked: the same name for something else is an error."""
    status: Mapped[int | None]
    answer: Mapped[str | None] = mapped_column(sa.Text)
    member_id: Mapped[int | None] = mapped_column(
        BigKey, sa.ForeignKey("members.id", ondelete="CASCADE"), index=True
    )
    """Whom the answer is about; it goes with them."""
    created_at: Mapped[datetime] = mapped_column(index=True)
