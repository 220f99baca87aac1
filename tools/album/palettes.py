"""Small pictures: a PNG of a screen told again with a palette of its commonest colours."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 64


def reduced(png: bytes) -> bytes:
    """Tell a picture (8 bits, RGB or RGBA, opaque) with at most COLOURS colours; the smaller one is given."""
    width, height, channels, rows = _read(png)
    pixels = [row[at : at + 3] for row in rows for at in range(0, width * channels, channels)]
    counted = Counter(pixels)
    palette = [colour for colour, _ in counted.most_common(COLOURS)]
    places = {colour: place for place, colour in enumerate(palette)}
    for colour in counted:
        if colour not in places:
            places[colour] = min(range(len(palette)), key=lambda place: _distance(palette[place], colour))
    indexed = bytes(places[pixel] for pixel in pixels)
    lines = b"".join(b"\x00" + indexed[at : at + width] for at in range(0, width * height, width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    body = [(b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")]
    small = SIGNATURE + b"".join(_chunk(name, content) for name, content in body)
    return min(small, png, key=len)


def _distance(one: bytes, other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _read(png: bytes) -> tuple[int, int, int, list[bytes]]:
    """Give width, height, bytes a pixel, and the rows unfiltered."""
    parts = dict.fromkeys((b"IHDR", b"IDAT"), b"")
    for name, content in _chunks(png):
        if name in parts:
            parts[name] += content
    width, height, depth, colour = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    channels = {2: 3, 6: 4}.get(colour, 0)
    if depth != 8 or not channels:
        raise ValueError("only pictures of 8 bits, RGB or RGBA, can be told again")
    return width, height, channels, list(_rows(zlib.decompress(parts[b"IDAT"]), width * channels, channels))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += size + 12


def _rows(raw: bytes, stride: int, channels: int) -> Iterator[bytes]:
    """Undo the filters of PNG, row by row (https://www.w3.org/TR/png-3/#9Filters)."""
    above = bytes(stride)
    for start in range(0, len(raw), stride + 1):
        kind, line = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        for at in range(stride):
            left = line[at - channels] if at >= channels else 0
            corner = above[at - channels] if at >= channels else 0
            line[at] = (line[at] + _guess(kind, left, above[at], corner)) & 255
        above = bytes(line)
        yield above


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:
        near = left + up - corner
        return min((left, up, corner), key=lambda one: abs(near - one))
    return (0, left, up, (left + up) // 2)[kind]
