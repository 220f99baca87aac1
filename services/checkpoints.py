"""Checkpoints: the ledger's root, signed, so that copies of it outside bind whoever keeps the ledger."""

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import locks, writes
from models.consents import ConsentEntry
from models.ledger import Checkpoint
from services import ledger
from services.vault import Vault

EVERY, AFTER = timedelta(minutes=10), 1_000
"""A root is signed after so long or so many lines, whichever comes first."""
SLACK = timedelta(seconds=30)
"""So much earlier one is due, so that no line waits for longer although the clock only ticks now and then."""
LOCK = "checkpoints"
ED25519 = b"\x01"
"""C2SP signed-note: the kind of signature, in a key's name."""
NOTE = re.compile(r"(\S+)\n([1-9]\d*)\n([A-Za-z0-9+/]{43}=)\ntime (\S+)\n\n— (\S+) ([A-Za-z0-9+/=]+)\n")


class LedgerCut(RuntimeError):
    """A signed root covers more lines than there are: lines were cut off, or an older backup put back."""


class NoteRefused(ValueError):
    """What was given is no checkpoint of ours, or its signature is not."""


@dataclass(frozen=True)
class Key:
    """The public half of the ledger's key; the log takes its name from it."""

    raw: bytes

    @property
    def origin(self) -> str:
        """Name the log: no two have the same key."""
        return f"goen/ledger/{hashlib.sha256(self.raw).hexdigest()[:16]}"

    @property
    def hint(self) -> bytes:
        """Give the four bytes by which a signature says whose it is (C2SP signed-note)."""
        return hashlib.sha256(self.origin.encode() + b"\n" + ED25519 + self.raw).digest()[:4]

    def __str__(self) -> str:
        """Write it as C2SP's verifier key: name, hint, key."""
        return f"{self.origin}+{self.hint.hex()}+{base64.b64encode(ED25519 + self.raw).decode()}"


@dataclass(frozen=True)
class Window:
    """What is written and not yet under a signed root: the lines (below 0: cut off), and for how long."""

    lines: int
    age: timedelta

    @property
    def is_late(self) -> bool:
        return self.age > EVERY

    @property
    def is_cut(self) -> bool:
        """Tell that there are fewer lines than were signed."""
        return self.lines < 0


def newest(session: Session) -> Checkpoint | None:
    """Give the last signed root."""
    return session.scalar(select(Checkpoint).order_by(Checkpoint.size.desc()).limit(1))


def window(session: Session, *, now: datetime) -> Window:
    """Tell how many lines no signed root covers yet, and for how long."""
    size, covered = ledger.size(session), _covered(session)
    if size == covered:
        return Window(0, timedelta(0))
    # Lines whose time is over are years old, so the oldest uncovered one is still there.
    oldest = select(ConsentEntry.recorded_at).where(ConsentEntry.id > covered).order_by(ConsentEntry.id)
    since = session.scalar(oldest.limit(1))
    return Window(size - covered, timedelta(0) if since is None else max(now - since, timedelta(0)))


def is_due(session: Session, *, now: datetime) -> bool:
    """Tell whether a root is to be signed: ten minutes after the last one, or a thousand lines.

    A ledger that became shorter is never signed again as if nothing were.
    """
    last, size = newest(session), ledger.size(session)
    if last is None or size <= last.size:
        return last is None and size > 0
    return size - last.size >= AFTER or now - last.signed_at >= EVERY - SLACK


def anchor(session: Session, vault: Vault, *, now: datetime) -> Checkpoint | None:
    """Sign the root of all that is written; None: tiles are missing still, call again. Raise LedgerCut.

    Whoever comes second finds it signed: the size is the primary key, and the lock spares the work.
    """
    locks.name(session, LOCK)
    size, last = ledger.size(session), newest(session)
    signed = last.size if last else 0
    if size < signed:
        raise LedgerCut(signed, size)
    if size == signed:
        return last
    if not ledger.fill(session, upto=size):
        return None
    root = ledger.Tree(session, size).get_root()
    row = {
        "size": size,
        "root_sha256": root.hex(),
        "note": sign(vault, size, root, now=now),
        "signed_at": now,
    }
    writes.insert_new(session, Checkpoint, [row], ["size"])
    return session.get(Checkpoint, size)


def sign(vault: Vault, size: int, root: bytes, *, now: datetime) -> str:
    """Write the C2SP checkpoint: origin, size, root, time; and the signature."""
    key = Key(vault.ledger_key())
    told = f"time {now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    text = f"{key.origin}\n{size}\n{base64.b64encode(root).decode()}\n{told}\n"
    signature = base64.b64encode(key.hint + vault.sign(text.encode())).decode()
    return f"{text}\n— {key.origin} {signature}\n"


def check(note: str, key: Key) -> tuple[int, bytes]:
    """Give the size and the root that a note tells; raise NoteRefused."""
    found = NOTE.fullmatch(note)
    if found is None or {found[1], found[5]} != {key.origin}:
        raise NoteRefused(note)
    try:
        signature = base64.b64decode(found[6], validate=True)
        Ed25519PublicKey.from_public_bytes(key.raw).verify(
            signature[4:], note.partition("\n\n")[0].encode() + b"\n"
        )
    except (ValueError, InvalidSignature):
        raise NoteRefused(note) from None
    if signature[:4] != key.hint:
        raise NoteRefused(note)
    return int(found[2]), base64.b64decode(found[3])


def mark(checkpoint: Checkpoint) -> str:
    """Give size and root in one short line to be kept outside; `tools/verify_ledger.py` takes it as it is."""
    return f"{checkpoint.size}:{base64.b64encode(bytes.fromhex(checkpoint.root_sha256)).decode()}"


def _covered(session: Session) -> int:
    return session.scalar(select(func.coalesce(func.max(Checkpoint.size), 0))) or 0
