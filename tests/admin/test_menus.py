"""The page of the menu: seen while it is typed, published once, refused where it cannot be read."""

import io
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from linebot.v3.messaging import RichMenuRequest
from PIL import Image
from playwright.sync_api import expect
from sqlalchemy import select

from bot import menus as line
from bot.pictures import menus as pictures
from models.menus import Menu, MenuKind
from services.menus import CELLS, LABELS, Design
from tests.admin.serving import Signed, Site
from tests.admin.shop import Parts, Visitor
from tests.clock import NOW

WORDS = {"colour": "#b33a2e", **LABELS}


@pytest.fixture
def marketer(signed_in: Callable[[str], Visitor]) -> Visitor:
    visitor = signed_in("marketer")
    visitor.get("/admin/menus")
    return visitor


def kept(parts: Parts) -> list[Menu]:
    with parts.readings.begin() as session:
        return list(session.scalars(select(Menu).order_by(Menu.id)))


def test_both_menus_are_published_in_colour_and_words(marketer: Visitor, parts: Parts) -> None:
    given = {**WORDS, "card": "メンバー証"}

    assert marketer.post("/admin/menus", **given).status_code == 303

    assert [menu.kind for menu in kept(parts)] == [MenuKind.STRANGER, MenuKind.MEMBER]
    assert all(Design.of(menu).labels["card"] == "メンバー証" for menu in kept(parts))
    page = marketer.get("/admin/menus").text
    assert "LINEに送っています" in page
    assert 'value="#b33a2e"' in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"colour": "red"}, "#2f5d50 の形"), ({"help": "長" * 9}, "8文字まで"), ({"join": ""}, "言葉を")],
)
def test_what_cannot_be_read_is_not_published(
    marketer: Visitor, parts: Parts, wrong: dict[str, str], said: str
) -> None:
    answer = marketer.post("/admin/menus", **{**WORDS, **wrong})

    assert answer.status_code == 422
    assert said in answer.text
    assert kept(parts) == []


def test_a_look_at_it_keeps_nothing(marketer: Visitor, parts: Parts) -> None:
    seen = marketer.post("/admin/menus/preview", **WORDS).text

    assert len(re.findall(r'src="data:image/png;base64,', seen)) == 2
    assert "会員登録、お店の案内、お問い合わせ、ヘルプ" in seen
    assert kept(parts) == []


def test_the_picture_follows_what_is_typed(site: Site, signed: Signed) -> None:
    page = signed("marketer", viewport={"width": 1280, "height": 900})
    page.goto(f"{site.address}/admin/menus")
    before = page.locator("#seen img").last.get_attribute("src")

    page.get_by_label("会員証").fill("メンバー証")

    expect(page.locator("#seen img").last).to_have_attribute("alt", re.compile("メンバー証"))
    assert page.locator("#seen img").last.get_attribute("src") != before


@pytest.mark.parametrize("kind", MenuKind)
def test_what_is_tapped_covers_the_picture_and_speaks(kind: MenuKind) -> None:
    menu = Menu(id=7, kind=kind, design={"colour": "#2f5d50", "labels": dict(LABELS)}, created_at=NOW)
    body = line.body(menu)

    RichMenuRequest.from_dict(body)
    size, areas = body["size"], body["areas"]
    surface = sum(area["bounds"]["width"] * area["bounds"]["height"] for area in areas)
    assert surface == size["width"] * size["height"]
    assert len(areas) == len(CELLS[kind])
    assert all(0 < len(area["action"]["label"]) <= line.LABEL for area in areas)
    assert all(one["bounds"] != other["bounds"] for one, other in pairwise(areas))


@pytest.mark.parametrize("colour", ["#2f5d50", "#ffd400", "#7a7a7a"])
def test_a_picture_is_of_lines_size_and_its_words_can_be_read(colour: str) -> None:
    for kind in MenuKind:
        drawn = pictures.draw(kind, Design(colour))
        with Image.open(io.BytesIO(drawn)) as picture:
            assert picture.size == (line.WIDTH, line.HEIGHTS[kind])
            raw = picture.convert("RGB").tobytes()
            inks = {(raw[at], raw[at + 1], raw[at + 2]) for at in range(0, len(raw), 3 * 997)}
        paper = pictures.ground(colour)
        assert max(pictures.contrast(paper, ink) for ink in inks) >= 4.5
        assert len(drawn) < 1_000_000
