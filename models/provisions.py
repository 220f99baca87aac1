"""Provisions: data that was given to a third party, as article 29 of Japan's APPI asks to be written down."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, key


class Provision(Base):
    """One handing over."""

    __tablename__ = "provisions"

    id: Mapped[key]
    recipient: Mapped[str] = mapped_column(sa.String(120))
    recipient_address: Mapped[str] = mapped_column(sa.String(200))
    purpose: Mapped[str] = mapped_column(sa.String(200))
    items: Mapped[list[str]]
    people: Mapped[int]
    file_sha256: Mapped[str] = mapped_column(sa.String(64))
    staff_id: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    provided_at: Mapped[datetime]


class ProvidedPerson(Base):
    """Somebody in it, and the consent that covers it."""

    __tablename__ = "provided_persons"

    provision_id: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("provisions.id"), primary_key=True)
    member_pid: Mapped[str] = mapped_column(sa.String(32), primary_key=True, index=True)
    consent_entry_id: Mapped[int] = mapped_column(BigKey)
