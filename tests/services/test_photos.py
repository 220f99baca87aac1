"""Photos: what is one is taken in, and what is none is refused."""

import pytest
from sqlalchemy.orm import Session

from models.photos import MediaType
from services import photos
from tests import images
from tests.clock import NOW

PNG, JPEG = images.png(30, 20), images.jpeg()


@pytest.mark.parametrize(
    ("content", "shape"),
    [(PNG, (MediaType.PNG, 30, 20)), (JPEG, (MediaType.JPEG, 640, 480))],
)
def test_a_picture_is_kept_under_an_address_of_its_own(
    session: Session, content: bytes, shape: tuple[MediaType, int, int]
) -> None:
    one, other = (photos.keep(session, content, now=NOW) for _ in range(2))

    found = photos.find(session, one.token)

    assert found is not None
    assert (found.media_type, found.width, found.height, found.content) == (*shape, content)
    assert one.token != other.token
    assert len(one.token) == 43


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "unreadable"),
        (b"GIF89a" + bytes(100), "unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unreadable"),
        (PNG[:-5], "unreadable"),
        (PNG[:20], "unreadable"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "unreadable"),
        (JPEG[:-2], "unreadable"),
        (b"\xff\xd8\xff\xd9", "unreadable"),
        (b"\xff\xd8" + bytes(70) + b"\xff\xd9", "unreadable"),
        (images.jpeg(0, 480), "pixels"),
        (images.jpeg(640, 8_001), "pixels"),
        (PNG + bytes(1_000_000), "large"),
    ],
)
def test_what_is_no_picture_is_refused(session: Session, content: bytes, why: str) -> None:
    with pytest.raises(photos.PhotoRefused) as refusal:
        photos.keep(session, content, now=NOW)

    assert refusal.value.why == why


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("https://shop.example", True),
        ("http://127.0.0.1:5000", True),
        ("http://localhost:5000", True),
        ("http://shop.example", False),
        ("http://localhost.shop.example", False),
    ],
)
def test_pictures_are_sent_under_https_or_on_this_very_machine(address: str, may: bool) -> None:
    assert photos.may_be_sent(address) is may
