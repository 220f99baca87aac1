"""Picture files: how large a JPEG or PNG is, and the file without where and by whom it was taken."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from models.photos import MediaType

PNG, JPEG, END = b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\xff\xd9"
SHOWN = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs"}
"""What a PNG needs to be drawn as it was meant (PNG specification, 11.2 and 11.3); the rest is told of it."""
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""JPEG's markers of a frame, in which its size stands (ITU T.81, table B.1)."""
BARE = {0x01, *range(0xD0, 0xD9)}
"""Markers without a length."""
TOLD = {0xE1, 0xED, 0xFE}
"""Where cameras and editors write (Exif, XMP, IPTC, comments): place, time, name."""
SCAN, ORIENTATION = 0xDA, 0x0112


class NoPicture(Exception):
    """It is neither, or not all of it is there."""


class File(NamedTuple):
    """A picture that can be shown."""

    media_type: MediaType
    width: int
    height: int
    content: bytes


class Segment(NamedTuple):
    """A part of a JPEG before the picture itself; `body` is what stands after its length."""

    marker: int
    body: bytes


def read(content: bytes) -> File:
    """Read a file by its own words; raise NoPicture."""
    try:
        return _png(content) if content.startswith(PNG) else _jpeg(content)
    except (struct.error, IndexError, StopIteration):
        raise NoPicture from None


def _png(content: bytes) -> File:
    chunks = list(_chunks(content))
    kind, head = chunks[0]
    if kind != b"IHDR" or len(head) != 25 or chunks[-1][0] != b"IEND":
        raise NoPicture
    width, height = struct.unpack(">II", head[8:16])
    kept = b"".join(whole for kind, whole in chunks if kind in SHOWN)
    return File(MediaType.PNG, width, height, PNG + kept)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give each chunk's name and the whole of it, up to the end; raise struct.error where there is none."""
    place, kind = len(PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        whole = content[place : place + length + 12]
        if len(whole) != length + 12:
            raise NoPicture
        yield kind, whole
        place += length + 12


def _jpeg(content: bytes) -> File:
    segments, scan = _segments(content)
    end = content.index(END, scan) if END in content[scan:] else None
    if not content.startswith(JPEG) or end is None:
        raise NoPicture
    frame = next(segment.body for segment in segments if segment.marker in FRAMES)
    height, width = struct.unpack(">HH", frame[1:5])
    kept = [segment for segment in segments if segment.marker not in TOLD]
    turned = [Segment(0xE1, exif) for segment in segments if (exif := _turned(segment))][:1]
    head = b"".join(_written(segment) for segment in (*turned, *kept))
    return File(MediaType.JPEG, width, height, JPEG + head + content[scan : end + 2])


def _segments(content: bytes) -> tuple[list[Segment], int]:
    """Give what stands before the picture itself, and where that begins."""
    found: list[Segment] = []
    place = len(JPEG)
    while True:
        fill, marker = struct.unpack(">BB", content[place : place + 2])
        if fill != 0xFF:
            raise NoPicture
        if marker == SCAN:
            return found, place
        if marker == 0xFF or marker in BARE:
            place += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack(">H", content[place + 2 : place + 4])
        found.append(Segment(marker, content[place + 4 : place + 2 + length]))
        place += 2 + length


def _written(segment: Segment) -> bytes:
    return struct.pack(">BBH", 0xFF, segment.marker, len(segment.body) + 2) + segment.body


def _turned(segment: Segment) -> bytes | None:
    """Give an Exif of nothing but which way up the picture is; None: it does not say."""
    if segment.marker != 0xE1 or not segment.body.startswith(b"Exif\0\0"):
        return None
    way = _way_up(segment.body[6:])
    head = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1)
    return head + struct.pack(">HHIHHI", ORIENTATION, 3, 1, way, 0, 0) if way else None


def _way_up(tiff: bytes) -> int | None:
    """Read the orientation from Exif's first directory (TIFF 6.0, section 2)."""
    order = "<" if tiff.startswith(b"II") else ">"
    try:
        (start,) = struct.unpack(f"{order}I", tiff[4:8])
        (count,) = struct.unpack(f"{order}H", tiff[start : start + 2])
        for place in range(start + 2, start + 2 + 12 * count, 12):
            tag, kind, _, way = struct.unpack(f"{order}HHIH", tiff[place : place + 10])
            if (tag, kind) == (ORIENTATION, 3) and 1 <= way <= 8:
                return int(way)
    except struct.error:
        return None
    return None
