"""Exports of the ledger for tests: the three files as `ledger export` writes them."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ledger import Checkpoint
from services import checkpoints, ledger_lines
from services.checkpoints import Key
from services.vault import Vault


def write(session: Session, vault: Vault, directory: Path) -> Path:
    """Write all lines under a signed root, the roots and the key."""
    newest = checkpoints.newest(session)
    assert newest is not None
    directory.mkdir(parents=True, exist_ok=True)
    lines = [line.written() + b"\n" for line in ledger_lines.read(session, upto=newest.size)]
    notes = session.scalars(select(Checkpoint.note).order_by(Checkpoint.size))
    (directory / "entries.jsonl").write_bytes(b"".join(lines))
    (directory / "checkpoints.txt").write_bytes("\n".join(notes).encode())
    (directory / "key.pub").write_bytes(f"{Key(vault.ledger_key())}\n".encode())
    return directory
