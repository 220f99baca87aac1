"""The stop for all: while it is on, no call begins."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey


class Halt(Base):
    """One row: whether everything unasked stands still, since when and by whose word."""

    __tablename__ = "halts"

    name: Mapped[str] = mapped_column(sa.String(24), primary_key=True)
    is_on: Mapped[bool]
    changed_by: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    """None: the operator."""
    changed_at: Mapped[datetime]
