"""What came back from those whom an announcement reached: it decides how often the shop writes next."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey


class Echo(Base):
    """How many one announcement reached, and how many of them stopped or blocked within three days."""

    __tablename__ = "echoes"

    announcement_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("announcements.id"), primary_key=True, autoincrement=False
    )
    people: Mapped[int] = mapped_column(default=0)
    left: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    """When it is counted again; None: for the last time."""
    slowed_at: Mapped[datetime | None]
    """When it was too much, and the shop began to write half as often; None: it never was."""
