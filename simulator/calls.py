"""The log of API calls and of what was accepted: what a checker reads."""

import hashlib
import json
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass

from simulator import limits
from simulator.answers import Json


@dataclass(kw_only=True, slots=True)
class Call:
    began: int
    """When it came in (milliseconds, as `at`)."""
    at: int
    """When it was answered."""
    endpoint: str
    status: int | None
    """None: the caller was left without an answer."""
    request_id: str
    retry_key: str | None
    body_hash: str
    accepted: bool
    to: tuple[str, ...] = ()
    """Whom the call named."""
    delivered: tuple[str, ...] = ()
    """Whom its messages reached."""
    messages: int = 0
    words_hash: str | None = None
    """What its messages say, whoever they are for."""
    other_body: bool = False
    """The retry key had been accepted with another body."""
    fault: str | None = None
    message: str | None = None
    """What a refusal said."""

    def as_json(self) -> Json:
        return {
            "began": self.began,
            "at": self.at,
            "endpoint": self.endpoint,
            "status": self.status,
            "requestId": self.request_id,
            "retryKey": self.retry_key,
            "bodyHash": self.body_hash,
            "accepted": self.accepted,
            "ids": list(self.to),
            "delivered": list(self.delivered),
            "messages": self.messages,
            "wordsHash": self.words_hash,
            "otherBody": self.other_body,
            "fault": self.fault,
            "message": self.message,
        }


class Calls:
    """The latest calls; the oldest are dropped beyond a number of calls or of recipients."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque()
        self._recipients = 0

    def __iter__(self) -> Iterator[Call]:
        return iter(tuple(self._calls))

    def add(self, call: Call) -> None:
        self._calls.append(call)
        self._recipients += len(call.to)
        while len(self._calls) > limits.KEPT_CALLS or self._recipients > limits.KEPT_RECIPIENTS:
            self._recipients -= len(self._calls.popleft().to)

    def clear(self) -> None:
        self._calls.clear()
        self._recipients = 0

    def latest(self, count: int, *, endpoint: str | None = None) -> list[Json]:
        found = [call for call in self._calls if endpoint in (None, call.endpoint)]
        return [call.as_json() for call in found[max(0, len(found) - count) :]]

    def accepted(self, *, person_id: str | None = None) -> list[Json]:
        """One row for each person and accepted call that was sent, not answered, to them."""
        return [
            {
                "person": reached,
                "retryKey": call.retry_key,
                "requestId": call.request_id,
                "endpoint": call.endpoint,
                "at": call.at,
                "bodyHash": call.body_hash,
                "messages": call.messages,
            }
            for call in self._calls
            if call.accepted
            for reached in call.delivered
            if person_id in (None, reached)
        ]

    def counts(self) -> Counter[str]:
        """How many accepted calls reached each person, replies left out."""
        return Counter(
            reached
            for call in self._calls
            if call.accepted and call.endpoint != "reply"
            for reached in call.delivered
        )


def words_hash(messages: object) -> str:
    """Hash messages as values: how their JSON was written makes no difference."""
    written = json.dumps(messages, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:32]


def body_hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]
