"""Earn rules: how purchases give points, version by version."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, key


class EarnRule(Base):
    """One version; it holds from its first moment until the next one's."""

    __tablename__ = "earn_rules"

    id: Mapped[key]
    begins_at: Mapped[datetime] = mapped_column(index=True)
    terms: Mapped[dict[str, Any]]
    """`services.earn_rules.Terms`, as JSON."""
    is_worse: Mapped[bool]
    """Some purchase gives less by it than by the version before, so that it was told of in time."""
    created_by: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    created_at: Mapped[datetime]
