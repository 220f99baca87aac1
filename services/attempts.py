"""Attempts: what one try of a call leaves on its sending."""

import hashlib
import json
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from models.sendings import Sending, SendingState

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=10)


def intend(sending: Sending, fingerprint: str, *, now: datetime, lease: timedelta) -> None:
    """Note, before the call, that it is about to be made, and with what."""
    sending.state, sending.lease_until = SendingState.CALLING, now + lease
    sending.attempts += 1
    sending.first_attempt_at = sending.first_attempt_at or now
    sending.last_attempt_at = now
    sending.body_sha256 = fingerprint


def fingerprint(messages: Any, people: Sequence[object], *, is_quiet: bool, unit: str | None = None) -> str:
    """Hash what a body is made of; the same values make the same body."""
    values = [messages, list(people), is_quiet, *([unit] if unit else [])]
    parts = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(parts.encode()).hexdigest()


def renew(sending: Sending) -> None:
    """Give a new key to a sending of which it is certain that LINE took nothing.

    A letter of an announcement is written anew for it: figures may have moved meanwhile.
    """
    if sending.is_ambiguous:
        raise AssertionError("an ambiguous sending never gets a new key")
    sending.retry_key = str(uuid.uuid4())
    sending.body_sha256 = None
    sending.first_attempt_at = None
    if sending.announcement_id is not None:
        sending.letter = None


def postpone(sending: Sending, *, until: datetime) -> None:
    """Let it wait."""
    sending.state, sending.next_at, sending.lease_until = SendingState.WAITING, until, None


def end(sending: Sending, state: SendingState, *, now: datetime) -> None:
    """Finish it, for good."""
    sending.state, sending.finished_at, sending.lease_until = state, now, None


def wait_of(sending: Sending) -> timedelta:
    """Give the back-off: it doubles with each try, and its jitter (half to whole) comes from the key."""
    doubled: int = 2 ** min(sending.attempts - 1, 20)
    longest = min(FIRST_WAIT * doubled, LONGEST_WAIT)
    share = int(sending.retry_key[:8], 16) / 0xFFFFFFFF
    return longest * (0.5 + share / 2)
