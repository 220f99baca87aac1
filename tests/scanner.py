"""Looks for values in bytes, in every form in which they could lie there."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from tests import disks

BLOCK = SMALL = 1 << 16
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
    """Looks again and again whether values stand in files, and reads only those that changed.

    Of these it searches only the blocks that it has not searched before, in whatever file: a log of 16 MB
    changes in a few places between two looks.
    """

    places: Callable[[], Iterable[Path]]
    secrets: dict[str, list[bytes]] = field(default_factory=dict)
    """By whose they are: each in every form."""
    _seen: dict[Path, tuple[object, set[str]]] = field(default_factory=dict)
    _blocks: dict[bytes, set[str]] = field(default_factory=dict)
    """What stands in a block, by its digest."""

    def watch(self, name: str, *values: str | bytes) -> None:
        """Look for these from now on, in all files."""
        self.secrets.setdefault(name, []).extend(dict.fromkeys(form for one in values for form in forms(one)))
        self._seen.clear()
        self._blocks.clear()

    def traces(self, name: str) -> list[Path]:
        """Give the files in which something of this name stands."""
        return [file for file in self.places() if name in self._found(file)]

    def _found(self, file: Path) -> set[str]:
        version = _version(file)
        known = self._seen.get(file)
        if known is None or version is None or known[0] != version:
            self._seen[file] = known = (version, self._stands_in(disks.content(file)))
        return known[1]

    def _stands_in(self, held: bytes) -> set[str]:
        """Cut into blocks, each with so much of the next that no value is cut through."""
        more = max((len(way) for ways in self.secrets.values() for way in ways), default=0)
        here: set[str] = set()
        for at in range(0, len(held), BLOCK):
            block = held[at : at + BLOCK + more]
            digest = hashlib.blake2b(block).digest()
            if digest not in self._blocks:
                self._blocks[digest] = self._named_in(block)
            here |= self._blocks[digest]
        return here

    def _named_in(self, block: bytes) -> set[str]:
        return {name for name, ways in self.secrets.items() if any(way in block for way in ways)}


def _version(file: Path) -> object:
    """What tells one content of a file from the next; None: nothing does."""
    try:
        told = file.stat()
    except FileNotFoundError:
        return None
    return (told.st_ino, told.st_size, told.st_mtime_ns) if told.st_size > SMALL else None
