"""Runs of nightly work; also the scheduler's sign of life."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class JobRun(Base):
    """One job's run on one day (Japan time): whoever inserts the row does the work."""

    __tablename__ = "job_runs"

    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    lease_until: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    bookmark: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    """The last primary key that was dealt with."""
    done: Mapped[int] = mapped_column(default=0)
    """How many rows were dealt with."""
