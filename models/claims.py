"""Claims: the balance of an old card, waiting for whoever holds it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, key


class Claim(Base):
    """One old card's balance. Neither its number nor its code is kept, only keyed hashes of them."""

    __tablename__ = "claims"
    # An id is never given again: the ledger names by it what it has paid out.
    __table_args__ = (
        sa.CheckConstraint("points > 0", name="points"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[key]
    card_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    """HMAC-SHA-256 of the old number, hex: a card that comes twice counts once."""
    code_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    """HMAC-SHA-256 of the code, hex."""
    points: Mapped[int]
    expires_at: Mapped[datetime]
    """The end of the last day on which the code is good, Japan time."""
    used_at: Mapped[datetime | None]
    member_id: Mapped[int | None] = mapped_column(
        BigKey, sa.ForeignKey("members.id", ondelete="SET NULL"), index=True
    )
    """Who took it; when they are erased, only that it was used is left."""
    staff_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    created_at: Mapped[datetime]
