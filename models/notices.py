"""Notices: the exact words under which somebody says yes."""

from datetime import datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, choice, key
from models.consents import Purpose
from models.members import Language


class Notice(Base):
    """One version of the words of one purpose in one language, values already filled in. Never changed."""

    __tablename__ = "notices"
    __table_args__ = (sa.UniqueConstraint("purpose", "language", "version"),)

    id: Mapped[key]
    purpose: Mapped[Purpose] = mapped_column(choice(Purpose))
    language: Mapped[Language] = mapped_column(choice(Language))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text)
    question: Mapped[str] = mapped_column(sa.Text)
    labels: Mapped[list[str]]
    weekly_cap: Mapped[int]
    """Promised: at most so many a rolling week; 0 promises none."""
    quiet_from: Mapped[time]
    """Promised: nothing from this Japan time …"""
    quiet_until: Mapped[time]
    """… until this one; equal promises none."""
    kinds: Mapped[list[str]]
    """Promised: which kinds of message come under this purpose."""
    facts: Mapped[dict[str, Any]]
    """For machines: controller, purposes, items, recipients, storage, retention, withdrawal, jurisdiction."""
    asks_again: Mapped[bool]
    """It reaches further than the version before it: who agreed to an older one has not agreed to this."""
    sha256: Mapped[str] = mapped_column(sa.String(64))
    """Over the RFC 8785 JSON of all fields above but id."""
    published_at: Mapped[datetime]


class NoticeWording(Base):
    """The shop's own words for one purpose in one language: being written, and last published."""

    __tablename__ = "notice_wordings"

    purpose: Mapped[Purpose] = mapped_column(choice(Purpose), primary_key=True)
    language: Mapped[Language] = mapped_column(choice(Language), primary_key=True)
    draft: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    published: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    changed_at: Mapped[datetime]
