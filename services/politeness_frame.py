"""The frame of an announcement: who sends it stands first, how to stop stands last, in every language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.politeness import LEVELS, Finding

_STOP = re.compile(r"停止|退会|\bstop\b|\bleave\b", re.IGNORECASE)
"""A safety announcement is left by leaving."""


def check(messages_by_language: Mapping[str, Sequence[Mapping[str, Any]]], shop_name: str) -> list[Finding]:
    """Find where the first message does not name the shop, or the last one no way to stop.

    The product adds both; they can be missing only from content made by hand.
    """
    return [finding for messages in messages_by_language.values() for finding in _in_one(messages, shop_name)]


def _in_one(messages: Sequence[Mapping[str, Any]], shop_name: str) -> Iterator[Finding]:
    first, last = (" ".join(_strings(part)) for part in (messages[:1], messages[-1:]))
    if shop_name not in first:
        yield Finding("no_sender", LEVELS["no_sender"], 1, 0, 0, "", shop_name)
    if not _STOP.search(last):
        yield Finding("no_stop", LEVELS["no_stop"], max(len(messages), 1), 0, 0, "")


def _strings(value: Any) -> Iterator[str]:
    """Give every string in a message, whatever its shape."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for child in value.values():
            yield from _strings(child)
    elif isinstance(value, Sequence):
        for child in value:
            yield from _strings(child)
