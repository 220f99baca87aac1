"""Points at the counter of a shared phone take three taps at most; Chromium counts them."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from bot.pictures import cards as pictures
from services import devices, pins
from tests import browsers
from tests.admin.serving import Site
from tests.admin.shop import Parts
from tests.admin.test_accessibility import findings, too_wide
from tests.clock import Clock
from tools import machine

PIN = "2580"
COUNT = """addEventListener("click", () => {
  sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1;
}, true);"""


@pytest.fixture
def code(site: Site, site_parts: Parts) -> str:
    """The code of a new device, and a clerk to open it."""
    assert site
    with site_parts.sessions.begin() as session:
        opened, now = site_parts.vault(), site_parts.clock()
        pins.add_clerk(session, opened, name="さくら", pin=PIN, now=now)
        given: dict[str, Any] = {"name": "駅前のレジ", "shop_id": None, "staff_id": None}
        return devices.issue(session, opened, **given, now=now)[1]


def open_counter(page: Page, site: Site, code: str) -> None:
    page.goto(f"{site.address}/admin/counter/phone")
    page.get_by_label("登録コード").fill(code)
    page.get_by_role("button", name="登録する").click()
    page.get_by_label("さくら").check()
    page.get_by_label("暗証番号").fill(PIN)
    page.get_by_role("button", name="開く").click()
    expect(page.get_by_role("button", name="閉じる")).to_be_visible()
    page.evaluate("sessionStorage.taps = 0")


def taps(page: Page) -> int:
    return int(page.evaluate("Number(sessionStorage.taps)"))


def test_the_shared_phones_own_pages_are_for_everybody(
    open_page: browsers.OpenPage, site: Site, code: str
) -> None:
    page = open_page(**browsers.PHONE)
    page.goto(f"{site.address}/admin/counter/phone")
    assert findings(page) + too_wide(page) == []
    page.get_by_label("登録コード").fill(code)
    page.get_by_role("button", name="登録する").click()
    page.get_by_label("さくら").check()
    assert findings(page) + too_wide(page) == []
    page.get_by_label("暗証番号").fill(PIN)
    page.get_by_role("button", name="開く").click()
    expect(page.get_by_role("button", name="閉じる")).to_be_visible()
    assert findings(page) + too_wide(page) == []


def test_a_phone_that_nobody_touches_shows_the_door(
    open_page: browsers.OpenPage, site: Site, clock: Clock, code: str
) -> None:
    page = open_page(**browsers.PHONE)
    page.clock.install()
    open_counter(page, site, code)
    page.keyboard.type(site.life.card)
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=yen]")

    clock.advance(minutes=6)
    page.clock.fast_forward("05:02")

    expect(page.get_by_label("暗証番号")).to_be_visible()


def test_without_a_camera_a_typed_card_takes_one_tap_more(
    open_page: browsers.OpenPage, site: Site, code: str
) -> None:
    page = open_page(**browsers.PHONE)
    page.add_init_script(COUNT)
    open_counter(page, site, code)

    page.get_by_role("button", name="カメラで読み取る").click()
    expect(page.get_by_role("status")).to_contain_text("番号を入れてください")
    page.get_by_label("会員番号").focus()
    page.keyboard.type(site.life.card)
    page.get_by_role("button", name="確かめる").click()
    page.wait_for_selector("input[name=yen]:focus")
    page.keyboard.type("2300")
    page.get_by_role("button", name="つける", exact=True).click()

    expect(page.get_by_role("status")).to_contain_text("23ポイントをつけました")
    assert taps(page) == 3


@pytest.fixture
def camera(browser: Browser, site: Site, tmp_path: Path) -> Iterator[Browser]:
    """A Chromium whose camera sees the customer's card."""
    film = tmp_path / "card.mjpeg"
    film.write_bytes(seen(site.life.card))
    sandbox = ["--no-sandbox"]
    eye = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    seeing = browser.browser_type.launch(
        executable_path=machine.browser() or browser.browser_type.executable_path,
        args=[*browsers.QUIET, *sandbox, *eye, f"--use-file-for-fake-video-capture={film}"],
    )
    yield seeing
    seeing.close()


def seen(card: str) -> bytes:
    """Film a card as a phone at arm's length would, lying on a grey table."""
    drawn = pictures.draw(card, symbol="code128", till_number=card)
    with Image.open(io.BytesIO(drawn)) as picture:
        scene = Image.new("RGB", (640, 480), (120, 116, 110))
        scene.paste(picture.convert("RGB").resize((420, 420)), (110, 30))
    written = io.BytesIO()
    scene.save(written, "jpeg", quality=85)
    return written.getvalue() * 10


def test_a_scanned_card_takes_two_taps_and_the_camera_sees_it(
    camera: Browser, complaints: list[str], site: Site, code: str
) -> None:
    page = camera.new_context(locale="ja-JP", **browsers.PHONE).new_page()
    page.set_default_timeout(browsers.PATIENCE)
    browsers.watch(page, complaints)
    page.add_init_script(COUNT)
    open_counter(page, site, code)

    page.get_by_role("button", name="カメラで読み取る").click()
    page.wait_for_selector("input[name=yen]:focus")
    page.keyboard.type("2300")
    page.get_by_role("button", name="つける", exact=True).click()

    expect(page.get_by_role("status")).to_contain_text("23ポイントをつけました")
    assert taps(page) == 2
    assert re.search(r"\d{4}-\d{4}", page.inner_text("#counter"))
