"""Pictures for tests, as few bytes as make one."""

import struct
import zlib


def png(width: int = 1200, height: int = 800, note: bytes = b"") -> bytes:
    """A plain picture that every browser draws; a note is written into it."""
    rows = zlib.compress(b"".join(b"\0" + b"\xc8\x8c\x50" * width for _ in range(height)), 9)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    notes = ((b"tEXt", b"Comment\0" + note),) if note else ()
    chunks = ((b"IHDR", head), *notes, (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg(width: int = 640, height: int = 480, exif: bytes = b"", after: bytes = b"") -> bytes:
    """The frame of a photo, with what cameras put before it and after it."""
    camera = b"\xff\xe1" + struct.pack(">H", len(exif) + 8) + b"Exif\0\0" + exif if exif else b""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + camera + frame + b"\xff\xda\x00\x03\x01\x00\xff\xd9" + after


def exif(order: str, way: int, note: bytes) -> bytes:
    """What a camera writes: which way up, and, say, where it was."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entries = struct.pack(f"{order}HHII", 0x8825, 4, 1, 38)
    entries += struct.pack(f"{order}HHIHH", 0x0112, 3, 1, way, 0)
    return mark + struct.pack(f"{order}IH", 8, 2) + entries + struct.pack(f"{order}I", 0) + note
