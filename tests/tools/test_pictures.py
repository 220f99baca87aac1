"""The pictures of the dialogues: each is there, none is left over, and the page is as it is written."""

import re
import struct
import zlib

import pytest

from tools import dialogue_page, palettes
from tools.dialogues import CHAPTERS
from tools.shell import ROOT

PICTURES = ROOT / "docs" / "pictures" / "dialogues"
MOST = 3_000_000
"""Bytes of all pictures together, which everybody fetches who fetches the source."""


def names() -> list[str]:
    return [dialogue.name for chapter in CHAPTERS for dialogue in chapter.dialogues]


def test_every_dialogue_has_its_picture_and_no_picture_is_left_over() -> None:
    assert len(set(names())) == len(names())
    assert {file.stem for file in PICTURES.iterdir()} == set(names())
    assert sum(file.stat().st_size for file in PICTURES.iterdir()) < MOST


def test_the_page_shows_all_of_them_in_order() -> None:
    assert dialogue_page.PAGE.read_text(encoding="utf-8") == dialogue_page.text()


def test_every_picture_that_the_docs_show_is_there() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = [
        page.parent / source
        for page in pages
        for source in re.findall(r'(?:\]\(|src=")([^)"]+\.png)', page.read_text(encoding="utf-8"))
    ]
    assert len(shown) > len(names())
    assert [one for one in shown if not one.is_file()] == []


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
