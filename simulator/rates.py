"""Rate limits: a token bucket per endpoint, with LINE's figures."""

from dataclasses import dataclass

from simulator.answers import Refused

Rate = tuple[float, float]
"""So many calls within so many seconds."""

OTHERWISE: Rate = (2000, 1)
LINES: dict[str, Rate] = {
    "narrowcast": (60, 3600),
    "broadcast": (60, 3600),
    "insight/unit": (60, 3600),
    "insight/delivery": (60, 3600),
    "insight/followers": (60, 3600),
    "webhook/test": (60, 3600),
    "webhook/endpoint": (1000, 60),
    "webhook/endpoint/set": (1000, 60),
    "richmenu/create": (100, 3600),
    "richmenu/delete": (100, 3600),
    "richmenu/list": (10, 1),
    "multicast": (200, 1),
    "loading": (100, 1),
}


@dataclass
class _Bucket:
    tokens: float
    at: float


class Rates:
    def __init__(self, *, changed: dict[str, Rate] | None = None) -> None:
        self.table = {**LINES, **(changed or {})}
        self._buckets: dict[str, _Bucket] = {}

    def set(self, endpoint: str, rate: Rate) -> None:
        self.table[endpoint] = rate
        self._buckets.pop(endpoint, None)

    def take(self, endpoint: str, *, now: float) -> None:
        """Take one call out of the endpoint's bucket, or refuse it."""
        calls, seconds = self.table.get(endpoint) or self.table.get("*", OTHERWISE)
        bucket = self._buckets.setdefault(endpoint, _Bucket(tokens=calls, at=now))
        bucket.tokens = min(calls, bucket.tokens + max(0.0, now - bucket.at) * calls / seconds)
        bucket.at = now
        if bucket.tokens < 1:
            raise exceeded()
        bucket.tokens -= 1


def exceeded() -> Refused:
    return Refused(429, "The API rate limit has been exceeded. Try again later.")
