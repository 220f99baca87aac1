"""Retry keys: the same key within a day is the same call, whatever its body."""

import uuid
from collections import OrderedDict
from dataclasses import dataclass

from simulator import limits
from simulator.answers import Json, Refused


@dataclass(kw_only=True, slots=True)
class Accepted:
    request_id: str
    answer: Json
    body_hash: str
    at: float


class RetryKeys:
    def __init__(self) -> None:
        self._accepted: OrderedDict[tuple[str, str], Accepted] = OrderedDict()

    def check(self, endpoint: str, key: str | None, *, now: float) -> None:
        """Refuse a key that is no UUID, and one under which this endpoint has accepted a call."""
        if key is None:
            return
        if not _is_uuid(key):
            raise Refused(400, "Invalid X-Line-Retry-Key header: it must be a UUID in hexadecimal notation")
        if before := self._before(endpoint, key, now=now):
            raise Refused(
                409,
                "The retry key is already accepted",
                headers={"x-line-accepted-request-id": before.request_id},
                extra=before.answer,
            )

    def remember(
        self, endpoint: str, key: str | None, *, request_id: str, answer: Json, body_hash: str, now: float
    ) -> None:
        if key is None:
            return
        self._accepted[endpoint, key.lower()] = Accepted(
            request_id=request_id, answer=answer, body_hash=body_hash, at=now
        )
        if len(self._accepted) > limits.KEPT_TOKENS:
            self._accepted.popitem(last=False)

    def is_other_body(self, endpoint: str, key: str, body_hash: str) -> bool:
        """Whether this key was accepted with another body than this: a fault of the caller."""
        before = self._accepted.get((endpoint, key.lower()))
        return before is not None and before.body_hash != body_hash

    def _before(self, endpoint: str, key: str, *, now: float) -> Accepted | None:
        before = self._accepted.get((endpoint, key.lower()))
        return before if before and now - before.at < limits.RETRY_KEY_SECONDS else None


def _is_uuid(key: str) -> bool:
    try:
        return str(uuid.UUID(key)) == key.lower()
    except ValueError:
        return False
