"""The ledger's roots: what proves that no line of `consent_entries` was changed, cut out or put in."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigKey


class Checkpoint(Base):
    """The signed root of the ledger's first `size` lines."""

    __tablename__ = "checkpoints"

    size: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    root_sha256: Mapped[str] = mapped_column(sa.String(64))
    """RFC 6962 Merkle tree hash, hex."""
    note: Mapped[str] = mapped_column(sa.Text)
    """The C2SP signed note: origin, size, root, time, and the Ed25519 signature."""
    signed_at: Mapped[datetime]


class LedgerTile(Base):
    """The root of one complete subtree of 256^level leaves, so that proofs need not read all leaves."""

    __tablename__ = "ledger_tiles"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    """Counted from 0, from the left."""
    sha256: Mapped[str] = mapped_column(sa.String(64))


class LedgerStub(Base):
    """What stays of a line whose time to be kept is over: its place and its leaf, which say nothing."""

    __tablename__ = "ledger_stubs"

    entry_id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    leaf_sha256: Mapped[str] = mapped_column(sa.String(64))
    removed_at: Mapped[datetime]
