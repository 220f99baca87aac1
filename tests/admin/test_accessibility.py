"""Every page, in both languages and sizes: nothing blocked, nothing too wide, nothing that axe minds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.admin.serving import Signed, Site
from tests.browsers import PHONE, OpenPage

AXE = Path(__file__).resolve().parent.parent.parent / "node_modules/axe-core/axe.min.js"
DESK = {"viewport": {"width": 1280, "height": 900}}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def findings(page: Page) -> list[str]:
    """What axe says of the page as it is now; it styles what it measures, which the policy would forbid."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{page.url} {problem['id']}: {node['html'][:140]}"
        for problem in found["violations"]
        for node in problem["nodes"]
    ]


def too_wide(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [f"{page.url} is wider than the screen"] if wide else []


def look(page: Page, addresses: list[str]) -> Iterator[str]:
    for address in addresses:
        page.goto(address)
        yield from findings(page)
        yield from too_wide(page)


EVERYBODY = pytest.mark.parametrize(
    ("locale", "size"), [("ja-JP", PHONE), ("en-GB", DESK)], ids=["ja-phone", "en-desk"]
)


@pytest.mark.parametrize(("locale", "size"), [("en-GB", PHONE), ("ja-JP", DESK)], ids=["en-phone", "ja-desk"])
def test_no_page_breaks_its_policy_loads_from_elsewhere_or_is_too_wide(
    site: Site, signed: Signed, complaints: list[str], locale: str, size: dict[str, Any]
) -> None:
    page = signed("owner", locale=locale, **size)
    speak(page, locale[:2])

    for address in [*site.pages(), f"{site.address}/trust"]:
        page.goto(address)
        complaints += too_wide(page)

    assert complaints == []


@EVERYBODY
def test_pages_are_for_everybody(site: Site, signed: Signed, size: dict[str, Any], locale: str) -> None:
    page = signed("owner", locale=locale, bypass_csp=True, **size)
    speak(page, locale[:2])

    assert list(look(page, site.pages())) == []
    assert page.locator("html").get_attribute("lang") == locale[:2]


@EVERYBODY
def test_open_pages_are_for_everybody(
    site: Site, open_page: OpenPage, size: dict[str, Any], locale: str
) -> None:
    page = open_page(locale=locale, bypass_csp=True, **size)

    assert list(look(page, [f"{site.address}/admin/sign-in", f"{site.address}/trust"])) == []


def test_a_found_member_is_for_everybody(site: Site, signed: Signed) -> None:
    page = signed("clerk", bypass_csp=True, **PHONE)
    for address in ("counter", "members"):
        page.goto(f"{site.address}/admin/{address}")
        page.get_by_label("会員番号").fill(site.life.card)
        page.locator("main form button").first.click()
        page.get_by_text("pt", exact=True).wait_for()

        assert findings(page) + too_wide(page) == []


def test_the_menu_of_a_phone_works_by_keyboard(signed: Signed) -> None:
    page = signed("owner", **PHONE)
    button = page.get_by_role("button", name="メニュー")

    button.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    page.get_by_role("link", name="設定").wait_for()
    page.keyboard.press("Escape")

    assert button.get_attribute("aria-expanded") == "false"


def speak(page: Page, language: str) -> None:
    """Choose the language of the pages as a person would."""
    if page.locator("html").get_attribute("lang") == language:
        return
    menu = page.locator("[data-menu]")
    if menu.is_visible():
        menu.click()
    page.locator(f"button[value={language}]").click()
    page.locator(f"html[lang={language}]").wait_for()
