"""Photos: taken in when they are what they say, and given out by an address that nobody can guess."""

import secrets
from collections.abc import Collection
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.photos import Photo
from services import picture_files
from services.errors import RuleError

LARGEST = 1_000_000
"""Bytes. LINE shows previews of up to 1 MB (reference, image message); ours is its own preview."""
PIXELS = 8_000
"""A side may have so many: what phones open without trouble."""
LOOPBACK = ("127.0.0.1", "localhost")


class PhotoRefused(RuleError):
    """It is no picture that can be shown; `why` is `unreadable`, `large` or `pixels`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class PhotosNeedHttps(RuleError):
    """LINE fetches pictures under https only, and the shop's address is none."""


def keep(session: Session, content: bytes, *, now: datetime) -> Photo:
    """Take a picture in, without what a camera wrote about place and person; raise PhotoRefused."""
    if len(content) > LARGEST:
        raise PhotoRefused("large")
    try:
        file = picture_files.read(content)
    except picture_files.NoPicture:
        raise PhotoRefused("unreadable") from None
    if not 0 < file.width <= PIXELS or not 0 < file.height <= PIXELS:
        raise PhotoRefused("pixels")
    photo = Photo(token=secrets.token_urlsafe(32), created_at=now, **file._asdict())
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
