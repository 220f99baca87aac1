"""Passwords: kept as argon2id hashes (RFC 9106's second recommended setting, the library's default)."""

import base64
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from services import guesses

_HASHER = PasswordHasher()
SHORTEST = 12
"""Characters; longer than OWASP ASVS 5.0 6.2.1 asks (8), shorter than a sentence."""
LONGEST = 200
KINDS = 6
"""Different characters."""
OWN = 8
"""Characters that nobody would guess; so many as ASVS asks of a whole password."""


def hashed(password: str) -> str:
    """Hash a new password."""
    return _HASHER.hash(password)


def of_nobody() -> str:
    """Give a hash of which nobody knows a password: checked as slowly as any other, and made at once."""
    salt, digest = (
        base64.b64encode(secrets.token_bytes(size)).rstrip(b"=").decode()
        for size in (_HASHER.salt_len, _HASHER.hash_len)
    )
    costs = f"m={_HASHER.memory_cost},t={_HASHER.time_cost},p={_HASHER.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${digest}"


def fits(password_hash: str, password: str) -> bool:
    """Tell whether the hash is of this password; takes its time on purpose."""
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def is_weak(password: str, *words: str) -> bool:
    """Tell whether it is too short, too long, or little more than what is guessed first.

    `words`: what a stranger may know of the person and the shop, as names and addresses.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        return True
    return len(set(password.casefold())) < KINDS or len(guesses.rest(password, words)) < OWN
