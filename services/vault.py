"""The vault: what is personal is sealed here and opened nowhere else."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.keys import KeyringKey, MemberKey
from services import ciphers, masters
from services.day_keys import DayKeys, place
from services.masters import Masters

NAMES = ("index", "seal", "secret", "ledger")
"""The keys of the house: to look people up, for seals on buttons, for secret settings, and
to sign the ledger's roots (the seed of an Ed25519 key)."""
Spoiled = ciphers.Spoiled
"""What opening raises when key, place or bytes are not the same."""
WrongMasterKey = masters.WrongMasterKey


class KeyringMissing(Exception):
    """No keys were made yet: `flask --app app keys init`."""


class MemberKeyGone(Exception):
    """The member was erased; nothing of them can be read any more."""


def init_keyring(session: Session, held: Masters, *, now: datetime) -> list[str]:
    """Make the keys that are missing and name them; a second run makes none."""
    mark = masters.present(session) or held.newest
    present = set(session.scalars(select(KeyringKey.name)))
    missing = [name for name in NAMES if name not in present]
    for name in missing:
        wrapped = held.wrap(ciphers.new_key(), place(name), mark=mark)
        session.add(KeyringKey(name=name, wrapped=wrapped, created_at=now))
    session.flush()
    return missing


def unlock(session: Session, held: Masters) -> "Vault":
    """Open the keys of the house; raise KeyringMissing or WrongMasterKey."""
    rows = {row.name: row.wrapped for row in session.scalars(select(KeyringKey))}
    if any(name not in rows for name in NAMES):
        raise KeyringMissing
    try:
        keys = {name: held.unwrap(rows[name], place(name)) for name in NAMES}
    except Spoiled:
        raise WrongMasterKey from None
    return Vault(held, keys, DayKeys(held))


@dataclass(frozen=True, repr=False)
class Vault:
    """The opened keys, as a value given to services. AES-256-GCM; each value is bound to its place."""

    _masters: Masters
    _keys: Mapping[str, bytes]
    _days: DayKeys

    def person_key(self, user_id: str) -> str:
        """Name a person so that they can be found again, but not recognised: 64 hex digits."""
        return self.mac("line-user", user_id.encode(), key="index").hex()

    def mac(self, label: str, message: bytes, *, key: str = "seal") -> bytes:
        """HMAC-SHA-256 over a labelled message: 32 bytes."""
        return hmac.new(self._keys[key], label.encode() + b"|" + message, hashlib.sha256).digest()

    def sign(self, message: bytes) -> bytes:
        """Sign for the ledger: Ed25519, 64 bytes."""
        return self._signer().sign(message)

    def ledger_key(self) -> bytes:
        """Give the public key by which everybody can check what `sign` signed: 32 bytes."""
        return self._signer().public_key().public_bytes_raw()

    def _signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._keys["ledger"])

    def make_key(self, session: Session, pid: str) -> bytes:
        """Give a new member a key of their own, and return it wrapped."""
        (wrapped,) = self.new_wrapped(session, [pid])
        session.add(MemberKey(member_pid=pid, wrapped=wrapped))
        session.flush()
        return wrapped

    def new_wrapped(self, session: Session, pids: Iterable[str]) -> list[bytes]:
        """Make members' keys, wrapped by the master key of this moment."""
        mark = masters.present(session) or self._masters.newest
        return [self._masters.wrap(ciphers.new_key(), masters.place_of(pid), mark=mark) for pid in pids]

    def seal(self, session: Session, pid: str, column: str, value: str) -> bytes:
        """Seal a member's value for one column (`table.column`); raise MemberKeyGone."""
        return ciphers.encrypt(
            self._member(self._wrapped(session, pid), pid), value.encode(), f"{column}|{pid}"
        )

    def open(self, session: Session, pid: str, column: str, sealed: bytes) -> str:
        """Open what `seal` sealed; raise MemberKeyGone."""
        return self.open_with(self._wrapped(session, pid), pid, column, sealed)

    def open_with(self, wrapped: bytes, pid: str, column: str, sealed: bytes) -> str:
        """Open a member's value with a key that the query brought along."""
        return ciphers.decrypt(self._member(wrapped, pid), sealed, f"{column}|{pid}").decode()

    def seal_with(self, wrapped: bytes, pid: str, column: str, value: str) -> bytes:
        """Seal a member's value with a key that the query brought along."""
        return ciphers.encrypt(self._member(wrapped, pid), value.encode(), f"{column}|{pid}")

    def open_day(self, session: Session, *, now: datetime) -> None:
        """Make the inbox's key of this day, where nobody has yet."""
        self._days.made(session, now)

    def seal_inbox(
        self, session: Session, event_id: str, column: str, value: bytes, *, received_at: datetime
    ) -> bytes:
        """Seal what stands in one row of the inbox, with the key of the day on which it came in."""
        key = self._days.made(session, received_at)
        return ciphers.encrypt(key, value, f"inbox_events.{column}|{event_id}")

    def open_inbox(
        self, session: Session, event_id: str, column: str, sealed: bytes, *, received_at: datetime
    ) -> bytes:
        """Open what `seal_inbox` sealed; raise DayKeyGone."""
        key = self._days.of(session, received_at)
        return ciphers.decrypt(key, sealed, f"inbox_events.{column}|{event_id}")

    def seal_secret(self, name: str, value: str) -> bytes:
        """Seal a secret of the house, such as a channel secret."""
        return ciphers.encrypt(self._keys["secret"], value.encode(), f"secret|{name}")

    def open_secret(self, name: str, sealed: bytes) -> str:
        """Open what `seal_secret` sealed."""
        return ciphers.decrypt(self._keys["secret"], sealed, f"secret|{name}").decode()

    def _wrapped(self, session: Session, pid: str) -> bytes:
        wrapped = session.scalar(select(MemberKey.wrapped).where(MemberKey.member_pid == pid))
        if wrapped is None:
            raise MemberKeyGone
        return wrapped

    def _member(self, wrapped: bytes, pid: str) -> bytes:
        return self._masters.unwrap(wrapped, masters.place_of(pid))
