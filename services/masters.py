"""Master keys: they wrap all others, and are never in the database. During a rotation there are two."""

import hashlib
from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import locks
from models.keys import KeyringKey
from services import ciphers

MARK = 4
"""Bytes before a wrapped key that tell which master key wrapped it: the first of the key's SHA-256."""
LOCK = "master key"
"""Whoever wraps a key shares it; whoever changes the master key keeps them out meanwhile."""
WITNESS = "index"
"""The key of the house whose mark tells under which master key the database is by now."""


class WrongMasterKey(Exception):
    """The master key does not open this database's keys."""


def mark_of(master: bytes) -> bytes:
    """Name a master key without telling anything of it."""
    return hashlib.sha256(master).digest()[:MARK]


class Masters:
    """The master keys at hand, the newest first. A mark that is not known makes them be read again."""

    def __init__(self, keys: Iterable[bytes], *, read_again: Callable[[], Iterable[bytes]] = tuple) -> None:
        self._keys = tuple(keys)
        self._by_mark = {mark_of(key): key for key in self._keys}
        self._read_again = read_again

    @property
    def newest(self) -> bytes:
        """The mark of the key that a rotation leads to, or of the only one."""
        return mark_of(self._keys[0])

    def wrap(self, value: bytes, place: str, *, mark: bytes) -> bytes:
        """Wrap a key under the master key of this mark; raise WrongMasterKey."""
        return mark + ciphers.encrypt(self._find(mark), value, place)

    def unwrap(self, wrapped: bytes, place: str) -> bytes:
        """Undo `wrap`; raise WrongMasterKey, or Spoiled where place or bytes are not the same."""
        return ciphers.decrypt(self._find(wrapped[:MARK]), wrapped[MARK:], place)

    def rewrap(self, wrapped: bytes, place: str) -> bytes:
        """Wrap a key under the newest master key instead."""
        return self.wrap(self.unwrap(wrapped, place), place, mark=self.newest)

    def _find(self, mark: bytes) -> bytes:
        """A rotation may have begun since the keys were read; keys that were known stay so."""
        if mark not in self._by_mark:
            self._by_mark = self._by_mark | {mark_of(key): key for key in self._read_again()}
        try:
            return self._by_mark[mark]
        except KeyError:
            raise WrongMasterKey from None


def place_of(pid: str) -> str:
    """Name the place of a member's key, to which its wrapping is bound."""
    return f"member_keys|{pid}"


def present(session: Session) -> bytes | None:
    """Give the mark under which new keys are wrapped, and keep a rotation out until they are."""
    locks.share(session, LOCK)
    return witness(session)


def witness(session: Session) -> bytes | None:
    """Give the mark of the master key that the database is under; None: it has no keys yet."""
    wrapped = session.scalar(select(KeyringKey.wrapped).where(KeyringKey.name == WITNESS))
    return None if wrapped is None else wrapped[:MARK]
