"""Flex messages: blocks, boxes, components, and taps anywhere in them."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.lineview import samples
from tests.lineview.conftest import Draw, Tapped


def bubble(*contents: samples.Json, **parts: Any) -> samples.Json:
    return samples.flex("札", {"type": "bubble", "body": samples.box(*contents), **parts})


def computed(element: Locator, name: str) -> str:
    return str(element.evaluate("(e, name) => getComputedStyle(e).getPropertyValue(name)", name))


@pytest.mark.parametrize(("size", "pixels"), [("xxs", 11), ("sm", 14), (None, 16), ("xxl", 29), ("32px", 32)])
def test_text_has_the_size_that_line_gives_it(draw: Draw, size: str | None, pixels: int) -> None:
    look = {"size": size} if size else {}

    text = draw(bubble(samples.words("大きさ", **look))).get_by_text("大きさ")

    assert computed(text, "font-size") == f"{pixels}px"


def test_only_text_with_scaling_follows_the_size_of_the_phone(draw: Draw, phone: Page) -> None:
    drawn = draw(bubble(samples.words("伸びる"), {"type": "text", "text": "そのまま"}))

    drawn.evaluate("e => e.style.setProperty('--lv-scale', '1.5')")

    assert computed(drawn.get_by_text("伸びる"), "font-size") == "24px"
    assert computed(drawn.get_by_text("そのまま"), "font-size") == "16px"


def test_text_keeps_to_one_line_unless_it_may_wrap(draw: Draw) -> None:
    long = "とても長い文です。" * 8
    drawn = draw(bubble(samples.words(long), {"type": "text", "text": f"一行：{long}"}))

    wrapped, single = (box["height"] for p in drawn.locator("p").all() if (box := p.bounding_box()))
    assert wrapped > single * 3


def test_spans_of_a_text_have_their_own_look(draw: Draw) -> None:
    spans = [
        {"type": "span", "text": "50円", "weight": "bold", "color": "#cc0000", "size": "xl"},
        {"type": "span", "text": "引き", "decoration": "line-through"},
    ]

    drawn = draw(bubble({"type": "text", "contents": spans}))

    assert drawn.locator("p").inner_text() == "50円引き"
    assert computed(drawn.get_by_text("50円"), "color") == "rgb(204, 0, 0)"
    assert computed(drawn.get_by_text("50円"), "font-size") == "22px"
    assert computed(drawn.get_by_text("引き"), "text-decoration-line") == "line-through"


def test_a_row_is_shared_by_flex(draw: Draw) -> None:
    row = samples.box(samples.words("左", flex=3), samples.words("右", flex=1), layout="horizontal")

    drawn = draw(bubble(row))

    left, right = (box["width"] for p in drawn.locator("p").all() if (box := p.bounding_box()))
    assert left == pytest.approx(right * 3, abs=1)


def test_spacing_lies_between_components_and_margin_wins(draw: Draw) -> None:
    column = samples.box(
        samples.words("一"), samples.words("二"), samples.words("三", margin="20px"), spacing="md"
    )

    drawn = draw(bubble(column))

    assert [computed(p, "margin-top") for p in drawn.locator("p").all()] == ["0px", "8px", "20px"]


def test_a_box_wears_what_it_is_given(draw: Draw) -> None:
    look = {
        "backgroundColor": "#f4f8f5",
        "cornerRadius": "md",
        "borderWidth": "normal",
        "borderColor": "#c9d3cc",
        "paddingAll": "16px",
        "paddingStart": "4px",
        "width": "100px",
        "height": "80px",
    }

    box = draw(bubble(samples.box(**look))).locator(".lv-box .lv-box")

    worn = {"background-color": "rgb(244, 248, 245)", "border-radius": "8px", "border-top-width": "1px"}
    assert {name: computed(box, name) for name in worn} == worn
    assert computed(box, "padding") == "16px 16px 16px 4px"
    assert box.bounding_box() == {**(box.bounding_box() or {}), "width": 100, "height": 80}


def test_values_that_line_would_refuse_change_nothing(draw: Draw) -> None:
    box = draw(bubble(samples.box(backgroundColor="url(//example.com/x)", width="calc(1px)"))).locator(
        ".lv-box .lv-box"
    )

    assert computed(box, "background-image") == "none"
    assert computed(box, "background-color") == "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("primary", "background-color", "rgb(23, 201, 80)"),
        ("secondary", "background-color", "rgb(220, 223, 229)"),
        ("link", "color", "rgb(66, 101, 154)"),
    ],
)
def test_a_button_looks_like_its_kind(draw: Draw, kind: str, name: str, expected: str) -> None:
    drawn = draw(bubble(samples.button("押す", style=kind)))

    assert computed(drawn.get_by_role("button", name="押す"), name) == expected


def test_a_button_may_have_a_colour_of_its_own(draw: Draw) -> None:
    drawn = draw(bubble(samples.button("使う", style="primary", color="#3A6B4C")))

    assert computed(drawn.get_by_role("button", name="使う"), "background-color") == "rgb(58, 107, 76)"


def test_a_tap_on_a_box_and_on_a_button_in_it_are_two_things(draw: Draw, phone: Page, tapped: Tapped) -> None:
    whole = {**samples.postback("箱"), "data": "box"}
    drawn = draw(bubble(samples.box(samples.words("箱の中"), samples.button("ボタン"), action=whole)))

    drawn.get_by_text("箱の中").click()
    drawn.get_by_role("button", name="ボタン").click()
    phone.get_by_role("button", name="箱", exact=True).press("Enter")

    assert [action["label"] for action in tapped()] == ["箱", "ボタン", "箱"]


def test_the_footer_of_an_announcement_can_be_tapped(draw: Draw, phone: Page, tapped: Tapped) -> None:
    draw(samples.ANNOUNCEMENT)

    phone.get_by_text("駅前コーヒー｜配信の理由・変更・停止").click()

    assert [action["label"] for action in tapped()] == ["理由"]


def test_a_carousel_holds_its_bubbles_side_by_side(draw: Draw) -> None:
    row = draw(samples.COUPONS)

    first, second = (box for card in row.locator(".lv-flex").all() if (box := card.bounding_box()))
    assert first["width"] == second["width"] == 260
    assert first["height"] == second["height"]
    assert second["x"] > first["x"] + first["width"]


def test_a_picture_keeps_its_shape_and_a_separator_its_line(draw: Draw) -> None:
    image = {"type": "image", "url": samples.CUP, "size": "full", "aspectRatio": "2:1"}

    drawn = draw(bubble(image, {"type": "separator", "color": "#ff0000"}))

    shape = drawn.locator(".lv-image").bounding_box()
    assert shape == {**(shape or {}), "width": 260, "height": 130}
    assert computed(drawn.locator(".lv-separator"), "height") == "1px"
    assert computed(drawn.locator(".lv-separator"), "background-color") == "rgb(255, 0, 0)"


def test_an_unknown_component_leaves_its_neighbours_alone(draw: Draw) -> None:
    drawn = draw(bubble(samples.words("前"), {"type": "hologram"}, samples.words("後")))

    assert drawn.locator("p").all_inner_texts() == ["前", "後"]
