"""Judges what came back over the wire: from status, headers and body to an answer."""

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.answers import Answer, Kind

NAMED = re.compile(r"^(?:/|\$\.)?to(?:\[(\d+)\])?$")
"""How a complaint's `property` names a recipient."""
TOLD = re.compile(r"\bproperty,? [`'\"]?to(?:\[(\d+)\])?(?![\w\[])")
"""The same in the sentence that LINE writes when it gives no details."""


def judge(status: int, headers: Mapping[str, str], body: bytes, *, is_to_one: bool = False) -> Answer:
    """Map an answer to what happens next. `is_to_one`: the call named a single recipient."""
    said = _read(body)
    return Answer(
        kind=_kind(status, said),
        word="429 rate" if status == 429 else str(status),
        status=status,
        request_id=headers.get("x-line-request-id"),
        accepted_request_id=headers.get("x-line-accepted-request-id"),
        bad_index=_bad_index(said, is_to_one=is_to_one) if status == 400 and said else None,
        retry_after=_seconds(headers.get("retry-after")),
        reason=str(said["message"])[:500] if said and said.get("message") else None,
    )


def _kind(status: int, said: dict[str, Any] | None) -> Kind:
    if status == 409:
        return Kind.ACCEPTED
    if 200 <= status < 300:
        return Kind.ACCEPTED if said is not None else Kind.UNKNOWN
    if status >= 500 or status == 408:
        return Kind.UNKNOWN
    if status == 429:
        return Kind.RATE
    return Kind.TROUBLE if status < 400 or status in {401, 403} else Kind.REJECTED


def says_month_is_over(answer: Answer) -> bool:
    """LINE's words for its monthly limit; they may change, so they are not the only witness."""
    return "monthly limit" in (answer.reason or "").lower()


def _read(body: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _bad_index(said: dict[str, Any], *, is_to_one: bool) -> int | None:
    details = said.get("details")
    named = [
        found
        for detail in (details if isinstance(details, list) else [])
        if isinstance(detail, dict) and (found := NAMED.match(str(detail.get("property"))))
    ]
    found = named[0] if named else TOLD.search(str(said.get("message")))
    if found and found[1] is None:
        return 0 if is_to_one else None
    return int(found[1]) if found else None


def _seconds(header: str | None) -> float | None:
    return float(header) if header and header.isdecimal() else None
