"""Pictures and stickers, and that looking at them tells nobody."""

import pytest
from playwright.sync_api import Page

from tests.lineview import samples
from tests.lineview.conftest import Draw, Tapped


def test_a_picture_is_shown(draw: Draw, phone: Page) -> None:
    draw(samples.PICTURE)

    picture = phone.get_by_role("img", name="写真")
    assert picture.evaluate("e => e.decode().then(() => e.naturalWidth)") == 300


@pytest.mark.parametrize(
    "address", ["https://example.com/secret.png", "//example.com/a.png", "javascript:alert(1)", ""]
)
def test_a_picture_of_another_host_is_never_fetched(draw: Draw, phone: Page, address: str) -> None:
    draw({"type": "image", "originalContentUrl": address, "previewImageUrl": address})

    assert phone.locator("img").count() == 0
    assert phone.get_by_role("img", name="写真").count() == 1


def test_the_same_sticker_has_the_same_face(draw: Draw, phone: Page) -> None:
    faces = [
        draw({**samples.STICKER, "stickerId": number}).inner_html() for number in ("1988", "1988", "1989")
    ]

    assert faces[0] == faces[1]
    assert faces[0] != faces[2]
    assert phone.get_by_role("img", name="スタンプ").count() == 1


def test_an_imagemap_is_tapped_where_its_area_is(draw: Draw, tapped: Tapped) -> None:
    area = {"x": 520, "y": 0, "width": 520, "height": 1040}
    right = {"type": "message", "label": "右", "text": "右側", "area": area}
    shown = draw(
        {
            "type": "imagemap",
            "baseUrl": "",
            "altText": "地図",
            "baseSize": {"width": 1040, "height": 1040},
            "actions": [right],
        }
    )

    shown.click(position={"x": 225, "y": 150})
    shown.click(position={"x": 75, "y": 150})

    assert tapped() == [right]


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            {"type": "audio", "originalContentUrl": "https://example.com/a.m4a", "duration": 65000},
            "音声 1:05",
        ),
        (
            {"type": "location", "title": "駅前店", "address": "東京都1-1", "latitude": 1, "longitude": 2},
            "駅前店",
        ),
    ],
)
def test_sound_and_places_say_what_they_are(draw: Draw, message: samples.Json, said: str) -> None:
    assert said in draw(message).inner_text()


def test_a_video_shows_its_first_picture(draw: Draw) -> None:
    video = {
        "type": "video",
        "originalContentUrl": "https://example.com/v.mp4",
        "previewImageUrl": samples.CUP,
    }

    assert draw(video).get_by_role("img", name="動画").count() == 1
