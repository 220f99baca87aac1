"""Flex messages: components with their fields, and the sizes of the whole."""

from typing import Any

import pytest

from simulator import RunningLine
from tests.simulator.api import Api, faults_of

PICTURE = "https://shop.example.jp/a.png"
LINK = {"type": "uri", "label": "見る", "uri": "https://shop.example.jp"}
WORDS = {"type": "text", "text": "ポイント"}


def box(*contents: Any, layout: str = "vertical", **more: Any) -> dict[str, Any]:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def bubble(*contents: Any, **more: Any) -> dict[str, Any]:
    return {"type": "bubble", "body": box(*contents), **more}


def flex(contents: Any) -> dict[str, Any]:
    return {"type": "flex", "altText": "お知らせ", "contents": contents}


FULL = bubble(
    {**WORDS, "size": "xl", "weight": "bold", "color": "#1A7F5A", "wrap": True, "maxLines": 2, "flex": 1},
    {"type": "text", "contents": [{"type": "span", "text": "1,200", "weight": "bold"}], "margin": "12px"},
    box(WORDS, {"type": "icon", "url": PICTURE, "size": "sm"}, layout="baseline", spacing="sm"),
    box(
        {"type": "image", "url": PICTURE, "size": "full", "aspectRatio": "20:13", "aspectMode": "cover"},
        layout="horizontal",
        paddingAll="10%",
        cornerRadius="md",
        offsetTop="-4px",
        position="relative",
        background={
            "type": "linearGradient",
            "angle": "90deg",
            "startColor": "#FFFFFF",
            "endColor": "#00000080",
        },
    ),
    {"type": "separator", "margin": "lg", "color": "#DDDDDD"},
    {"type": "button", "action": LINK, "style": "primary", "height": "sm", "color": "#1A7F5A"},
    size="kilo",
    hero={"type": "image", "url": PICTURE},
    footer=box({"type": "filler"}),
    styles={"footer": {"separator": True}},
)

ACCEPTED: dict[str, Any] = {
    "everything at once": FULL,
    "a carousel of twelve": {"type": "carousel", "contents": [bubble(WORDS)] * 12},
    "a button of 40 characters": bubble({"type": "button", "action": {**LINK, "label": "あ" * 40}}),
    "an empty box": bubble(box()),
    "a video": bubble(
        WORDS,
        hero={
            "type": "video",
            "url": PICTURE,
            "previewUrl": PICTURE,
            "altContent": {"type": "image", "url": PICTURE},
        },
    ),
}


@pytest.mark.parametrize("contents", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_what_line_accepts_is_accepted(line: RunningLine, api: Api, contents: Any) -> None:
    answer = api.validate(flex(contents))

    assert answer.status == 200, answer.data.decode()


REFUSED: dict[str, tuple[Any, str]] = {
    "an unknown container": ({"type": "balloon"}, ".type"),
    "an empty bubble": ({"type": "bubble"}, ""),
    "an unknown component": (bubble({"type": "table"}), ".body.contents[0].type"),
    "an unknown field": (bubble({**WORDS, "font": "serif"}), ".body.contents[0].font"),
    "an empty text": (bubble({"type": "text", "text": ""}), ".body.contents[0].text"),
    "a text without words": (bubble({"type": "text", "size": "xl"}), ".body.contents[0].text"),
    "a colour by name": (bubble({**WORDS, "color": "red"}), ".body.contents[0].color"),
    "a size of no kind": (bubble({**WORDS, "size": "huge"}), ".body.contents[0].size"),
    "a box without layout": ({"type": "bubble", "body": {"type": "box", "contents": []}}, ".body.layout"),
    "a box of no layout": (bubble(box(WORDS, layout="grid")), ".body.contents[0].layout"),
    "a fault deep inside": (
        bubble(box(box({"type": "image"}))),
        ".body.contents[0].contents[0].contents[0].url",
    ),
    "an icon outside a baseline": (bubble({"type": "icon", "url": PICTURE}), ".body.contents[0].type"),
    "a button in a baseline": (
        bubble(box({"type": "button", "action": LINK}, layout="baseline")),
        ".body.contents[0].contents[0].type",
    ),
    "a text as hero": (bubble(WORDS, hero=WORDS), ".hero.type"),
    "a text as body": ({"type": "bubble", "body": WORDS}, ".body.type"),
    "an http picture": (
        bubble({"type": "image", "url": "http://shop.example.jp/a.png"}),
        ".body.contents[0].url",
    ),
    "a button without label": (
        bubble({"type": "button", "action": {"type": "uri", "uri": "https://x.jp"}}),
        ".body.contents[0].action.label",
    ),
    "a button of 41 characters": (
        bubble({"type": "button", "action": {**LINK, "label": "あ" * 41}}),
        ".body.contents[0].action.label",
    ),
    "thirteen bubbles": ({"type": "carousel", "contents": [bubble(WORDS)] * 13}, ".contents"),
    "bubbles of two widths": (
        {"type": "carousel", "contents": [bubble(WORDS), bubble(WORDS, size="nano")]},
        ".contents",
    ),
    "a bubble over 30 KB": (bubble(*[{**WORDS, "text": "あ" * 1000}] * 11), ""),
    "a carousel over 50 KB": (
        {"type": "carousel", "contents": [bubble(*[{**WORDS, "text": "あ" * 1000}] * 3)] * 6},
        "",
    ),
}


@pytest.mark.parametrize(("contents", "property_"), REFUSED.values(), ids=REFUSED.keys())
def test_what_line_refuses_is_refused_naming_the_property(
    line: RunningLine, api: Api, contents: Any, property_: str
) -> None:
    assert f"messages[0].contents{property_}" in faults_of(api.validate(flex(contents)))


def test_all_faults_of_one_bubble_are_named(line: RunningLine, api: Api) -> None:
    wrong = bubble({**WORDS, "color": "red"}, {"type": "button", "action": {"type": "jump"}})

    assert set(faults_of(api.validate(flex(wrong)))) == {
        "messages[0].contents.body.contents[0].color",
        "messages[0].contents.body.contents[1].action.type",
    }
