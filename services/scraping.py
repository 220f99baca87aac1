"""Scraping: the word by which a monitor that reads our figures is known."""

import hashlib
import hmac


def word(secret_key: str) -> str:
    """Give the word; who knows it learns nothing of the key, and a new key makes a new word."""
    return hmac.new(secret_key.encode(), b"goen metrics", hashlib.sha256).hexdigest()


def knows(authorization: str, secret_key: str) -> bool:
    """Tell whether an Authorization header carries the word."""
    wanted = f"Bearer {word(secret_key)}"
    return hmac.compare_digest(authorization.encode(), wanted.encode())
