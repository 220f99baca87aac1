"""Turns: those of a busy key are taken some at a time, so that not every request writes to its row."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from models import haste
from models.base import Sessions
from services import api_keys
from services.api_keys import Admitted

GOOD = timedelta(seconds=1)
"""How long turns that were taken stay good, and how late a revoked key may still come in."""
SHARE = 120
"""At once half a second's requests are taken, of what a key may make in a minute."""
MOST_KEYS = 10_000


@dataclass
class _Taken:
    admitted: Admitted
    at: datetime
    count: int
    left: int

    def is_fresh(self, now: datetime) -> bool:
        return timedelta() <= now - self.at < GOOD


class Turns:
    """What this process holds of every key's turns; threads share it."""

    def __init__(self, sessions: Sessions, clock: Callable[[], datetime]) -> None:
        self._sessions, self._clock = sessions, clock
        self._lock, self._taken = threading.Lock(), dict[str, _Taken]()

    def take(self, word: str) -> Admitted:
        """Let a key in for one request; raise ApiKeyUnknown or ApiKeyTooFast."""
        now, digest = self._clock(), api_keys.digest(word)
        with self._lock:
            taken = self._taken.get(digest)
            if taken is not None and taken.left and taken.is_fresh(now):
                taken.left -= 1
                return taken.admitted
        count = self._wanted(taken, now)
        admitted = self._admit(word, count, now)
        with self._lock:
            if len(self._taken) >= MOST_KEYS:
                self._taken.clear()
            self._taken[digest] = _Taken(admitted, now, count, count - 1)
        return admitted

    @staticmethod
    def _wanted(taken: _Taken | None, now: datetime) -> int:
        """Take twice as many as last time while these are used up within their time."""
        if taken is None or not taken.is_fresh(now):
            return 1
        return max(1, min(taken.count * 2, taken.admitted.per_minute // SHARE))

    def _admit(self, word: str, count: int, now: datetime) -> Admitted:
        """In a transaction of its own: the key's row is held for a moment, not while a request is seen to."""
        with self._sessions.begin() as session:
            haste.may_be_lost(session)
            return api_keys.admit(session, word, count=count, now=now)
