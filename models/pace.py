"""The shared slot: when the next call to LINE may begin."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Pace(Base):
    """One row a kind of call (generic cell rate algorithm): the time from which the next slot is free."""

    __tablename__ = "pace"

    name: Mapped[str] = mapped_column(sa.String(24), primary_key=True)
    free_from: Mapped[int] = mapped_column(sa.BigInteger)
    """Microseconds since 1970, UTC."""
