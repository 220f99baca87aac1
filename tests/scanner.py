"""Looks for values in bytes, in every form in which they could lie there."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from tests import disks

SMALL = 1 << 16
"""Bytes below which a file is read each time: what is mapped into memory changes without a sign of it."""


def forms(value: str | bytes) -> Iterator[bytes]:
    """Give the value as it may have been written: raw, UTF-16, hex, JSON, URL, Base64 at three offsets."""
    raw = value.encode() if isinstance(value, str) else value
    yield raw
    yield from (raw.hex().encode(), raw.hex().upper().encode())
    if isinstance(value, str):
        yield from (value.encode("utf-16-le"), value.encode("utf-16-be"), quote(value).encode())
        escaped = json.dumps(value)[1:-1]
        yield from (escaped.encode(), escaped.upper().replace("\\U", "\\u").encode())
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


@dataclass
class Watch:
    """Looks again and again whether values stand in files, and reads only those that changed."""

    places: Callable[[], Iterable[Path]]
    secrets: dict[str, list[bytes]] = field(default_factory=dict)
    """By whose they are: each in every form."""
    _seen: dict[Path, tuple[object, set[str]]] = field(default_factory=dict)

    def watch(self, name: str, *values: str | bytes) -> None:
        """Look for these from now on, in all files."""
        self.secrets.setdefault(name, []).extend(dict.fromkeys(form for one in values for form in forms(one)))
        self._seen.clear()

    def traces(self, name: str) -> list[Path]:
        """Give the files in which something of this name stands."""
        return [file for file in self.places() if name in self._found(file)]

    def _found(self, file: Path) -> set[str]:
        version = _version(file)
        known = self._seen.get(file)
        if known is None or version is None or known[0] != version:
            held = disks.content(file)
            here = {name for name, ways in self.secrets.items() if any(way in held for way in ways)}
            self._seen[file] = known = (version, here)
        return known[1]


def _version(file: Path) -> object:
    """What tells one content of a file from the next; None: nothing does."""
    try:
        told = file.stat()
    except FileNotFoundError:
        return None
    return (told.st_ino, told.st_size, told.st_mtime_ns) if told.st_size > SMALL else None
