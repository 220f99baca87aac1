"""Small pictures: a palette says the same in fewer bytes."""

import struct
import zlib

import pytest

from tools.album import palettes


def png(width: int, pixels: list[bytes]) -> bytes:
    """A picture with every way of PNG to filter a row."""
    stride = width * 3
    rows = [b"".join(pixels[at : at + width]) for at in range(0, len(pixels), width)]
    raw, above = b"", bytes(stride)
    for number, row in enumerate(rows):
        kind = number % 5
        guesses = (
            palettes._guess(kind, row[at - 3] if at >= 3 else 0, above[at], above[at - 3] if at >= 3 else 0)
            for at in range(stride)
        )
        raw += bytes([kind]) + bytes((value - guess) & 255 for value, guess in zip(row, guesses, strict=True))
        above = row
    head = struct.pack(">IIBBBBB", width, len(rows), 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(raw, 0)), (b"IEND", b"")]
    return palettes.SIGNATURE + b"".join(palettes._chunk(*part) for part in parts)


def test_a_picture_of_few_colours_is_the_same_when_it_is_smaller() -> None:
    pixels = [bytes([20 * (at % 7), at % 3, 200]) for at in range(40 * 30)]
    given = png(40, pixels)

    small = palettes.reduced(given)

    parts = dict(palettes._chunks(small))
    palette, lines = parts[b"PLTE"], zlib.decompress(parts[b"IDAT"])
    drawn = [palette[3 * lines[row * 41 + 1 + at] :][:3] for row in range(30) for at in range(40)]
    assert len(small) < len(given)
    assert drawn == pixels


def test_a_picture_of_another_kind_is_refused() -> None:
    grey = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    with pytest.raises(ValueError, match="RGB"):
        palettes.reduced(palettes.SIGNATURE + palettes._chunk(b"IHDR", grey))
