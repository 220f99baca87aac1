"""What goes back to a caller: an answer, or a refusal in LINE's error shape."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Body = Json | list[Any] | bytes


@dataclass(kw_only=True)
class Answer:
    status: int = 200
    body: Body = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    accepted: bool = False
    """Whether the call took effect: what a checker counts, whatever the caller was told."""
    delivered: tuple[str, ...] = ()
    """User ids whom the messages of this call reached."""
    stream: Iterator[bytes] | None = None
    """Chunks for as long as the caller listens, in place of a body."""
    hang_up: Literal["close", "reset"] | None = None
    """How to leave the caller without an answer."""


class Refused(Exception):
    """The call is not accepted; says so as LINE does."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        details: Iterable[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.message = status, message
        self.details = [dict(detail) for detail in details]
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})

    def as_answer(self) -> Answer:
        body: Json = {"message": self.message, **self.extra}
        if self.details:
            body["details"] = self.details
        return Answer(status=self.status, body=body, headers=self.headers)


def invalid(details: list[dict[str, str]]) -> Refused:
    """The refusal of a body with these faults."""
    return Refused(400, f"The request body has {len(details)} error(s)", details=details)
