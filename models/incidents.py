"""Incidents: the workbook for what may have leaked."""

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey, choice, key


class Scope(enum.StrEnum):
    """Whose data it may be."""

    SEEN = "seen"
    """Of those whom staff accounts looked at or handed out in the window."""
    EVERYBODY = "everybody"
    """Of all members: a database, a backup or a machine is lost."""


class Incident(Base):
    """One incident, with the nine items of the report to Japan's data protection commission."""

    __tablename__ = "incidents"

    id: Mapped[key]
    title: Mapped[str] = mapped_column(sa.String(120))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    """The window in which it happened, as far as known."""
    scope: Mapped[Scope] = mapped_column(choice(Scope))
    account_id: Mapped[int | None] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    """Only what was done with this account; None: with any."""
    known_at: Mapped[datetime]
    """When the shop came to know: the clocks of the reports start here."""
    is_wrongful: Mapped[bool]
    """Done with a wrongful purpose: 60 days for the full report, not 30."""
    report: Mapped[dict[str, Any]]
    """The nine items by name, as far as they are written."""
    ticks: Mapped[list[str]]
    """What a person has made sure of, by name."""
    reported_at: Mapped[datetime | None]
    """When the first report was handed in."""
    created_by: Mapped[int] = mapped_column(BigKey, sa.ForeignKey("staff.id"), index=True)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
