"""Pictures for tests, as few bytes as make one."""

import struct
import zlib


def png(width: int = 1200, height: int = 800) -> bytes:
    """A plain picture that every browser draws."""
    rows = zlib.compress(b"".join(b"\0" + b"\xc8\x8c\x50" * width for _ in range(height)), 9)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg(width: int = 640, height: int = 480) -> bytes:
    """The frame of a photo, with what cameras put before it."""
    camera = b"\xff\xe1" + struct.pack(">H", 8) + b"Exif\0\0"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + camera + b"\xff" + frame + b"\xff\xda\x00\x03\x01\x00\xff\xd9"
