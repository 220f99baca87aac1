"""Seals: what makes a consent button good for one person, one notice and a limited time."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services.vault import Vault

GOOD_FOR = timedelta(days=90)
MAC_BYTES = 16
"""128 bits of HMAC-SHA-256 are kept: postback data has room for 300 characters."""


@dataclass(frozen=True)
class Seal:
    """What a button carries through the question: the words shown, when, and how the person came."""

    notice_id: int
    asked_at: datetime
    source: str
    followed_at: datetime | None = None
    follow_event_id: str | None = None

    def is_in_time(self, now: datetime) -> bool:
        return self.asked_at <= now < self.asked_at + GOOD_FOR


def issue(vault: Vault, person_key: str, seal: Seal) -> str:
    """Write a seal as text for a postback, good for this person only."""
    content = "~".join(
        [
            str(seal.notice_id),
            _number(seal.asked_at),
            seal.source,
            "" if seal.followed_at is None else _number(seal.followed_at),
            seal.follow_event_id or "",
        ]
    ).encode()
    return _text(_mac(vault, person_key, content) + content)


def read(vault: Vault, person_key: str, token: str) -> Seal | None:
    """Read a seal; None when it is not ours, not this person's, or not a seal at all."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return None
    mac, content = raw[:MAC_BYTES], raw[MAC_BYTES:]
    if not hmac.compare_digest(mac, _mac(vault, person_key, content)):
        return None
    notice_id, asked_at, source, followed_at, event_id = content.decode().split("~")
    return Seal(int(notice_id), _moment(asked_at), source, _moment_or_none(followed_at), event_id or None)


def fingerprint(token: str) -> str:
    """Name a seal in the ledger without repeating it: 64 hex digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def _mac(vault: Vault, person_key: str, content: bytes) -> bytes:
    return vault.mac("consent", person_key.encode() + b"|" + content)[:MAC_BYTES]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _number(moment: datetime) -> str:
    return str(int(moment.timestamp() * 1000))


def _moment(milliseconds: str) -> datetime:
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)


def _moment_or_none(milliseconds: str) -> datetime | None:
    return _moment(milliseconds) if milliseconds else None
