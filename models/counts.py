"""How many things happened on a day; nobody is in it."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class DailyCount(Base):
    """So many friend-adds, questions, yeses, refusals … on one day (Japan time), by source."""

    __tablename__ = "daily_counts"

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    source: Mapped[str] = mapped_column(sa.String(24), primary_key=True)
    total: Mapped[int]
