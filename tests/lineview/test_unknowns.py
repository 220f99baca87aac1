"""Whatever arrives, something quiet is drawn and nothing breaks."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.lineview import samples
from tests.lineview.conftest import Draw


@pytest.mark.parametrize(
    "message",
    [
        {"type": "hologram", "altText": "立体"},
        {"type": "toString"},
        {"type": "template", "template": {"type": "roulette"}, "altText": "回る"},
        {"type": "flex", "altText": "空", "contents": {"type": "cube"}},
        {"type": "flex", "altText": "空"},
        {
            "type": "flex",
            "altText": "奇妙",
            "contents": {"type": "bubble", "body": {"type": "box", "contents": 7}},
        },
        {},
        None,
        "text",
        [],
    ],
)
def test_what_we_do_not_know_is_a_grey_bubble(draw: Draw, message: Any) -> None:
    assert "表示できない" in draw(message).inner_text()


def test_its_alt_text_is_shown(draw: Draw) -> None:
    assert "立体" in draw({"type": "hologram", "altText": "立体"}).inner_text()


def test_an_english_page_says_it_in_english(draw: Draw, phone: Page) -> None:
    phone.evaluate("document.documentElement.lang = 'en'")

    assert "cannot be shown here" in draw({"type": "hologram"}).inner_text()


@pytest.mark.parametrize(
    "message",
    [
        {"type": "text"},
        {"type": "image"},
        {"type": "sticker"},
        {"type": "template", "template": {"type": "buttons"}},
        {"type": "template", "template": {"type": "carousel"}},
        {"type": "flex", "contents": {"type": "bubble"}},
        {"type": "flex", "contents": {"type": "carousel", "contents": []}},
        {
            "type": "flex",
            "contents": {"type": "bubble", "body": {"type": "box", "contents": [None, {"type": "button"}]}},
        },
        {"type": "imagemap"},
    ],
)
def test_a_half_written_message_is_drawn_as_far_as_it_goes(draw: Draw, message: samples.Json) -> None:
    drawn = draw(message)

    assert drawn.count() == 1
    assert "表示できない" not in drawn.inner_text()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_model_talk_never_runs_over_the_edge(draw: Draw, phone: Page, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 800})

    draw(samples.MODEL_TALK, name="drawTalk")

    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
