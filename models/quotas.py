"""The month's messages, as LINE counted them when it was last asked."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Quota(Base):
    """One row: how many messages LINE lets us send this month, and how many it counted so far."""

    __tablename__ = "quotas"

    name: Mapped[str] = mapped_column(sa.String(24), primary_key=True)
    allowed: Mapped[int | None]
    """None: LINE names no limit."""
    used: Mapped[int] = mapped_column(default=0)
    """Approximate, says LINE, and late."""
    read_at: Mapped[datetime | None]
    lease_until: Mapped[datetime]
    """Until then nobody else asks."""
