"""Staff, and the browsers they are signed in with."""

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice, key
from models.members import Language


class Role(enum.StrEnum):
    """What somebody may do."""

    OWNER = "owner"
    MARKETER = "marketer"
    CLERK = "clerk"


class Staff(Base):
    """Somebody who works here."""

    __tablename__ = "staff"

    id: Mapped[key]
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    password: Mapped[str] = mapped_column(sa.String(255))
    """An argon2id hash."""
    role: Mapped[Role] = mapped_column(choice(Role))
    may_send: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    """Changing it ends every session of this person."""
    language: Mapped[Language] = mapped_column(choice(Language), default=Language.JA)
    shop_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("shops.id"), index=True)
    line_user_id: Mapped[bytes | None]
    """Their own LINE account for test sends, sealed; linked by a one-time code typed in the chat."""
    link_code_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    link_code_expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class StaffSession(Base):
    """One browser that is signed in."""

    __tablename__ = "staff_sessions"

    id: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    """SHA-256 of what the cookie holds."""
    staff_id: Mapped[int | None] = mapped_column(
        BigKey, sa.ForeignKey("staff.id", ondelete="CASCADE"), index=True
    )
    content: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
