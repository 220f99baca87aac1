"""Request bodies, serialised once: the SDK judges message objects, and they go out as they were written."""

import json
import re
import threading
from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]
MOST_MESSAGES = 5
MOST_PEOPLE = 500
_LOADING = threading.Lock()
UNIT = re.compile(r"[A-Za-z0-9_]{1,30}")
"""A name under which LINE counts openings (customAggregationUnits)."""


def check(messages: Sequence[Json]) -> None:
    """Raise ValueError unless these are one to five message objects that the SDK understands."""
    _count(messages)
    kind = load()
    try:
        for message in messages:
            kind.from_dict(message)
    except (KeyError, TypeError, AttributeError) as fault:  # the SDK stumbles over what has no type at all
        raise ValueError("no message object") from fault


def load() -> Any:
    """Load the SDK's message: a second and 47 MB, which the web process does without.

    One thread at a time: of modules that import each other, a second thread is given half-made ones, and
    would hold a good message for a bad one.
    """
    with _LOADING:
        from linebot.v3.messaging.models.message import Message  # noqa: PLC0415

        return Message


def _count(messages: Sequence[Json]) -> None:
    if not 1 <= len(messages) <= MOST_MESSAGES:
        raise ValueError(f"{len(messages)} messages; LINE takes one to five")


def prepared(messages: Sequence[Json]) -> bytes:
    """Check messages and write them down, once for all the bodies that carry them."""
    check(messages)
    return _written(list(messages))


def reply_body(token: str, messages: Sequence[Json]) -> bytes:
    """Write an answer; its words are ours, and tests hold every one against the SDK and LINE's limits."""
    _count(messages)
    return _object(replyToken=_written(token), messages=_written(list(messages)))


def push_body(
    user_id: str, messages: Sequence[Json], *, quiet: bool = False, unit: str | None = None
) -> bytes:
    return _sending(_written(user_id), prepared(messages), quiet=quiet, unit=unit)


def multicast_body(
    user_ids: Sequence[str], messages: Sequence[Json], *, quiet: bool = False, unit: str | None = None
) -> bytes:
    return multicast_body_of(user_ids, prepared(messages), quiet=quiet, unit=unit)


def multicast_body_of(
    user_ids: Sequence[str], messages: bytes, *, quiet: bool = False, unit: str | None = None
) -> bytes:
    """Give the body for these people; `messages` come from `prepared`. Same values, same bytes."""
    if not 1 <= len(user_ids) <= MOST_PEOPLE:
        raise ValueError(f"{len(user_ids)} people; LINE takes one to 500 at a time")
    return _sending(_written(list(user_ids)), messages, quiet=quiet, unit=unit)


def _sending(to: bytes, messages: bytes, *, quiet: bool, unit: str | None) -> bytes:
    fields = {"to": to, "messages": messages}
    if quiet:
        fields["notificationDisabled"] = b"true"
    if unit is not None:
        if not UNIT.fullmatch(unit):
            raise ValueError(f"not a name of a unit: {unit!r}")
        fields["customAggregationUnits"] = _written([unit])
    return _object(**fields)


def _object(**fields: bytes) -> bytes:
    return b"{" + b",".join(b'"%s":%s' % (name.encode(), value) for name, value in fields.items()) + b"}"


def _written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
