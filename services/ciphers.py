"""Ciphers: AES-256-GCM, each value bound to its place."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
"""Bytes; NIST SP 800-38D, random per value."""
Spoiled = InvalidTag
"""What opening raises when key, place or bytes are not the same."""


def new_key() -> bytes:
    """Give 256 random bits."""
    return secrets.token_bytes(32)


def encrypt(key: bytes, value: bytes, place: str) -> bytes:
    """Encrypt with a fresh nonce, bound to its place (associated data): nonce, then ciphertext and tag."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, value, place.encode())


def decrypt(key: bytes, sealed: bytes, place: str) -> bytes:
    """Undo `encrypt`; raises Spoiled when key, place or bytes are not the same."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], place.encode())
    except ValueError:  # so little is left of it that there is no nonce
        raise Spoiled from None
