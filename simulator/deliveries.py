"""One attempt to bring events to the bot, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.answers import Json


@dataclass(kw_only=True, slots=True)
class Delivery:
    at: int
    status: int | None
    error: str | None
    took_ms: int
    attempt: int
    happened: Sequence[Json]

    def as_json(self) -> Json:
        return {
            "at": self.at,
            "status": self.status,
            "error": self.error,
            "tookMs": self.took_ms,
            "attempt": self.attempt,
            "events": list(self.happened),
        }


def reason(status: int | str) -> str | None:
    """The name that LINE's error statistics give to what came back."""
    if isinstance(status, str):
        return status
    return None if 200 <= status < 300 else "error_status_code"
