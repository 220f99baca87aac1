"""Every page, in both languages and sizes: nothing blocked, nothing too wide, nothing that axe minds."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.admin.serving import Signed, Site
from tests.browsers import PHONE, OpenPage

AXE = Path(__file__).resolve().parent.parent.parent / "node_modules/axe-core/axe.min.js"
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
SIZES: list[Any] = [PHONE["viewport"], DESK["viewport"]]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "preload": False,
    "resultTypes": ["violations"],
    "selectors": False,
    "iframes": False,
}
"""No rule of these needs axe to read style sheets anew, which the pages' policy would forbid."""


def findings(page: Page) -> list[str]:
    """What axe says of the page as it is now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{page.url} {problem['id']}: {node['html'][:140]}"
        for problem in found["violations"]
        for node in problem["nodes"]
    ]


def too_wide(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [f"{page.url} is wider than a screen of {page.viewport_size}"] if wide else []


def look(page: Page, address: str, *, closely: bool = True) -> list[str]:
    """What is wrong with a page: seen as it comes, and on the other size of screen, as the next one comes."""
    page.goto(address)
    found = (findings(page) if closely else []) + too_wide(page)
    page.set_viewport_size(next(size for size in SIZES if size != page.viewport_size))
    return found + too_wide(page)


@pytest.mark.parametrize(
    ("share", "locale", "size"), [(0, "ja-JP", PHONE), (1, "en-GB", DESK)], ids=["ja-phone", "en-desk"]
)
def test_every_page_is_for_everybody_keeps_its_policy_and_fits_the_screen(
    site: Site, open_page: OpenPage, complaints: list[str], share: int, locale: str, size: dict[str, Any]
) -> None:
    """Opens all pages in both ways; axe, which takes longest, looks at half of them, in the given size."""
    page = open_page(locale=locale, **size)
    for name in ("admin/sign-in", "trust"):
        complaints += look(page, f"{site.address}/{name}")
    for paper in (site.life.link, site.life.proof):
        complaints += look(page, f"{site.address}/{paper}")
        page.locator("main form button").click()
        page.locator(".record").first.wait_for()
        complaints += findings(page) + too_wide(page)

    site.sign_in(page, "owner")
    speak(page, locale[:2])
    pages = site.pages()
    for number, address in enumerate(pages[share:] + pages[:share]):
        complaints += look(page, address, closely=number % 2 == 0)

    assert complaints == []
    assert page.locator("html").get_attribute("lang") == locale[:2]


def test_a_found_member_is_for_everybody(site: Site, signed: Signed) -> None:
    page = signed("clerk", **PHONE)
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
