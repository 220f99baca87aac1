"""The shop's own choices."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Setting(Base):
    """One choice that differs from its default, as JSON text; secret ones as ciphertext."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    value: Mapped[str | None] = mapped_column(sa.Text)
    sealed: Mapped[bytes | None]
    changed_at: Mapped[datetime]
