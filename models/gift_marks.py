"""Gift marks: that the welcome gift was given, kept some time after its member left, and nothing else."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey


class GiftMark(Base):
    """One gift. Whoever comes back within the time is a member again, but is given no second one."""

    __tablename__ = "gift_marks"

    digest: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    """HMAC-SHA-256 of the LINE user id under a key for this alone, hex."""
    member_id: Mapped[int | None] = mapped_column(
        BigKey, sa.ForeignKey("members.id", ondelete="SET NULL"), unique=True
    )
    """Whose it is, as long as they are a member."""
    until_at: Mapped[datetime | None] = mapped_column(index=True)
    """When it goes; set in the night after its member left."""
