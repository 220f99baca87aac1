"""Photos: what is one is taken in, and what is none is refused."""

import pytest
from sqlalchemy.orm import Session

from models.photos import MediaType
from services import photos, picture_files
from tests import images
from tests.clock import NOW

PNG, JPEG = images.png(30, 20), images.jpeg()


@pytest.mark.parametrize(
    ("content", "shape"),
    [(PNG, (MediaType.PNG, 30, 20)), (JPEG, (MediaType.JPEG, 640, 480))],
    ids=["png", "jpeg"],
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
    "content",
    [
        b"",
        b"GIF89a" + bytes(100),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        PNG[:-5],
        PNG[:20],
        PNG[:-12],
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        JPEG[:-2],
        JPEG[:9],
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8" + bytes(70) + b"\xff\xd9",
        b"\xff\xd8\xff\xda\x00\x03\x01\xff\xd9",
    ],
)
def test_what_is_no_picture_is_none(content: bytes) -> None:
    with pytest.raises(picture_files.NoPicture):
        picture_files.read(content)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"not a picture", "unreadable"),
        (images.jpeg(0, 480), "pixels"),
        (images.jpeg(640, 8_001), "pixels"),
        (PNG + bytes(1_000_000), "large"),
    ],
)
def test_what_cannot_be_shown_is_refused(session: Session, content: bytes, why: str) -> None:
    with pytest.raises(photos.PhotoRefused) as refusal:
        photos.keep(session, content, now=NOW)

    assert refusal.value.why == why


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photo_tells_which_way_up_it_is_and_not_where_it_was_taken(order: str) -> None:
    place = b"35.6812N 139.7671E"
    taken = images.jpeg(exif=images.exif(order, 6, place), after=b"a film of " + place)

    kept = picture_files.read(taken)

    assert (kept.width, kept.height) == (640, 480)
    assert place in taken
    assert place not in kept.content
    assert images.exif(">", 6, b"")[22:32] in kept.content
    assert kept.content.endswith(b"\xff\xd9")
    assert picture_files.read(kept.content) == kept


@pytest.mark.parametrize("exif", [b"MM\0*", b"II*\0" + bytes(3), b"MM\0*\0\0\xff\xff\0\1", bytes(60)])
def test_an_exif_that_says_nothing_is_left_out(exif: bytes) -> None:
    assert picture_files.read(images.jpeg(exif=exif)).content == images.jpeg()


def test_a_drawing_loses_its_notes_and_nothing_else() -> None:
    assert picture_files.read(images.png(30, 20, note=b"drawn by Hanako")).content == PNG


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
