"""Message objects: the limits that LINE documents, at their edges."""

from typing import Any

import pytest

from simulator import RunningLine, lengths
from tests.simulator.api import Api, faults_of

POSTBACK = {"type": "postback", "label": "はい", "data": "action=yes"}
FAMILY = "👨‍👩‍👧"
PICTURE = "https://shop.example.jp/a.png"


def text(words: str, **more: Any) -> dict[str, Any]:
    return {"type": "text", "text": words, **more}


def template(**inside: Any) -> dict[str, Any]:
    return {"type": "template", "altText": "お知らせ", "template": inside}


def buttons(words: str = "どうしますか", **more: Any) -> dict[str, Any]:
    return template(**{"type": "buttons", "text": words, "actions": [POSTBACK], **more})


def confirm(*actions: Any) -> dict[str, Any]:
    return template(type="confirm", text="よろしいですか", actions=list(actions))


def column(*actions: Any, **more: Any) -> dict[str, Any]:
    return {"text": "コーヒー", "actions": list(actions), **more}


def quick(count: int, **action: Any) -> dict[str, Any]:
    item = {"type": "action", "action": {**POSTBACK, **action}}
    return text("選んでください", quickReply={"items": [item] * count})


ACCEPTED: dict[str, Any] = {
    "a text of 5,000 units": text("あ" * 5000),
    "a text of 2,500 emoji": text("😀" * 2500),
    "an emoji of LINE": text("$", emojis=[{"index": 0, "productId": "p", "emojiId": "001"}]),
    "a textV2": {
        "type": "textV2",
        "text": "{{x}} {e}",
        "substitution": {"e": {"type": "emoji", "productId": "p", "emojiId": "001"}},
    },
    "a sticker": {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    "a picture": {"type": "image", "originalContentUrl": PICTURE, "previewImageUrl": PICTURE},
    "a picture of this machine": {
        "type": "image",
        "originalContentUrl": "http://127.0.0.1:8000/a.png",
        "previewImageUrl": "http://localhost:8000/a.png",
    },
    "a place": {"type": "location", "title": "店", "address": "東京", "latitude": 35.6, "longitude": 139.7},
    "a video": {"type": "video", "originalContentUrl": PICTURE, "previewImageUrl": PICTURE},
    "a sound": {"type": "audio", "originalContentUrl": PICTURE, "duration": 1000},
    "a coupon": {"type": "coupon", "couponId": "01ABC", "deliveryTag": "winter_1"},
    "an imagemap": {
        "type": "imagemap",
        "baseUrl": PICTURE,
        "altText": "地図",
        "baseSize": {"width": 1040, "height": 700},
        "actions": [
            {"type": "message", "text": "はい", "area": {"x": 0, "y": 0, "width": 520, "height": 700}}
        ],
    },
    "13 quick replies": quick(13),
    "a label of 20 families": quick(1, label=FAMILY * 20),
    "a camera as quick reply": text(
        "写真", quickReply={"items": [{"type": "action", "action": {"type": "camera", "label": "撮る"}}]}
    ),
    "buttons of 160 characters": buttons("あ" * 160),
    "buttons with title": buttons("あ" * 60, title="い" * 40),
    "a date to choose": buttons(
        actions=[
            {"type": "datetimepicker", "label": "日", "data": "d", "mode": "date", "initial": "2026-11-23"}
        ]
    ),
    "a confirm": confirm(POSTBACK, POSTBACK),
    "a carousel of 10": template(type="carousel", columns=[column(POSTBACK, POSTBACK, POSTBACK)] * 10),
    "an image carousel": template(
        type="image_carousel",
        columns=[
            {
                "imageUrl": PICTURE,
                "action": {"type": "uri", "label": "見る", "uri": "https://shop.example.jp"},
            }
        ],
    ),
    "a sender": text("はい", sender={"name": "ご縁カフェ", "iconUrl": PICTURE}),
}


@pytest.mark.parametrize("message", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_what_line_accepts_is_accepted(line: RunningLine, api: Api, message: Any) -> None:
    answer = api.validate(message)

    assert answer.status == 200, answer.data.decode()


REFUSED: dict[str, tuple[Any, str]] = {
    "an empty text": (text(""), ".text"),
    "a text of 5,001 units": (text("あ" * 5001), ".text"),
    "a text of 2,501 emoji": (text("😀" * 2501), ".text"),
    "a text that is a number": ({"type": "text", "text": 5}, ".text"),
    "a text without text": ({"type": "text"}, ".text"),
    "an unknown field": (text("はい", colour="red"), ".colour"),
    "an unknown kind": ({"type": "postcard"}, ".type"),
    "no kind": ({"text": "はい"}, ".type"),
    "no object": ("はい", ""),
    "an emoji without its dollar": (
        text("はい", emojis=[{"index": 0, "productId": "p", "emojiId": "001"}]),
        ".emojis[0].index",
    ),
    "a place without substitution": ({"type": "textV2", "text": "{name}"}, ".substitution.name"),
    "a lonely brace": ({"type": "textV2", "text": "1 } 2"}, ".text"),
    "an http picture": (
        {"type": "image", "originalContentUrl": "http://shop.example.jp/a.png", "previewImageUrl": PICTURE},
        ".originalContentUrl",
    ),
    "a long address": (
        {"type": "image", "originalContentUrl": PICTURE + "a" * 2000, "previewImageUrl": PICTURE},
        ".originalContentUrl",
    ),
    "14 quick replies": (quick(14), ".quickReply.items"),
    "no quick reply": (quick(0), ".quickReply.items"),
    "a quick reply of 21 characters": (quick(1, label="あ" * 21), ".quickReply.items[0].action.label"),
    "a quick reply without label": (
        text("x", quickReply={"items": [{"type": "action", "action": {"type": "camera"}}]}),
        ".quickReply.items[0].action.label",
    ),
    "postback data of 301": (buttons(actions=[{**POSTBACK, "data": "x" * 301}]), ".template.actions[0].data"),
    "displayText of 301": (
        buttons(actions=[{**POSTBACK, "displayText": "あ" * 301}]),
        ".template.actions[0].displayText",
    ),
    "displayText and text": (
        buttons(actions=[{**POSTBACK, "displayText": "a", "text": "b"}]),
        ".template.actions[0]",
    ),
    "a camera in buttons": (
        buttons(actions=[{"type": "camera", "label": "撮る"}]),
        ".template.actions[0].type",
    ),
    "a button of 21 characters": (
        buttons(actions=[{**POSTBACK, "label": "あ" * 21}]),
        ".template.actions[0].label",
    ),
    "a button without label": (
        buttons(actions=[{"type": "postback", "data": "x"}]),
        ".template.actions[0].label",
    ),
    "five buttons": (buttons(actions=[POSTBACK] * 5), ".template.actions"),
    "no buttons": (buttons(actions=[]), ".template.actions"),
    "buttons of 161 characters": (buttons("あ" * 161), ".template.text"),
    "buttons of 61 characters under a title": (buttons("あ" * 61, title="い"), ".template.text"),
    "a title of 41 characters": (buttons(title="い" * 41), ".template.title"),
    "a date that is a time": (
        buttons(
            actions=[
                {"type": "datetimepicker", "label": "日", "data": "d", "mode": "date", "initial": "10:00"}
            ]
        ),
        ".template.actions[0].initial",
    ),
    "an ftp link": (
        buttons(actions=[{"type": "uri", "label": "見る", "uri": "ftp://x.jp"}]),
        ".template.actions[0].uri",
    ),
    "a link of 1,001 characters": (
        buttons(actions=[{"type": "uri", "label": "見る", "uri": "https://x.jp/" + "a" * 988}]),
        ".template.actions[0].uri",
    ),
    "a link that is not encoded": (
        buttons(actions=[{"type": "uri", "label": "見る", "uri": "https://x.jp/店"}]),
        ".template.actions[0].uri",
    ),
    "one action to confirm": (confirm(POSTBACK), ".template.actions"),
    "three actions to confirm": (confirm(POSTBACK, POSTBACK, POSTBACK), ".template.actions"),
    "eleven columns": (template(type="carousel", columns=[column(POSTBACK)] * 11), ".template.columns"),
    "uneven columns": (
        template(type="carousel", columns=[column(POSTBACK), column(POSTBACK, POSTBACK)]),
        ".template.columns",
    ),
    "a column of 121 characters": (
        template(type="carousel", columns=[column(POSTBACK, text="あ" * 121)]),
        ".template.columns[0].text",
    ),
    "a column of 61 characters under a picture": (
        template(type="carousel", columns=[column(POSTBACK, text="あ" * 61, thumbnailImageUrl=PICTURE)]),
        ".template.columns[0].text",
    ),
    "altText of 1,501": ({**buttons(), "altText": "あ" * 1501}, ".altText"),
    "no altText": ({"type": "template", "template": buttons()["template"]}, ".altText"),
    "a sender who says to be LINE": (text("はい", sender={"name": "LINE公式"}), ".sender.name"),
    "a sender of 21 characters": (text("はい", sender={"name": "あ" * 21}), ".sender.name"),
}


@pytest.mark.parametrize(("message", "property_"), REFUSED.values(), ids=REFUSED.keys())
def test_what_line_refuses_is_refused_naming_the_property(
    line: RunningLine, api: Api, message: Any, property_: str
) -> None:
    assert f"messages[0]{property_}" in faults_of(api.validate(message))


def test_every_fault_of_a_body_is_named_at_once(line: RunningLine, api: Api) -> None:
    answer = api.validate(text(""), {"type": "postcard"})

    assert answer.json()["message"] == "The request body has 2 error(s)"
    assert set(faults_of(answer)) == {"messages[0].text", "messages[1].type"}


@pytest.mark.parametrize(
    ("written", "seen", "units"),
    [
        ("abc", 3, 3),
        ("が", 1, 1),
        ("か\u3099", 1, 2),
        ("😀", 1, 2),
        (FAMILY, 1, 8),
        ("🇯🇵🇫🇷", 2, 8),
        ("👍🏽", 1, 4),
        ("❤️", 1, 2),
        ("", 0, 0),
        ("a\r\nb", 3, 4),
    ],
)
def test_characters_are_counted_as_line_counts_them(written: str, seen: int, units: int) -> None:
    assert (lengths.graphemes(written), lengths.utf16(written)) == (seen, units)
