"""The admin page in a browser, as its staff use it."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys.town import Town

PATIENCE = 30_000


@dataclass(frozen=True)
class Office:
    """One member of staff's browser."""

    page: Page
    town: Town

    def sign_in(self) -> None:
        self.go("")
        self.fill(メール=self.town.email, パスワード=self.town.password)
        self.page.keyboard.press("Enter")
        self.sees("ご縁のいま")

    def go(self, address: str) -> None:
        self.page.goto(f"{self.town.shop}/admin/{address}")

    def fill(self, **fields: str) -> None:
        """Fill in fields by the beginning of their labels."""
        for label, value in fields.items():
            self.page.get_by_label(re.compile(f"^{label}")).first.fill(value)

    def press(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).first.click()

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible(timeout=PATIENCE)

    def reads(self, name: str, figure: str) -> None:
        """Wait until this figure stands under this name."""
        stat = self.page.locator("dt", has_text=re.compile(f"^{name}$")).locator("xpath=..").locator("dd")
        expect(stat.first).to_contain_text(figure, timeout=PATIENCE)
