"""Photos: pictures of the shop's own, shown in announcements."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, choice, key


class MediaType(enum.StrEnum):
    """What LINE shows."""

    JPEG = "image/jpeg"
    PNG = "image/png"


class Photo(Base):
    """One picture, at an address that nobody can guess. It never changes."""

    __tablename__ = "photos"

    id: Mapped[key]
    token: Mapped[str] = mapped_column(sa.String(43), unique=True)
    """The last part of its address."""
    media_type: Mapped[MediaType] = mapped_column(choice(MediaType))
    width: Mapped[int]
    """In pixels, as its header says; so is the height."""
    height: Mapped[int]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    created_at: Mapped[datetime]
