"""The shop's desk: what its people do in the admin page."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tools.album.line import Line
from tools.album.phone import PATIENCE
from tools.album.shop import Shop

CARD = re.compile(r"会員番号は (\d{4}-\d{4})")
"""A card's number, as it is told to whoever joins."""

BEANS = (
    ("ケニア", "深煎りです。ミルクにもよく合います。"),
    ("エチオピア", "浅煎りです。花のような香りがします。"),
)
RANKS = (("シルバー", "Silver", "silver", "5000"), ("ゴールド", "Gold", "gold", "20000"))


class Desk:
    """A browser at the shop."""

    def __init__(self, context: BrowserContext, shop: Shop, line: Line) -> None:
        self.context, self.shop, self.line = context, shop, line
        self._page: Page | None = None

    def warns(self, words: str) -> None:
        """Write a safety announcement, and let it go out."""
        page = self._turn_to("announcements/new")
        _fill(page, 題名="ドリップポットの回収", 本文=words)
        page.locator("[name=is_safety]").check()
        _press(page, "下書きを保存する")
        _press(page, "保存した下書きを予定に入れる")

    def announces(self, words: str) -> None:
        """Write an announcement with two cards and a button, and let it go out."""
        page = self._turn_to("announcements/new")
        _fill(page, 題名="今月の豆", 本文=words)
        page.locator("#announcement > details > summary").click()
        page.locator("#do-add-cards").click()
        for number, (title, text) in enumerate(BEANS):
            if number:
                page.locator("#do-card-parts-0").click()
            page.locator(f"[name=parts-0-cards-{number}-title]").fill(title, timeout=PATIENCE * 1000)
            page.locator(f"[name=parts-0-cards-{number}-text]").fill(text)
        page.locator("[name=label]").fill("お店の地図を見る")
        page.locator("[name=uri]").fill("https://goen.example/map")
        _press(page, "下書きを保存する")
        _press(page, "保存した下書きを予定に入れる")

    def sells(self, words: str) -> None:
        """Give points at the counter; the words are who bought something, and for how many yen."""
        person, yen = words.split()
        card = CARD.findall(self.line.talk(person))[-1]
        page = self._turn_to("counter")
        _fill(page, 会員番号=card)
        _press(page, "確かめる")
        _fill(page, お買い上げ金額=yen)
        _press(page, "つける")
        expect(page.get_by_text("ポイントをつけました。").first).to_be_visible(timeout=PATIENCE * 1000)

    def takes_back(self, person: str) -> None:
        """Let what this person bought last come back."""
        page = self._turn_to("points/returns")
        _fill(page, 会員番号=CARD.findall(self.line.talk(person))[-1])
        _press(page, "確かめる")
        line = page.locator("details", has_text="お買い上げ").first
        line.locator("summary").click()
        line.locator("[name=reason]").fill("サイズ違い")
        line.get_by_role("button", name="返品を承る", exact=True).click(timeout=PATIENCE * 1000)
        expect(page.locator(".note-good")).to_be_visible(timeout=PATIENCE * 1000)

    def ranks(self, _words: str) -> None:
        """Let the shop have two ranks."""
        page = self._turn_to("tiers")
        for place, (ja, en, code, threshold) in enumerate(RANKS):
            for name, value in (("name_ja", ja), ("name_en", en), ("code", code), ("threshold", threshold)):
                page.locator(f"[name=ranks-{place}-{name}]").fill(value)
        page.locator("[name=ranks-1-benefits_ja]").fill("お誕生月に、焼き菓子を一つ")
        page.locator("[name=ranks-1-benefits_en]").fill("a cake in your birthday month")
        _press(page, "保存する")
        expect(page.get_by_text("いまから使われます").first).to_be_visible(timeout=PATIENCE * 1000)

    def hands_out(self, points: str) -> None:
        """Make a slip for an old card with so many points, one card a sum."""
        page = self._turn_to("claims")
        form = page.locator("form", has=page.get_by_role("button", name="引換券を出す", exact=True))
        form.locator("[name=card]").fill(f"0{points}")
        form.locator("[name=points]").fill(points)
        form.get_by_role("button").click(timeout=PATIENCE * 1000)
        self.line.slip = page.locator(".slips .code").inner_text(timeout=PATIENCE * 1000)

    def _turn_to(self, address: str) -> Page:
        """Open a page of the admin's, signing in the first time."""
        if self._page is None:
            self._page = self.context.new_page()
            self._page.set_viewport_size({"width": 1200, "height": 1000})
            self._page.goto(f"{self.shop.url}/admin/")
            _fill(self._page, メール=self.shop.sign_in["email"], パスワード=self.shop.sign_in["password"])
            self._page.keyboard.press("Enter")
            expect(self._page.get_by_text("ご縁のいま").first).to_be_visible(timeout=PATIENCE * 1000)
        self._page.goto(f"{self.shop.url}/admin/{address}")
        return self._page


def _press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).first.click(timeout=PATIENCE * 1000)
    page.wait_for_load_state()


def _fill(page: Page, **fields: str) -> None:
    for label, value in fields.items():
        page.get_by_label(re.compile(f"^{label}")).first.fill(value)
