"""Expiry letters: the month in which a member was last written to about points that expire."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey


class ExpiryLetter(Base):
    """The last such letter to one member; there is one a month at most."""

    __tablename__ = "expiry_letters"

    member_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("members.id", ondelete="CASCADE"), primary_key=True
    )
    month: Mapped[date]
    """Its first day, Japan time."""
    written_at: Mapped[datetime] = mapped_column(index=True)
