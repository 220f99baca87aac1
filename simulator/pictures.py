"""Pictures that people post and rich menus carry: kept, measured, and drawn when none is given."""

import struct
import zlib
from collections import OrderedDict
from dataclasses import dataclass

from simulator import limits

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_FRAMES = frozenset((0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF))


@dataclass(frozen=True)
class Picture:
    content: bytes
    content_type: str


class Pictures:
    """The latest pictures by id."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[str, Picture] = OrderedDict()

    def keep(self, picture_id: str, picture: Picture) -> None:
        self._pictures[picture_id] = picture
        if len(self._pictures) > limits.KEPT_PICTURES:
            self._pictures.popitem(last=False)

    def get(self, picture_id: str) -> Picture | None:
        return self._pictures.get(picture_id)

    def drop(self, picture_id: str) -> None:
        self._pictures.pop(picture_id, None)

    def clear(self) -> None:
        self._pictures.clear()


def size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG; None for anything else."""
    if content.startswith(_PNG) and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def plain(width: int = 320, height: int = 240, *, grey: int = 0xC8) -> Picture:
    """A PNG of one shade."""
    rows = (b"\0" + bytes([grey]) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return Picture(_PNG + chunks, "image/png")


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return None
