"""Calls: what LINE answered one, by what happens next."""

import enum
from dataclasses import dataclass


class Kind(enum.StrEnum):
    """The answers that differ in what happens next."""

    ACCEPTED = "accepted"
    """2xx that could be read, or 409: LINE had this retry key already."""
    UNKNOWN = "unknown"
    """Timeout, reset, 5xx, a 2xx that cannot be read: only the same key and body may follow."""
    RATE = "rate"
    """Not accepted: too fast."""
    QUOTA = "quota"
    """Not accepted: the month's messages are used up."""
    TROUBLE = "trouble"
    """Not accepted: our credentials, our plan, our address."""
    REJECTED = "rejected"
    """Not accepted, and never will be as it is."""


@dataclass(frozen=True)
class Answer:
    """One answer, or the lack of one."""

    kind: Kind
    word: str
    """For people who look after it: `200`, `409`, `timeout`, `429 rate`."""
    status: int | None = None
    """None: no answer came."""
    request_id: str | None = None
    accepted_request_id: str | None = None
    """With 409: the request that was accepted under this key."""
    bad_index: int | None = None
    """With a 400 that names a recipient: which one (0 for the one of a push)."""
    retry_after: float | None = None
    """Seconds, where LINE says so."""
    reason: str | None = None
    """LINE's own words."""

    @property
    def is_ambiguous(self) -> bool:
        return self.kind is Kind.UNKNOWN

    @property
    def is_dead_token(self) -> bool:
        """The reply token was used before, or its minute is over (LINE's words for it, in any case)."""
        return self.status == 400 and "reply token" in (self.reason or "").lower()
