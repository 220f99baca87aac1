"""Webhook events as LINE writes them, for tests that need one of a certain kind."""

import itertools
from datetime import datetime, timedelta
from typing import Any

from tests.clock import NOW

_numbers = itertools.count(1)
SOMEBODY = "U" + "5" * 32


def event(
    kind: str = "message",
    *,
    user: str | None = SOMEBODY,
    event_id: str | None = None,
    at: datetime = NOW,
    **fields: Any,
) -> dict[str, Any]:
    """One event with everything that LINE sends."""
    number = next(_numbers)
    source = {"type": "user", "userId": user} if user else {"type": "user"}
    return {
        "type": kind,
        "mode": "active",
        "timestamp": int(at.timestamp() * 1000),
        "source": source,
        "webhookEventId": event_id or f"01TEST{number:020d}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"token{number:027d}",
        **fields,
    }


def message(words: str, **fields: Any) -> dict[str, Any]:
    return event(message={"id": "1", "type": "text", "text": words, "quoteToken": "q"}, **fields)


def tap(data: str, **fields: Any) -> dict[str, Any]:
    return event("postback", postback={"data": data}, **fields)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)
