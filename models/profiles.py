"""Profiles: what a member let us know of themselves, under a consent of its own."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey


class Profile(Base):
    """One member's profile, each value sealed under the member's own key."""

    __tablename__ = "profiles"

    member_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("members.id", ondelete="CASCADE"), primary_key=True
    )
    display_name: Mapped[bytes | None]
    birth_month: Mapped[bytes | None]
    changed_at: Mapped[datetime]


class Asking(Base):
    """When a member was last asked for a further purpose: at most once in 90 days."""

    __tablename__ = "askings"

    member_id: Mapped[int] = mapped_column(
        BigKey, sa.ForeignKey("members.id", ondelete="CASCADE"), primary_key=True
    )
    purpose: Mapped[str] = mapped_column(sa.String(24), primary_key=True)
    asked_at: Mapped[datetime]
