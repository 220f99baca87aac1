"""Photos: taken in when they are what they say, and given out by an address that nobody can guess."""

import secrets
import struct
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.photos import MediaType, Photo
from services.errors import RuleError

LARGEST = 1_000_000
"""Bytes. LINE shows previews of up to 1 MB (reference, image message); ours is its own preview."""
PIXELS = 8_000
"""A side may have so many: what phones open without trouble."""
LOOPBACK = ("127.0.0.1", "localhost")
_PNG = b"\x89PNG\r\n\x1a\n"
_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""JPEG's markers of a frame, in which its size stands (ITU T.81, table B.1)."""
_BARE = {0x01, *range(0xD0, 0xD9)}
"""Markers without a length."""


class PhotoRefused(RuleError):
    """It is no picture that can be shown; `why` is `unreadable`, `large` or `pixels`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class PhotosNeedHttps(RuleError):
    """LINE fetches pictures under https only, and the shop's address is none."""


class Shape(NamedTuple):
    """What a picture's header says."""

    media_type: MediaType
    width: int
    height: int


def keep(session: Session, content: bytes, *, now: datetime) -> Photo:
    """Take a picture in; raise PhotoRefused."""
    if len(content) > LARGEST:
        raise PhotoRefused("large")
    shape = measure(content)
    photo = Photo(token=secrets.token_urlsafe(32), content=content, created_at=now, **shape._asdict())
    session.add(photo)
    session.flush()
    return photo


def find(session: Session, token: str) -> Photo | None:
    return session.scalar(select(Photo).where(Photo.token == token))


def may_be_sent(public_url: str) -> bool:
    """Tell whether LINE, or its stand-in on this very machine, can fetch pictures from there."""
    address = urlsplit(public_url)
    return address.scheme == "https" or (address.scheme == "http" and address.hostname in LOOPBACK)


def check_address(public_url: str, tokens: Collection[str]) -> None:
    """Raise PhotosNeedHttps where there are pictures that nobody could fetch."""
    if tokens and not may_be_sent(public_url):
        raise PhotosNeedHttps


def measure(content: bytes) -> Shape:
    """Read what the header says, and that the end is there; raise PhotoRefused."""
    try:
        shape = _png(content) if content.startswith(_PNG) else _jpeg(content)
    except (struct.error, StopIteration):
        raise PhotoRefused("unreadable") from None
    if not 0 < shape.width <= PIXELS or not 0 < shape.height <= PIXELS:
        raise PhotoRefused("pixels")
    return shape


def _png(content: bytes) -> Shape:
    length, kind, width, height = struct.unpack(">I4sII", content[8:24])
    if (length, kind) != (13, b"IHDR") or content[-8:-4] != b"IEND":
        raise PhotoRefused("unreadable")
    return Shape(MediaType.PNG, width, height)


def _jpeg(content: bytes) -> Shape:
    if not content.startswith(b"\xff\xd8") or b"\xff\xd9" not in content[-64:]:
        raise PhotoRefused("unreadable")
    height, width = next(
        struct.unpack(">HH", content[place + 3 : place + 7])
        for marker, place in _segments(content)
        if marker in _SIZES
    )
    return Shape(MediaType.JPEG, width, height)


def _segments(content: bytes) -> Iterator[tuple[int, int]]:
    """Give each marker before the picture itself, with the place of its length."""
    place = 2
    while True:
        fill, marker = struct.unpack(">BB", content[place : place + 2])
        if fill != 0xFF or marker == 0xDA:
            return
        if marker in _BARE or marker == 0xFF:
            place += 2 if marker in _BARE else 1
            continue
        yield marker, place + 2
        (length,) = struct.unpack(">H", content[place + 2 : place + 4])
        place += 2 + length
