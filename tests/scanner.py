"""Looks for values in bytes, in every form in which they could lie there."""

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path


def forms(value: str | bytes) -> Iterator[bytes]:
    """Give the value as it may have been written: raw, UTF-16, hex, and Base64 at each of three offsets."""
    raw = value.encode() if isinstance(value, str) else value
    yield raw
    yield from (raw.hex().encode(), raw.hex().upper().encode())
    if isinstance(value, str):
        yield from (value.encode("utf-16-le"), value.encode("utf-16-be"))
    for before in range(3):
        for written in (base64.b64encode(bytes(before) + raw), base64.urlsafe_b64encode(bytes(before) + raw)):
            yield written[(before * 8 + 5) // 6 : (len(raw) + before) * 8 // 6]


def content(*places: Path) -> bytes:
    """Read everything under these files and folders."""
    files = (file for place in places for file in ([place] if place.is_file() else sorted(place.rglob("*"))))
    return b"\n".join(file.read_bytes() for file in files if file.is_file())


def found(haystack: bytes, values: Iterable[str | bytes]) -> list[str | bytes]:
    """Give the values that stand there in any form."""
    return [value for value in values if any(form in haystack for form in forms(value))]
