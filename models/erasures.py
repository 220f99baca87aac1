"""Erasures: who must not come back when an older backup is restored."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, key


class Erasure(Base):
    """One person who was erased, by the random name that outlives them."""

    __tablename__ = "erasures"
    # An id is never given again: the journal remembers how far it has come, also when rows have gone.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[key]
    member_pid: Mapped[str] = mapped_column(sa.String(32), unique=True)
    cause: Mapped[str] = mapped_column(sa.String(24))
    """`left`, `sleeping`, `request` or `transfer`."""
    erased_at: Mapped[datetime]
    final_at: Mapped[datetime]
    """When the last backup that still holds them is past its time."""
