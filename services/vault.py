"""The vault: what is personal is sealed here and opened nowhere else."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.keys import KeyringKey, MemberKey

NAMES = ("index", "inbox", "seal", "secret")
"""The keys of the house: to look people up, for the inbox, for seals on buttons, for secret settings."""
NONCE = 12
"""Bytes; NIST SP 800-38D, random per value."""
Spoiled = InvalidTag
"""What opening raises when key, place or bytes are not the same."""


class KeyringMissing(Exception):
    """No keys were made yet: `flask --app app keys init`."""


class WrongMasterKey(Exception):
    """The master key does not open this database's keys."""


class MemberKeyGone(Exception):
    """The member was erased; nothing of them can be read any more."""


def new_key() -> bytes:
    """Give 256 random bits."""
    return secrets.token_bytes(32)


def init_keyring(session: Session, master_key: bytes, *, now: datetime) -> list[str]:
    """Make the keys that are missing and name them; a second run makes none."""
    present = set(session.scalars(select(KeyringKey.name)))
    missing = [name for name in NAMES if name not in present]
    for name in missing:
        wrapped = encrypt(master_key, new_key(), f"keyring|{name}")
        session.add(KeyringKey(name=name, wrapped=wrapped, created_at=now))
    session.flush()
    return missing


def unlock(session: Session, master_key: bytes) -> "Vault":
    """Open the keys of the house; raise KeyringMissing or WrongMasterKey."""
    rows = {row.name: row.wrapped for row in session.scalars(select(KeyringKey))}
    if any(name not in rows for name in NAMES):
        raise KeyringMissing
    try:
        keys = {name: decrypt(master_key, rows[name], f"keyring|{name}") for name in NAMES}
    except InvalidTag:
        raise WrongMasterKey from None
    return Vault(master_key, keys)


@dataclass(frozen=True, repr=False)
class Vault:
    """The opened keys, as a value given to services. AES-256-GCM; each value is bound to its place."""

    _master: bytes
    _keys: Mapping[str, bytes]

    def person_key(self, user_id: str) -> str:
        """Name a person so that they can be found again, but not recognised: 64 hex digits."""
        return self.mac("line-user", user_id.encode(), key="index").hex()

    def mac(self, label: str, message: bytes, *, key: str = "seal") -> bytes:
        """HMAC-SHA-256 over a labelled message: 32 bytes."""
        return hmac.new(self._keys[key], label.encode() + b"|" + message, hashlib.sha256).digest()

    def make_key(self, session: Session, pid: str) -> bytes:
        """Give a new member a key of their own, and return it wrapped."""
        wrapped = self.new_wrapped(pid)
        session.add(MemberKey(member_pid=pid, wrapped=wrapped))
        session.flush()
        return wrapped

    def new_wrapped(self, pid: str) -> bytes:
        """Make a member's key, wrapped by the master key."""
        return encrypt(self._master, new_key(), f"member_keys|{pid}")

    def seal(self, session: Session, pid: str, column: str, value: str) -> bytes:
        """Seal a member's value for one column (`table.column`); raise MemberKeyGone."""
        return encrypt(self._member(self._wrapped(session, pid), pid), value.encode(), f"{column}|{pid}")

    def open(self, session: Session, pid: str, column: str, sealed: bytes) -> str:
        """Open what `seal` sealed; raise MemberKeyGone."""
        return self.open_with(self._wrapped(session, pid), pid, column, sealed)

    def open_with(self, wrapped: bytes, pid: str, column: str, sealed: bytes) -> str:
        """Open a member's value with a key that the query brought along."""
        return decrypt(self._member(wrapped, pid), sealed, f"{column}|{pid}").decode()

    def seal_with(self, wrapped: bytes, pid: str, column: str, value: str) -> bytes:
        """Seal a member's value with a key that the query brought along."""
        return encrypt(self._member(wrapped, pid), value.encode(), f"{column}|{pid}")

    def seal_inbox(self, event_id: str, column: str, value: bytes) -> bytes:
        """Seal what stands in one row of the inbox."""
        return encrypt(self._keys["inbox"], value, f"inbox_events.{column}|{event_id}")

    def open_inbox(self, event_id: str, column: str, sealed: bytes) -> bytes:
        """Open what `seal_inbox` sealed."""
        return decrypt(self._keys["inbox"], sealed, f"inbox_events.{column}|{event_id}")

    def seal_secret(self, name: str, value: str) -> bytes:
        """Seal a secret of the house, such as a channel secret."""
        return encrypt(self._keys["secret"], value.encode(), f"secret|{name}")

    def open_secret(self, name: str, sealed: bytes) -> str:
        """Open what `seal_secret` sealed."""
        return decrypt(self._keys["secret"], sealed, f"secret|{name}").decode()

    def _wrapped(self, session: Session, pid: str) -> bytes:
        wrapped = session.scalar(select(MemberKey.wrapped).where(MemberKey.member_pid == pid))
        if wrapped is None:
            raise MemberKeyGone
        return wrapped

    def _member(self, wrapped: bytes, pid: str) -> bytes:
        return decrypt(self._master, wrapped, f"member_keys|{pid}")


def encrypt(key: bytes, value: bytes, place: str) -> bytes:
    """Encrypt with a fresh nonce, bound to its place (associated data): nonce, then ciphertext and tag."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, value, place.encode())


def decrypt(key: bytes, sealed: bytes, place: str) -> bytes:
    """Undo `encrypt`; raises InvalidTag when key, place or bytes are not the same."""
    return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], place.encode())
