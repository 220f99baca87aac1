"""Ids in the shapes LINE uses, so that nobody comes to rely on another shape."""

import hashlib
import itertools
import secrets
import time
import uuid

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_message_numbers = itertools.count(int(time.time() * 1000) * 1000)


def user_id(seed: str | None = None) -> str:
    """A random user id, or one that stays the same for a seed."""
    digits = secrets.token_hex(16) if seed is None else hashlib.sha256(seed.encode()).hexdigest()[:32]
    return "U" + digits


def ulid(at_ms: int) -> str:
    """26 characters: 48 bits of time, 80 random bits, in Crockford's base 32."""
    number = (at_ms << 80) | secrets.randbits(80)
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


def message_id() -> str:
    return str(next(_message_numbers))


def request_id() -> str:
    return str(uuid.uuid4())


def opaque(size: int = 24) -> str:
    """A token that says nothing about whom or what it is for."""
    return secrets.token_urlsafe(size)


def rich_menu_id() -> str:
    return "richmenu-" + secrets.token_hex(16)
