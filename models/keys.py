"""Keys, each wrapped by the master key, which is never in the database."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class MemberKey(Base):
    """One member's own key. Deleting this row is what makes them unreadable.

    It carries no foreign key, so that it can be kept (and its backups be short-lived) apart from the rest.
    """

    __tablename__ = "member_keys"

    member_pid: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    wrapped: Mapped[bytes]


class KeyringKey(Base):
    """One key of the house: for looking people up, for the inbox, for seals, for sealed settings."""

    __tablename__ = "keyring"

    name: Mapped[str] = mapped_column(sa.String(24), primary_key=True)
    wrapped: Mapped[bytes]
    created_at: Mapped[datetime]
